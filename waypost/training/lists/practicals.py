"""Practical sessions as those who run a cohort, teach and learn in it read them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.training.models import (
    Facilitation,
    Intake,
    PracticalSession,
    SessionChange,
    SessionDay,
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

    @property
    def may_move(self) -> bool:
        return any(each.starts_at > clock.now() for each in self.days)


def sessions(viewer: Viewer) -> SeenQuerySet[PracticalSession]:
    found = PracticalSession.visible_to(viewer)
    programme = "intake__cohort__programme"
    return found.select_related(f"{programme}__organisation__member", f"{programme}__network")


def session_seen(viewer: Viewer, public_id: str) -> Session | None:
    return next(iter(whole(viewer, sessions(viewer).filter(public_id=public_id))), None)


def sessions_of(viewer: Viewer, intake: Intake) -> list[Session]:
    """Those of a cohort, in the order of their first days; one without days, which is cancelled, at the end."""
    return _in_order(whole(viewer, sessions(viewer).filter(intake=intake.pk)))


def sessions_by_intake(viewer: Viewer, intakes: Sequence[int]) -> dict[int, list[Session]]:
    """Those of several cohorts (by their keys). Four queries."""
    found: dict[int, list[Session]] = defaultdict(list)
    for each in _in_order(whole(viewer, sessions(viewer).filter(intake__in=intakes))):
        found[each.session.intake_id].append(each)
    return found


def whole(viewer: Viewer, found: SeenQuerySet[PracticalSession]) -> list[Session]:
    """Four queries, whatever the number."""
    whole = {each.pk: Session(each) for each in found}
    changes: dict[int, Change] = {}
    for change in SessionChange.visible_to(viewer).filter(session__in=list(whole)).order_by("-number"):
        changes[change.pk] = Change(change)
        whole[change.session_id].changes.append(changes[change.pk])
    for day in SessionDay.visible_to(viewer).filter(session__in=list(whole)).order_by("starts_at"):
        (changes[day.off_id] if day.off_id else whole[day.session_id]).days.append(day)
    trainers = defaultdict(list)
    for trainer in Facilitation.visible_to(viewer).filter(session__in=list(whole)).order_by("pk"):
        trainers[trainer.session_id].append(trainer)
    for pk, rows in trainers.items():
        whole[pk].trainers = sorted(rows, key=lambda each: _ROLES.index(Facilitation.Role(each.role)))
    return list(whole.values())


def _in_order(found: list[Session]) -> list[Session]:
    return sorted(
        found, key=lambda each: (each.first is None, each.first and each.first.starts_at, each.session.pk)
    )
