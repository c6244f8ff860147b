"""How the network covers its members: numbers, map and table for every member; names by the rules of the directory."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waypost.core import clock
from waypost.core.figures import Window, figures
from waypost.desk.forms import DayForm
from waypost.desk.lists.coverage import SHOWN, coverage_on
from waypost.people.models import Person
from waypost.people.views.reader import reader
from waypost.reporting.views.editions import read_evidence


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """The network on a day, today where none is asked for."""
    _active(request)
    form = DayForm(request.GET)
    found = None
    if form.is_valid():
        day = _day(form)
        found, form = coverage_on(day), DayForm(initial={"on": day})
    context = {"form": form, "coverage": found, "today": clock.today()}
    return render(request, "desk/coverage/coverage.html", context, status=200 if found else 422)


@require_GET
def coverage_records(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind one of the numbers on that day."""
    person = _active(request)
    if name not in SHOWN:
        raise Http404
    form = DayForm(request.GET)
    if not form.is_valid():
        return render(request, "desk/coverage/coverage.html", {"form": form, "coverage": None}, status=422)
    figure, window = figures()[name], Window.of_day(_day(form))
    context = {
        "day": window.on,
        "heading": figure.label,
        "value": figure.value(window),
        "evidence": read_evidence(figure, window, person),
    }
    return render(request, "desk/coverage/records.html", context)


def _active(request: HttpRequest) -> Person:
    """An active member. To everybody else the page is not there."""
    person = reader(request)
    if not person.is_active_member():
        raise Http404
    return person


def _day(form: DayForm) -> date:
    day: date | None = form.cleaned_data["on"]
    return day or clock.today()
