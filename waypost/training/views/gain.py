"""The page of a cohort's learning gain."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waypost.publications.views.shared import member
from waypost.training.lists.gain import gain_of
from waypost.training.views.enrolment import intake_or_404


@require_GET
def gain(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = member(request), intake_or_404(request, public_id)
    context = {"found": found, "programme": found.programme, "page": gain_of(person, found)}
    return render(request, "training/testing/gain.html", context)
