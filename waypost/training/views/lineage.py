"""Who taught whom, and how far it reached."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waypost.publications.views.shared import member
from waypost.training.actions import programmes
from waypost.training.lists.lineage import reach_of
from waypost.training.views.programmes import seen_or_404


@require_GET
def reach(request: HttpRequest, public_id: str) -> HttpResponse:
    """For those who coordinate with names; for every other reader of the programme numbers that are not small."""
    person, found = member(request), seen_or_404(request, public_id)
    programmes.opened(by=person, programme=found)
    return render(request, "training/lineage.html", {"found": found, "reach": reach_of(person, found)})
