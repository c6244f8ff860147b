"""From order to enrolment: who may do it, who sees whom, and that seats, history and reach hold."""

from datetime import date
from typing import Any

import pytest

from tests.cast import PEOPLE, Cast
from waypost.access.drift import drifts
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core.errors import Denied, DoorMisused, Overtaken, Refused
from waypost.core.models import Event
from waypost.notices.fanout import fan_out
from waypost.notices.models import Notice
from waypost.people.models import Endorsement, Person
from waypost.training.actions import enrolment, nomination, programmes
from waypost.training.actions.enrolment import UnitSeats, enrol_the_ready
from waypost.training.actions.programmes import Head, Unit
from waypost.training.lists.enrolment import board_of, courses_of
from waypost.training.models import Nominee, Order, Programme, StatusEntry
from waypost.training.tests.enrolling import (
    ENROLLED,
    NEWCOMER,
    ORDER,
    THIRD,
    approved,
    named,
    offered,
    officer,
    standing,
    unit_of,
)
from waypost.training.tests.teaching import HEAD, fresh

pytestmark = pytest.mark.django_db


def seers(cast: Cast, row: Any) -> set[str]:
    everybody = {name: Person.objects.get(pk=person.pk) for name, person in cast.people().items()}
    return {
        name for name, viewer in everybody.items() if type(row).visible_to(viewer).filter(pk=row.pk).exists()
    }


def test_seats_hold_and_who_waits_gets_the_next_one(cast: Cast) -> None:
    intake = offered(cast)
    rows = named(cast, intake, ENROLLED, NEWCOMER, THIRD, "dao@immigration.invalid")
    approved(cast, intake, rows)
    assert list(standing(intake).values()) == ["enrolled", "approved", "waiting", "waiting"]
    nomination.withdraw(by=cast.immigration_focal_point, intake=intake, nominee=rows[0], because="On leave.")
    assert list(standing(intake).values()) == ["withdrawn", "approved", "approved", "waiting"]
    with pytest.raises(Refused, match="not on the list any more"):
        nomination.withdraw(by=cast.secretariat, intake=intake, nominee=rows[0], because="x")
    units = [UnitSeats(cast.immigration, 3)]
    day = date(2020, 9, 10)
    enrolment.set_seats(by=cast.secretariat, intake=intake, revision=1, closes_on=day, units=units)
    assert list(standing(intake).values()) == ["withdrawn", "approved", "approved", "approved"]
    for units, sentence in (
        ([UnitSeats(cast.immigration, 2)], "3 persons"),
        ([UnitSeats(cast.coast, 2)], "Leave it"),
    ):
        with pytest.raises(Refused, match=sentence):
            enrolment.set_seats(by=cast.secretariat, intake=intake, revision=2, closes_on=day, units=units)
    with pytest.raises(Overtaken):
        enrolment.set_seats(by=cast.secretariat, intake=intake, revision=1, closes_on=day, units=units)


def test_whoever_is_enrolled_reads_the_programme_until_they_leave(cast: Cast) -> None:
    intake = offered(cast, mark=Mark.AMBER)
    [row] = named(cast, intake, ENROLLED)
    approved(cast, intake, [row])
    found = Programme.unfiltered.get()
    programmes.write(
        by=cast.secretariat, programme=found, revision=found.revision, head=Head(**HEAD, mark=Mark.AMBER)
    )
    found, office = (
        fresh(found),
        {name for name, person in PEOPLE.items() if person[0] == "office" and person[2]},
    )
    assert seers(cast, found) == office | {"immigration_officer"}
    assert {person.pk for person in found.people_who_can_see()} == {
        getattr(cast, name).pk for name in office | {"immigration_officer"}
    }
    [course] = courses_of(cast.immigration_officer)
    assert course.intake == intake
    assert not course.missing
    nomination.withdraw(by=cast.secretariat, intake=intake, nominee=row, because="Asked to stay at the post.")
    assert seers(cast, found) == office
    assert list(drifts()) == []
    [course] = courses_of(cast.immigration_officer)
    assert course.intake is None
    assert course.missing == "Your nomination was withdrawn."


