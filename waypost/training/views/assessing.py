"""Marking on a telephone: the board of a session, and one learner against one rubric."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import assessing as actions
from waypost.training.forms.assessing import MarksForm, RubricsForm
from waypost.training.lists import assessments as lists
from waypost.training.lists.assessments import Result
from waypost.training.lists.practicals import Session
from waypost.training.lists.rubrics import rubrics_of
from waypost.training.policies import may_assess, may_hold, may_read_marks
from waypost.training.views.practicals import seen_or_404, shown
from waypost.training.views.programmes import either


@either
def marks(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everybody's results in a session. Whoever runs it chooses the rubrics here."""
    person, found = member(request), seen_or_404(request, public_id)
    runs = may_hold(person, found.session)
    if not may_read_marks(person, found.session) or (request.method == "POST" and not runs):
        raise Denied("training.rubrics_chosen", thing=found.session)
    board = lists.board_of(person, found)
    form = RubricsForm(
        request.POST if request.method == "POST" else None,
        known=rubrics_of(person, found.session.programme) if runs else [],
        chosen=[each.rubric for each in board],
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_rubrics(by=person, session=found.session, rubrics=form.chosen())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(
                request, _("The choice is kept. Co-trainers mark the learners from the page of the session.")
            )
            return redirect("marks", public_id)
    context = {
        **shown(found),
        "board": board,
        "form": form if runs else None,
        "marks": may_assess(person, found.session),
    }
    return render(request, "training/practicals/marks.html", context, status=422 if form.errors else 200)


@either
def mark(request: HttpRequest, public_id: str, rubric_id: str, nominee_id: str) -> HttpResponse:
    """One learner against one rubric: the next time they are marked, or with ``correct`` the newest said anew."""
    person, found = member(request), seen_or_404(request, public_id)
    if not may_assess(person, found.session):
        raise Denied("training.learner_assessed", thing=found.session)
    result = _result_or_404(request, found, rubric_id, nominee_id)
    correct = "correct" in request.GET and result.newest is not None
    form = MarksForm(request.POST or None, result=result, correct=correct)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.assess(
                by=person,
                session=found.session,
                rubric=result.rubric.rubric,
                nominee=result.nominee,
                marks=form.marks(),
            )
        except Refused as refused:
            refuse(form, refused)
            result = _result_or_404(request, found, rubric_id, nominee_id)
        else:
            said_of = {"name": result.nominee.name, "what": made.get_decision_display()}
            messages.info(request, _("%(name)s: %(what)s. It is kept.") % said_of)
            return redirect("marks", public_id)
    context = {**shown(found), "form": form, "result": result, "each": result.rubric, "correct": correct}
    return render(request, "training/practicals/mark.html", context, status=422 if form.errors else 200)


def _result_or_404(request: HttpRequest, found: Session, rubric_id: str, nominee_id: str) -> Result:
    for marking in lists.board_of(member(request), found):
        for each in marking.results:
            if (marking.rubric.rubric.public_id, each.nominee.public_id) == (rubric_id, nominee_id):
                return each
    raise Http404
