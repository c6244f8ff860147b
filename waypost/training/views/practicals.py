"""Pages of practical sessions: one of them, planning and writing it, and other days for it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.publications.views.shared import member
from waypost.training.actions import practicals as actions
from waypost.training.actions import programmes
from waypost.training.forms.practicals import (
    CancelForm,
    DayForms,
    PostponeForm,
    PracticalForm,
    TrainerForm,
    TrainerForms,
)
from waypost.training.lists import practicals as lists
from waypost.training.lists.assessments import own_results
from waypost.training.lists.attendance import roster_of, signed_sheets
from waypost.training.lists.practicals import Session
from waypost.training.lists.taught_from import taught_from
from waypost.training.models import SessionDay
from waypost.training.policies import (
    is_oneself,
    may_hold,
    may_observe,
    may_read_marks,
    may_run,
    may_teach_in,
)
from waypost.training.views.enrolment import intake_or_404
from waypost.training.views.programmes import either


@require_GET
def session(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is, when and where; who teaches, for those who learn there."""
    person, found = member(request), seen_or_404(request, public_id)
    runs = may_hold(person, found.session)
    teaches = may_teach_in(person, found.session)
    roster = roster_of(person, found)
    own = [line for line in roster.lines if is_oneself(person, line.nominee)]
    context = {
        **shown(found),
        "runs": runs,
        "teaches": teaches,
        "observes": may_observe(person, found.session),
        "signed": signed_sheets(person, found),
        "may_move": runs and bool(lists.days_to_move(person, found)),
        "is_signed": found.session.is_signed,
        "roster": roster if teaches else None,
        "enrolled": len(roster.lines),
        "taught_from": taught_from(person, found.session),
        "write": reverse("session_resources", args=[public_id]) if runs else "",
        "own": own,
        "own_marks": own_results(person, [line.nominee for line in own], found),
        "reads_marks": may_read_marks(person, found.session),
    }
    return render(request, "training/practicals/session.html", context)


@either
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new session of a cohort."""
    person, intake = member(request), intake_or_404(request, public_id)
    if not may_run(person, intake):
        raise Denied("training.session_planned", thing=intake)
    form = PracticalForm(request.POST or None, units=lists.seats_of(person, intake))
    days = DayForms(request.POST or None, prefix="day")
    trainers = TrainerForms(request.POST or None, prefix="trainer")
    if request.method == "POST" and _valid(form, days, trainers):
        try:
            made = actions.plan_session(
                by=person,
                intake=intake,
                words=form.words(),
                days=_days(days),
                trainers=_trainers(trainers),
                units=form.for_units(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The session is planned. Those who take part are told."))
            return redirect("practical", made.public_id)
    context = {
        "intake": intake,
        "programme": intake.programme,
        "form": form,
        "days": days,
        "trainers": trainers,
    }
    return render(request, "training/practicals/write.html", context, status=_status(form, days, trainers))


@either
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say anew what it is, where it is held and who teaches."""
    person, found = member(request), _to_hold(request, public_id, "training.session_written")
    form = PracticalForm(request.POST or None, initial=_as_written(found))
    trainers = TrainerForms(request.POST or None, initial=_as_named(found), prefix="trainer")
    theirs = None
    if request.method == "POST" and _valid(form, trainers):
        try:
            actions.write_session(
                by=person,
                session=found.session,
                revision=form.cleaned_data["revision"],
                words=form.words(),
                trainers=_trainers(trainers),
            )
        except Overtaken as said:
            found = theirs = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.session.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The session is kept as you wrote it."))
            return redirect("practical", public_id)
    context = {**shown(found), "form": form, "days": None, "trainers": trainers, "theirs": theirs}
    return render(request, "training/practicals/write.html", context, status=_status(form, trainers))


@either
def postpone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Other days in place of those that were not held."""
    person, found = member(request), _to_hold(request, public_id, "training.session_postponed")
    form = PostponeForm(request.POST or None, initial={"revision": found.session.revision})
    days = DayForms(
        request.POST or None, initial=_as_planned(lists.days_to_move(person, found)), prefix="day"
    )
    theirs = None
    if request.method == "POST" and _valid(form, days):
        typed = form.cleaned_data
        try:
            actions.postpone_session(
                by=person,
                session=found.session,
                revision=typed["revision"],
                days=_days(days),
                because=typed["because"],
                weather=typed["kind"] == "weather",
            )
        except Overtaken as said:
            found = theirs = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.session.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The session has its new days. Those who take part are told."))
            return redirect("practical", public_id)
    context = {**shown(found), "form": form, "days": days, "theirs": theirs}
    return render(request, "training/practicals/postpone.html", context, status=_status(form, days))


@either
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is not held any more."""
    person, found = member(request), _to_hold(request, public_id, "training.session_cancelled")
    form = CancelForm(request.POST or None, initial={"revision": found.session.revision})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_session(by=person, session=found.session, **form.cleaned_data)
        except Overtaken as said:
            found = theirs = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.session.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The session is cancelled. Those who take part are told."))
            return redirect("practical", public_id)
    context = {**shown(found), "form": form, "theirs": theirs}
    return render(request, "training/practicals/cancel.html", context, status=_status(form))


def seen_or_404(request: HttpRequest, public_id: str) -> Session:
    """The session, for whoever sees it. That it was opened is recorded."""
    found = lists.session_seen(member(request), public_id)
    if found is None:
        raise Http404
    programmes.opened(by=member(request), programme=found.session.programme)
    return found


def _to_hold(request: HttpRequest, public_id: str, act: str) -> Session:
    found = seen_or_404(request, public_id)
    if not may_hold(member(request), found.session):
        raise Denied(act, thing=found.session)
    return found


def shown(found: Session) -> dict[str, Any]:
    intake = found.session.intake
    return {"found": found, "intake": intake, "programme": found.session.programme}


def _valid(*given: Any) -> bool:
    """Asked of each, so that each says what is wrong."""
    return all([each.is_valid() for each in given])  # noqa: C419


def _status(*given: Any) -> int:
    wrong = [
        each.is_bound and (bool(each.errors) if isinstance(each, forms.BaseForm) else not each.is_valid())
        for each in given
    ]
    return 422 if any(wrong) else 200


def _days(rows: Any) -> list[actions.Day]:
    return [each.day() for each in rows.filled()]


def _trainers(rows: Any) -> list[actions.Trainer]:
    return [each.trainer() for each in rows.filled()]


def _as_written(found: Session) -> dict[str, Any]:
    return {name: getattr(found.session, name) for name in (*PracticalForm.FIELDS, "revision")}


def _as_named(found: Session) -> list[dict[str, Any]]:
    return [{name: getattr(each, name) for name in TrainerForm.base_fields} for each in found.trainers]


def _as_planned(days: list[SessionDay]) -> list[dict[str, Any]]:
    """Days that can be moved, as their form begins."""
    rows = []
    for each in days:
        begins, ends = timezone.localtime(each.starts_at), timezone.localtime(each.ends_at)
        rows.append({"on": begins.date(), "begins": begins, "ends": ends, "minutes": each.minutes})
    return rows