def test_who_is_nominated_is_seen_by_three_alone(cast: Cast) -> None:
    """Not by whoever reads the programme, another unit or a donor."""
    intake = offered(cast, Unit(cast.immigration, 2), Unit(cast.ministry, 2))
    [row] = named(cast, intake, ENROLLED)
    runs = {"secretariat", "second_secretariat", "trainer"}
    assert "ministry_officer" in seers(cast, Programme.unfiltered.get())
    assert seers(cast, row) == runs | {"immigration_focal_point", "immigration_officer"}
    entry, order = StatusEntry.unfiltered.get(), Order.unfiltered.get()
    assert seers(cast, entry) == seers(cast, row)
    assert seers(cast, order) == runs | {"immigration_focal_point"}
    for model in (Nominee, Order, StatusEntry):
        assert not model.visible_to(NOBODY).exists()
    assert board_of(cast.immigration_officer, intake) is None


def test_a_focal_point_reads_the_nominations_of_the_own_unit_alone(cast: Cast) -> None:
    intake = offered(cast, Unit(cast.immigration, 2), Unit(cast.coast, 2), by=cast.focal_point)
    [row] = named(cast, intake, ENROLLED)
    found = seers(cast, row)
    assert "immigration_focal_point" in found
    assert not found & {"coast_focal_point", "lone_focal_point", "mission_focal_point"}


def test_the_command_decides_and_nobody_about_whom_they_nominated_or_themselves(cast: Cast) -> None:
    intake = offered(cast, Unit(cast.police, 5), by=cast.focal_point)
    rows = named(cast, intake, cast.focal_point.email, cast.officer.email, by=cast.deputy)
    for by in (cast.officer, cast.coast_focal_point, cast.secretariat):
        with pytest.raises(Denied):
            enrolment.approve(by=by, intake=intake, nominees=rows)
    with pytest.raises(Refused, match="somebody else"):
        enrolment.approve(by=cast.deputy, intake=intake, nominees=rows[1:])
    with pytest.raises(Refused, match="or it is you"):
        enrolment.approve(by=cast.focal_point, intake=intake, nominees=rows)
    enrolment.refuse(by=cast.focal_point, intake=intake, nominees=rows[1:], because="Not of the boats.")
    assert StatusEntry.unfiltered.order_by("-pk")[0].because == "Not of the boats."
    with pytest.raises(Refused, match="decided already: Officer"):
        enrolment.approve(by=cast.focal_point, intake=intake, nominees=rows[1:])


def test_the_trainer_runs_a_cohort_but_does_not_decide(cast: Cast) -> None:
    intake = offered(cast)
    rows = named(cast, intake, ENROLLED)
    with pytest.raises(Denied):
        enrolment.approve(by=cast.trainer, intake=intake, nominees=rows)
    with pytest.raises(Denied):
        enrolment.refuse(by=cast.trainer, intake=intake, nominees=rows, because="x")
    nomination.withdraw(by=cast.trainer, intake=intake, nominee=rows[0], because="Asked for by the unit.")


