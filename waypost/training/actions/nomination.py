"""What a unit does: nominate by order, withdraw, put another officer in the place of one it named."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Denied, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.actions.enrolment import admit, organisations_of
from waypost.training.actions.standing import begin, fill, move, recompile
from waypost.training.models import HOLDING, NEXT, OVER, Intake, Nominee, Order, Seats, Status
from waypost.training.policies import may_change, may_nominate, may_run

MOST_OFFICERS = 500  # by one order


@dataclass(frozen=True)
class Officer:
    """A person as the unit's order names them. ``email`` is their official address, in small letters."""

    name_latin: str
    email: str
    sex: str
    rank_band: str
    name_native: str = ""
    rank_title: str = ""
    rank_native: str = ""
    province: str = ""


@dataclass(frozen=True)
class OrderWords:
    number: str
    dated: date


@action("training.nominated", allowed=may_nominate)
def nominate(
    *, by: Person, intake: Intake, order: OrderWords, officers: Sequence[tuple[Seats, Officer]]
) -> list[Nominee]:
    """Nominate officers of the own organisation by one order: all of them, or nobody."""
    if not officers:
        raise Refused(_("Name at least one officer."))
    if len(officers) > MOST_OFFICERS:
        raise Refused(_("At most %(most)d at once. Send them in parts.") % {"most": MOST_OFFICERS})
    check_open(intake)
    written = _written(by, intake, order)
    made = [_named(written, seats, officer, by) for seats, officer in officers]
    doors.about(intake)
    doors.note(officers=len(made))
    return made


def check_open(intake: Intake) -> None:
    """Raise Refused where the time to nominate is over."""
    if intake.closes_on < clock.today():
        raise Refused(_("The time to nominate is over. Ask the organisation that runs the programme."))


def check_order(order: OrderWords) -> None:
    """Raise Refused for an order that can't be, or whose number says more than a number."""
    if order.dated > clock.today():
        raise Refused(_("This day has not come. Give the day of the order."), dated=_("Not yet."))
    check_words(number=order.number)


def nominated_already(intake: int, emails: Iterable[str]) -> set[str]:
    """Which of these addresses stand on the list of an intake (its key), by whichever unit: two that send one officer
    have to find out.
    """
    rows = Nominee.unfiltered.filter(intake=intake, email__in=set(emails)).exclude(status__in=OVER)
    return set(rows.values_list("email", flat=True))


@action("training.withdrawn", allowed=may_change)
def withdraw(*, by: Person, intake: Intake, nominee: Nominee, because: str) -> Nominee:
    """Take somebody off the list, with the reason. Whoever waits first for a seat of the unit gets theirs."""
    check_words(because=because)
    row = _still_there(by, intake, nominee)
    was = row.status
    move(row, Status.WITHDRAWN, by=by, because=because)
    promoted = fill([row.seats], by) if was in HOLDING or row.keeps_seat else []
    _after(intake, by, was)
    doors.note(was=was, organisations=organisations_of([row]), free=bool(promoted), left=row.public_id)
    return row


@action("training.replaced", allowed=may_nominate)
def replace(*, by: Person, intake: Intake, nominee: Nominee, order: OrderWords, officer: Officer) -> Nominee:
    """Name another officer of the same unit in the place of one. The seat is kept until the command decided."""
    row = _still_there(by, intake, nominee)
    if row.email == officer.email:
        sentence = _("This is the address of the one who is replaced. Give that of the other officer.")
        raise Refused(sentence, email=sentence)
    was, kept = row.status, row.keeps_seat or row.status in HOLDING
    move(row, Status.REPLACED, by=by)
    made = _named(_written(by, intake, order), row.seats, officer, by, replaces=row, keeps_seat=kept)
    _after(intake, by, was)
    doors.note(was=was, left=row.public_id)
    return made


def _written(by: Person, intake: Intake, order: OrderWords) -> Order:
    check_order(order)
    assert by.organisation is not None  # noqa: S101  the policy asked
    written = Order(intake_id=intake.pk, organisation=by.organisation, by=by, at=clock.now(), **asdict(order))
    written.save()
    return written


def _named(order: Order, seats: Seats, officer: Officer, by: Person, **more: object) -> Nominee:
    if seats.intake_id != order.intake_id or seats.organisation_id != order.organisation_id:
        raise Denied("training.nominated", "Not a unit of the own organisation.", seats)
    if nominated_already(order.intake_id, [officer.email]):
        sentence = _("%(email)s is nominated for this cohort already. Take the line out.") % {
            "email": officer.email
        }
        raise Refused(sentence, email=sentence)
    made = Nominee(intake_id=order.intake_id, order_id=order.pk, seats_id=seats.pk, **asdict(officer))
    replaced = more.get("replaces")
    made.replaces_id = replaced.pk if isinstance(replaced, Nominee) else None
    made.keeps_seat = bool(more.get("keeps_seat"))
    begin(made, by)
    return made


def _still_there(by: Person, intake: Intake, nominee: Nominee) -> Nominee:
    """The row as it is now, for whoever has to do with it."""
    row = Nominee.visible_to(by).filter(intake=intake.pk, pk=nominee.pk).select_related("seats").first()
    body = by.organisation.pk if by.organisation else 0
    if row is None or not (row.seats.organisation_id == body or may_run(by, intake)):
        raise Denied("training.withdrawn", "Of another organisation.", nominee)
    if Status.WITHDRAWN not in NEXT.get(Status(row.status), ()):
        raise Refused(_("%(name)s is not on the list any more.") % {"name": row.name})
    return row


def _after(intake: Intake, by: Person, was: str) -> None:
    """Who left reads the programme no longer; who came to a seat and has an account is enrolled."""
    if was == Status.ENROLLED:
        recompile(intake)
    admit(intake, by)
