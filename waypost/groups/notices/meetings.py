"""Of meetings: who is invited hears of the invitation and of what changes; who owns an action item, when it is due."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.core import clock
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.core.writing import spoken_in
from waypost.face import dates
from waypost.groups.calendar import entry_of
from waypost.groups.lists.meetings import Owned, Row, meetings, owned, with_projects
from waypost.groups.models import ActionItem, Meeting
from waypost.notices.calendar import entries
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Person, Seat
from waypost.people.models.posts import current

Recipients = QuerySet[Person]

_SILENT = {
    "groups.meeting_called": "nobody is invited yet",
    "groups.meeting_answered": "those who keep the meeting read the answers on its page",
    "groups.paper_added": "papers are read on the page of the meeting; the invitation leads there",
    "groups.paper_taken_off": "papers are read on the page of the meeting; the invitation leads there",
    "groups.attendance_taken": "those concerned were there, and read it in the minutes",
    "groups.item_noted": "notes are read in the minutes",
    "groups.minutes_compiled": "a draft is told of when it is circulated",
    "groups.paragraph_written": "what became of a comment is read beside it",
    "groups.paragraph_added": "what became of a comment is read beside it",
    "groups.minutes_commented": "those who keep the minutes read comments on their page",
    "groups.comment_settled": "who commented is told when the minutes are adopted",
    "groups.action_moved": "its owner reads the day on the board, and is reminded by it",
    "groups.action_done": "read on the board",
    "groups.feedback_received": "whoever gave it was there",
    "groups.feedback_answered": "read on the page of the meeting",
}
for _name, _why in _SILENT.items():
    declare(_name, Silent(_why))


def invited(event: Event) -> Recipients:
    """Everybody whom the meeting reaches."""
    meeting = Meeting.unfiltered_by(event.thing.partition(":")[2])
    return meeting.people_who_can_see() if meeting is not None else Person.objects.none()


def owners(event: Event) -> Recipients:
    """Whoever holds the owner's seat. Of an organisation: who sits in the group for it; without a group, its focal
    points and deputies.
    """
    action = ActionItem.unfiltered_by(event.thing.partition(":")[2])
    if action is None:
        return Person.objects.none()
    if action.seat_id is None and action.meeting.group_id is None:
        approvers = key(Audience.APPROVERS, action.organisation_id, action.network_id)
        return Person.objects.filter(people_with({approvers}))
    seats = Seat.objects.filter(current(clock.today()), group=action.meeting.group_id)
    if action.seat_id is not None:
        seats = seats.filter(pk=action.seat_id)
    seats = seats.filter(post__organisation=action.organisation_id)
    return Person.objects.filter(acting_as__post__in=seats.values("post"))


def words(found: QuerySet[Meeting], person: Person) -> dict[str, Lines]:
    rows = with_projects(person, meetings(person).filter(pk__in=found.values("pk")))
    return {row.meeting.public_id: _lines(row, person) for row in rows}


def _lines(row: Row, person: Person) -> Lines:
    """In the language of the meeting's title, all of it: a line has one language only."""
    meeting = row.meeting
    language = spoken_in(meeting.title) or get_language() or "en"
    calls = meeting.stage == "" and meeting.invited_at is not None
    with override(language):
        title = f"{meeting.title}, {row.of}"
        summary = f"{dates.when(meeting.starts_at)}, {meeting.place or meeting.link}"
        if meeting.is_cancelled:
            summary = gettext("The meeting does not take place: %(why)s") % {"why": meeting.because}
    return Lines(
        title=title,
        language=language,
        path=reverse("meeting", args=[meeting.public_id]),
        mark=meeting.mark,
        summary=summary,
        due_at=clock.end_of(meeting.comments_until) if meeting.comments_until and not calls else None,
        calendar=entries([entry_of(row)], to=person.email) if calls else (),
    )


def of_actions(found: QuerySet[ActionItem], person: Person) -> dict[str, Lines]:
    seen = ActionItem.visible_to(person).filter(pk__in=found.values("pk"))
    return {each.action.public_id: _action(each) for each in owned(person, seen)}


def _action(each: Owned) -> Lines:
    return Lines(
        title=each.action.words,
        language=spoken_in(each.action.words),
        path=reverse("action_item", args=[each.meeting.meeting.public_id, each.action.public_id]),
        mark=each.meeting.meeting.mark,
        summary=each.meeting.meeting.title,
        due_at=clock.end_of(each.action.due_on),
    )


def _tell(
    name: str,
    what: Any,
    who: str,
    recipients: Callable[[Event], Recipients],
    *,
    subject: Any = Meeting,
    said: Any = words,
) -> None:
    tell(
        name,
        kind=name,
        what=what,
        who=who,
        subject=subject,
        recipients=recipients,
        words=said,
        pace=Pace.ACTION,
    )


_INVITED = "everybody the meeting reaches"
_tell("groups.meeting_invited", _("You are invited to a meeting"), _INVITED, invited)
_tell("groups.meeting_written", _("A meeting has changed"), _INVITED, invited)
_tell("groups.meeting_cancelled", _("A meeting is cancelled"), _INVITED, invited)
_tell("groups.minutes_circulated", _("Minutes wait for your comments"), _INVITED, invited)
_tell("groups.minutes_adopted", _("Minutes are adopted"), _INVITED, invited)
_OWNERS = "who holds the owner's seat, or sits in the group or answers for the organisation that owns it"
for _name, _what in (
    ("groups.action_agreed", _("An action item is yours")),
    ("groups.action_reminded", _("An action item of yours is due")),
    ("groups.action_opened_again", _("An action item of yours is open again")),
):
    _tell(_name, _what, _OWNERS, owners, subject=ActionItem, said=of_actions)
