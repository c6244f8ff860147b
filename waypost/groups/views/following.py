"""Action items and their board; feedback and its answers."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.groups.actions import following as actions
from waypost.groups.forms.following import ActionForm, DoneForm, FeedbackAnswerForm, FeedbackForm, MoveForm
from waypost.groups.lists import meetings as lists
from waypost.groups.models import ActionItem, Feedback, Meeting
from waypost.groups.policies.meetings import may_change_action, may_report
from waypost.groups.views.meetings import either, seen_or_404, shown, to_keep
from waypost.people.models import Group, Person
from waypost.publications.views.shared import member


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is to be done, of all meetings one reads; ``of`` narrows it to one group, ``mine`` to the own."""
    person = member(request)
    own = "mine" in request.GET
    groups = {
        each.group.key: each.group
        for each in lists.meetings(person).filter(group__isnull=False)
        if each.group
    }
    chosen: Group | None = groups.get(request.GET.get("of", ""))
    only = lists.mine(person) if own else Q()
    if chosen is not None:
        only &= Q(meeting__group=chosen.pk)
    context = {
        "board": lists.board_of(person, only),
        "groups": sorted(groups.values(), key=lambda each: each.name),
        "chosen": chosen,
        "own": own,
        "most": lists.SHOWN,
    }
    return render(request, "groups/actions/board.html", context)


@either
def agree(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more action item of a meeting."""
    person, found = member(request), to_keep(request, public_id, "groups.action_agreed")
    page = lists.page_of(person, found)
    form = ActionForm(
        request.POST or None,
        guests=page.guests,
        agenda=page.agenda,
        initial={"item": request.GET.get("item", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree(by=person, meeting=found, agreed=form.agreed())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The action item stands, and its owner is told."))
            return redirect("meeting", public_id)
    context = {**shown(person, found), "form": form}
    return render(request, "groups/actions/agree.html", context, status=422 if form.errors else 200)


@either
def action_item(request: HttpRequest, public_id: str, action_id: str) -> HttpResponse:
    """One action item: what shows that it is done; another day for it; that it is open after all."""
    person, found = member(request), seen_or_404(request, public_id)
    kept = _action_or_404(person, found, action_id)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    opened = {"revision": kept.revision, "due_on": kept.due_on}
    form = DoneForm(request.POST if do == "done" else None, initial=opened)
    moved = MoveForm(request.POST if do == "move" else None, initial=opened, auto_id="move_%s")
    again = MoveForm(request.POST if do == "again" else None, initial=opened, auto_id="again_%s")
    again.fields["due_on"].required = False
    typed: forms.Form | None = {"done": form, "move": moved, "again": again}.get(do)
    if typed is not None and typed.is_valid():
        try:
            _action_done(person, kept, do, typed)
        except Overtaken as said:
            kept = _action_or_404(person, found, action_id)
            overtaken(typed, said, revision=kept.revision)
        except Refused as refused:
            refuse(typed, refused)
        else:
            messages.info(request, _("It is kept."))
            return redirect("action_item", public_id, action_id)
    [each] = lists.owned(person, ActionItem.visible_to(person).filter(pk=kept.pk))
    context = {
        **shown(person, found),
        "each": each,
        "form": form,
        "moved": moved,
        "typed": typed,
        "may_report": may_report(person, kept),
        "may_change": may_change_action(person, kept),
    }
    return render(request, "groups/actions/action.html", context, status=422 if typed is not None else 200)


@either
def receive(request: HttpRequest, public_id: str) -> HttpResponse:
    """Feedback as it came in."""
    person, found = member(request), to_keep(request, public_id, "groups.feedback_received")
    form = FeedbackForm(request.POST or None, initial={"received_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive(by=person, meeting=found, said=form.said())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The feedback is written down."))
            return redirect("meeting", public_id)
    context = {**shown(person, found), "form": form}
    return render(request, "groups/feedback/receive.html", context, status=422 if form.errors else 200)


@either
def answer_feedback(request: HttpRequest, public_id: str, feedback_id: str) -> HttpResponse:
    """How a piece of feedback was dealt with."""
    person, found = member(request), to_keep(request, public_id, "groups.feedback_answered")
    kept, theirs = _feedback_or_404(person, found, feedback_id), None
    form = FeedbackAnswerForm(
        request.POST or None, initial={"answer": kept.answer, "revision": kept.revision}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(by=person, feedback=kept, **form.cleaned_data)
        except Overtaken as said:
            theirs = kept = _feedback_or_404(person, found, feedback_id)
            overtaken(form, said, revision=kept.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The answer is kept."))
            return redirect("meeting", public_id)
    context = {**shown(person, found), "each": kept, "form": form, "theirs": theirs}
    return render(request, "groups/feedback/answer.html", context, status=422 if form.errors else 200)


def _action_done(person: Person, kept: ActionItem, do: str, typed: forms.Form) -> None:
    said = dict(typed.cleaned_data)
    if do == "done":
        if not may_report(person, kept):
            raise Denied("groups.action_done", thing=kept)
        actions.done(by=person, action=kept, **said)
        return
    if not may_change_action(person, kept):
        raise Denied("groups.action_moved", thing=kept)
    if do == "move":
        actions.move(by=person, action=kept, **said)
    else:
        actions.open_again(by=person, action=kept, revision=said["revision"])


def _action_or_404(person: Person, found: Meeting, action_id: str) -> ActionItem:
    kept = ActionItem.visible_to(person).filter(meeting=found.pk, public_id=action_id).first()
    if kept is None:
        raise Http404
    return kept


def _feedback_or_404(person: Person, found: Meeting, feedback_id: str) -> Feedback:
    rows = Feedback.visible_to(person).filter(meeting=found.pk, public_id=feedback_id)
    kept = rows.select_related("organisation").first()
    if kept is None:
        raise Http404
    return kept
