"""Evaluation of a cohort: what one is asked, answering it, and what came of it; and the forms of a programme."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import evaluation as actions
from waypost.training.actions import programmes
from waypost.training.forms.evaluation import AnswerForm, ItemForms, OpenEvaluationForm
from waypost.training.lists import evaluation as lists
from waypost.training.lists.evaluated import results_of
from waypost.training.models import OF_ONESELF, Evaluation, Intake, Level, Nominee, Programme
from waypost.training.policies import may_run, may_state
from waypost.training.views.enrolment import intake_or_404
from waypost.training.views.programmes import either, seen_or_404


@either
def evaluations(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one is asked of a cohort; those who run it have it asked for its reaction, and see what comes."""
    person, found = member(request), intake_or_404(request, public_id)
    runs = may_run(person, found)
    if request.method == "POST" and not runs:
        raise Denied("training.evaluation_opened", thing=found)
    form = OpenEvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_evaluation(by=person, intake=found, level=Level.REACTION, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The cohort is asked from today on. The enrolled are told."))
            return redirect("evaluations", found.public_id)
    page = lists.page_of(person, found)
    asked = any(each.level == Level.REACTION and each.evaluation for each in page.rounds)
    context = {**_about(found), "page": page, "form": form if runs and not asked else None}
    return render(request, "training/evaluation/list.html", context, status=422 if form.errors else 200)


@either
def answer(request: HttpRequest, public_id: str, evaluation_id: str) -> HttpResponse:
    """For oneself, once; or for one's unit or organisation, which may say it anew."""
    person, found = member(request), intake_or_404(request, public_id)
    round_ = _round_or_404(request, found, evaluation_id)
    if round_.level not in OF_ONESELF:
        return _statement(request, found, round_)
    own = next((each for each in lists.mine_of(person, found) if each.evaluation.pk == round_.pk), None)
    if own is None:
        raise Denied("training.evaluation_answered", thing=round_)
    form = _answered(request, own)
    if form is None:
        return redirect("evaluations", found.public_id)
    context = {**_about(found), "round": round_, "form": form if own.is_open or form.errors else None}
    return render(request, "training/evaluation/answer.html", context, status=422 if form.errors else 200)


@either
def answer_unseated(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """For oneself, where one came without a seat: nothing of the programme stands there."""
    rounds = lists.mine_of(member(request))
    own = next((each for each in rounds if each.evaluation.public_id == evaluation_id), None)
    if own is None:
        raise Http404
    if own.intake is not None:
        return redirect(own.address)
    form = _answered(request, own)
    if form is None:
        return redirect("courses")
    shown = form if own.is_open or form.errors else None
    context = {"mine": own, "round": own.evaluation, "form": shown}
    status = 422 if form.errors else 200
    return render(request, "training/evaluation/answer_unseated.html", context, status=status)


@either
def about(request: HttpRequest, public_id: str, evaluation_id: str, nominee_id: str) -> HttpResponse:
    """As the superior, about one officer; then the next of the unit comes."""
    person, found = member(request), intake_or_404(request, public_id)
    round_ = _round_or_404(request, found, evaluation_id)
    officers = lists.officers_of(person, [round_])
    rows = officers.rows if officers else []
    officer = next((each for each, _done in rows if each.public_id == nominee_id), None)
    if officer is None:
        raise Http404
    form = AnswerForm(request.POST or None, items=lists.items_of(person, round_))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_about(by=person, nominee=officer, evaluation=round_, answers=form.answers())
        except Refused as refused:
            refuse(form, refused)
        else:
            return _to_the_next(request, found, round_, officer, rows)
    closed = round_.is_over or dict(rows)[officer]
    context = {
        **_about(found),
        "round": round_,
        "officer": officer,
        "form": None if closed and not form.errors else form,
    }
    return render(request, "training/evaluation/about.html", context, status=422 if form.errors else 200)


@require_GET
def results(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = member(request), intake_or_404(request, public_id)
    context = {**_about(found), "page": results_of(person, found)}
    return render(request, "training/evaluation/results.html", context)


@require_GET
def forms(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a programme asks at each level."""
    found = _to_write(request, public_id)
    context = {"found": found, "forms": lists.forms_of(member(request), found)}
    return render(request, "training/evaluation/forms.html", context)


@either
def write_form(request: HttpRequest, public_id: str, level: str) -> HttpResponse:
    """One of them, begun from what stands or is offered."""
    person, found = member(request), _to_write(request, public_id)
    stands = lists.form_of(person, found, level)
    if stands is None:
        raise Http404
    initial = [vars(each) for each in stands.items]
    rows: Any = ItemForms(request.POST or None, initial=initial, prefix="item", form_kwargs={"level": level})
    said = None
    if request.method == "POST" and rows.is_valid():
        try:
            actions.write_form(by=person, programme=found, level=level, items=rows.items())
        except Refused as refused:
            said = refused
        else:
            messages.info(request, _("The form is kept. Cohorts that are asked from now on get it."))
            return redirect("evaluation_forms", found.public_id)
    wrong = rows.is_bound
    context = {"found": found, "stands": stands, "rows": rows, "refused": said}
    return render(request, "training/evaluation/write.html", context, status=422 if wrong else 200)


def _answered(request: HttpRequest, own: lists.Mine) -> AnswerForm | None:
    """The form as it stands; None where it was sent and is counted."""
    person, round_ = member(request), own.evaluation
    form = AnswerForm(request.POST or None, items=lists.items_of(person, round_))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(by=person, evaluation=round_, answers=form.answers())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Your answer is counted. It has no name on it. Thank you."))
            return None
    return form


def _statement(request: HttpRequest, found: Intake, round_: Evaluation) -> HttpResponse:
    person = member(request)
    if not may_state(person, round_):
        raise Denied("training.evaluation_stated", thing=round_)
    last = lists.statement_of(person, round_)
    items, said = lists.items_of(person, round_), last.answers if last else None
    form = AnswerForm(request.POST or None, items=items, said=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.state(by=person, evaluation=round_, answers=form.answers())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Your answer is kept. You can change it until the last day."))
            return redirect("evaluations", found.public_id)
    context = {
        **_about(found),
        "round": round_,
        "last": last,
        "form": None if round_.is_over and not form.errors else form,
    }
    return render(request, "training/evaluation/state.html", context, status=422 if form.errors else 200)


def _to_the_next(
    request: HttpRequest, found: Intake, round_: Evaluation, done: Nominee, rows: list[tuple[Nominee, bool]]
) -> HttpResponse:
    waiting = [each for each, is_answered in rows if not is_answered and each.pk != done.pk]
    if not waiting:
        messages.info(request, _("You answered about everybody of your unit. Thank you."))
        return redirect("evaluations", found.public_id)
    messages.info(request, _("Your answer is counted, without a name. Here is the next officer."))
    return redirect("evaluate_officer", found.public_id, round_.public_id, waiting[0].public_id)


def _about(found: Intake) -> dict[str, Any]:
    return {"found": found, "programme": found.programme}


def _round_or_404(request: HttpRequest, found: Intake, evaluation_id: str) -> Evaluation:
    row = lists.round_seen(member(request), found, evaluation_id)
    if row is None:
        raise Http404
    return row


def _to_write(request: HttpRequest, public_id: str) -> Programme:
    found = seen_or_404(request, public_id)
    if not may_write(member(request), found):
        raise Denied("training.evaluation_form_written", thing=found)
    programmes.opened(by=member(request), programme=found)
    return found
