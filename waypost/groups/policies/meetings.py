"""Who may call a meeting, answer for a seat, write its minutes and report what was done."""

from typing import Any

from django.db.models import QuerySet

from waypost.access.keys import Viewer
from waypost.access.policies import may_write
from waypost.core import clock
from waypost.core.doors import CLOCK
from waypost.groups.models import ActionItem, Feedback, Meeting
from waypost.groups.policies.charters import sits, steers
from waypost.people.models import Group, Person, Post, Seat
from waypost.people.models.posts import current
from waypost.projects.models import Project

ANSWERING = [*Post.APPROVING, Post.Role.SECRETARIAT, Post.Role.TRAINER]  # for an organisation


def may_call(by: Viewer, body: Group | Project) -> bool:
    """A group's: its chair and its secretary, and a secretariat of the portal that sits in it. A project's: whoever
    writes the project.
    """
    if isinstance(body, Project):
        return body.is_visible_to(by) and may_write(by, body)
    return steers(by, body) or (by.has_role(Post.Role.SECRETARIAT) and sits(by, body))


def may_keep(by: Viewer, meeting: Meeting) -> bool:
    """The same, of a meeting that was called."""
    if not meeting.is_visible_to(by):
        return False
    group = Group.objects.filter(pk=meeting.group_id or 0).first()
    if group is not None:
        return may_call(by, group)
    project = Project.visible_to(by).filter(pk=meeting.project_id or 0).first()
    return project is not None and may_write(by, project)


def may_answer(by: Viewer, meeting: Meeting) -> bool:
    """For the own seat in the group; or for the own organisation, as one who answers for it."""
    if not isinstance(by, Person) or not meeting.is_visible_to(by):
        return False
    if meeting.group_id is not None:
        return seats_of(by).filter(group=meeting.group_id).exists()
    return by.has_role(*ANSWERING)


def may_comment(by: Viewer, meeting: Meeting) -> bool:
    """Whoever was invited, for the own organisation."""
    return isinstance(by, Person) and by.organisation is not None and meeting.is_visible_to(by)


def may_report(by: Viewer, action: ActionItem) -> bool:
    """Say that an action item is done: who holds the owner's seat, who answers for the owner, and who keeps the
    meeting.
    """
    meeting = meeting_of(by, action)
    if meeting is None or not isinstance(by, Person):
        return False
    return owns(by, action, meeting) or may_keep(by, meeting)


def owns(by: Person, action: ActionItem, meeting: Meeting) -> bool:
    """Is it for this person to do? Of an organisation in a group: for whoever sits there for it."""
    if action.seat_id is not None:
        return seats_of(by).filter(pk=action.seat_id).exists()
    if by.organisation is None or by.organisation.pk != action.organisation_id:
        return False
    if meeting.group_id is not None:
        return seats_of(by).filter(group=meeting.group_id).exists()
    return by.has_role(*ANSWERING)


def may_change_action(by: Viewer, action: ActionItem) -> bool:
    meeting = meeting_of(by, action)
    return meeting is not None and may_keep(by, meeting)


def may_remind(by: Any, _action: ActionItem) -> bool:
    return by is CLOCK


def may_answer_feedback(by: Viewer, feedback: Feedback) -> bool:
    meeting = meeting_of(by, feedback)
    return meeting is not None and may_keep(by, meeting)


def meeting_of(by: Viewer, thing: ActionItem | Feedback) -> Meeting | None:
    return Meeting.visible_to(by).filter(pk=thing.meeting_id).first()


def seats_of(by: Viewer) -> QuerySet[Seat]:
    """The seats that go with the post somebody acts at, today."""
    tenure = by.tenure if isinstance(by, Person) else None
    return Seat.objects.filter(current(clock.today()), post=tenure.post_id if tenure else 0)
