"""The acknowledgement board: who was addressed, who answered what, who is late. Three facts, never mixed
with delivery.
"""

from dataclasses import dataclass
from datetime import datetime

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.people.lists import duty_posts
from waypost.people.models import Organisation, Post
from waypost.places.lists import in_order
from waypost.publications.models import Acknowledgement, Addressee, Opening, Publication, Version
from waypost.publications.policies import may_see_board
from waypost.publications.reaching import able_to_answer
from waypost.publications.reminders import Heard, heard


@dataclass(frozen=True)
class Line:
    """One addressed organisation (or person): its newest answer, or how late it is and who was told of that."""

    addressee: Addressee
    given: Acknowledgement | None
    opened: int  # persons of the organisation who opened it; known to the originator as a number only
    can_answer: bool  # is anybody there now who may
    heard: tuple[str, ...] = ()
    call: Post | None = None  # the duty post of a silent organisation, else of its member

    @property
    def mute(self) -> bool:
        """Nothing was answered, and nobody there can."""
        return self.given is None and not self.can_answer

    @property
    def late(self) -> bool:
        return self.given is None and self.addressee.due_at < clock.now()


@dataclass(frozen=True)
class Board:
    version: Version
    lines: list[Line]  # addressed at publication and answered, or able to answer
    mute: list[Line]  # addressed at publication, and nobody there can answer: apart from those waited for
    later: list[Line]  # came to see it afterwards: counted apart
    due_at: datetime | None

    @property
    def reminded_at(self) -> datetime | None:
        """When all who were silent were last reminded, if ever."""
        times = [line.addressee.reminded_at for line in self.lines if line.addressee.reminded_at]
        return max(times, default=None)

    @property
    def to_remind(self) -> int:
        """How many of those who were addressed could answer, and have not."""
        return sum(line.given is None and line.can_answer for line in self.lines)

    @property
    def addressed(self) -> int:
        """The denominator: everybody addressed at publication."""
        return len(self.lines) + len(self.mute)

    @property
    def answered(self) -> int:
        return sum(line.given is not None for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)


def board_of(viewer: Viewer, publication: Publication) -> Board | None:
    """The board of the live version, or None for those it is not for. A constant number of queries."""
    live = Version.visible_to(viewer).filter(pk=publication.live_id).first() if publication.live_id else None
    if live is None or not live.asks_answer or not may_see_board(viewer, publication):
        return None
    lines = _lines(viewer, publication, live)
    at_first = [line for line in lines if not line.addressee.late]
    return Board(
        version=live,
        lines=[line for line in at_first if not line.mute],
        mute=[line for line in at_first if line.mute],
        later=[line for line in lines if line.addressee.late],
        due_at=live.due_at,
    )


def _lines(viewer: Viewer, publication: Publication, live: Version) -> list[Line]:
    """Everybody asked to answer the version, the silent ones first."""
    rows = list(
        Addressee.visible_to(viewer).filter(version=live.pk).select_related("organisation__member", "person")
    )
    given: dict[int, Acknowledgement] = {}
    for answer in Acknowledgement.visible_to(viewer).filter(addressee__version=live.pk).order_by("id"):
        given[answer.addressee_id] = answer
    opened_by = Opening.counts(live.pk)
    able = {row.pk for row in able_to_answer(publication, rows)}
    told = heard([publication], rows)
    call = _calls(viewer, [row.organisation for row in rows if row.pk not in given])
    lines = [
        Line(
            row,
            given.get(row.pk),
            opened_by.get(row.organisation_id, 0),
            can_answer=row.pk in able,
            heard=tuple(each.words for each in Heard if each in told.get(row.pk, ())),
            call=None if row.pk in given else call.get(row.organisation_id),
        )
        for row in rows
    ]
    return sorted(lines, key=_order)


def _calls(viewer: Viewer, silent: list[Organisation]) -> dict[int, Post]:
    """By organisation id, whom to call there: its own duty post, else one of its member's. One query."""
    posts = list(duty_posts(viewer).filter(organisation__member__in={body.member_id for body in silent}))
    of_member = {post.organisation.member_id: post for post in reversed(posts)}
    own = {post.organisation_id: post for post in reversed(posts)}
    found = {body.pk: own.get(body.pk) or of_member.get(body.member_id) for body in silent}
    return {body: post for body, post in found.items() if post is not None}


def _order(line: Line) -> tuple[bool, str, str]:
    organisation = line.addressee.organisation
    return (line.given is not None, in_order(organisation.member.name), in_order(organisation.name))
