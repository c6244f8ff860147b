"""Where the hits of words are looked for changes what it costs, and never what is found."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.core import clock
from waypost.core.doors import outside_actions
from waypost.people.models import Person
from waypost.publications.models import Indexed, Publication
from waypost.publications.search import newest, results
from waypost.publications.search.asked import ask
from waypost.publications.search.filters import Filters
from waypost.publications.search.newest import EVER, LATELY, begins
from waypost.publications.search.results import BEST, NEWEST, Results
from waypost.publications.tests.shelf import attach, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.both]

HOUR = timedelta(hours=1)
WORDS = "hologram"


@pytest.fixture
def items(cast: Cast) -> list[Publication]:
    """One each hour, not all of them to be seen by everybody, some with several rows that hold the words."""
    made = []
    first = clock.now()
    for n in range(8):
        with clock.standing_at(first + n * HOUR):
            terms = {"by": cast.coast_officer, "approver": cast.coast_focal_point} if n % 3 == 0 else {}
            title = "Stamp" if n == 4 else f"Hologram {n}"
            made.append(publish(cast, title=title, thai="hologram" if n % 2 else "", **terms))
    attach(made[4], ["A hologram", "Another hologram"])
    with outside_actions("as an older release wrote it"):
        Indexed.unfiltered.filter(publication=made[7]).update(published_at=None)
    withdraw(cast, made[5])
    return made


def found(viewer: Person, order: str, typed: str = WORDS) -> tuple[list[str], int, bool]:
    listed = Results(viewer, Filters(asked=ask(typed)), order)
    return [each.public_id for each in listed.candidates], listed.count, listed.is_bounded


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.integers(-1, 9), max_size=3),
    bound=st.integers(1, 6),
    most=st.integers(1, 12),
    order=st.sampled_from([NEWEST, BEST]),
)
def test_the_same_is_found_wherever_it_is_looked_for(
    cast: Cast, items: list[Publication], places: list[int], bound: int, most: int, order: str
) -> None:
    begun = items[0].published_at
    assert begun is not None
    beginnings = [EVER if n < 0 else begun + n * HOUR for n in places]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "BOUND", bound)
        patch.setattr(results, "MOST", most)
        for query in (results._WITH_WORDS, results._HOLDING, results._OF_THEM):
            patch.setattr(query, "_made", None)  # put together with these bounds
        for viewer in (cast.officer, cast.coast_officer, cast.customs_officer, cast.learner):
            patch.setattr(results, "begins", lambda *_: iter(()))
            wanted = found(viewer, order)
            patch.setattr(results, "begins", lambda *_: iter(beginnings))
            assert found(viewer, order) == wanted


def test_every_row_knows_when_its_item_was_published(cast: Cast, items: list[Publication]) -> None:
    for row in Indexed.unfiltered.exclude(publication=items[7]):
        published = Publication.unfiltered.get(pk=row.publication_id).published_at
        assert row.published_at == published is not None


@pytest.mark.parametrize(
    ("expected", "seen_for", "wanted"),
    [
        ((250_000, 2_500, 40), 2 * LATELY, ["ever"]),  # few: all of them
        (
            (250_000, 2_500, 1_250),
            LATELY / 20,
            ["ever", 780],
        ),  # it may be one that PostgreSQL knows nothing of
        ((250_000, 2_500, 5_000), LATELY / 20, [195]),  # in one of fifty, for somebody who sees most of it
        ((250_000, 2_500, 5_000), 20 * LATELY, []),  # and for somebody who sees little
        ((250_000, 2_500, 5_000), None, []),
        ((250_000, 2_500, 125_000), LATELY / 20, []),  # in every second: looking through the newest ends soon
        ((0, 0, 0), None, ["ever"]),
    ],
)
def test_where_it_is_looked_for(
    monkeypatch: pytest.MonkeyPatch,
    expected: tuple[int, int, int],
    seen_for: timedelta | None,
    wanted: list[str | int],
) -> None:
    monkeypatch.setattr(newest, "connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(Indexed, "expected", lambda *_: expected)
    now = clock.now()
    last = now - seen_for if seen_for else None
    begun = begins("'x'", 200, lambda: last)
    assert ["ever" if at == EVER else (now - at).days for at in begun] == wanted


def test_what_postgresql_expects_is_asked_of_it(cast: Cast, items: list[Publication]) -> None:
    if connection.vendor == "postgresql":
        assert all(number >= 0 for number in Indexed.expected("'hologram'", clock.now() - LATELY))
    else:
        assert list(begins('"hologram"', 200, clock.now)) == []
