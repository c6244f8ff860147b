"""Handing over a focal point's post."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waypost.core import clock
from waypost.core.errors import Refused
from waypost.desk.lists.handover import handing_over
from waypost.people.actions import posts
from waypost.people.models import Person, Post, Tenure
from waypost.people.policies import is_in_charge, may_end_post
from waypost.people.views.reader import reader


@require_safe
def handover(request: HttpRequest, public_id: str) -> HttpResponse:
    """For the holder, and for those in charge of the post."""
    by = reader(request)
    tenure = _handed_over(by, public_id)
    tasks = handing_over(by, tenure)
    context = {
        "tenure": tenure,
        "own": tenure.person_id == by.pk and tenure.is_current(clock.today()),
        "tasks": tasks,
        "left": sum(not task.done for task in tasks),
        "may_end": may_end_post(by, tenure),
    }
    return render(request, "desk/handover.html", context)


@require_POST
def confirm_phone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody called the duty post: its number is right."""
    by = reader(request)
    tenure = _handed_over(by, public_id)
    posts_there = Post.objects.filter(organisation=tenure.post.organisation_id, on_duty=True)
    post = posts_there.filter(public_id=request.POST.get("post", "")).first()
    if post is None:
        raise Http404
    try:
        posts.confirm_phone(by=by, post=post, phone=request.POST.get("phone", ""))
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
    else:
        messages.info(request, _("Kept: you confirmed this number today."))
    return redirect("handover", tenure.public_id)


def _handed_over(by: Person, public_id: str) -> Tenure:
    found = Tenure.objects.filter(public_id=public_id, post__role=Post.Role.FOCAL_POINT)
    tenure = found.select_related("person", "post__organisation__member").first()
    if tenure is None or not by.is_active_member():
        raise Http404
    own = tenure.person_id == by.pk and tenure.is_current(clock.today())
    if not own and not is_in_charge(by, tenure.post.organisation, tenure.post.role):
        raise Http404
    return tenure
