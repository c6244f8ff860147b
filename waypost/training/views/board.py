"""The coordinator's home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waypost.access.policies import may_begin
from waypost.core.errors import Denied
from waypost.publications.views.shared import member
from waypost.training.figures.stages import Stage
from waypost.training.lists.board import board_of


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """All cohorts of the programmes one writes, and what they wait for."""
    person = member(request)
    if not may_begin(person, person.organisation):
        raise Denied("training.board_opened")
    return render(request, "training/board.html", {"board": board_of(person), "stages": list(Stage)})
