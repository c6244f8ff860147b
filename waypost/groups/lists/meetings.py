"""Meetings as those who are invited read them: the list, one of them with all that hangs on it, and action items."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.groups.models import (
    ActionItem,
    AgendaItem,
    Feedback,
    Meeting,
    MeetingPaper,
    MinutesComment,
    MinutesParagraph,
    Presence,
    Reply,
)
from waypost.groups.models.meetings import How, Stage
from waypost.groups.models.minutes import Kind
from waypost.groups.policies.charters import STEERING
from waypost.groups.policies.meetings import ANSWERING, may_keep, seats_of
from waypost.people.models import Group, Organisation, Person, Post, Seat
from waypost.people.models.posts import current
from waypost.projects.models import Project
from waypost.publications.lists import best_texts
from waypost.publications.models import Publication, Text

SHOWN = 100


@dataclass
class Row:
    """A meeting with what it is of: a group, or a project that the reader sees."""

    meeting: Meeting
    project: Project | None = None

    @property
    def of(self) -> str:
        if self.meeting.group is not None:
            return self.meeting.group.name
        theirs = self.meeting.counterpart.name if self.meeting.counterpart else ""
        return " · ".join(filter(None, (self.project.code if self.project else "", theirs)))


@dataclass
class Guest:
    """A seat, or an organisation, with its answer and whether it was there."""

    organisation: Organisation
    seat: Seat | None = None
    reply: Reply | None = None
    presence: Presence | None = None

    @property
    def key(self) -> str:
        """As forms name it: by the post that sits there, for a seat has no public id."""
        return f"s{self.seat.post.public_id}" if self.seat else f"o{self.organisation.public_id}"

    @property
    def counts(self) -> bool:
        """As a department; of a project, whoever meets does."""
        if self.seat is None:
            return True
        return self.seat.role in Seat.SITTING and self.organisation.kind in Organisation.DEPARTMENTS

    @property
    def name(self) -> str:
        return self.seat.post.title if self.seat else self.organisation.name


@dataclass
class Commented:
    """A comment, and the one it was dealt with together with."""

    comment: MinutesComment
    into: MinutesComment | None = None


@dataclass
class Remarked:
    """A paragraph with the comments on it, the oldest first; of a decision, which it was."""

    paragraph: MinutesParagraph
    comments: list[Commented] = field(default_factory=list)
    outcome: str = ""


@dataclass
class Had:
    """A paper that the reader may see."""

    paper: MeetingPaper
    publication: Publication
    text: Text | None

    @property
    def title(self) -> str:
        return self.text.title if self.text else self.publication.reference


@dataclass
class Page:
    """One meeting with everything on it."""

    row: Row
    agenda: list[AgendaItem]
    guests: list[Guest]
    papers: list[Had]
    paragraphs: list[Remarked]
    actions: list["Owned"]
    feedback: list[Feedback]

    @property
    def meeting(self) -> Meeting:
        return self.row.meeting

    @property
    def counted(self) -> list[Guest]:
        """Those whose organisations count: departments by their main and alternate seats; of a project, both sides."""
        return [each for each in self.guests if each.counts]

    @property
    def departments(self) -> int:
        """How many of them were there: each once, whoever of it was."""
        return len({each.organisation.pk for each in self.counted if each.presence})

    @property
    def invited(self) -> int:
        return len({each.organisation.pk for each in self.counted})

    @property
    def came(self) -> dict[str, int]:
        """In person, and remotely only."""
        by_body: dict[int, set[str]] = defaultdict(set)
        for each in self.counted:
            if each.presence:
                by_body[each.organisation.pk].add(each.presence.how)
        here = sum(How.IN_PERSON in hows for hows in by_body.values())
        return {"here": here, "remote": len(by_body) - here}

    @property
    def unsettled(self) -> list[MinutesComment]:
        found = (each.comment for row in self.paragraphs for each in row.comments)
        return [each for each in found if not each.settled]

    @property
    def decisions(self) -> list[AgendaItem]:
        return [each for each in self.agenda if each.outcome]


@dataclass
class Owned:
    """An action item with the meeting it was agreed in."""

    action: ActionItem
    meeting: Row

    @property
    def owner(self) -> str:
        seat = self.action.seat
        return (
            f"{seat.post.title}, {self.action.organisation.name}" if seat else self.action.organisation.name
        )


@dataclass
class Board:
    """Action items of the meetings somebody reads: overdue, open, done."""

    overdue: list[Owned]
    open: list[Owned]
    done: list[Owned]


def meetings(viewer: Viewer) -> SeenQuerySet[Meeting]:
    rows = Meeting.visible_to(viewer)
    return rows.select_related("group", "network", "counterpart__member", "organisation__member")


def rows_of(viewer: Viewer, only: Q | None = None) -> tuple[list[Row], list[Row]]:
    """Those that are still to be held, the next one first; and those before, the newest first."""
    found = meetings(viewer).filter(only or Q())
    now = clock.now()
    ahead = found.filter(ends_at__gte=now).order_by("starts_at", "pk")[:SHOWN]
    before = found.filter(ends_at__lt=now).order_by("-starts_at", "-pk")[:SHOWN]
    rows = with_projects(viewer, [*ahead, *before])
    return [row for row in rows if row.meeting.ends_at >= now], [
        row for row in rows if row.meeting.ends_at < now
    ]


def of_group(viewer: Viewer, group: Group, most: int = 5) -> list[Row]:
    """The newest of a group, on its page."""
    found = meetings(viewer).filter(group=group.pk).order_by("-starts_at", "-pk")[:most]
    return [Row(each) for each in found]


def with_projects(viewer: Viewer, found: Iterable[Meeting]) -> list[Row]:
    rows = list(found)
    projects = Project.visible_to(viewer).in_bulk({each.project_id for each in rows if each.project_id})
    return [Row(each, projects.get(each.project_id)) for each in rows]


def reads_minutes(viewer: Viewer, meeting: Meeting) -> bool:
    """A draft, and the notes it is made of, are for those who keep them until it is circulated."""
    return meeting.stage in (Stage.CIRCULATED, Stage.ADOPTED) or may_keep(viewer, meeting)


def page_of(viewer: Viewer, meeting: Meeting) -> Page:
    """A constant number of queries."""
    pk = meeting.pk
    [row] = with_projects(viewer, [meeting])
    feedback = Feedback.visible_to(viewer).filter(meeting=pk).select_related("organisation")
    agenda = list(AgendaItem.visible_to(viewer).filter(meeting=pk).order_by("place"))
    return Page(
        row=row,
        agenda=agenda,
        guests=guests_of(viewer, meeting),
        papers=papers_of(viewer, meeting),
        paragraphs=paragraphs_of(viewer, meeting, agenda) if reads_minutes(viewer, meeting) else [],
        actions=owned(viewer, ActionItem.visible_to(viewer).filter(meeting=pk).order_by("number")),
        feedback=list(feedback.order_by("received_on", "pk")),
    )


def guests_of(viewer: Viewer, meeting: Meeting) -> list[Guest]:
    """Who is invited, in the order of a table: chair, secretary, then departments, main before alternate."""
    replies = list(Reply.visible_to(viewer).filter(meeting=meeting.pk))
    there = list(Presence.visible_to(viewer).filter(meeting=meeting.pk))
    if meeting.group_id is None:
        bodies = [each for each in (meeting.organisation, meeting.counterpart) if each is not None]
        said = {each.organisation_id: each for each in replies}
        came = {each.organisation_id: each for each in there}
        return [Guest(each, None, said.get(each.pk), came.get(each.pk)) for each in bodies]
    seated = {each.seat_id: each for each in replies if each.seat_id}
    present = {each.seat_id: each for each in there if each.seat_id}
    seats = sitting(meeting, [*seated, *present])
    return [Guest(each.post.organisation, each, seated.get(each.pk), present.get(each.pk)) for each in seats]


def sitting(meeting: Meeting, also: Iterable[int] = ()) -> list[Seat]:
    """The seats of the group on the day of the meeting, and those of which something is known."""
    on = clock.day_of(meeting.starts_at)
    rows = Seat.objects.filter(Q(pk__in=list(also)) | current(on), group=meeting.group_id or 0)
    order = {role: nth for nth, role in enumerate(Seat.Role.values)}
    found = list(rows.select_related("post__organisation__member"))
    head = {Seat.Role.CHAIR: 0, Seat.Role.SECRETARY: 1}
    return sorted(
        found,
        key=lambda each: (head.get(each.role, 2), each.post.organisation.name, order[each.role], each.pk),  # type: ignore[call-overload]
    )


def papers_of(viewer: Viewer, meeting: Meeting) -> list[Had]:
    """What the viewer does not see leaves no gap."""
    rows = list(MeetingPaper.visible_to(viewer).filter(meeting=meeting.pk).order_by("pk"))
    seen = Publication.visible_to(viewer).in_bulk([each.publication_id for each in rows])
    texts = best_texts(viewer, [each.live_id for each in seen.values() if each.live_id])
    return [
        Had(each, seen[each.publication_id], texts.get(seen[each.publication_id].live_id or 0))
        for each in rows
        if each.publication_id in seen
    ]


def paragraphs_of(viewer: Viewer, meeting: Meeting, agenda: Iterable[AgendaItem]) -> list[Remarked]:
    """Those that stand, and those that were taken out and commented on."""
    rows = MinutesComment.visible_to(viewer).filter(meeting=meeting.pk).select_related("organisation")
    said = {each.pk: each for each in rows.order_by("pk")}
    comments: dict[int, list[Commented]] = defaultdict(list)
    for each in said.values():
        comments[each.paragraph_id].append(Commented(each, said.get(each.merged_into_id or 0)))
    outcomes = {each.pk: str(each.get_outcome_display()) for each in agenda if each.outcome}
    found = MinutesParagraph.visible_to(viewer).filter(meeting=meeting.pk).order_by("place")
    return [
        Remarked(
            each, comments[each.pk], outcomes.get(each.item_id or 0, "") if each.kind == Kind.DECISION else ""
        )
        for each in found
        if not each.is_out or comments[each.pk]
    ]


def owned(viewer: Viewer, found: QuerySet[ActionItem]) -> list[Owned]:
    rows = list(found.select_related("organisation", "seat__post", "done_by__acting_as__post__organisation"))
    of = {
        row.meeting.pk: row
        for row in with_projects(viewer, meetings(viewer).filter(pk__in={each.meeting_id for each in rows}))
    }
    return [Owned(each, of[each.meeting_id]) for each in rows if each.meeting_id in of]


def board_of(viewer: Viewer, only: Q | None = None) -> Board:
    """Of all meetings the viewer reads, or of those of one group."""
    today = clock.today()
    found = ActionItem.visible_to(viewer).filter(only or Q(), meeting__cancelled_at=None)
    rows = owned(viewer, found.filter(done_at=None).order_by("due_on", "pk")[:SHOWN])
    done = owned(viewer, found.filter(done_at__isnull=False).order_by("-done_at", "-pk")[:SHOWN])
    late = [each for each in rows if each.action.due_on < today]
    return Board(late, [each for each in rows if each.action.due_on >= today], done)


def mine(person: Person) -> Q:
    """The condition that an action item is for this person to do (``policies.owns``)."""
    seats = seats_of(person)
    ours = Q(seat=None, organisation=person.organisation)
    own = Q(seat__in=seats) | ours & Q(meeting__group__in=seats.values("group"))
    if person.has_role(*ANSWERING):
        own |= ours & Q(meeting__group=None)
    return own


def bodies_to_call(person: Person) -> Sequence[tuple[str, Group | Project]]:
    """Of what somebody may call a meeting, each with the value by which a form names it."""
    own = seats_of(person)
    if not person.has_role(Post.Role.SECRETARIAT):
        own = own.filter(role__in=STEERING)
    groups = Group.objects.filter(pk__in=own.values("group"), network__in=person.networks())
    found: list[tuple[str, Group | Project]] = [(f"group:{each.key}", each) for each in groups]
    if person.has_role(*Post.COORDINATING) and person.organisation is not None:
        projects = Project.visible_to(person).filter(
            organisation=person.organisation, network__in=person.networks()
        )
        found += [(f"project:{each.public_id}", each) for each in projects.order_by("code")[:SHOWN]]
    return found


def to_answer(person: Person) -> list[Row]:
    """Invitations to meetings that are still to be held, which nobody answered for this person's seat or organisation,
    or only before the meeting was moved.
    """
    found = meetings(person).filter(invited_at__isnull=False, cancelled_at=None, starts_at__gte=clock.now())
    seats = list(seats_of(person).values_list("pk", "group"))
    own = Q(group__in=[group for _pk, group in seats])
    if person.has_role(*ANSWERING):
        own |= Q(group=None)
    rows = list(found.filter(own).order_by("starts_at")[:SHOWN])
    said = Reply.visible_to(person).filter(
        Q(seat__in=[pk for pk, _group in seats]) | Q(seat=None, organisation=person.organisation),
        meeting__in=[each.pk for each in rows],
    )
    answered = {each.meeting_id: each.sequence for each in said}
    return with_projects(person, [each for each in rows if answered.get(each.pk) != each.sequence])