def test_a_unit_nominates_its_own_by_an_order_once_and_in_time(cast: Cast, hands: Any) -> None:
    intake = offered(cast, Unit(cast.immigration, 2), Unit(cast.ministry, 2))
    own, other = (unit_of(intake, body) for body in (cast.immigration, cast.ministry))
    by: dict[str, Any] = {"by": cast.immigration_focal_point, "intake": intake}
    for who in (cast.immigration_officer, cast.secretariat, cast.coast_focal_point):
        with pytest.raises(Denied):
            nomination.nominate(by=who, intake=intake, order=ORDER, officers=[(own, officer(NEWCOMER))])
    with pytest.raises(Denied):
        nomination.nominate(**by, order=ORDER, officers=[(other, officer(NEWCOMER))])
    with pytest.raises(Refused, match="nominated for this cohort already"):
        nomination.nominate(**by, order=ORDER, officers=[(own, officer(NEWCOMER)), (own, officer(NEWCOMER))])
    assert not Nominee.unfiltered.exists()
    named(cast, intake, NEWCOMER)
    with pytest.raises(Refused, match="already"):
        named(cast, intake, NEWCOMER)
    late = nomination.OrderWords("1", date(2020, 9, 2))
    with pytest.raises(Refused, match="has not come"):
        nomination.nominate(**by, order=late, officers=[(own, officer(THIRD))])
    hands.forward(days=7)
    with pytest.raises(Refused, match="time to nominate is over"):
        named(cast, intake, THIRD)


def test_another_officer_takes_the_place_and_keeps_the_seat(cast: Cast) -> None:
    intake = offered(cast, Unit(cast.immigration, 1))
    first, waits = named(cast, intake, NEWCOMER, THIRD)
    approved(cast, intake, [first, waits])
    made = nomination.replace(
        by=cast.immigration_focal_point,
        intake=intake,
        nominee=first,
        order=ORDER,
        officer=officer("dao@immigration.invalid"),
    )
    assert made.replaces_id == first.pk
    assert list(standing(intake).values()) == ["replaced", "waiting", "nominated"]
    enrolment.refuse(by=cast.second_secretariat, intake=intake, nominees=[made], because="Of another unit.")
    assert list(standing(intake).values()) == ["replaced", "approved", "not-approved"]
    again = nomination.replace(
        by=cast.immigration_focal_point, intake=intake, nominee=waits, order=ORDER, officer=officer(ENROLLED)
    )
    approved(cast, intake, [again])
    assert standing(intake)[ENROLLED] == "enrolled"


def test_the_history_is_written_once_and_follows_its_steps(cast: Cast) -> None:
    intake = offered(cast)
    named(cast, intake, NEWCOMER)
    entry = StatusEntry.unfiltered.get()
    with pytest.raises(DoorMisused):
        entry.save()
    with pytest.raises(DoorMisused):
        Nominee.unfiltered.update(status="enrolled")


def test_whoever_comes_to_an_account_is_enrolled_by_the_clock(cast: Cast) -> None:
    intake = offered(cast)
    [row] = named(cast, intake, cast.immigration_officer.email)
    Endorsement.objects.filter(tenure=cast.immigration_officer.acting_as, network=cast.programme).delete()
    approved(cast, intake, [row])
    assert enrol_the_ready() == 0
    assert set(standing(intake).values()) == {"approved"}
    Endorsement.objects.create(
        tenure=cast.immigration_officer.acting_as,
        network=cast.programme,
        vouched_by=None,
        since=date(2020, 9, 1),
        until=date(2021, 9, 1),
    )
    assert enrol_the_ready() == 1
    assert set(standing(intake).values()) == {"enrolled"}


def test_everybody_hears_what_concerns_them_and_no_name(cast: Cast) -> None:
    intake = offered(cast, Unit(cast.immigration, 1))
    rows = named(cast, intake, ENROLLED, NEWCOMER)
    approved(cast, intake, rows)
    nomination.withdraw(by=cast.secretariat, intake=intake, nominee=rows[0], because="On leave.")
    for event in Event.objects.order_by("pk"):
        fan_out(event)
    told = {
        (notice.kind, notice.person.email.partition("@")[0])
        for notice in Notice.objects.filter(kind__startswith="training.").select_related("person")
    }
    assert told == {
        ("training.nominated", "secretariat"),
        ("training.nominated", "second-secretariat"),
        ("training.enrolled", "immigration-officer"),
        ("training.left", "immigration-officer"),
        ("training.approved", "immigration-focal-point"),
        ("training.seat_freed", "immigration-focal-point"),
    }
