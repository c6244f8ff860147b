"""What a cohort offers, and what the command decides about those whom units nominated for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Organisation, Person
from waypost.training.actions.programmes import MOST_UNITS
from waypost.training.actions.standing import fill, free_seats, move, ready, take_in
from waypost.training.models import HOLDING, Cohort, Intake, Nominee, Order, PlannedUnit, Seats, Status
from waypost.training.policies import may_decide, may_decide_about, may_enrol, may_open, may_run

DECIDED_FROM = (Status.NOMINATED, Status.WAITING)


@dataclass(frozen=True)
class UnitSeats:
    """How many of a unit the cohort takes; without a name of its own the whole organisation."""

    organisation: Organisation
    seats: int
    unit_en: str = ""
    unit_th: str = ""


@action("training.intake_opened", allowed=may_open)
def open_intake(*, by: Person, cohort: Cohort, closes_on: date) -> Intake:
    """Let units nominate for a cohort. Its seats begin as the newest plan has them."""
    if Intake.unfiltered.filter(cohort=cohort.pk).exists():
        raise Refused(
            _("Units may nominate for this cohort already. Choose another."), cohort=_("Open already.")
        )
    _check_day(cohort, closes_on)
    intake = Intake(cohort_id=cohort.pk, closes_on=closes_on, opened_at=clock.now())
    intake.save()
    newest = PlannedUnit.unfiltered.filter(plan__programme=cohort.programme_id).order_by(
        "-plan__number", "pk"
    )
    units = [each for each in newest if each.plan_id == newest[0].plan_id]
    Seats.unfiltered.bulk_create(
        Seats(
            intake_id=intake.pk,
            organisation_id=each.organisation_id,
            unit_en=each.unit_en,
            unit_th=each.unit_th,
            seats=each.participants,
        )
        for each in units
    )
    doors.about(intake)
    doors.note(seats=sum(each.participants for each in units))
    return intake


@action("training.seats_set", allowed=may_run)
def set_seats(
    *, by: Person, intake: Intake, revision: int, closes_on: date, units: Sequence[UnitSeats]
) -> Intake:
    """Say anew how many of each unit the cohort takes, and until when units nominate. Who waits gets what is free."""
    if revision != intake.revision:
        raise Overtaken(
            _("Somebody changed the seats since you opened the page. What stands now is shown below."),
            theirs=intake,
        )
    _check_day(Cohort.unfiltered.get(pk=intake.cohort_id), closes_on)
    _check_units(units)
    held = {(each.organisation_id, each.unit_en): each for each in Seats.unfiltered.filter(intake=intake.pk)}
    kept = [_keep(intake, unit, held.pop((unit.organisation.pk, unit.unit_en), None)) for unit in units]
    for row in held.values():
        _drop(row)
    intake.closes_on, intake.revision = closes_on, intake.revision + 1
    intake.save()
    promoted = fill(kept, by)
    taken = admit(intake, by)
    doors.note(seats=sum(each.seats for each in kept), organisations=organisations_of(promoted))
    if not promoted and not taken:
        doors.unheard()
    return intake


@action("training.approved", allowed=may_decide)
def approve(*, by: Person, intake: Intake, nominees: Sequence[Nominee]) -> list[Nominee]:
    """The command's yes: a seat where the unit has one free, else the waiting list. Who has an account is enrolled."""
    rows = _to_decide(by, intake, nominees, DECIDED_FROM[:1])
    for nominee in rows:
        free = free_seats(nominee.seats) + nominee.keeps_seat
        move(nominee, Status.APPROVED if free > 0 else Status.WAITING, by=by)
    admit(intake, by)
    doors.note(decided=len(rows), organisations=organisations_of(rows))
    return rows


@action("training.not_approved", allowed=may_decide)
def refuse(*, by: Person, intake: Intake, nominees: Sequence[Nominee], because: str) -> list[Nominee]:
    """The command's no, with the reason the unit reads. A seat that was kept for somebody is free again."""
    check_words(because=because)
    rows = _to_decide(by, intake, nominees, DECIDED_FROM)
    for nominee in rows:
        move(nominee, Status.NOT_APPROVED, by=by, because=because)
    fill({each.seats_id: each.seats for each in rows if each.keeps_seat}.values(), by)
    admit(intake, by)
    doors.note(decided=len(rows), organisations=organisations_of(rows))
    return rows


