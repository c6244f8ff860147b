"""Tests of a cohort: opening them and reading their results, and the pages on which a learner takes one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import testing as actions
from waypost.training.forms.testing import MoveForm, OpenTestForm, ScoresForm
from waypost.training.lists import testing as lists
from waypost.training.lists.testing import OwnTest, Result
from waypost.training.models import CohortTest, Intake, Moment
from waypost.training.policies import may_run, may_run_test
from waypost.training.views.enrolment import intake_or_404
from waypost.training.views.programmes import either


@either
def tests(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own tests; for those who run the cohort also opening one, and the way to the results."""
    person, found = member(request), intake_or_404(request, public_id)
    runs = may_run(person, found)
    if request.method == "POST" and not runs:
        raise Denied("training.test_opened", thing=found)
    form = OpenTestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_test(by=person, intake=found, words=form.words())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The test is there. The enrolled are told."))
            return redirect("cohort_tests", found.public_id)
    there = lists.tests_of(person, found)
    context = {
        **_about(found),
        "tests": there,
        "own": lists.own_tests(person, found),
        "runs": runs,
        "form": form if runs and len(there) < len(Moment) else None,
    }
    return render(request, "training/testing/list.html", context, status=422 if form.errors else 200)


@either
def test(request: HttpRequest, public_id: str, test_id: str) -> HttpResponse:
    """The results of a test, by name: for those who run the cohort. Here they allow re-sits and enter points."""
    person, found = member(request), intake_or_404(request, public_id)
    row = _test_or_404(request, found, test_id)
    if not may_run_test(person, row):
        raise Denied("training.test_results", thing=row)
    results = lists.results_of(person, row)
    do = request.POST.get("do", "")
    moving = MoveForm(request.POST if do == "move" else None, initial={"last_day": row.closes_on})
    waiting = [each.nominee for each in results if each.waits]
    scores = ScoresForm(request.POST if do == "scores" else None, nominees=waiting)
    wrong, said = {"move": moving, "scores": scores}.get(do), None
    if do and (wrong is None or wrong.is_valid()):
        try:
            _done(request, row, results, moving, scores)
        except Refused as refused:
            said = refused
            if wrong is not None:
                refuse(wrong, refused)
        else:
            return redirect("cohort_test", found.public_id, row.public_id)
    context = {
        **_about(found),
        "test": row,
        "results": results,
        "moving": moving,
        "scores": scores if waiting else None,
        "wrong": wrong,
        "refused": said if wrong is None else None,
    }
    return render(request, "training/testing/results.html", context, status=422 if do else 200)


@either
def sit(request: HttpRequest, public_id: str, test_id: str) -> HttpResponse:
    """One's own test: begun, gone on with, and handed in."""
    person, found = member(request), intake_or_404(request, public_id)
    own, said = _own_or_denied(request, found, test_id), None
    if request.method == "POST":
        try:
            return _sat(request, found, own)
        except Refused as refused:
            said = refused
            own = _own_or_denied(request, found, test_id)
    asked = lists.form_before(person, own.sitting) if own.sitting and own.may_go_on else []
    context = {
        **_about(found),
        "own": own,
        "asked": asked,
        "next": next((each for each in asked if not each.chosen), None),
        "unanswered": sum(not each.chosen for each in asked),
        "refused": said,
    }
    return render(request, "training/testing/sit.html", context, status=422 if said else 200)


@either
def answer(request: HttpRequest, public_id: str, test_id: str, number: int) -> HttpResponse:
    """One question of the form before one: what is chosen is kept, and the next question comes."""
    person, found = member(request), intake_or_404(request, public_id)
    own = _own_or_denied(request, found, test_id)
    if own.sitting is None or not own.is_begun or not own.may_go_on:
        return redirect("sit_test", found.public_id, test_id)
    asked = lists.form_before(person, own.sitting)
    here = next((each for each in asked if each.place == number), None)
    if here is None:
        raise Http404
    if request.method == "POST":
        chosen = [int(each) for each in request.POST.getlist("chosen") if each in _NUMBERS]
        try:
            actions.answer(by=person, sitting=own.sitting, place=number, chosen=chosen)
        except Refused:
            return redirect("sit_test", found.public_id, test_id)
        if number < len(asked):
            return redirect("answer_question", found.public_id, test_id, number + 1)
        return redirect("sit_test", found.public_id, test_id)
    context = {**_about(found), "own": own, "here": here, "many": len(asked)}
    return render(request, "training/testing/question.html", context)


_NUMBERS = {str(n) for n in range(10)}


def _about(found: Intake) -> dict[str, Any]:
    return {"found": found, "programme": found.programme}


def _test_or_404(request: HttpRequest, found: Intake, test_id: str) -> CohortTest:
    row = lists.test_seen(member(request), found, test_id)
    if row is None:
        raise Http404
    return row


def _own_or_denied(request: HttpRequest, found: Intake, test_id: str) -> OwnTest:
    row = _test_or_404(request, found, test_id)
    own = next((each for each in lists.own_tests(member(request), found) if each.test.pk == row.pk), None)
    if own is None:
        raise Denied("training.sitting_begun", thing=row)
    return own


def _sat(request: HttpRequest, found: Intake, own: OwnTest) -> HttpResponse:
    if request.POST.get("do") == "hand-in" and own.sitting is not None:
        actions.hand_in(by=member(request), sitting=own.sitting)
        messages.info(request, _("You handed the test in."))
        return redirect("sit_test", found.public_id, own.test.public_id)
    actions.begin(by=member(request), test=own.test)
    return redirect("answer_question", found.public_id, own.test.public_id, 1)


def _done(
    request: HttpRequest, row: CohortTest, results: list[Result], moving: MoveForm, scores: ScoresForm
) -> None:
    """Do what the button says."""
    person, do = member(request), request.POST["do"]
    if do == "move":
        actions.move_test(by=person, test=row, closes_on=moving.cleaned_data["last_day"])
        messages.info(request, _("The test has another last day."))
    elif do == "scores":
        rows = scores.scores()
        actions.enter_scores(by=person, test=row, scores=rows, out_of=scores.cleaned_data["out_of"])
        messages.info(request, _("The points are kept."))
    else:
        name = request.POST.get("nominee", "")
        nominee = next((each.nominee for each in results if each.nominee.public_id == name), None)
        if nominee is None:
            raise Http404
        actions.allow_resit(by=person, test=row, nominee=nominee)
        messages.info(request, _("They may take the test once more, on the other form. They are told."))
