"""What meetings want of a person, for the first page: invitations to answer, minutes to comment on, action items."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waypost.core import clock
from waypost.face import dates
from waypost.groups.lists.meetings import board_of, meetings, mine, to_answer, with_projects
from waypost.groups.models.meetings import Stage
from waypost.people.models import Person

MOST = 20
AHEAD = timedelta(days=30)  # an action item is nobody's news before that


@dataclass(frozen=True)
class Need:
    """One thing to do for a meeting, and the page of the act."""

    what: Any
    title: str
    told: str
    address: str
    button: Any
    due_at: datetime | None


def needs_of(person: Person) -> list[Need]:
    """Everything of meetings that waits for this person, what is latest first. One query for who has no meetings."""
    if not meetings(person).exists():
        return []
    found = [*_invitations(person), *_minutes(person), *_actions(person)]
    return sorted(found, key=lambda need: (need.due_at is None, need.due_at))[:MOST]


def _invitations(person: Person) -> list[Need]:
    return [
        Need(
            what=_("Answer an invitation"),
            title=row.meeting.title,
            told=f"{row.of}, {dates.when(row.meeting.starts_at)}",
            address=reverse("meeting", args=[row.meeting.public_id]),
            button=pgettext("invitation", "Answer"),
            due_at=row.meeting.starts_at,
        )
        for row in to_answer(person)
    ]


def _minutes(person: Person) -> list[Need]:
    rows = meetings(person).filter(stage=Stage.CIRCULATED, comments_until__gte=clock.today())
    return [
        Need(
            what=_("Read minutes, and comment"),
            title=row.meeting.title,
            told=row.of,
            address=reverse("minutes", args=[row.meeting.public_id]),
            button=pgettext("act", "Open"),
            due_at=clock.end_of(row.meeting.comments_until),
        )
        for row in with_projects(person, rows.order_by("comments_until")[:MOST])
        if row.meeting.comments_until is not None
    ]


def _actions(person: Person) -> list[Need]:
    board = board_of(person, mine(person))
    soon = clock.today() + AHEAD
    return [
        Need(
            what=_("Action item, overdue") if each.action.is_overdue else _("Action item"),
            title=each.action.words,
            told=each.meeting.meeting.title,
            address=reverse("action_item", args=[each.meeting.meeting.public_id, each.action.public_id]),
            button=pgettext("act", "Open"),
            due_at=clock.end_of(each.action.due_on),
        )
        for each in (*board.overdue, *board.open)
        if each.action.due_on <= soon
    ]
