"""Meetings in tests, by the room's own actions: ``called(cast)``, of the maritime group, a week ahead."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import NOON, SINCE, Cast
from waypost.groups.actions import following, minutes
from waypost.groups.actions import meetings as actions
from waypost.groups.actions.following import Agreed, Said
from waypost.groups.actions.meetings import Called
from waypost.groups.models import AgendaItem, Meeting, MinutesParagraph
from waypost.people.models import Group, Organisation, Person, Seat
from waypost.projects.models import Project

AGENDA = ("Opening", "Progress since May", "Topics of the curriculum", "Feedback", "Next meeting")
WHEN: dict[str, Any] = {
    "title": "Technical meeting",
    "starts_at": datetime.fromisoformat("2020-09-08T09:00+07:00"),
    "ends_at": datetime.fromisoformat("2020-09-08T12:00+07:00"),
    "zone": "Asia/Bangkok",
    "place": "Room 4",
}


def table(cast: Cast) -> Group:
    """The maritime group: officer in the chair, secretariat its secretary, two seats of the coast guard."""
    chair, main = Seat.objects.filter(group=cast.maritime).order_by("pk")
    Seat.objects.filter(pk=chair.pk).update(role=Seat.Role.CHAIR)
    Seat.objects.filter(pk=main.pk).update(role=Seat.Role.MAIN)
    for person, role in (
        (cast.secretariat, Seat.Role.SECRETARY),
        (cast.coast_focal_point, Seat.Role.ALTERNATE),
    ):
        assert person.acting_as is not None
        Seat.objects.create(group=cast.maritime, post=person.acting_as.post, role=role, since=SINCE)
    return cast.maritime


def said(*agenda: str, **given: Any) -> Called:
    return Called(**{**WHEN, **given}, agenda=[(each, "") for each in agenda or AGENDA])


def called(
    cast: Cast,
    *agenda: str,
    by: Person | None = None,
    body: Group | Project | None = None,
    counterpart: Organisation | None = None,
    **given: Any,
) -> Meeting:
    return actions.call(
        by=by or cast.secretariat,
        body=body or table(cast),
        counterpart=counterpart,
        called=said(*agenda, **given),
    )


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.unfiltered.get(pk=meeting.pk)


def items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.unfiltered.filter(meeting=meeting.pk).order_by("place"))


def whole(cast: Cast, project: Project, n: int) -> Meeting:
    """A meeting of the police with the coast guard that is over, with ``n`` of everything that hangs on one."""
    starts, by = NOON - timedelta(days=1), cast.focal_point
    meeting = called(
        cast,
        *(f"Item {each}" for each in range(n)),
        by=by,
        body=project,
        counterpart=cast.coast,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
    )
    there = {cast.coast.pk: ("remote", 1), cast.police.pk: ("in-person", 2)}
    actions.take_attendance(by=by, meeting=meeting, revision=1, organisations=there)
    for item in items(meeting):
        minutes.note(
            by=by, meeting=meeting, item=item, revision=1, notes="Said.", outcome="agreed", decision="Done."
        )
        following.agree(
            by=by, meeting=meeting, agreed=Agreed("Do it", NOON.date(), organisation=cast.coast, item=item)
        )
        following.receive(by=by, meeting=meeting, said=Said(cast.coast, "It", "Good.", NOON.date()))
    minutes.compile_minutes(by=by, meeting=fresh(meeting), revision=2)
    until = NOON.date() + timedelta(days=9)
    minutes.circulate(by=by, meeting=fresh(meeting), revision=3, comments_until=until)
    for row in MinutesParagraph.unfiltered.filter(meeting=meeting.pk):
        minutes.comment(
            by=cast.coast_focal_point, meeting=fresh(meeting), paragraph=row, text_then=row.text, words="Yes."
        )
    return fresh(meeting)
