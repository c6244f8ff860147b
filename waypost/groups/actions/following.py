"""Action items: agreed, done with evidence, reminded of. And feedback: received, answered."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.groups.models import ActionItem, AgendaItem, Feedback, Meeting
from waypost.groups.models.following import REMINDED_BEFORE, reminder_due
from waypost.groups.policies.meetings import (
    may_answer_feedback,
    may_change_action,
    may_keep,
    may_remind,
    may_report,
)
from waypost.people.models import Organisation, Person, Seat

MOST_ACTIONS = 60  # of one meeting
MOST_FEEDBACK = 200


@dataclass(frozen=True)
class Agreed:
    """What is to be done by a day, and by whom: a seat of the group, or an organisation."""

    words: str
    due_on: date
    seat: Seat | None = None
    organisation: Organisation | None = None
    item: AgendaItem | None = None


@action("groups.action_agreed", allowed=may_keep)
def agree(*, by: Person, meeting: Meeting, agreed: Agreed) -> ActionItem:
    """Write down an action item. Its owner is told."""
    if meeting.is_cancelled:
        raise Refused(_("This meeting was cancelled. Call another one."))
    _unsealed(meeting)
    rows = ActionItem.unfiltered.filter(meeting=meeting.pk)
    if rows.count() >= MOST_ACTIONS:
        raise Refused(_("There are 60 action items already. Put some of them together."))
    owner = _owner(meeting, agreed)
    check_words(words=agreed.words)
    newest = rows.order_by("-number").values_list("number", flat=True).first() or 0
    made = ActionItem(
        meeting_id=meeting.pk,
        number=newest + 1,
        words=agreed.words,
        due_on=agreed.due_on,
        seat=agreed.seat,
        organisation=owner,
        item_id=agreed.item.pk if agreed.item else None,
        at=clock.now(),
    )
    made.save()
    doors.about(made)
    doors.note(number=made.number, owner=owner.public_id)
    return made


@action("groups.action_moved", allowed=may_change_action)
def move(*, by: Person, action: ActionItem, revision: int, due_on: date) -> ActionItem:
    """Give it another due date, before the minutes are sealed."""
    _current(action, revision)
    _unsealed(Meeting.unfiltered.get(pk=action.meeting_id))
    if action.is_done:
        raise Refused(_("This is done already."))
    action.due_on, action.reminded_on = due_on, None
    action.revision += 1
    action.save()
    return action


@action("groups.action_done", allowed=may_report)
def done(*, by: Person, action: ActionItem, revision: int, evidence: str, link: str = "") -> ActionItem:
    """It is done, and this shows it."""
    _current(action, revision)
    if action.is_done:
        raise Refused(_("This is done already."))
    if not evidence:
        raise Refused(
            _("Say what shows that it is done."), evidence=_("One sentence, or where it can be read.")
        )
    check_words(evidence=evidence, link=link)
    action.evidence, action.evidence_link = evidence, link
    action.done_at, action.done_by = clock.now(), by
    action.revision += 1
    action.save()
    return action


@action("groups.action_opened_again", allowed=may_change_action)
def open_again(*, by: Person, action: ActionItem, revision: int) -> ActionItem:
    """It is not done after all. What was given as evidence stays in the log of the portal alone."""
    _current(action, revision)
    if not action.is_done:
        raise Refused(_("This action item is open already."))
    action.evidence, action.evidence_link, action.done_at, action.done_by = "", "", None, None
    action.revision += 1
    action.save()
    return action


@action("groups.action_reminded", allowed=may_remind)
def remind(*, by: Clockwork, action: ActionItem) -> ActionItem:
    """Tell its owner that it is due soon, today, or overdue."""
    action.reminded_on = clock.today()
    action.save()
    return action


def remind_the_due() -> None:
    """Every open action item whose reminder has come: seven days before, on the day, weekly after."""
    today = clock.today()
    rows = ActionItem.unfiltered.filter(
        done_at=None, due_on__lte=today + REMINDED_BEFORE, meeting__cancelled_at=None
    )
    for each in rows.order_by("pk"):
        if reminder_due(each.due_on, each.reminded_on or _agreed_on(each), today):
            remind(by=CLOCK, action=each)


@dataclass(frozen=True)
class Said:
    """Feedback as it was received: of which organisation, about what, in which words, on which day."""

    organisation: Organisation
    about: str
    words: str
    received_on: date


@action("groups.feedback_received", allowed=may_keep)
def receive(*, by: Person, meeting: Meeting, said: Said) -> Feedback:
    """Write down what an organisation said of the work."""
    if meeting.is_cancelled:
        raise Refused(_("This meeting was cancelled. Call another one."))
    if said.received_on > clock.today():
        raise Refused(_("This day has not come. Give the day it was received."), received_on=_("Not yet."))
    if Feedback.unfiltered.filter(meeting=meeting.pk).count() >= MOST_FEEDBACK:
        raise Refused(
            _("There are 200 pieces of feedback already. Write the next ones down at another meeting.")
        )
    check_words(about=said.about, words=said.words)
    made = Feedback(meeting_id=meeting.pk, **vars(said))
    made.save()
    doors.about(made)
    return made


@action("groups.feedback_answered", allowed=may_answer_feedback)
def answer(*, by: Person, feedback: Feedback, revision: int, answer: str) -> Feedback:
    """Say how it was dealt with. Said anew, it replaces the answer before."""
    if revision != feedback.revision:
        raise Overtaken(
            _("Somebody answered this since you opened the page. What stands now is shown beside yours."),
            theirs=feedback,
        )
    if not answer:
        raise Refused(_("The answer is empty. Say how it was dealt with."), answer=_("Write it here."))
    check_words(answer=answer)
    feedback.answer, feedback.answered_by, feedback.answered_at = answer, by, clock.now()
    feedback.revision += 1
    feedback.save()
    return feedback


def _owner(meeting: Meeting, agreed: Agreed) -> Organisation:
    if agreed.seat is not None:
        if agreed.seat.group_id != meeting.group_id:
            raise Refused(
                _("This seat is in another group. Choose one of this group."), owner=_("Choose one.")
            )
        return agreed.seat.post.organisation
    if agreed.organisation is None:
        raise Refused(_("Say who is to do it."), owner=_("Choose one."))
    if agreed.organisation.pk not in bodies_of(meeting):
        raise Refused(_("This organisation was not invited. Choose one that was."), owner=_("Choose one."))
    return agreed.organisation


def bodies_of(meeting: Meeting) -> set[int]:
    """The keys of the organisations that are invited."""
    if meeting.group_id is None:
        return {each for each in (meeting.organisation_id, meeting.counterpart_id) if each is not None}
    rows = Seat.objects.filter(group=meeting.group_id)
    return set(rows.values_list("post__organisation", flat=True))


def _agreed_on(action: ActionItem) -> date | None:
    """Agreed within its last seven days, it was told then: the first reminder is on the day."""
    agreed = clock.day_of(action.at)
    return agreed if agreed >= action.due_on - REMINDED_BEFORE else None


def _unsealed(meeting: Meeting) -> None:
    if meeting.is_sealed:
        raise Refused(
            _(
                "The minutes are sealed, and the action items agreed in them. Agree on others in the next meeting."
            )
        )


def _current(action: ActionItem, revision: int) -> None:
    if revision != action.revision:
        raise Overtaken(
            _("Somebody changed this action item since you opened the page. What stands now is shown here."),
            theirs=action,
        )
