"""The question bank of a programme, for those who write it: no other page shows what is right."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Refused
from waypost.face.forms import refuse
from waypost.publications.views.shared import member
from waypost.training.actions import questions as actions
from waypost.training.forms.questions import ComposeForm, QuestionForm
from waypost.training.lists import questions as lists
from waypost.training.lists.questions import Banked
from waypost.training.models import Programme
from waypost.training.views.programmes import either, seen_or_404


@either
def bank(request: HttpRequest, public_id: str) -> HttpResponse:
    """All questions with what is right of them; forms A and B, and putting them together anew."""
    person, found = member(request), _to_write(request, public_id)
    form = ComposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.compose(by=person, programme=found, most=form.cleaned_data["most"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Forms A and B are put together. Read them once through."))
            return redirect("questions", found.public_id)
    context = {
        "found": found,
        "form": form,
        "bank": lists.bank_of(person, found),
        "forms": lists.forms_of(person, found),
    }
    return render(request, "training/questions/bank.html", context, status=422 if form.errors else 200)


@either
def add_question(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _to_write(request, public_id)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _kept(request, found, form):
        messages.info(request, _("The question is in the bank."))
        return redirect("questions", found.public_id)
    context = {"found": found, "form": form}
    return render(request, "training/questions/write.html", context, status=422 if form.errors else 200)


@either
def question(request: HttpRequest, public_id: str, question_id: str) -> HttpResponse:
    """One question: said anew, or retired; and how it was said before."""
    person, found = member(request), _to_write(request, public_id)
    row = _row_or_404(request, found, question_id)
    if request.POST.get("do") == "retire":
        actions.retire_question(by=person, programme=found, question=question_id)
        messages.info(request, _("The question is retired. On the forms it stands on it stays."))
        return redirect("questions", found.public_id)
    form = QuestionForm(request.POST or None, initial=lists.as_written(row))
    if request.method == "POST" and form.is_valid() and _kept(request, found, form, replaces=question_id):
        messages.info(
            request, _("The question is said anew. On the forms put together before, it stands as it was.")
        )
        return redirect("questions", found.public_id)
    context = {
        "found": found,
        "form": form,
        "row": row,
        "before": lists.history_of(person, row.question),
    }
    return render(request, "training/questions/write.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, found: Programme, form: QuestionForm, replaces: str = "") -> bool:
    """Is it kept? Else the form says why not."""
    try:
        actions.write_question(by=member(request), programme=found, words=form.words(), replaces=replaces)
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def _to_write(request: HttpRequest, public_id: str) -> Programme:
    found = seen_or_404(request, public_id)
    if not may_write(member(request), found):
        raise Denied("training.question_written", thing=found)
    return found


def _row_or_404(request: HttpRequest, found: Programme, question_id: str) -> Banked:
    row = lists.banked(member(request), found, question_id)
    if row is None:
        raise Http404
    return row
