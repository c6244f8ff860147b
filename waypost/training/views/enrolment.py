"""A cohort from order to enrolment: seats, the board, what the command decides, and one's own courses."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.people.models import Organisation
from waypost.publications.views.shared import member, overtaken
from waypost.training.actions import enrolment as actions
from waypost.training.actions import programmes
from waypost.training.actions.enrolment import UnitSeats
from waypost.training.forms.enrolment import BecauseForm, OpenForm, SeatsForm, SeatsRows
from waypost.training.lists import enrolment as lists
from waypost.training.lists.certificates import own_certificates
from waypost.training.lists.evaluation import mine_of
from waypost.training.lists.joining import instructions_of
from waypost.training.lists.practicals import sessions_of
from waypost.training.lists.programmes import everything
from waypost.training.lists.steps import steps_of
from waypost.training.models import Intake, Nominee
from waypost.training.policies import may_decide, may_run
from waypost.training.views.programmes import either


@either
def open_intake(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let units nominate for a cohort of a programme."""
    person = member(request)
    found = everything(person).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    if not may_write(person, found):
        raise Denied("training.intake_opened", thing=found)
    form = OpenForm(request.POST or None, cohorts=lists.cohorts_to_open(person, found))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_intake(
                by=person, cohort=form.chosen(), closes_on=form.cleaned_data["closes_on"]
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Units may nominate now. Look whether the seats are as they should be."))
            return to("seats", made)
    context = {"found": found, "form": form}
    return render(request, "training/open_intake.html", context, status=422 if form.errors else 200)


@require_GET
def cohort(request: HttpRequest, public_id: str) -> HttpResponse:
    """The board for those who run it and those who nominate; for every other reader the seats."""
    return shown(request, intake_or_404(request, public_id))


def shown(
    request: HttpRequest, found: Intake, because: BecauseForm | None = None, said: Refused | None = None
) -> HttpResponse:
    """The page of a cohort; with what was refused, where something was."""
    person = member(request)
    board = lists.board_of(person, found)
    context = {
        "found": found,
        "programme": found.programme,
        "board": board,
        "units": board.units if board else lists.units_of(person, found),
        "practicals": sessions_of(person, found),
        "own": [each for each in lists.courses_of(person) if each.nominee.intake_id == found.pk],
        "joining": instructions_of(person, found),
        "because": because or BecauseForm(),
        "ticked": request.POST.getlist("nominee"),
        "refused": said,
    }
    wrong = said is not None or bool(because and because.errors)
    return render(request, "training/cohort.html", context, status=422 if wrong else 200)


@require_POST
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """The command's yes or no to those who are ticked."""
    person, found = member(request), intake_or_404(request, public_id)
    if not may_decide(person, found):
        raise Denied("training.approved", thing=found)
    ticked = _ticked(request, found)
    because = BecauseForm(request.POST) if request.POST.get("do") == "refuse" else None
    if because is not None and not because.is_valid():
        return shown(request, found, because)
    try:
        if because is None:
            rows = actions.approve(by=person, intake=found, nominees=ticked)
        else:
            rows = actions.refuse(
                by=person, intake=found, nominees=ticked, because=because.cleaned_data["because"]
            )
    except Refused as refused:
        return shown(request, found, because, refused)
    n = len(rows)
    messages.info(
        request, ngettext("%(n)d person is decided about.", "%(n)d persons are decided about.", n) % {"n": n}
    )
    return to("cohort", found)


@either
def seats(request: HttpRequest, public_id: str) -> HttpResponse:
    """How many of each unit, and until when units nominate."""
    person, found = member(request), intake_or_404(request, public_id)
    if not may_run(person, found):
        raise Denied("training.seats_set", thing=found)
    stands = lists.units_of(person, found)
    form = SeatsForm(request.POST or None, initial={"closes_on": found.closes_on, "revision": found.revision})
    rows = SeatsRows(request.POST or None, initial=_as_offered(stands), prefix="unit")
    theirs = None
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            _set_seats(request, found, form, rows)
        except Overtaken as said:
            theirs = stands
            overtaken(form, said, revision=intake_or_404(request, public_id).revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The seats are kept."))
            return to("cohort", found)
    wrong = bool(form.errors or (rows.is_bound and not rows.is_valid()))
    context = {"found": found, "programme": found.programme, "form": form, "rows": rows, "theirs": theirs}
    return render(request, "training/seats.html", context, status=422 if wrong else 200)


@require_GET
def courses(request: HttpRequest) -> HttpResponse:
    """The learner's home: what comes next, what is missing, and one's certificates."""
    person = member(request)
    courses = lists.courses_of(person)
    steps = steps_of(person, courses)
    context = {
        "courses": [(each, steps.get(each.nominee.pk, [])) for each in courses],
        "certificates": own_certificates(person),
        "asked": [each for each in mine_of(person) if each.is_open],
    }
    return render(request, "training/courses.html", context)


def intake_or_404(request: HttpRequest, public_id: str) -> Intake:
    """The cohort, for whoever sees it. That it was opened is recorded."""
    found = lists.intake_seen(member(request), public_id)
    if found is None:
        raise Http404
    programmes.opened(by=member(request), programme=found.programme)
    return found


def to(name: str, found: Intake) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[found.public_id]))


def _ticked(request: HttpRequest, found: Intake) -> list[Nominee]:
    names = request.POST.getlist("nominee")
    return list(Nominee.visible_to(member(request)).filter(intake=found.pk, public_id__in=names))


def _as_offered(stands: list[lists.Unit]) -> list[dict[str, Any]]:
    names = ("organisation", "unit_en", "unit_th", "seats")
    return [{name: getattr(each.seats, name) for name in names} for each in stands]


def _set_seats(request: HttpRequest, found: Intake, form: SeatsForm, rows: Any) -> None:
    said = [each.cleaned_data for each in rows]
    units = [UnitSeats(**each) for each in said if isinstance(each.get("organisation"), Organisation)]
    actions.set_seats(by=member(request), intake=found, units=units, **form.cleaned_data)
