"""What stands on the first page of those who run a network: what it needs though nobody asks for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from waypost.core import clock
from waypost.desk.models import Quiet
from waypost.network.lists import board_of
from waypost.people.models import Person, Post
from waypost.publications.lists import Row, rows_for
from waypost.publications.models import Publication
from waypost.publications.states import Stage

SHOWN = 6  # of each
EXPIRING_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Dated:
    """An item whose date is past or near, and which date that is."""

    what: str
    day: date
    row: Row

    @property
    def past(self) -> bool:
        return self.day < clock.today()


@dataclass(frozen=True)
class Candidates:
    """How many are on their way to being focal points, and how many of them wait too long."""

    all: int
    late: int


def runs_networks(person: Person) -> bool:
    """Is this the first page of somebody who runs networks?"""
    return person.has_role(Post.Role.SECRETARIAT)


def dated(person: Person) -> list[Dated]:
    """What of the items this person sees, in the networks they run, is past its review or expires soon: the worst
    first. Five queries.
    """
    today = clock.today()
    found = Publication.visible_to(person).filter(
        Publication.still_valid(today), stage=Stage.PUBLISHED, network__in=person.networks()
    )
    found = found.select_related("originator")
    overdue = found.filter(review_by__lt=today).order_by("review_by", "pk")[:SHOWN]
    expiring = found.filter(expires_on__range=(today, today + EXPIRING_WITHIN)).order_by("expires_on", "pk")
    days = {item.pk: (_("Review overdue"), item.review_by, item) for item in overdue}
    for item in expiring[:SHOWN]:
        days.setdefault(item.pk, (_("Expires soon"), item.expires_on, item))
    rows = rows_for(person, [item for _what, _day, item in days.values()])
    made = [
        Dated(what, _known(day), row) for (what, day, _item), row in zip(days.values(), rows, strict=True)
    ]
    return sorted(made, key=lambda each: each.day)


def quiet(person: Person) -> list[Quiet]:
    """The organisations of these networks where nobody has signed in for 60 days, the longest first. One query."""
    found = Quiet.objects.filter(network__in=person.networks()).select_related("organisation__member")
    once: dict[int, Quiet] = {}
    for row in found.order_by("last_sign_in", "pk")[: 2 * SHOWN]:
        held = once.get(row.organisation_id)
        if held is None or _later(row, held):
            once[row.organisation_id] = row
    return sorted(
        once.values(), key=lambda row: (row.last_sign_in is not None, row.last_sign_in or row.as_of)
    )[:SHOWN]


def candidates(person: Person) -> Candidates:
    """How recruiting stands, as its board does. One query."""
    on_the_way, _over = board_of(person)
    return Candidates(len(on_the_way), sum(row.is_late for row in on_the_way))


def running(person: Person, needs: list[Any]) -> dict[str, Any]:
    """All of it, for those who run networks; nothing for everybody else. Reviews stand apart from what else waits."""
    if not runs_networks(person):
        return {"needs": needs}
    return {
        "needs": [need for need in needs if not need.is_review],
        "reviews": [need for need in needs if need.is_review],
        "dated": dated(person),
        "quiet": quiet(person),
        "candidates": candidates(person),
        "runs": True,
    }


def _known(day: date | None) -> date:
    assert day is not None  # noqa: S101  found by it
    return day


def _later(row: Quiet, held: Quiet) -> bool:
    return held.last_sign_in is None or (
        row.last_sign_in is not None and row.last_sign_in > held.last_sign_in
    )
