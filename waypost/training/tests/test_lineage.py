"""Lineage: generations and circles over any teaching, and what of it whom is shown."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.people.models import Person
from waypost.training.actions import certificates
from waypost.training.actions.certificates import Names
from waypost.training.lineage import Taught, drawing, lineage
from waypost.training.lists.lineage import reach_of
from waypost.training.models import Programme
from waypost.training.tests.test_certificates import WHY, certified

Enter = Callable[[Person], Client]
DAY = date(2020, 8, 1)

teachings = st.lists(
    st.builds(
        lambda day, trainer, learner: Taught(DAY + timedelta(days=day), trainer, learner),
        st.integers(0, 400),
        st.integers(1, 9),
        st.integers(1, 9),
    ),
    max_size=40,
)


def above(rows: Iterable[Taught], circular: Iterable[Taught]) -> dict[int, set[int]]:
    """Naively: by whom each was taught, without what is set apart."""
    apart = set(circular)
    parents: dict[int, set[int]] = {}
    for each in set(rows) - apart:
        parents.setdefault(each.learner, set()).add(each.trainer)
    return parents


@given(teachings)
def test_a_generation_is_one_more_than_the_lowest_above(rows: list[Taught]) -> None:
    found = lineage(rows)
    parents = above(rows, found.circular)
    for person, generation in found.generation.items():
        expected = 1 + min(found.generation[each] for each in parents[person]) if person in parents else 0
        assert generation == expected
    assert set(found.generation) == set(parents) | {each for them in parents.values() for each in them}


@given(teachings)
def test_what_stands_has_no_circle_and_what_is_apart_would_close_one(rows: list[Taught]) -> None:
    found = lineage(rows)
    parents = above(rows, found.circular)

    def line(person: int, seen: frozenset[int] = frozenset()) -> set[int]:
        assert person not in seen, "A circle stands."
        return {person}.union(*(line(each, seen | {person}) for each in parents.get(person, ())))

    for person in found.generation:
        line(person)
    for each in found.circular:
        assert each.trainer == each.learner or each.learner in line(each.trainer)


@given(teachings)
def test_the_order_of_rows_and_doubles_change_nothing(rows: list[Taught]) -> None:
    assert lineage(rows) == lineage([*reversed(rows), *rows])


@given(teachings)
def test_everybody_is_reached_once_and_stands_in_the_drawing_once(rows: list[Taught]) -> None:
    found = lineage(rows)
    drawn = drawing(found)
    begin = sum(not value for value in found.generation.values())
    assert sum(found.reach.values()) + begin == len(found.generation) == len(drawn.nodes)
    assert len({(each.x, each.y) for each in drawn.nodes}) == len(drawn.nodes)
    assert all(0 < each.x < drawn.width and 0 < each.y < drawn.height for each in drawn.nodes)
    assert all(one.x != other.x for one, other in drawn.lines if other.generation == one.generation + 1)


def test_an_example() -> None:
    """Two masters; one of whom they taught teaches on, and later one of the masters."""
    rows = [Taught(DAY, 1, 3), Taught(DAY, 2, 3), Taught(DAY, 2, 4), Taught(DAY + timedelta(9), 3, 5)]
    found = lineage([*rows, Taught(DAY + timedelta(20), 5, 1)])
    assert found.generation == {1: 0, 2: 0, 3: 1, 4: 1, 5: 2}
    assert found.reach == {1: 2, 2: 1}
    assert found.circular == [Taught(DAY + timedelta(20), 5, 1)]
    assert found.trainers == [2, 1, 3]


@pytest.mark.django_db
def test_names_for_who_coordinates_and_no_small_number_for_others(
    cast: Cast, hands: Hands, enter: Enter
) -> None:
    made = certified(cast, hands)
    programme = Programme.unfiltered.get()
    named = reach_of(cast.deputy, programme).named
    assert named is not None
    assert [(each.learners, each.generation) for each in named.trainers] == [([made.name], 0)]
    assert (named.taught.n, named.active.n) == (1, 1)
    shared = reach_of(cast.coast_officer, programme)
    assert (shared.named, shared.total, shared.rows) == (None, None, {1: None})
    page = f"/training/{programme.public_id}/lineage/"
    assert made.name in enter(cast.deputy).get(page).content.decode()
    text = enter(cast.coast_officer).get(page).content.decode()
    assert made.name not in text
    assert cast.trainer.name_latin not in text
    hands.forward(days=400)
    named = reach_of(Person.objects.get(pk=cast.deputy.pk), programme).named
    assert named is None or named.active.n == 0


@pytest.mark.django_db
def test_what_is_superseded_or_revoked_counts_for_nothing(cast: Cast, hands: Hands) -> None:
    made = certified(cast, hands)
    programme = Programme.unfiltered.get()
    anew = certificates.reissue(by=cast.deputy, certificate=made, names=Names("Corrected Name"), because=WHY)
    assert reach_of(cast.deputy, programme).total == 1
    certificates.revoke(by=cast.deputy, certificate=anew, because=WHY)
    assert reach_of(cast.deputy, programme).total == 0
