"""The figures of a programme and of a project on pages, as a file, and the records behind a number."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.access.marks import Mark
from waypost.access.policies import may_write
from waypost.core.errors import Denied
from waypost.face import dates
from waypost.files.sheets import given
from waypost.projects.lists.projects import everything as projects_of
from waypost.publications.views.shared import member
from waypost.training.actions import programmes
from waypost.training.figures.stages import Stage
from waypost.training.lists import figures as lists
from waypost.training.lists.figures import Asked
from waypost.training.models import Programme
from waypost.training.views.programmes import seen_or_404


@require_GET
def figures(request: HttpRequest, public_id: str) -> HttpResponse:
    """For those who write the programme with the records; for every other reader what is not small."""
    found, page = _opened(request, public_id)
    context = {
        "found": found,
        "page": page,
        "choices": [(each, Asked(each, page.asked.quarter).query) for each in page.offered],
        "second": _second(page),
        "periods": [(each, replace(page.asked, quarter=each).query) for each in (None, *page.quarters)],
        "stages": list(Stage),
    }
    return render(request, "training/figures/programme.html", context)


@require_GET
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same table, as CSV that programs for tables open with its letters intact."""
    found, page = _opened(request, public_id)
    return given(_cells(found, page), "figures.csv")


@require_GET
def records(request: HttpRequest, public_id: str, stage: str) -> HttpResponse:
    """Whom one number counted, by name: for those who write the programme."""
    person, found = member(request), seen_or_404(request, public_id)
    if stage not in Stage.values:
        raise Http404
    if not may_write(person, found):
        raise Denied("training.figures_opened", thing=found)
    programmes.opened(by=person, programme=found)
    asked, of = _asked(request), tuple(request.GET.getlist("of"))
    key = of if len(of) == len(asked.bys) else None
    each_roll = "rolls" in request.GET
    rows = lists.records_of(person, found, Stage(stage), asked, key, each_roll=each_roll)
    context = {
        "found": found,
        "asked": asked,
        "stage": Stage(stage),
        "rows": rows,
        "of": lists.label_of(person, found, asked, key) if key is not None and rows else "",
    }
    return render(request, "training/figures/records.html", context)


@require_GET
def project(request: HttpRequest, public_id: str) -> HttpResponse:
    """All programmes of a project that its reader sees: what a donor reads."""
    person = member(request)
    found = projects_of(person).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    rows = lists.project_of(person, found)
    whole = all(each.line.is_whole for each in rows)
    context = {"found": found, "rows": rows, "stages": list(Stage), "is_whole": whole}
    return render(request, "training/figures/project.html", context)


def _opened(request: HttpRequest, public_id: str) -> tuple[Programme, lists.Page]:
    person, found = member(request), seen_or_404(request, public_id)
    programmes.opened(by=person, programme=found)
    return found, lists.page_of(person, found, _asked(request))


def _asked(request: HttpRequest) -> Asked:
    said = request.GET
    return Asked.of(said.get("by", ""), said.get("period", ""), said.get("and", ""))


def _second(page: lists.Page) -> list[tuple[lists.By | None, str]]:
    """By what it can be broken down besides, first by nothing; with the query of each."""
    if page.asked.by not in page.crossed:
        return []
    others = [each for each in page.crossed if each != page.asked.by]
    return [(each, replace(page.asked, across=each).query) for each in (None, *others)]


def _cells(found: Programme, page: lists.Page) -> list[list[Any]]:
    """Its mark and its day on top: a file is read where no page stands around it."""
    rows: list[list[Any]] = [[Mark(found.mark).label, found.code, found.title]]
    rows.append([_("As of %(day)s") % {"day": dates.long_day(page.window.on)}])
    planned: list[Any] = [_("Planned")] if page.is_planned else []
    rows.append([page.asked.words, *planned, *_beside([each.label for each in Stage], _("Attendances"))])
    for line in (*page.lines, page.foot):
        planned = [line.planned if line.planned is not None else ""] if page.is_planned else []
        said = [_said(each, page) for each in line.numbers]
        attendances = "–" if line.attendances is None else line.attendances
        rows.append([line.label, *planned, *_beside(said, attendances)])
    if not page.is_whole:
        rows.append([_("– stands for fewer than 5, and for what would give such a number away.")])
    return rows


def _said(number: lists.Number, page: lists.Page) -> Any:
    """Where a programme has no e-modules for everybody, nobody could have done them."""
    if number.stage == Stage.LEARNED and not page.asks_modules:
        return "—"
    return "–" if number.n is None else number.n


def _beside(of_stages: list[Any], of_attendances: Any) -> list[Any]:
    """Attendances stand behind those who attended."""
    at = list(Stage).index(Stage.ATTENDED) + 1
    return [*of_stages[:at], of_attendances, *of_stages[at:]]