@action("training.enrolled", allowed=may_enrol)
def enrol(*, by: Person | Clockwork, intake: Intake) -> list[Nominee]:
    """Take in those who are approved and came to an account since."""
    taken = admit(intake, by if isinstance(by, Person) else None)
    if not taken:
        doors.unheard()
    return taken


def enrol_the_ready() -> int:
    """The clock's part: enrol whoever was approved and has an account since. Returns how many."""
    intakes = Intake.unfiltered.filter(pk__in=ready().values("intake"))
    return sum(len(enrol(by=CLOCK, intake=intake)) for intake in intakes)


def organisations_of(nominees: Sequence[Nominee]) -> list[str]:
    """The public ids of the organisations that nominated them: who is told."""
    rows = Seats.unfiltered.filter(pk__in=[each.seats_id for each in nominees])
    return sorted(set(rows.values_list("organisation__public_id", flat=True)))


def admit(intake: Intake, by: Person | None) -> list[Nominee]:
    """Enrol who is approved and has an account, and note whom to tell."""
    taken = take_in(intake, by)
    doors.note(persons=[each.person.public_id for each in taken if each.person])
    return taken


def _to_decide(
    by: Person, intake: Intake, nominees: Sequence[Nominee], stands: Sequence[Status]
) -> list[Nominee]:
    """The rows as they are now, in the order in which they were nominated."""
    wanted = [each.pk for each in nominees]
    rows = list(
        Nominee.unfiltered.filter(pk__in=wanted, intake=intake.pk)
        .select_related("seats__organisation")
        .order_by("pk")
    )
    if not rows:
        raise Refused(_("Tick at least one person."))
    late = [each.name for each in rows if each.status not in stands]
    if late or len(rows) < len(set(wanted)):
        names = ", ".join(late)
        raise Refused(_("Somebody was quicker. This is decided already: %(names)s.") % {"names": names})
    authors = dict(Order.unfiltered.filter(intake=intake.pk).values_list("pk", "by"))
    own = [each.name for each in rows if not may_decide_about(by, each, authors[each.order_id or 0])]
    if own:
        raise Refused(
            _("You nominated %(names)s, or it is you: somebody else of your organisation decides.")
            % {"names": ", ".join(own)}
        )
    return rows


def _keep(intake: Intake, unit: UnitSeats, row: Seats | None) -> Seats:
    row = row or Seats(intake_id=intake.pk, organisation=unit.organisation, unit_en=unit.unit_en)
    row.unit_th, row.seats = unit.unit_th, unit.seats
    taken = row.seats - free_seats(row) if row.pk else 0
    if taken > row.seats:
        raise Refused(
            ngettext(
                "%(unit)s has %(n)d person on a seat. Withdraw somebody first, or leave as many seats.",
                "%(unit)s has %(n)d persons on seats. Withdraw somebody first, or leave as many seats.",
                taken,
            )
            % {"unit": row.name, "n": taken}
        )
    row.save()
    return row


def _drop(row: Seats) -> None:
    """A unit that is no longer named: gone where it nominated nobody, else without seats."""
    rows = Nominee.unfiltered.filter(seats=row.pk)
    if rows.filter(status__in=HOLDING).exists():
        raise Refused(
            _("%(unit)s has somebody on a seat. Leave it in, or withdraw them first.") % {"unit": row.name}
        )
    if rows.exists():
        row.seats = 0
        row.save()
    else:
        row.delete()


def _check_units(units: Sequence[UnitSeats]) -> None:
    if not units or len(units) > MOST_UNITS:
        raise Refused(_("Name at least one unit, and at most 60."))
    names = [(each.organisation.pk, each.unit_en.casefold()) for each in units]
    if len(set(names)) < len(names):
        raise Refused(_("One unit stands there twice. Put both numbers into one row."))
    if any(bool(each.unit_en) != bool(each.unit_th) for each in units):
        raise Refused(
            _("A unit has its name in both languages, or in neither. Write the one that is missing.")
        )
    for each in units:
        check_words(unit_en=each.unit_en, unit_th=each.unit_th)


def _check_day(cohort: Cohort, closes_on: date) -> None:
    if closes_on > cohort.until:
        sentence = _("The cohort is over by then. Give an earlier day.")
        raise Refused(sentence, closes_on=sentence)
