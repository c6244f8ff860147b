"""The board of a cohort, and one's own courses: of persons only those whom ``Nominee.visible_to`` gives."""

from collections import Counter
from dataclasses import dataclass, field

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.people.models import Person
from waypost.places.lists import in_order
from waypost.training.gates import Gate, Known, gates_of
from waypost.training.lists.joining import newest_of
from waypost.training.lists.known import known_of
from waypost.training.models import (
    HOLDING,
    OVER,
    Cohort,
    Intake,
    Joining,
    Nominee,
    Order,
    PlannedUnit,
    Programme,
    Seats,
    Status,
    StatusEntry,
    oneself,
)
from waypost.training.policies import may_change, may_decide, may_nominate, may_run

COURSES = 20  # of one person, the newest
_FIRST = [
    Status.NOMINATED,
    Status.WAITING,
    Status.APPROVED,
    Status.ENROLLED,
    Status.WALK_IN,
]  # then what is over


@dataclass
class Unit:
    """One line of the board. ``planned`` is what the newest plan says of it, None where it doesn't name it."""

    seats: Seats
    planned: int | None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def nominated(self) -> int:
        """Everybody who was nominated and neither withdrawn, replaced nor refused since."""
        return sum(n for status, n in self.counts.items() if status not in (*OVER, Status.WALK_IN))

    @property
    def approved(self) -> int:
        return sum(self.counts[status] for status in HOLDING)

    @property
    def enrolled(self) -> int:
        return self.counts[Status.ENROLLED]

    @property
    def waiting(self) -> int:
        return self.counts[Status.WAITING]


@dataclass
class Row:
    """Somebody nominated, with the newest entry of their history and what the viewer may do."""

    nominee: Nominee
    newest: StatusEntry | None
    order: Order | None
    for_person: Nominee | None = None  # in whose place


@dataclass
class Board:
    """A cohort as those who run it and those who nominate for it see it."""

    intake: Intake
    units: list[Unit]
    rows: list[Row]
    runs: bool
    nominates: bool
    decides: bool

    @property
    def to_decide(self) -> list[Row]:
        return [row for row in self.rows if row.nominee.status == Status.NOMINATED]

    @property
    def to_let_in(self) -> list[Row]:
        return [row for row in self.rows if row.nominee.status == Status.APPROVED]

    def total(self, name: str) -> int:
        return sum(getattr(each, name) or 0 for each in self.units)

    @property
    def totals(self) -> dict[str, int]:
        names = ("planned", "nominated", "approved", "enrolled", "waiting")
        return {
            "seats": sum(each.seats.seats for each in self.units),
            **{name: self.total(name) for name in names},
        }


@dataclass
class Course:
    """A cohort that somebody was nominated for, as they themselves see it."""

    nominee: Nominee
    intake: Intake | None  # None where they do not read the programme (yet)
    gates: list[Gate]
    joining: Joining | None = None
    known: Known = field(default_factory=Known)

    @property
    def missing(self) -> str:
        """The first sentence that is not met yet."""
        return next((one.sentence for gate in self.gates for one in gate.missing), "")


def intakes(viewer: Viewer) -> SeenQuerySet[Intake]:
    found = Intake.visible_to(viewer)
    return found.select_related("cohort__programme__organisation__member", "cohort__programme__network")


def intake_seen(viewer: Viewer, public_id: str) -> Intake | None:
    return intakes(viewer).filter(public_id=public_id).first()


def cohorts_with_intakes(viewer: Viewer, cohorts: list[Cohort]) -> list[tuple[Cohort, Intake | None]]:
    rows = Intake.visible_to(viewer).filter(cohort__in=[each.pk for each in cohorts])
    found = {each.cohort_id: each for each in rows}
    return [(each, found.get(each.pk)) for each in cohorts]


def cohorts_to_open(viewer: Viewer, programme: Programme) -> list[Cohort]:
    """Those for which nobody can be nominated yet."""
    cohorts = Cohort.visible_to(viewer).filter(programme=programme.pk).order_by("since", "pk")
    return [cohort for cohort, intake in cohorts_with_intakes(viewer, list(cohorts)) if intake is None]


