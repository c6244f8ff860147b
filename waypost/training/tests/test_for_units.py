"""Practical sessions for some units of a cohort: whom they expect, and that nobody is asked for another unit's day."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core import clock
from waypost.core.errors import Refused
from waypost.core.models import Event
from waypost.training.actions import attendance, nomination, practicals
from waypost.training.actions.programmes import Unit
from waypost.training.lists.attendance import attended_of, roster_of, to_walk_in
from waypost.training.lists.board import board_of
from waypost.training.lists.certificates import taught_in
from waypost.training.lists.known import known_of
from waypost.training.lists.practicals import session_seen, sessions_of, theirs
from waypost.training.models import (
    Cohort,
    Intake,
    Nominee,
    PracticalSession,
    Seats,
    SessionDay,
    Status,
    untaken,
)
from waypost.training.tests.enrolling import ENROLLED, NEWCOMER, ORDER, approved, offered, officer
from waypost.training.tests.practising import DAYS, day, planned

pytestmark = pytest.mark.django_db


@dataclass
class Divided:
    """A cohort of two divisions, an officer in each, with a session of two days for one and of one for the other."""

    intake: Intake
    north: Nominee
    south: Nominee
    boarding: PracticalSession
    rescue: PracticalSession


@pytest.fixture
def divided(cast: Cast) -> Divided:
    units = [Unit(cast.immigration, 2, "North", "ฝ่ายเหนือ"), Unit(cast.immigration, 2, "South", "ฝ่ายใต้")]
    intake = offered(cast, *units)
    north, south = Seats.unfiltered.filter(intake=intake.pk).order_by("pk")
    rows = nomination.nominate(
        by=cast.immigration_focal_point,
        intake=intake,
        order=ORDER,
        officers=[(north, officer(ENROLLED)), (south, officer(NEWCOMER))],
    )
    approved(cast, intake, rows)
    boarding = planned(cast, intake, days=DAYS, units=[north], title_en="Boarding")
    rescue = planned(cast, intake, days=(day(9),), units=[south], title_en="Rescue")
    first, second = Nominee.unfiltered.filter(intake=intake.pk).order_by("pk")
    return Divided(intake, first, second, boarding, rescue)


def _roster(cast: Cast, session: PracticalSession) -> list[str]:
    found = session_seen(cast.secretariat, session.public_id)
    assert found is not None
    return sorted(line.nominee.email for line in roster_of(cast.secretariat, found).lines)


def test_a_session_expects_tells_and_counts_for_its_own_units(cast: Cast, divided: Divided) -> None:
    assert (_roster(cast, divided.boarding), _roster(cast, divided.rescue)) == ([ENROLLED], [NEWCOMER])
    told = [
        each.facts["persons"] for each in Event.objects.filter(name="training.session_planned").order_by("pk")
    ]
    assert [cast.immigration_officer.public_id in persons for persons in told] == [True, False]
    found = sessions_of(cast.secretariat, divided.intake)
    own = theirs(cast.immigration_officer, found)
    assert [each.session.title_en for each in own] == ["Boarding"]
    assert len(theirs(cast.immigration_focal_point, found)) == len(found) == 2
    programme = Cohort.unfiltered.values_list("programme", flat=True).get(pk=divided.intake.cohort_id)
    known = known_of(
        cast.secretariat,
        [divided.north, divided.south],
        {divided.intake.pk: programme},
    )
    assert [known[each.pk].of_minutes for each in (divided.north, divided.south)] == [360, 180]
    assert taught_in(cast.secretariat, divided.intake)[0] == 360
    planned(cast, divided.intake, days=(day(10),), title_en="For all")
    assert taught_in(cast.secretariat, divided.intake)[0] == 540


def test_who_comes_to_another_units_session_was_there(cast: Cast, divided: Divided, hands: Any) -> None:
    hands.forward(days=6)
    found = session_seen(cast.secretariat, divided.boarding.public_id)
    assert found is not None
    assert to_walk_in(cast.secretariat, found) == [divided.south]
    first = found.days[0]
    attendance.walk_in(by=cast.secretariat, day=first, nominee=divided.south)
    assert _roster(cast, divided.boarding) == sorted([ENROLLED, NEWCOMER])
    assert Nominee.unfiltered.get(pk=divided.south.pk).status == Status.APPROVED
    assert attended_of(cast.secretariat, [divided.south]) == {divided.south.pk: first.minutes}
    assert Event.objects.get(name="training.walk_in").facts["organisations"] == []
    for row in (divided.south, divided.north):  # both are in the list
        with pytest.raises(Refused, match="in the list already"):
            attendance.walk_in(by=cast.secretariat, day=first, nominee=row)


def test_attendance_is_missing_where_somebody_was_expected(cast: Cast, divided: Divided, hands: Any) -> None:
    """The only officer of the south left the roll: the day there expects nobody."""
    nomination.withdraw(by=cast.secretariat, intake=divided.intake, nominee=divided.south, because="Ill.")
    hands.forward(days=12)
    missing = SessionDay.unfiltered.filter(untaken(clock.now()))
    assert {each.session_id for each in missing} == {divided.boarding.pk}
    late = [str(each.what) for each in board_of(cast.secretariat).late]
    assert late.count("Attendance is missing") == 2
    practicals.cancel_session(by=cast.secretariat, session=divided.boarding, revision=1, because="Storm.")
    practicals.cancel_session(by=cast.secretariat, session=divided.rescue, revision=1, because="Storm.")
    assert not missing.all()
    late = [str(each.what) for each in board_of(cast.secretariat).late]
    assert not {"Attendance is missing", "The signed sheet is missing"} & set(late)


def test_a_session_is_for_units_of_its_own_cohort(
    cast: Cast, divided: Divided, enter: Callable[[Any], Client]
) -> None:
    other = offered(cast, code="OTHER")
    with pytest.raises(Refused, match="units of this cohort"):
        planned(cast, other, units=list(Seats.unfiltered.filter(intake=divided.intake.pk)))
    office = enter(cast.secretariat)
    page = office.get(f"/training/cohorts/{divided.intake.public_id}/sessions/").content.decode()
    assert "For which units" in page
    assert (
        "For which units" not in office.get(f"/training/cohorts/{other.public_id}/sessions/").content.decode()
    )
    assert "South" in office.get(f"/training/sessions/{divided.rescue.public_id}/").content.decode()
    assert "South" in office.get(f"/training/cohorts/{divided.intake.public_id}/").content.decode()
