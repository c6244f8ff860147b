"""Meetings: the list, one of them, calling it, inviting to it, answering, who was there, its papers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import overtaken, refuse
from waypost.groups.actions import meetings as actions
from waypost.groups.calendar import entry_of
from waypost.groups.forms.meetings import (
    AnswerForm,
    AttendanceForm,
    CancelForm,
    LineForms,
    MeetingForm,
    MoreLineForms,
    PaperForm,
    agenda_of,
)
from waypost.groups.lists import meetings as lists
from waypost.groups.lists.meetings import Page
from waypost.groups.models import Meeting
from waypost.groups.policies.meetings import may_answer, may_comment, may_keep
from waypost.notices.calendar import together
from waypost.people.forms import ZONES
from waypost.people.models import Group, Person
from waypost.projects.models import Project
from waypost.publications.models import Publication
from waypost.publications.views.shared import member

either = require_http_methods(["GET", "POST"])


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Those that one is invited to, or was."""
    person = member(request)
    ahead, before = lists.rows_of(person)
    context = {
        "ahead": ahead,
        "before": before,
        "most": lists.SHOWN,
        "may_call": bool(lists.bodies_to_call(person)),
        "board": lists.board_of(person),
    }
    return render(request, "groups/meetings/list.html", context)


@require_safe
def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    person, found = member(request), seen_or_404(request, public_id)
    return render(request, "groups/meetings/meeting.html", shown(person, found, page=True))


