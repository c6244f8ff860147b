"""Consultations: the list, the document with its comments, one comment and what becomes of it, the set of a department,
the board with the heat map.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.access.policies import may_write
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.curriculum.actions import consultation as actions
from waypost.curriculum.actions import dispositions
from waypost.curriculum.forms.consultation import (
    AnswerForm,
    CommentForm,
    EditForm,
    ExtendForm,
    LeaveOutForm,
    MergeForm,
    OpenForm,
)
from waypost.curriculum.lists import consultation as lists
from waypost.curriculum.lists import versions
from waypost.curriculum.lists.consultation import Line, Open
from waypost.curriculum.lists.numbered import Place
from waypost.curriculum.models import Comment, Consultation, Disposition, State
from waypost.curriculum.policies import (
    may_change,
    may_comment,
    may_dispose,
    may_release,
)
from waypost.face.forms import overtaken, refuse
from waypost.people.models import Person
from waypost.people.views.reader import reader

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    context = {"rows": lists.consultations_of(person), "most": lists.SHOWN}
    return render(request, "curriculum/consultation/list.html", context)


@either
def open_one(request: HttpRequest, public_id: str, number: str) -> HttpResponse:
    """Put a version to the departments of a group."""
    person = reader(request)
    found = versions.everything(person).filter(public_id=public_id).first()
    version = versions.version_numbered(person, found, number) if found else None
    if found is None or version is None:
        raise Http404
    if not may_write(person, found):
        raise Denied("curriculum.consultation_opened", thing=found)
    chosen = {"group": found.group.key} if found.group else {}
    form = OpenForm(request.POST or None, curriculum=found, initial=chosen)
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        try:
            made = actions.open_consultation(
                by=person, curriculum=found, number=number, group=group, asked=form.asked()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The departments are asked. They are reminded as the deadline nears."))
            return redirect("consultation", made.public_id)
    context = {"found": found, "version": version, "form": form}
    return render(request, "curriculum/consultation/open.html", context, status=422 if form.errors else 200)


@require_safe
def consultation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The document, each paragraph with what is said on it as far as the reader reads it."""
    person, found = reader(request), seen_or_404(request, public_id)
    lines = lists.lines_of(person, found)
    on = Counter(each.comment.stable for each in lines if each.comment.state in _COUNTED)
    context = {
        **head(person, found),
        "document": [(each, on[each.stable]) for each in found.places],
        "board": [each for each in lists.board_of(person, found, lines) if _is_own(person, each.row)],
        "counts": _counts(lines),
    }
    return render(request, "curriculum/consultation/consultation.html", context)


@either
def write_comment(request: HttpRequest, public_id: str, stable: str) -> HttpResponse:
    """A new comment on a paragraph, below those that the reader's department wrote on it."""
    person, found = reader(request), seen_or_404(request, public_id)
    place = found.place(stable)
    if place is None:
        raise Http404
    if not may_comment(person, found.consultation):
        raise Denied("curriculum.comment_written", thing=found.consultation)
    form = CommentForm(request.POST or None, initial={"kind": "technical", "language": person.language})
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment(by=person, consultation=found.consultation, place=place, words=form.words())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Your comment is with your focal point, who releases one set for all."))
            return redirect("comment_on", public_id, stable)
    lines = lists.lines_of(person, found, stable=stable)
    context = {
        **head(person, found),
        "place": place,
        "form": form,
        "lines": lines,
        "near": _near(found, place),
    }
    return _page(request, "curriculum/consultation/write.html", context, form)


@require_safe
def comments(request: HttpRequest, public_id: str) -> HttpResponse:
    """The table of comments; a cell of the heat map leads here with its part and department."""
    person, found = reader(request), seen_or_404(request, public_id)
    lines = lists.lines_of(person, found)
    chosen = _chosen(request, lines)
    context = {
        **head(person, found),
        "lines": chosen[:MOST_LINES],
        "cut": len(chosen) > MOST_LINES,
        "all": len(lines),
        "part": next((each for each in found.places if each.stable == request.GET.get("part")), None),
    }
    return render(request, "curriculum/consultation/comments.html", context)


