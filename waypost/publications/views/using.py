"""A reader's organisation tells the originator for what an item was used."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.face import dates
from waypost.face.forms import refuse
from waypost.publications.actions import using
from waypost.publications.forms import UseForm
from waypost.publications.models import Publication
from waypost.publications.policies import may_report_use
from waypost.publications.views.shared import about, member, seen_or_404, to

MONTHS = 24


@require_http_methods(["GET", "POST"])
def report_use(request: HttpRequest, public_id: str) -> HttpResponse:
    """For what, in which month, how often; everything typed comes back when it cannot be taken."""
    publication, person = seen_or_404(request, public_id), member(request)
    if not may_report_use(person, publication):
        raise Denied("publications.use_reported", thing=publication)
    form = UseForm(request.POST or None)
    form.fields["month"].choices = _months(publication)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            using.report_use(by=person, publication=publication, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The originator is told."))
            return to("item", publication)
    context: dict[str, Any] = {"publication": publication, "form": form, **about(person, publication)}
    return render(request, "publications/report_use.html", context, status=422 if form.errors else 200)


def _months(publication: Publication) -> list[tuple[str, str]]:
    """From this month back to that of the item's beginning, two years at most."""
    month, found = clock.today().replace(day=1), list[tuple[str, str]]()
    first = publication.started_at.date().replace(day=1)
    while month >= first and len(found) < MONTHS:
        found.append((month.isoformat(), dates.month(month)))
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    return found
