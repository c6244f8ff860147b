"""When a visit ends and the next one begins, and what is written of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, Cast
from waypost.core import clock
from waypost.people.models import Person
from waypost.people.signin import visits

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]


def come(person: Person, *hours: float) -> Person:
    """They open a page that many hours after noon, one after the other."""
    for each in hours:
        person.refresh_from_db()
        with clock.standing_at(NOON + timedelta(hours=each)):
            visits.note(person)
    kept = Person.objects.get(pk=person.pk)
    assert (kept.here_at, kept.visit_before_at) == (person.here_at, person.visit_before_at)
    return kept


def after(hours: float) -> Any:
    return NOON + timedelta(hours=hours)


def test_of_the_first_visit_none_is_known_before(cast: Cast) -> None:
    assert come(cast.officer, 0, 1, 2).visit_before_at is None


@pytest.mark.parametrize(
    ("hours", "ended"),
    [
        ([0, 3.9], None),  # a long meal
        ([0, 4], 0),
        ([0, 3, 6, 9, 12], None),  # a whole shift without a pause
        ([0, 3, 20], 3),
        ([0, 3, 20, 21], 3),
        ([0, 3, 20, 30], 20),
    ],
)
def test_a_pause_of_four_hours_ends_a_visit(cast: Cast, hours: list[float], ended: float | None) -> None:
    assert come(cast.officer, *hours).visit_before_at == (None if ended is None else after(ended))


def test_a_clock_that_was_moved_back_ends_none(cast: Cast) -> None:
    person = come(cast.officer, 0, 5, 2)
    assert (person.here_at, person.visit_before_at) == (after(2), after(0))


def test_two_pages_opened_at_once_begin_one_visit(cast: Cast) -> None:
    come(cast.officer, 0)
    one, other = Person.objects.get(pk=cast.officer.pk), Person.objects.get(pk=cast.officer.pk)
    with clock.standing_at(after(8)):
        visits.note(one)
    with clock.standing_at(after(8.01)):
        visits.note(other)
    assert (one.visit_before_at, other.visit_before_at) == (after(0), after(0))


def test_within_ten_minutes_nothing_is_written(cast: Cast) -> None:
    person = come(cast.officer, 0)
    with CaptureQueriesContext(connection) as queries, clock.standing_at(NOON + timedelta(minutes=9)):
        visits.note(person)
    assert len(queries) == 0
    with CaptureQueriesContext(connection) as queries, clock.standing_at(NOON + timedelta(minutes=10)):
        visits.note(person)
    assert len(queries) == 1


def test_signing_in_anew_after_a_coffee_is_the_same_visit(cast: Cast, enter: Enter) -> None:
    for hours in (0, 5, 6):
        with clock.standing_at(after(hours)):
            enter(cast.officer).get("/help/")
    cast.officer.refresh_from_db()
    assert (cast.officer.here_at, cast.officer.visit_before_at) == (after(6), after(0))


def test_a_visit_ends_while_somebody_stays_signed_in(cast: Cast, enter: Enter) -> None:
    """The portal's clock decides, whatever that of sessions says: a demo's is moved."""
    with clock.standing_at(after(0)):
        browser = enter(cast.officer)
    for hours in (3, 20):
        with clock.standing_at(after(hours)):
            browser.get("/help/")
    cast.officer.refresh_from_db()
    assert cast.officer.visit_before_at == after(3)


def test_nobody_else_reads_when_somebody_was_here(cast: Cast, enter: Enter) -> None:
    seen = NOON.replace(year=2019)
    Person.objects.filter(pk=cast.coast_focal_point.pk).update(here_at=seen, visit_before_at=seen)
    own = enter(cast.coast_focal_point)
    Person.objects.filter(pk=cast.coast_focal_point.pk).update(here_at=clock.now(), visit_before_at=seen)
    assert "2019" in own.get("/profile/data/").content.decode()
    for viewer in (cast.secretariat, cast.coast_officer):
        address = f"/people/{cast.coast_focal_point.public_id}/"
        assert "2019" not in enter(viewer).get(address).content.decode()
