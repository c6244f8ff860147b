"""A cohort in tests, by the room's own actions: ``offered(cast)``, run by the office in the Thai programme, with seats
for the immigration, whose focal point nominates.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.cast import Cast, address
from waypost.access.marks import Mark
from waypost.people.models import Organisation, Person
from waypost.training.actions import enrolment, nomination, programmes
from waypost.training.actions.nomination import Officer, OrderWords
from waypost.training.actions.programmes import Agreed, CohortWords, Unit
from waypost.training.models import Intake, Nominee, Seats, StatusEntry
from waypost.training.tests.teaching import AGREED, begun

ORDER = OrderWords("0031.5/214", date(2020, 8, 28))
ENROLLED, NEWCOMER, THIRD = (
    address("immigration_officer"),
    "malee@immigration.invalid",
    "pim@immigration.invalid",
)


def offered(
    cast: Cast, *units: Unit, mark: Mark = Mark.GREEN, by: Person | None = None, **head: Any
) -> Intake:
    """Open for nominations until 7 September, the units with as many seats as planned; one unit of two else."""
    author = by or cast.secretariat
    network = cast.programme if by is None else cast.regional
    released = [cast.immigration] if mark == Mark.AMBER else []
    found = begun(cast, mark, *released, by=author, network=network, **head)
    programmes.agree(
        by=author,
        programme=found,
        revision=1,
        agreed=Agreed(**AGREED, agreed_by=cast.coast),
        units=units or [Unit(cast.immigration, 2)],
    )
    words = CohortWords("First cohort", "รุ่นแรก", date(2020, 9, 7), date(2020, 9, 25))
    cohort = programmes.add_cohort(by=author, programme=found, cohort=words)
    return enrolment.open_intake(by=author, cohort=cohort, closes_on=date(2020, 9, 7))


def officer(email: str, **given: Any) -> Officer:
    said = {"name_latin": email.partition("@")[0].title(), "sex": "female", "rank_band": "officer", **given}
    return Officer(email=email, **said)


def named(cast: Cast, intake: Intake, *emails: str, by: Person | None = None) -> list[Nominee]:
    """Nominated by one order, all for the first unit of whoever nominates."""
    author = by or cast.immigration_focal_point
    seats = unit_of(intake, author.organisation)
    rows = [(seats, officer(each)) for each in emails]
    return nomination.nominate(by=author, intake=intake, order=ORDER, officers=rows)


def approved(cast: Cast, intake: Intake, rows: Sequence[Nominee]) -> None:
    enrolment.approve(by=cast.second_secretariat, intake=intake, nominees=rows)


def unit_of(intake: Intake, organisation: Organisation | None) -> Seats:
    found = Seats.unfiltered.filter(intake=intake.pk, organisation=organisation).order_by("pk").first()
    assert found is not None
    return found


def standing(intake: Intake) -> dict[str, str]:
    """Where everybody stands, by address; the history says the same."""
    rows = list(Nominee.unfiltered.filter(intake=intake.pk).order_by("pk"))
    for row in rows:
        entries = StatusEntry.unfiltered.filter(nominee=row.pk).order_by("number")
        assert [each.number for each in entries] == list(range(1, len(entries) + 1))
        assert entries[len(entries) - 1].status == row.status
    return {row.email: row.status for row in rows}
