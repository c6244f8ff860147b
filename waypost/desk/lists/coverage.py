"""How the network covers its members on a day: six figures of the room of people, and the same by member.

The number, its part for each member and the records it opens come out of one query of records (``core.figures``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.figures import Figure, Window, figures
from waypost.people.models import Tenure
from waypost.places.lists import by_name
from waypost.places.models import Member
from waypost.reporting.drawing import Drawing, draw
from waypost.reporting.lists.editions import after_number

# In the order of the page, with the path from a record to the member it stands for.
_OWN = "post__organisation__member"
SHOWN = {
    "people.mission_focal_points": "post__covers",
    "people.officials_recruited": _OWN,
    "people.members_covered": _OWN,
    "people.sole_focal_points": _OWN,
    "people.handovers_overdue": _OWN,
    "people.contacts_unconfirmed": _OWN,
}
# Every figure but the one that counts the members themselves is a column of the table, in fewer words.
COLUMNS = {
    "people.mission_focal_points": _("Mission focal points"),
    "people.officials_recruited": _("Focal points"),
    "people.sole_focal_points": _("Organisations with one only"),
    "people.handovers_overdue": _("Hand-overs overdue"),
    "people.contacts_unconfirmed": _("Unconfirmed"),
}


@dataclass(frozen=True)
class Number:
    """One figure on the day, and where its records are."""

    label: str
    value: int
    address: str


@dataclass(frozen=True)
class Line:
    """One member, with its part of each column."""

    member: Member
    counts: list[tuple[Any, int]]  # (label of the column, how many)

    @property
    def is_empty(self) -> bool:
        return not any(count for _label, count in self.counts)


@dataclass(frozen=True)
class Coverage:
    """Everything the page shows of one day."""

    day: date
    numbers: list[Number]
    columns: list[Any]
    lines: list[Line]
    drawing: Drawing

    @property
    def earlier(self) -> date:
        """The last day of the month before."""
        return self.day.replace(day=1) - timedelta(days=1)

    @property
    def later(self) -> date | None:
        """The last day of the month that follows upon a last day, else of this month: as far as it has come."""
        following = _month_end(self.day if _month_end(self.day) != self.day else self.day + timedelta(days=1))
        today = clock.today()
        return None if self.day >= today else min(following, today)


def began() -> date | None:
    """The first day anybody held a post: before it there are no records."""
    first: date | None = Tenure.objects.aggregate(first=Min("since"))["first"]
    return first


def coverage_on(day: date) -> Coverage:
    """The network as its dated records have it on this day. A constant number of queries."""
    window = Window.of_day(day)
    found = {name: figures()[name] for name in SHOWN}
    parts = {name: found[name].tally(window, SHOWN[name]) for name in COLUMNS}
    members = by_name(Member.objects.all())
    lines = [_line(member, parts) for member in members]
    recruited = parts["people.officials_recruited"]
    return Coverage(
        day=day,
        numbers=[_number(figure, window) for figure in found.values()],
        columns=list(COLUMNS.values()),
        lines=[line for line in lines if line.member.kind == Member.Kind.STATE or not line.is_empty],
        drawing=draw(_on_the_map(members, recruited)),
    )


def _line(member: Member, parts: dict[str, dict[Any, int]]) -> Line:
    return Line(member, [(label, parts[name].get(member.pk, 0)) for name, label in COLUMNS.items()])


def _number(figure: Figure, window: Window) -> Number:
    address = f"{reverse('coverage_records', args=[figure.name])}?on={window.on:%Y-%m-%d}"
    return Number(after_number(figure.label), figure.value(window), address)


def _on_the_map(members: Iterable[Member], recruited: dict[Any, int]) -> list[tuple[Member, int]]:
    """The states, with how many focal points each has; those without any are drawn in outline."""
    states = (member for member in members if member.kind == Member.Kind.STATE)
    return [(member, recruited.get(member.pk, 0)) for member in states]


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
