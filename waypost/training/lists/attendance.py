"""Whom a practical session expects, and who came: for those who teach in it and those who run it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

from django.db.models import Q

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.people.models import Person
from waypost.places.lists import in_order
from waypost.training.lists.practicals import Session, sessions, whole
from waypost.training.models import (
    EXPECTED,
    NEXT,
    Attendance,
    Nominee,
    PracticalSession,
    Presence,
    SafetyBriefing,
    SessionDay,
    SignedSheet,
    Status,
    has_attended,
    in_force,
    on_roster,
    untaken,
)
from waypost.training.models.attendance import ENOUGH
from waypost.training.models.practicals import taught_by

SHOWN = 50  # sessions of one trainer, the next first
LOOKED_BACK = timedelta(days=30)  # for attendance that is missing


@dataclass
class Line:
    """Somebody expected, with what holds on each day asked for."""

    nominee: Nominee
    entries: dict[int, Attendance] = field(default_factory=dict)
    before: list[Attendance] = field(default_factory=list)  # what was corrected, the newest first
    of: int = 0  # minutes of the session
    enough: ClassVar = ENOUGH

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.entries.values())

    @property
    def has_attended(self) -> bool:
        return has_attended(self.minutes, self.of)


@dataclass
class Roster:
    """Everybody whom a session expects, by name."""

    found: Session
    lines: list[Line]
    briefings: dict[int, SafetyBriefing]
    enough: ClassVar = ENOUGH

    @property
    def attended(self) -> int:
        return sum(each.has_attended for each in self.lines)

    def entry(self, day: SessionDay, line: Line) -> Attendance | None:
        return line.entries.get(day.pk)

    def counts(self, day: SessionDay) -> list[tuple[str, int]]:
        """How many stand how on a day, in the order of the choices; who has no entry is left out."""
        found = Counter(each.entries[day.pk].presence for each in self.lines if day.pk in each.entries)
        return [(str(each.label), found[each]) for each in Presence if found[each]]

    def days(self) -> list[tuple[SessionDay, SafetyBriefing | None, list[tuple[str, int]]]]:
        return [(each, self.briefings.get(each.pk), self.counts(each)) for each in self.found.days]


def roster_of(viewer: Viewer, found: Session) -> Roster:
    """Three queries, whatever the number."""
    rows = Nominee.visible_to(viewer).filter(on_roster(found.session))
    lines = {each.pk: Line(each, of=found.minutes) for each in rows.select_related("seats__organisation")}
    days = [each.pk for each in found.days]
    entries = Attendance.visible_to(viewer).filter(day__in=days).select_related("by").order_by("number")
    for (_day, nominee), each in in_force(entries).items():
        if nominee in lines:
            lines[nominee].entries[each.day_id] = each
    for each in reversed(entries):
        line = lines.get(each.nominee_id)
        if line is not None and line.entries[each.day_id].pk != each.pk:
            line.before.append(each)
    briefings = SafetyBriefing.visible_to(viewer).filter(day__in=days)
    ordered = sorted(lines.values(), key=lambda line: in_order(line.nominee.name_latin))
    return Roster(found, ordered, {each.day_id: each for each in briefings})


def to_walk_in(viewer: Viewer, found: Session) -> list[Nominee]:
    """Those on the roll who have no seat, or are of a unit the session is not for, and may have come nevertheless, by
    name.
    """
    stands = [each for each in Status if Status.WALK_IN in NEXT.get(each, ())]
    rows = Nominee.visible_to(viewer).filter(
        ~on_roster(found.session), intake=found.session.intake_id, status__in=[*stands, *EXPECTED]
    )
    return sorted(rows.select_related("seats__organisation"), key=lambda each: in_order(each.name_latin))


@dataclass(frozen=True)
class TaughtDay:
    """A day on which somebody teaches, as long as something is to be done about it."""

    session: PracticalSession
    day: SessionDay
    is_over: bool


def days_to_teach(viewer: Person) -> list[TaughtDay]:
    """Of the sessions one teaches in, the days of today that are not over, and those over whose attendance is
    missing; the earliest first. One query.
    """
    now = clock.now()
    rows = SessionDay.visible_to(viewer).filter(
        session__in=taught_by(viewer).values("session"),
        off=None,
        starts_at__range=(now - LOOKED_BACK, clock.end_of(clock.today())),
    )
    asked = rows.filter(Q(ends_at__gt=now) | untaken(now)).select_related("session").order_by("starts_at")
    return [TaughtDay(each.session, each, each.is_over(now)) for each in asked[:SHOWN]]


@dataclass
class Taught:
    """The sessions one teaches in: those of today, those before with days whose attendance is missing, what comes
    next, and what was held.
    """

    today: list[Session] = field(default_factory=list)
    late: list[Session] = field(default_factory=list)
    next: list[Session] = field(default_factory=list)
    held: list[Session] = field(default_factory=list)
    open_days: set[int] = field(default_factory=set)  # attendance of them is missing

    @property
    def any(self) -> bool:
        return bool(self.today or self.late or self.next or self.held)


def taught(viewer: Person) -> Taught:
    """Seven queries, whatever the number."""
    rows = sessions(viewer).filter(pk__in=taught_by(viewer).values("session")).order_by("-pk")
    found = sorted(whole(viewer, rows[:SHOWN]), key=_turn)
    days = SessionDay.visible_to(viewer).filter(
        untaken(clock.now()), session__in=[each.session.pk for each in found]
    )
    missing = set(days.values_list("pk", flat=True))
    made = Taught()
    for each in found:
        turn = _turn(each)[0]
        late = {day.pk for day in each.days} & missing
        made.open_days |= late
        where = made.today if turn == 0 else made.late if late else made.next if turn == 1 else made.held
        where.append(each)
    return made


def signed_sheets(viewer: Viewer, found: Session) -> list[SignedSheet]:
    rows = SignedSheet.visible_to(viewer).filter(session=found.session.pk)
    return list(rows.select_related("file").order_by("pk"))


def _turn(found: Session) -> tuple[int, float]:
    today = [each for each in found.days if clock.day_of(each.starts_at) == clock.today()]
    if today:
        return 0, today[0].starts_at.timestamp()
    if found.next is not None:
        return 1, found.next.starts_at.timestamp()
    return 2, -found.days[-1].starts_at.timestamp() if found.days else 0


def day_of(found: Session, public_id: str) -> SessionDay | None:
    return next((each for each in found.days if each.public_id == public_id), None)


def attended_of(viewer: Viewer, nominees: Sequence[Nominee]) -> dict[int, int]:
    """The minutes somebody was there in the sessions of a cohort, by the key of the row."""
    rows = Attendance.visible_to(viewer).filter(
        nominee__in=[each.pk for each in nominees], day__off=None, day__session__is_cancelled=False
    )
    minutes: Counter[int] = Counter()
    for (_day, nominee), each in in_force(rows.order_by("number")).items():
        minutes[nominee] += each.minutes
    return dict(minutes)
