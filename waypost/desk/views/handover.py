"""Handing over a focal point's post."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waypost.core import clock
from waypost.desk.lists.handover import handing_over
from waypost.people.models import Post, Tenure
from waypost.people.policies import is_in_charge, may_end_post
from waypost.people.views.reader import reader


@require_safe
def handover(request: HttpRequest, public_id: str) -> HttpResponse:
    """For the holder, and for those in charge of the post."""
    by = reader(request)
    found = Tenure.objects.filter(public_id=public_id, post__role=Post.Role.FOCAL_POINT)
    tenure = found.select_related("person", "post__organisation__member").first()
    if tenure is None or not by.is_active_member():
        raise Http404
    own = tenure.person_id == by.pk and tenure.is_current(clock.today())
    if not own and not is_in_charge(by, tenure.post.organisation, tenure.post.role):
        raise Http404
    tasks = handing_over(by, tenure)
    context = {
        "tenure": tenure,
        "own": own,
        "tasks": tasks,
        "left": sum(not task.done for task in tasks),
        "may_end": may_end_post(by, tenure),
    }
    return render(request, "desk/handover.html", context)