@either
def comment(request: HttpRequest, public_id: str, comment_id: str) -> HttpResponse:
    """One comment: what it says, at which words, and what the reader may do with it."""
    person, found = reader(request), seen_or_404(request, public_id)
    lines = lists.lines_of(person, found)
    line = next((each for each in lines if each.comment.public_id == comment_id), None)
    if line is None:
        raise Http404
    desk = _Desk(person, found, line, lines)
    if request.method == "POST" and desk.act(request):
        return redirect("comment", public_id, comment_id)
    if desk.theirs:
        lines = lists.lines_of(person, found)
        line = next((each for each in lines if each.comment.public_id == comment_id), line)
    context = {**head(person, found), "line": line, "theirs": desk.theirs, **desk.forms}
    wrong = any(form.errors for form in desk.forms.values())
    return render(request, "curriculum/consultation/comment.html", context, status=422 if wrong else 200)


@either
def own_set(request: HttpRequest, public_id: str) -> HttpResponse:
    """The focal point's desk: what goes out as the department's one set."""
    person, found = reader(request), seen_or_404(request, public_id)
    if not may_release(person, found.consultation) or person.organisation is None:
        raise Denied("curriculum.set_released", thing=found.consultation)
    trouble: Any = ""
    if request.method == "POST":
        try:
            _answer(request, person, found.consultation)
        except Refused as refused:
            trouble = refused.sentence
        else:
            return redirect("consultation_set", public_id)
    lines = [each for each in lists.lines_of(person, found) if each.is_own]
    board = [each for each in lists.board_of(person, found, lines) if _is_own(person, each.row)]
    context = {
        **head(person, found),
        "chosen": [each for each in lines if each.comment.state in _COUNTED],
        "aside": [each for each in lines if each.comment.state not in _COUNTED],
        "waiting": sum(1 for each in lines if each.comment.state == State.WRITTEN),
        "seen": actions.set_print(each.comment for each in lines if each.comment.state in _COUNTED),
        "own": board[0] if board else None,
        "trouble": trouble,
    }
    return render(request, "curriculum/consultation/set.html", context, status=422 if trouble else 200)


