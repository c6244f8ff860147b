"""Activities counted: which units were reached on which topic and which never, who works on what, and when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.people.models import Organisation
from waypost.places.lists import by_name, in_order
from waypost.places.models import Member, Topic
from waypost.projects.lists.activities import MOST, Asked, asked_for
from waypost.projects.models import Activity, Status
from waypost.reporting.timeline import Bar, Drawing, draw

REACHED = (Status.RUNNING, Status.DONE)  # what is planned has reached nobody yet
TAUGHT = (Organisation.Kind.POLICE, Organisation.Kind.OTHER)
SHOWN = 200
YEARS = 2  # what a view shows where nobody says from when


@dataclass(frozen=True)
class Cell:
    """How many activities, and the list of them."""

    n: int
    topic: str
    query: str


@dataclass
class Line:
    """One unit, or one organisation, by topics."""

    label: str
    cells: list[Cell]
    n: int
    query: str
    planned: int = 0
    of: str = ""  # the body a unit is of


@dataclass
class Grid:
    """What a table shows: one line a unit or organisation, one column a topic that occurs."""

    topics: list[Topic]
    lines: list[Line]
    never: list[Line] = field(default_factory=list)  # units that nothing reached
    more: int = 0

    @property
    def total(self) -> int:
        return sum(line.n for line in self.lines)


@dataclass
class _Count:
    by_topic: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    n: int = 0
    planned: int = 0


Name = tuple[str, str]  # a code or name, and a unit of it


def asked_of(said: Mapping[str, Any], of_member: Viewer | None = None) -> Asked:
    """What a view is narrowed to: the last two years where it says no day, and where it names no member, that of
    ``of_member``, if it is a state.
    """
    asked = Asked.of(said)
    today = clock.today()
    since = asked.since or (None if asked.until else _years_before(today))
    member = asked.member
    if "member" not in said and of_member is not None and of_member.organisation is not None:
        own = of_member.organisation.member
        member = own.key if own.kind == Member.Kind.STATE else ""
    return Asked(topic=asked.topic, member=member, since=since, until=asked.until)


def units_by_topic(viewer: Viewer, asked: Asked) -> Grid:
    """Units of departments, each with how many activities reached it on each topic. Departments of the member, and
    every unit that any activity was ever for; those that nothing reached in the time stand apart.
    """
    labels = _bodies(asked)
    counts: dict[Name, _Count] = defaultdict(_Count)
    for each in asked_for(viewer, Asked()).exclude(status=Status.CANCELLED)[:MOST]:
        if asked.member and not _is_of(each, asked.member):
            continue
        for key in {_audience(each), (_audience(each)[0], "")}:
            labels.setdefault(key, _label(each, key))
            if _fits(each, asked):
                _add(counts[key], each, asked)
    lines = [_line(key, labels[key], counts[key], asked, "to") for key in labels]
    lines.sort(key=lambda line: (in_order(line.of), line.of != line.label, in_order(line.label)))
    never = [line for line in lines if not line.n]
    return _grid([line for line in lines if line.n], never)


def doers_by_topic(viewer: Viewer, asked: Asked) -> Grid:
    """Who works on what."""
    counts: dict[Name, _Count] = defaultdict(_Count)
    labels: dict[Name, tuple[str, str]] = {}
    for each in asked_for(viewer, asked).exclude(status=Status.CANCELLED)[:MOST]:
        key = (each.done_by.code if each.done_by else each.done_by_name, "")
        labels.setdefault(key, (each.doer, each.doer))
        _add(counts[key], each, asked, planned_too=True)
    lines = [_line(key, labels[key], counts[key], asked, "by") for key in labels]
    return _grid(sorted(lines, key=lambda line: in_order(line.label)), [])


def timeline(viewer: Viewer, asked: Asked) -> tuple[Drawing, list[Activity]]:
    """The activities of the time as bars, by who does them, and the same as rows."""
    rows = list(asked_for(viewer, asked)[:SHOWN])
    bars = [
        Bar(each.doer, each.title, each.since, each.until or each.since, each.status, each.public_id)
        for each in rows
    ]
    return draw(bars, asked.since, asked.until or clock.today()), rows


def _fits(activity: Activity, asked: Asked) -> bool:
    """Is it of the time, and of the topic?"""
    until = activity.until or activity.since
    in_time = (not asked.since or until >= asked.since) and (not asked.until or activity.since <= asked.until)
    return in_time and (not asked.topic or any(each.key == asked.topic for each in activity.topics.all()))


def _bodies(asked: Asked) -> dict[Name, tuple[str, str]]:
    """The departments that could be reached: of a member, where one is chosen."""
    rows = Organisation.objects.filter(kind__in=TAUGHT)
    if asked.member:
        rows = rows.filter(member__key=asked.member)
    return {(each.code, ""): (each.name, each.name) for each in rows}


def _is_of(activity: Activity, member: str) -> bool:
    """Is it for a body of this member, or held there for one that the portal doesn't have?"""
    if activity.audience is not None:
        return activity.audience.member.key == member
    return activity.member is not None and activity.member.key == member


def _audience(activity: Activity) -> Name:
    return (activity.audience.code if activity.audience else activity.audience_name, activity.unit)


def _label(activity: Activity, key: Name) -> tuple[str, str]:
    """(what it is called, the body it is of)."""
    body = activity.audience.name if activity.audience else activity.audience_name
    return (activity.reached if key[1] else body, body)


def _add(count: _Count, activity: Activity, asked: Asked, *, planned_too: bool = False) -> None:
    if activity.status not in REACHED and not planned_too:
        count.planned += 1
        return
    count.n += 1
    for topic in activity.topics.all():
        if not asked.topic or topic.key == asked.topic:
            count.by_topic[topic.key] += 1


def _line(key: Name, label: tuple[str, str], count: _Count, asked: Asked, side: str) -> Line:
    of: dict[str, str] = {side: key[0], **({"unit": key[1]} if key[1] else {})}
    narrowed = {**of, "member": ""} if side == "to" else of
    cells = [Cell(n, topic, asked.with_(**narrowed, topic=topic)) for topic, n in count.by_topic.items()]
    return Line(label[0], cells, count.n, asked.with_(**narrowed), count.planned, label[1])


def _grid(lines: list[Line], never: list[Line]) -> Grid:
    """The lines with a cell for each topic that occurs in any of them, in one order."""
    keys = {cell.topic for line in lines for cell in line.cells}
    topics = by_name(Topic.objects.filter(key__in=keys))
    for line in lines:
        have = {cell.topic: cell for cell in line.cells}
        line.cells = [have.get(each.key, Cell(0, each.key, "")) for each in topics]
    return Grid(topics, lines[:SHOWN], never[:SHOWN], max(0, len(lines) - SHOWN) + max(0, len(never) - SHOWN))


def _years_before(day: date) -> date:
    return date(day.year - YEARS, day.month, 1)
