"""Pages of the newsletter. Signed-out visitors read them too; names of persons follow the directory's rule."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from waypost.access.keys import NOBODY
from waypost.core.errors import Refused
from waypost.core.figures import Figure, Window
from waypost.people.actions import directory
from waypost.places.models import Section
from waypost.reporting.lists.editions import (
    Evidence,
    counted,
    evidence_of,
    figure_of,
    is_of_tenures,
    newest,
    passages_of,
)
from waypost.reporting.lists.overlaps import behind
from waypost.reporting.models import Edition
from waypost.training.lists.figures import programmes_behind


@login_not_required
@require_safe
def newest_edition(request: HttpRequest) -> HttpResponse:
    edition = newest()
    return _edition(request, edition) if edition else redirect("account_login")


@login_not_required
@require_safe
def edition(request: HttpRequest, key: str) -> HttpResponse:
    return _edition(request, get_object_or_404(Edition, key=key))


@login_not_required
@require_safe
def evidence(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """The records behind one figure, on a map and in a table."""
    edition = get_object_or_404(Edition, key=key)
    figure = figure_of(edition, name)
    if figure is None:
        raise Http404
    viewer: Any = request.person  # type: ignore[attr-defined]
    value = figure.published(edition.window)
    context = {
        "edition": edition,
        "value": value,
        "heading": counted(figure, value),
        "section": Section(figure.section),
        **_records(figure, edition.window, viewer),
    }
    return render(request, "reporting/evidence.html", context)


def _records(figure: Figure, window: Window, viewer: Any) -> dict[str, Any]:
    """What lies behind a number: dated posts; or in which programmes it was counted, where the persons are for those
    alone who run them.
    """
    if is_of_tenures(figure, window):
        return {"evidence": read_evidence(figure, window, viewer)}
    if (found := behind(viewer, figure, window)) is not None:
        return {"overlaps": found[0], "unseen": found[1]}
    return {"programmes": programmes_behind(viewer, figure, window)}


def read_evidence(figure: Figure, window: Window, viewer: Any) -> Evidence:
    """The records; the names among them are counted and recorded as in the directory, and left out beyond its limit."""
    evidence = evidence_of(figure, window, viewer)
    names = sum(record.holder is not None for record in evidence.records)
    if names:
        try:
            directory.read(by=viewer, person=viewer, rows=names, where="evidence")
        except Refused:
            return evidence_of(figure, window, NOBODY)
    return evidence


def _edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "reporting/edition.html", {"edition": edition, "passages": passages_of(edition)})