@require_safe
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """The meeting as an entry that a calendar takes in."""
    person, found = member(request), seen_or_404(request, public_id)
    [row] = lists.with_projects(person, [found])
    made = together([entry_of(row)])
    answer = HttpResponse(made.text, content_type=f"text/calendar; method={made.method}; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="waypost.ics"'
    return answer


@either
def call(request: HttpRequest) -> HttpResponse:
    """A new meeting: one form, and it is called in a minute."""
    person = member(request)
    bodies = dict(lists.bodies_to_call(person))
    if not bodies:
        raise Denied("groups.meeting_called")
    choices = [(value, _named(body)) for value, body in bodies.items()]
    first = request.GET.get("of", "")
    initial = {"body": first if first in bodies else choices[0][0], "zone": person.time_zone, "revision": 0}
    form = MeetingForm(request.POST or None, initial=initial, bodies=choices)
    lines = LineForms(request.POST or None, prefix="line")
    if request.method == "POST" and "more" in request.POST:
        return _with_more(request, form, lines, None)
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        typed = form.cleaned_data
        try:
            made = actions.call(
                by=person,
                body=bodies[typed["body"]],
                counterpart=typed["counterpart"],
                called=form.called(agenda_of(lines)),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The meeting stands. Add papers, then send the invitations."))
            return redirect("meeting", made.public_id)
    return _written(request, form, lines, None)


@either
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say a meeting anew: its time, its place, its agenda."""
    person, found = member(request), to_keep(request, public_id, "groups.meeting_written")
    form = MeetingForm(request.POST or None, initial=_as_called(found))
    given = [{"title": each.title, "item": each.public_id} for each in lists.page_of(person, found).agenda]
    lines = MoreLineForms(request.POST or None, initial=given, prefix="line")
    if request.method == "POST" and "more" in request.POST:
        return _with_more(request, form, lines, found)
    theirs = None
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        try:
            actions.write(
                by=person,
                meeting=found,
                revision=form.cleaned_data["revision"],
                called=form.called(agenda_of(lines)),
            )
        except Overtaken as said:
            found = seen_or_404(request, public_id)
            theirs = lists.page_of(person, found)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("The meeting is kept as you wrote it."))
            return redirect("meeting", public_id)
    return _written(request, form, lines, found, theirs)


@either
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who would be told, and the button that tells them; and that it is not held."""
    person, found = member(request), to_keep(request, public_id, "groups.meeting_invited")
    cancels = request.method == "POST" and request.POST.get("do") == "cancel"
    form = forms.Form(request.POST if request.method == "POST" and not cancels else None)
    end = CancelForm(request.POST if cancels else None, initial={"revision": found.revision})
    typed = end if cancels else form if request.method == "POST" else None
    if typed is not None and typed.is_valid():
        said = dict(typed.cleaned_data)
        try:
            if cancels:
                actions.cancel(by=person, meeting=found, **said)
            else:
                actions.invite(by=person, meeting=found)
        except Overtaken as told:
            overtaken(end, told, revision=seen_or_404(request, public_id).revision)
        except Refused as refused:
            refuse(typed, refused)
        else:
            told_to = (
                _("The meeting is cancelled. Whoever was invited is told.")
                if cancels
                else _("Everybody who is invited is told, with an entry for their calendar.")
            )
            messages.info(request, told_to)
            return redirect("meeting", public_id)
    found = seen_or_404(request, public_id)
    context = {**shown(person, found), "form": form, "end": end, "typed": typed}
    context |= {"reached": found.people_who_can_see().count(), "guests": lists.guests_of(person, found)}
    return render(request, "groups/meetings/invite.html", context, status=422 if typed is not None else 200)


@either
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whether somebody comes, for the own seat or organisation."""
    person, found = member(request), seen_or_404(request, public_id)
    if not may_answer(person, found):
        raise Denied("groups.meeting_answered", thing=found)
    form = AnswerForm(request.POST or None, seated=found.group_id is not None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(by=person, meeting=found, says=form.cleaned_data["says"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("Your answer is kept. You can change it until the meeting is over."))
            return redirect("meeting", public_id)
    context = {**shown(person, found), "form": form}
    return render(request, "groups/meetings/answer.html", context, status=422 if form.errors else 200)


@either
def papers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Items of the portal that the meeting has before it."""
    person, found = member(request), to_keep(request, public_id, "groups.paper_added")
    off = request.POST.get("off")
    form = PaperForm(request.POST if request.method == "POST" and off is None else None)
    if request.method == "POST" and (off is not None or form.is_valid()):
        try:
            _paper_done(person, found, form, off)
        except Refused as refused:
            form = form if form.is_bound else PaperForm({})
            refuse(form, refused)
        else:
            return redirect(request.path)
    context = {**shown(person, found), "form": form, "papers": lists.papers_of(person, found)}
    return render(request, "groups/meetings/papers.html", context, status=422 if form.errors else 200)


@either
def attendance(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who was there, in person or remotely."""
    person, found = member(request), to_keep(request, public_id, "groups.attendance_taken")
    day = clock.day_of(found.starts_at)
    guests = [
        each for each in lists.guests_of(person, found) if each.seat is None or each.seat.is_current(day)
    ]
    form = AttendanceForm(request.POST or None, guests=guests, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_attendance(
                by=person,
                meeting=found,
                revision=form.cleaned_data["revision"],
                seats=form.seats(),
                organisations=form.organisations(),
            )
        except Overtaken as said:
            found = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, _("It is kept who was there."))
            return redirect("meeting", public_id)
    context = {**shown(person, found), "form": form}
    return render(request, "groups/meetings/attendance.html", context, status=422 if form.errors else 200)


def seen_or_404(request: HttpRequest, public_id: str) -> Meeting:
    found = lists.meetings(member(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def to_keep(request: HttpRequest, public_id: str, act: str) -> Meeting:
    """The meeting, for whoever keeps it: else 404 or 403."""
    found = seen_or_404(request, public_id)
    if not may_keep(member(request), found):
        raise Denied(act, thing=found)
    return found


def shown(person: Person, found: Meeting, *, page: bool = False) -> dict[str, Any]:
    """What every page about a meeting shows at its head; the whole of it where ``page``."""
    [row] = lists.with_projects(person, [found])
    context: dict[str, Any] = {"found": found, "row": row, "keeps": may_keep(person, found)}
    if page:
        context |= {
            "page": lists.page_of(person, found),
            "may_answer": may_answer(person, found)
            and found.invited_at is not None
            and not found.is_cancelled
            and not found.is_sealed
            and found.ends_at >= clock.now(),
            "may_comment": may_comment(person, found),
            "is_over": found.ends_at < clock.now(),
            "has_begun": found.starts_at <= clock.now(),
            "elsewhere": elsewhere(found),
        }
    return context


def elsewhere(found: Meeting) -> bool:
    """Is the reader's clock another than that of the meeting?"""
    return timezone.localtime(found.starts_at).utcoffset() != found.there.utcoffset()


def _named(body: Group | Project) -> str:
    """A group by its name; a project by its code and title."""
    return f"{body.code} · {body.title}" if isinstance(body, Project) else body.name


def _paper_done(person: Person, found: Meeting, form: PaperForm, off: str | None) -> None:
    if off is None:
        number = form.cleaned_data["number"]
        rows = Publication.visible_to(person).filter(published_at__isnull=False, reference__iexact=number)
        publication = rows.first()
        if publication is None:
            raise Refused(
                _("You see no published item with this number. Correct it."), number=_("No such item.")
            )
        actions.add_paper(by=person, meeting=found, publication=publication)
        return
    row = next((each for each in lists.papers_of(person, found) if each.paper.public_id == off), None)
    if row is None:
        raise Refused(_("Somebody took this paper off already."))
    actions.take_off_paper(by=person, meeting=found, paper=row.paper)


def _with_more(request: HttpRequest, form: Any, lines: Any, found: Meeting | None) -> HttpResponse:
    """The same form with more lines of agenda, and nothing said about what is missing yet."""
    data = request.POST.copy()
    total = data.get("line-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 3 else 0
    rows = [
        {"title": data.get(f"line-{n}-title", "")[:200], "item": data.get(f"line-{n}-item", "")[:22]}
        for n in range(min(count, 20))
    ]
    typed = {name: data.get(name, "") for name in form.fields}
    kind: Callable[..., Any] = type(form)
    fresh = kind(initial=typed, **({} if found else {"bodies": form.fields["body"].choices}))
    more = type(lines)(initial=rows, prefix="line")
    return _written(request, fresh, more, found)


def _written(
    request: HttpRequest, form: Any, lines: Any, found: Meeting | None, theirs: Page | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "lines": lines, "zones": ZONES, "theirs": theirs}
    if found is not None:
        context |= shown(member(request), found)
    wrong = form.errors if form.is_bound else False
    wrong = wrong or (lines.is_bound and not lines.is_valid())
    return render(request, "groups/meetings/write.html", context, status=422 if wrong else 200)


def _as_called(found: Meeting) -> dict[str, Any]:
    names = ("title", "zone", "place", "link", "revision")
    return {
        **{name: getattr(found, name) for name in names},
        "on": found.there.date(),
        "begins": found.there.time(),
        "ends": found.until_there.time(),
    }
