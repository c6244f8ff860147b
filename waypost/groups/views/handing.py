"""What whoever takes over a seat finds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waypost.core import clock
from waypost.groups.lists.handing import taken
from waypost.groups.views.threads import sitting_or_404


@require_GET
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """For the holder of a seat alone: the own one."""
    person, found, _space = sitting_or_404(request, public_id)
    own = taken(person, found)
    if own is None:
        raise Http404
    return render(request, "groups/hand_over.html", {"found": found, "own": own, "today": clock.today()})
