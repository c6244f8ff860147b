"""How the portal is used, for the secretariat. To everybody else the page is not there."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waypost.desk.forms import MonthForm
from waypost.desk.lists.measures import last_full_month, measures_of
from waypost.desk.policies import may_read_measures
from waypost.people.views.reader import reader


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """One month, the last that is over where none is asked for."""
    person = reader(request)
    if not may_read_measures(person):
        raise Http404
    form = MonthForm(request.GET)
    found = measures_of(person, _month(form)) if form.is_valid() else None
    if found is not None:
        form = MonthForm(initial={"month": f"{found.month:%Y-%m}"})
    context = {"form": form, "measures": found}
    return render(request, "desk/measures.html", context, status=200 if found else 422)


def _month(form: MonthForm) -> date:
    month: date | None = form.cleaned_data["month"]
    return month or last_full_month()
