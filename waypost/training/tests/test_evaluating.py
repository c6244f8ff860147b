"""What may be said of the answers to an item, by numbers alone; and when a cohort is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.core.small_numbers import LEAST
from waypost.training.evaluating import mean_of, read
from waypost.training.lists.evaluated import Known
from waypost.training.models import KINDS, MOST_ITEMS, Evaluation, Level, Side, window
from waypost.training.models.evaluation import months_after
from waypost.training.standard import STANDARD

COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5)


def test_a_mean_has_students_interval_within_the_scale() -> None:
    """Ten answers, five 3 and five 5: mean 4, deviation 1.0541, t of nine degrees 2.2622: 4 ± 0.754."""
    found = mean_of([0, 0, 5, 0, 5])
    assert found.interval is not None
    assert (round(found.value, 3), *(round(each, 2) for each in found.interval)) == (4.0, 3.25, 4.75)
    assert mean_of([0, 0, 0, 1, 9]).interval == pytest.approx((4.67, 5.0), abs=0.01)
    assert mean_of([0, 0, 4, 0, 5]).interval is None
    assert mean_of([0, 0, 0, 0, 40]).interval is None


@given(COUNTS, st.integers(0, 9), st.booleans())
def test_of_fewer_than_five_nobody_reads_anything(counts: list[int], silent: int, whole: bool) -> None:
    found = read(counts, asked=sum(counts) + silent, whole=whole)
    assert (found is None) == (sum(counts) < LEAST)
    if found is not None and whole:
        assert (found.cells, found.n) == (tuple(counts), sum(counts))


@given(COUNTS, st.integers(0, 9))
def test_other_readers_meet_no_small_number_nor_what_gives_it_away(counts: list[int], silent: int) -> None:
    found = read(counts, asked=sum(counts) + silent, whole=False)
    if found is None:
        return
    bands = (counts[0] + counts[1], counts[2], counts[3] + counts[4])
    assert all(
        cell is None or (cell == band and not 0 < cell < LEAST)
        for cell, band in zip(found.cells, bands, strict=True)
    )
    if found.is_whole and found.n is not None:
        assert not 0 < silent < LEAST  # whoever knows how many were asked subtracts
    hidden = [band for cell, band in zip(found.cells, bands, strict=True) if cell is None]
    assert found.n is None or len(hidden) != 1
    assert found.mean is None or not any(0 < each < LEAST for each in (*counts, silent))


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2020, 8, 31), 3, date(2020, 11, 30)),
        (date(2020, 8, 31), 6, date(2021, 2, 28)),
        (date(2020, 9, 25), 3, date(2020, 12, 25)),
        (date(2020, 12, 1), 1, date(2021, 1, 1)),
    ],
)
def test_months_after(day: date, months: int, wanted: date) -> None:
    assert months_after(day, months) == wanted


def test_the_follow_up_is_from_three_to_six_months_and_the_reaction_the_day_after() -> None:
    last = date(2020, 9, 25)
    assert window(Level.REACTION, last) == (date(2020, 9, 26), date(2020, 10, 26))
    for level in (Level.APPLICATION, Level.IMPACT, Level.RETURN):
        assert window(level, last) == (date(2020, 12, 25), date(2021, 3, 25))


def test_an_offered_form_asks_in_the_ways_of_its_level_and_in_both_languages() -> None:
    assert STANDARD.keys() == KINDS.keys()
    for level, items in STANDARD.items():
        assert 0 < len(items) <= MOST_ITEMS
        assert {each.kind for each in items} <= set(KINDS[level])
        assert all(each.text_en and each.text_th for each in items)


def test_of_superiors_nothing_is_told_that_is_left_when_one_takes_away_ones_own() -> None:
    """The organisation that runs the cohort knows what its own superiors said."""
    for own, others, tells in ((6, 1, False), (6, 4, False), (6, 5, True), (0, 7, True), (6, 0, True)):
        known = Known(True, {}, {}, {}, {}, {}, 0, 0, {1: (own, others)})
        assert known.may_tell(Evaluation(pk=1), Side.SUPERIOR) is tells
        assert known.may_tell(Evaluation(pk=1), Side.OFFICER)