@either
def board(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which department said what by when, the heat map, and for whoever asked: the deadline, and publishing."""
    person, found = reader(request), seen_or_404(request, public_id)
    disposes = may_dispose(person, found.consultation)
    form, trouble = ExtendForm(request.POST if request.POST.get("do") == "extend" else None), None
    if request.method == "POST" and not disposes:
        raise Denied("curriculum.dispositions_published", thing=found.consultation)
    if request.method == "POST":
        try:
            if _ran(request, person, found.consultation, form):
                return redirect("consultation_board", public_id)
        except Refused as refused:
            trouble = refused.sentence
    lines = lists.lines_of(person, found)
    departments = lists.board_of(person, found, lines)
    known = lists.departments_of(departments)
    context = {
        **head(person, found),
        "departments": departments,
        "heat": lists.heat_of(found, known, lines),
        "counts": _counts(lines),
        "form": form if disposes and found.consultation.published_at is None else None,
        "trouble": trouble,
    }
    wrong = bool(trouble or form.errors)
    return render(request, "curriculum/consultation/board.html", context, status=422 if wrong else 200)


def seen_or_404(request: HttpRequest, public_id: str) -> Open:
    found = lists.open_one(reader(request), public_id)
    if found is None:
        raise Http404
    return found


MOST_LINES = 200  # comments on one page
_COUNTED = (State.WRITTEN, State.RELEASED)


class _Desk:
    """What one reader may do with one comment: the forms by name, and what was sent of them."""

    def __init__(self, person: Person, found: Open, line: Line, lines: list[Line]) -> None:
        self._person, self._found, self._line = person, found, line
        self.theirs: Comment | Disposition | None = None
        self._makers = {**self._of_department(lines), **self._of_keeper(lines)}
        self.forms: dict[str, forms.Form] = {name: make(None) for name, make in self._makers.items()}

    def act(self, request: HttpRequest) -> bool:
        """Do what was sent. False where it was refused: its form says why."""
        name = request.POST.get("do", "")
        if name not in self._makers:
            raise Denied("curriculum.comment_rewritten", thing=self._found.consultation)
        form = self.forms[name] = self._makers[name](request.POST)
        if not form.is_valid():
            return False
        try:
            _DONE[name](self._person, self._found.consultation, self._line.comment.public_id, form)
        except Overtaken as said:
            self.theirs = said.theirs
            overtaken(form, said, revision=said.theirs.revision if said.theirs else 0)
            return False
        except Refused as refused:
            refuse(form, refused)
            return False
        messages.info(request, _SAID[name]())
        return True

    def _of_department(self, lines: list[Line]) -> dict[str, Callable[[Any], forms.Form]]:
        person, consultation, comment = self._person, self._found.consultation, self._line.comment
        if not self._line.is_own or not may_comment(person, consultation):
            return {}
        speaks = may_release(person, consultation)
        if consultation.published_at is not None:
            answered = speaks and self._line.disposition is not None
            return {"settle": _SettleForm} if answered else {}
        if self._line.disposition or not may_change(person, consultation, comment):
            return {}
        made: dict[str, Callable[[Any], forms.Form]] = {
            "rewrite": lambda data: CommentForm(data, initial=_as_written(comment))
        }
        if speaks:
            made["leave"] = LeaveOutForm
            others = [each for each in lines if self._may_take(each)]
            if others:
                made["merge"] = lambda data: MergeForm(data, others=others)
        return made

    def _of_keeper(self, lines: list[Line]) -> dict[str, Callable[[Any], forms.Form]]:
        consultation, said = self._found.consultation, self._line.disposition
        if not may_dispose(self._person, consultation) or self._line.comment.state != State.RELEASED:
            return {}
        made: dict[str, Callable[[Any], forms.Form]] = {}
        if consultation.published_at is None:
            others = [
                each
                for each in lines
                if each.comment.state == State.RELEASED and each.comment.pk != self._line.comment.pk
            ]
            made["answer"] = lambda data: AnswerForm(data, others=others, initial=_as_answered(self._line))
        later = self._found.later
        if (
            said is not None
            and said.outcome in ("accepted", "changed")
            and later.pk != self._found.version.pk
        ):
            initial = {"stable": said.applied_to or self._line.comment.stable}
            made["apply"] = lambda data: EditForm(
                data, number=later.number, places=self._found.later_places, initial=initial
            )
        return made

    def _may_take(self, other: Line) -> bool:
        mine = self._line.comment
        same = other.is_own and other.comment.stable == mine.stable and other.comment.pk != mine.pk
        return same and other.comment.state in _COUNTED


class _SettleForm(forms.Form):
    satisfied = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")))


def _rewrite(person: Person, found: Consultation, public_id: str, form: Any) -> None:
    actions.rewrite(
        by=person,
        consultation=found,
        public_id=public_id,
        words=form.words(),
        revision=form.cleaned_data["revision"],
    )


def _leave(person: Person, found: Consultation, public_id: str, form: Any) -> None:
    because = form.cleaned_data["because"]
    actions.leave_out(by=person, consultation=found, public_id=public_id, because=because)


def _merge(person: Person, found: Consultation, public_id: str, form: Any) -> None:
    actions.merge(by=person, consultation=found, public_id=public_id, into=form.cleaned_data["into"])


def _dispose(person: Person, found: Consultation, public_id: str, form: Any) -> None:
    dispositions.dispose(
        by=person,
        consultation=found,
        public_id=public_id,
        answered=form.answered(),
        revision=form.cleaned_data["revision"],
    )


def _apply(person: Person, found: Consultation, public_id: str, form: Any) -> None:
    dispositions.apply(by=person, consultation=found, public_id=public_id, edit=form.edit())


def _settle(person: Person, found: Consultation, public_id: str, form: Any) -> None:
    satisfied = form.cleaned_data["satisfied"] == "yes"
    dispositions.settle(by=person, consultation=found, public_id=public_id, satisfied=satisfied)


_DONE: dict[str, Callable[[Person, Consultation, str, Any], None]] = {
    "rewrite": _rewrite,
    "leave": _leave,
    "merge": _merge,
    "answer": _dispose,
    "apply": _apply,
    "settle": _settle,
}
_SAID: dict[str, Callable[[], str]] = {
    "rewrite": lambda: _("The comment is kept as you wrote it."),
    "leave": lambda: _("The comment is left out; whoever wrote it is told why."),
    "merge": lambda: _("The comment is merged: the other one speaks for both."),
    "answer": lambda: _("The answer is kept. Departments read it once you publish."),
    "apply": lambda: _("The edit is named."),
    "settle": lambda: _("What your department says of the answer is kept."),
}


def _answer(request: HttpRequest, person: Person, found: Consultation) -> None:
    """Release the set, or say that there is no comment."""
    if request.POST.get("do") == "none":
        actions.say_no_comment(by=person, consultation=found)
        messages.info(request, _("Your department has said that it has no comment."))
        return
    actions.release(by=person, consultation=found, seen=request.POST.get("seen", ""))
    messages.info(request, _("The set is released: whoever asked reads it now."))


def _ran(request: HttpRequest, person: Person, found: Consultation, form: ExtendForm) -> bool:
    """Move the deadline or publish. False where the form says what is wrong."""
    if request.POST.get("do") == "publish":
        dispositions.publish(by=person, consultation=found)
        messages.info(request, _("The dispositions are published to every department of the group."))
        return True
    if not form.is_valid():
        return False
    try:
        actions.extend(by=person, consultation=found, deadline=form.cleaned_data["deadline"])
    except Refused as refused:
        refuse(form, refused)
        return False
    messages.info(request, _("The deadline is moved; the departments are told."))
    return True


def head(person: Person, found: Open) -> dict[str, Any]:
    """What every page of a consultation shows above its own."""
    consultation = found.consultation
    return {
        "found": found,
        "consultation": consultation,
        "version": found.version,
        "curriculum": found.version.curriculum,
        "comments_here": may_comment(person, consultation),
        "speaks": may_release(person, consultation),
        "disposes": may_dispose(person, consultation),
    }


def _page(request: HttpRequest, template: str, context: dict[str, Any], form: forms.Form) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)


def _near(found: Open, place: Place) -> tuple[Place | None, Place | None]:
    """The paragraphs before and after, to go on with."""
    at = found.places.index(place)
    before = found.places[at - 1] if at else None
    return before, found.places[at + 1] if at + 1 < len(found.places) else None


def _chosen(request: HttpRequest, lines: list[Line]) -> list[Line]:
    """Those of the part, the department and the paragraph that the address names; of the map, the released ones."""
    part, department = request.GET.get("part"), request.GET.get("department")
    stable, released = request.GET.get("paragraph"), request.GET.get("released")
    return [
        each
        for each in lines
        if (not part or each.part == part)
        and (not department or each.comment.organisation.code == department)
        and (not stable or each.comment.stable == stable)
        and (not released or each.comment.state == State.RELEASED)
    ]


def _counts(lines: list[Line]) -> dict[str, int]:
    """Received, answered, accepted: of the comments that this reader reads."""
    released = [each for each in lines if each.comment.state == State.RELEASED]
    answered = [each.disposition for each in released if each.disposition]
    return {
        "received": len(released),
        "answered": len(answered),
        "accepted": sum(1 for each in answered if each.outcome in ("accepted", "changed")),
        "unapplied": sum(1 for each in released if each.needs_edit),
        "open": len(released) - len(answered),
    }


def _is_own(person: Person, row: Any) -> bool:
    return person.organisation is not None and row.organisation_id == person.organisation.pk


def _as_written(comment: Comment) -> dict[str, Any]:
    names = ("kind", "said", "proposed", "language", "revision")
    return {name: getattr(comment, name) for name in names}


def _as_answered(line: Line) -> dict[str, Any]:
    said = line.disposition
    if said is None:
        return {"revision": 0}
    other = line.other.public_id if line.other else ""
    return {
        "outcome": said.outcome,
        "reason": said.reason,
        "revision": said.revision,
        "duplicate_of": other,
    }
