"""Practical sessions as those who run a cohort, teach and learn in it read them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.people.models import Person
from waypost.training.models import (
    Facilitation,
    ForUnit,
    Intake,
    Nominee,
    PracticalSession,
    Seats,
    SessionChange,
    SessionDay,
    oneself,
    to_move,
)

_ROLES = list(Facilitation.Role)


@dataclass
class Change:
    """That days moved or fell away, with those that did."""

    change: SessionChange
    days: list[SessionDay] = field(default_factory=list)


@dataclass
class Session:
    """A session with its days in order, who teaches in it as far as the viewer sees, and what changed."""

    session: PracticalSession
    days: list[SessionDay] = field(default_factory=list)
    trainers: list[Facilitation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    units: list[Seats] = field(default_factory=list)  # it is for these; for everybody where there are none

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.days)

    @property
    def first(self) -> SessionDay | None:
        return self.days[0] if self.days else None

    @property
    def next(self) -> SessionDay | None:
        """The first day that is not over."""
        return next((each for each in self.days if not each.is_over(clock.now())), None)

    @property
    def off(self) -> list[SessionDay]:
        """The days that were taken off, the last of each entry in calendars."""
        return [day for change in reversed(self.changes) for day in change.days]


def sessions(viewer: Viewer) -> SeenQuerySet[PracticalSession]:
    found = PracticalSession.visible_to(viewer)
    programme = "intake__cohort__programme"
    return found.select_related(f"{programme}__organisation__member", f"{programme}__network")


def session_seen(viewer: Viewer, public_id: str) -> Session | None:
    return next(iter(whole(viewer, sessions(viewer).filter(public_id=public_id))), None)


def days_to_move(viewer: Viewer, found: Session) -> list[SessionDay]:
    """The days of a session that can be moved or taken off. One query."""
    rows = SessionDay.visible_to(viewer).filter(to_move(clock.now()), session=found.session.pk, off=None)
    return list(rows.order_by("starts_at"))


def sessions_of(viewer: Viewer, intake: Intake) -> list[Session]:
    """Those of a cohort, in the order of their first days; one without days, which is cancelled, at the end."""
    return _in_order(whole(viewer, sessions(viewer).filter(intake=intake.pk)))


def sessions_by_intake(viewer: Person, intakes: Sequence[int]) -> dict[int, list[Session]]:
    """Those of several cohorts (by their keys) that are theirs. Seven queries."""
    found: dict[int, list[Session]] = defaultdict(list)
    for each in theirs(viewer, _in_order(whole(viewer, sessions(viewer).filter(intake__in=intakes)))):
        found[each.session.intake_id].append(each)
    return found


def theirs(viewer: Person, found: Sequence[Session]) -> list[Session]:
    """Of those who are or were on the roll, without the sessions for other units than theirs; of others, all."""
    own = Nominee.visible_to(viewer).filter(
        oneself(viewer), intake__in={each.session.intake_id for each in found}
    )
    seats: dict[int, set[int]] = defaultdict(set)
    for intake, unit in own.values_list("intake", "seats"):
        seats[intake].add(unit)
    return [
        each
        for each in found
        if not each.units
        or not seats[each.session.intake_id]
        or seats[each.session.intake_id] & {unit.pk for unit in each.units}
    ]


def whole(viewer: Viewer, found: SeenQuerySet[PracticalSession]) -> list[Session]:
    """Six queries, whatever the number."""
    whole = {each.pk: Session(each) for each in found}
    changes: dict[int, Change] = {}
    for change in SessionChange.visible_to(viewer).filter(session__in=list(whole)).order_by("-number"):
        changes[change.pk] = Change(change)
        whole[change.session_id].changes.append(changes[change.pk])
    for day in SessionDay.visible_to(viewer).filter(session__in=list(whole)).order_by("starts_at"):
        (changes[day.off_id] if day.off_id else whole[day.session_id]).days.append(day)
    units = units_of(viewer, list(whole))
    seats = (
        Seats.visible_to(viewer).filter(pk__in=set().union(*units.values())).select_related("organisation")
    )
    for unit in seats.order_by("pk"):
        for pk, found_in in whole.items():
            if unit.pk in units[pk]:
                found_in.units.append(unit)
    trainers = defaultdict(list)
    for trainer in Facilitation.visible_to(viewer).filter(session__in=list(whole)).order_by("pk"):
        trainers[trainer.session_id].append(trainer)
    for pk, rows in trainers.items():
        whole[pk].trainers = sorted(rows, key=lambda each: _ROLES.index(Facilitation.Role(each.role)))
    return list(whole.values())


def seats_of(viewer: Viewer, intake: Intake) -> list[Seats]:
    """The units of a cohort, which a session can be for."""
    rows = Seats.visible_to(viewer).filter(intake=intake.pk)
    return list(rows.select_related("organisation").order_by("pk"))


def units_of(viewer: Viewer, sessions: Collection[int]) -> dict[int, set[int]]:
    """By the key of each session, those of the seats it is for."""
    found: dict[int, set[int]] = {each: set() for each in sessions}
    for session, seats in (
        ForUnit.visible_to(viewer).filter(session__in=sessions).values_list("session", "seats")
    ):
        found[session].add(seats)
    return found


def is_for(nominee: Nominee, units: Collection[int]) -> bool:
    """Is a session that is for these units for somebody of the cohort?"""
    return not units or nominee.seats_id in units


def _in_order(found: list[Session]) -> list[Session]:
    return sorted(
        found, key=lambda each: (each.first is None, each.first and each.first.starts_at, each.session.pk)
    )