def board_of(viewer: Person, intake: Intake) -> Board | None:
    """None for whoever neither runs the cohort nor nominates for it."""
    if not may_change(viewer, intake):
        return None
    rows = _rows(viewer, intake)
    units = units_of(viewer, intake)
    for unit in units:
        unit.counts.update(row.nominee.status for row in rows if row.nominee.seats_id == unit.seats.pk)
    runs = may_run(viewer, intake)
    if not runs and viewer.organisation is not None:
        units = [unit for unit in units if unit.seats.organisation_id == viewer.organisation.pk]
    return Board(
        intake=intake,
        units=units,
        rows=rows,
        runs=runs,
        nominates=may_nominate(viewer, intake),
        decides=may_decide(viewer, intake),
    )


def units_of(viewer: Viewer, intake: Intake) -> list[Unit]:
    """The seats of a cohort by unit, beside what was planned."""
    planned: dict[tuple[int, str], int] = {}
    for each in (
        PlannedUnit.visible_to(viewer).filter(plan__programme=intake.programme.pk).order_by("plan__number")
    ):
        planned[each.organisation_id, each.unit_en] = each.participants
    seats = Seats.visible_to(viewer).filter(intake=intake.pk).select_related("organisation").order_by("pk")
    return [Unit(each, planned.get((each.organisation_id, each.unit_en))) for each in seats]


def own_seats(viewer: Person, intake: Intake) -> list[Seats]:
    """The units for which the viewer nominates."""
    rows = Seats.visible_to(viewer).filter(intake=intake.pk, organisation=viewer.organisation, seats__gt=0)
    return list(rows.select_related("organisation").order_by("pk"))


def nominee_seen(viewer: Viewer, intake: Intake, public_id: str) -> Nominee | None:
    rows = Nominee.visible_to(viewer).filter(intake=intake.pk, public_id=public_id)
    return rows.select_related("seats__organisation").first()


def order_of(viewer: Viewer, nominee: Nominee) -> Order | None:
    """By which order somebody was nominated: for those who run the cohort, and for the organisation of the order."""
    return (
        Order.visible_to(viewer).filter(pk=nominee.order_id or 0).select_related("by", "organisation").first()
    )


def history_of(viewer: Viewer, nominee: Nominee) -> list[StatusEntry]:
    return list(StatusEntry.visible_to(viewer).filter(nominee=nominee.pk).order_by("number"))


def courses_of(viewer: Viewer) -> list[Course]:
    """The cohorts one was nominated for oneself, the newest first. Some 16 queries, whatever their number."""
    if not isinstance(viewer, Person):
        return []
    rows = Nominee.visible_to(viewer).filter(oneself(viewer)).select_related("seats__organisation")
    nominees = list(rows.order_by("-pk")[:COURSES])
    if not nominees:
        return []
    seen = {each.pk: each for each in intakes(viewer).filter(pk__in=[one.intake_id for one in nominees])}
    known = known_of(viewer, nominees, {pk: each.programme.pk for pk, each in seen.items()})
    told = newest_of(viewer, seen)
    return [
        Course(
            each,
            seen.get(each.intake_id),
            gates_of(each, known.get(each.pk, Known())),
            told.get(each.intake_id),
            known.get(each.pk, Known()),
        )
        for each in nominees
    ]


def is_enrolled(viewer: Viewer, programme: Programme) -> bool:
    own = Nominee.visible_to(viewer).filter(oneself(viewer), status=Status.ENROLLED)
    return own.filter(intake__cohort__programme=programme.pk).exists()


def _rows(viewer: Viewer, intake: Intake) -> list[Row]:
    found = Nominee.visible_to(viewer).filter(intake=intake.pk).select_related("seats__organisation")
    nominees = {each.pk: each for each in found}
    entries = StatusEntry.visible_to(viewer).filter(nominee__in=list(nominees)).order_by("number")
    newest = {each.nominee_id: each for each in entries}
    orders = {each.pk: each for each in Order.visible_to(viewer).filter(intake=intake.pk)}
    rows = [
        Row(each, newest.get(each.pk), orders.get(each.order_id or 0), nominees.get(each.replaces_id or 0))
        for each in nominees.values()
    ]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[int, int, int, str]:
    """By unit; then what waits for a decision, the waiting list in its order, who has a seat, what is over."""
    each = row.nominee
    status = Status(each.status)
    turn = row.newest.pk if row.newest is not None and status == Status.WAITING else 0
    return (
        each.seats_id,
        _FIRST.index(status) if status in _FIRST else len(_FIRST),
        turn,
        in_order(each.name_latin),
    )
