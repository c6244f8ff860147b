"""Learning gain: the numbers against those worked out by hand, and who reads which of them."""

from collections.abc import Callable
from datetime import date
from math import isclose
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.core.small_numbers import LEAST
from waypost.training.gain import Gain, gain, signed_ranks, smallest_shown, wilson
from waypost.training.lists.gain import GainPage, _for_others, _passed
from waypost.training.models import CohortTest, Intake, Nominee
from waypost.training.tests.sitting import examined, taken

Enter = Callable[[Any], Client]
PERCENT = st.integers(0, 20).map(lambda points: points * 5.0)
PAIRS = st.lists(st.tuples(PERCENT, PERCENT), min_size=1, max_size=9)


def near(found: float | None, wanted: float, by: float = 0.005) -> bool:
    return found is not None and abs(found - wanted) <= by


def of(*changes: float, before: float = 50.0) -> Gain:
    found = gain([(before, before + change) for change in changes])
    assert found is not None
    return found


def test_an_interval_is_students() -> None:
    """Ten changes 1 to 10: mean 5.5, deviation 3.0277, t of nine degrees 2.2622 (any table): 5.5 ± 2.166."""
    found = of(*range(1, 11))
    assert near(found.change, 5.5)
    assert found.interval is not None
    assert near(found.interval[0], 3.334)
    assert near(found.interval[1], 7.666)
    assert near(found.dz, 5.5 / 3.0277)


def test_the_gain_of_a_class_comes_from_its_means() -> None:
    """(40, 70) and (80, 80): of the means 60 and 75, 15 of 40 were gained; the mean of 0.5 and 0 would be 0.25."""
    found = gain([(40, 70), (80, 80)])
    assert found is not None
    assert near(found.normalised, 0.375)
    assert gain([(100.0, 100.0), (100.0, 90.0)]).normalised is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ([1, 2, 3, 4, 5, 6], 2 / 2**6),  # all up: one of 64 ways, on two sides
        ([1, 2, 3, 4, 5, -6], 2 * 14 / 2**6),  # ranks down sum to 6: 14 of 64 ways come to 6 or less
        ([0, 0, 1, 2, 3, 4, 5, 6, 7], 2 / 2**7),  # who did not change says nothing
    ],
)
def test_signed_ranks_by_counting(changes: list[float], wanted: float) -> None:
    assert near(signed_ranks(changes), wanted, 1e-9)


def test_signed_ranks_of_nobody_who_changed() -> None:
    assert signed_ranks([0, 0, 0]) is None


@pytest.mark.parametrize(
    ("had", "of", "low", "high"), [(48, 52, 81.83, 96.97), (0, 10, 0.0, 27.75), (5, 10, 23.66, 76.34)]
)
def test_a_share_has_wilsons_interval(had: int, of: int, low: float, high: float) -> None:
    found = wilson(had, of)
    assert near(found[0], low)
    assert near(found[1], high)


@pytest.mark.parametrize(("n", "dz"), [(7, 1.27), (15, 0.78), (34, 0.50), (52, 0.40)])
def test_what_so_many_show(n: int, dz: float) -> None:
    """The sizes every table of power gives for a paired t-test at 5 % on two sides and 80 %: 34 pairs for 0.5."""
    assert near(smallest_shown(n), dz)


def test_a_test_is_made_of_few_and_at_the_ceiling_alone() -> None:
    assert of(*range(1, 8)).is_too_few
    assert of(*range(1, 8)).p is None
    assert of(*range(1, 11)).p is not None
    assert of(*range(1, 36)).p is None
    high = of(*[1, 2, 3] * 12, before=85.0)
    assert high.is_at_the_ceiling
    assert high.p is not None
    assert not of(1, 2).is_at_the_ceiling


def test_nobody_has_no_gain() -> None:
    assert gain([], dropped=3) is None


@settings(max_examples=40)
@given(PAIRS)
def test_whoever_gains_the_other_way_round_loses_as_much(pairs: list[tuple[float, float]]) -> None:
    up, down = gain(pairs), gain([(after, before) for before, after in pairs])
    assert up is not None
    assert down is not None
    assert isclose(up.change, -down.change, abs_tol=1e-9)
    if up.interval and down.interval:
        assert isclose(up.interval[0], -down.interval[1], abs_tol=1e-6)
        assert up.interval[0] <= up.change + 1e-9
    assert isclose(up.after - up.before, up.change, abs_tol=1e-9)


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_within_its_interval(share: tuple[int, int]) -> None:
    had, of = share
    low, high = wilson(had, of)
    assert 0 <= low <= 100 * had / of + 1e-9
    assert 100 * had / of - 1e-9 <= high <= 100
    mirrored = wilson(of - had, of)
    assert isclose(low, 100 - mirrored[1], abs_tol=1e-6)


@given(st.integers(LEAST, 200), st.integers(0, 20))
def test_other_readers_learn_of_no_few_who_were_left_out(n: int, dropped: int) -> None:
    """Whoever knows how many are enrolled subtracts: then the number who took both must not be exact."""
    found = Gain(n, dropped, 50.0, 60.0, 10.0, (7.6, 12.4), 0.8, 0.2, 0.01, 0.4)
    shown = _for_others(found)
    page = GainPage(whole=False, gain=shown, passed=[])
    if 0 < dropped < LEAST:
        assert (page.n, page.dropped) == (f"{n - n % LEAST} or more", "fewer than five")
        assert (shown.interval, shown.dz, shown.p, shown.shows) == ((8.0, 12.0), None, None, None)
    else:
        assert (page.n, page.dropped) == (str(n), str(dropped))
        assert shown == found
    assert GainPage(whole=True, gain=found, passed=[]).n == str(n)


@pytest.mark.parametrize(
    ("passing", "of", "seen"), [(48, 52, ""), (20, 50, "40 %"), (50, 50, "100 %"), (5, 10, "50 %")]
)
def test_other_readers_learn_a_share_and_no_count(passing: int, of: int, seen: str) -> None:
    """None of fewer than five who passed or did not; and never how many sat there."""
    test = CohortTest(moment="before", pass_mark=60)
    percents = [60.0] * passing + [55.0] * (of - passing)
    assert _passed(test, percents, whole=False).words == seen
    assert _passed(test, percents, whole=True).words.startswith(f"{passing} of {of}, ")


@pytest.mark.django_db
def test_few_are_seen_by_those_who_teach_alone(cast: Cast, enter: Enter) -> None:
    taken(cast, examined(cast), 0, 1)
    taken(cast, examined(cast, "after", closes_on=date(2020, 10, 1)), 0, 0)
    at = f"/training/cohorts/{Intake.unfiltered.get().public_id}/gain/"
    own = enter(cast.secretariat).get(at).content.decode()
    assert "A mean change of 50.0 of a hundred points" in own
    assert "Of so few learners (1) nothing is tested" in own
    name = Nominee.unfiltered.get().name
    assert name in own
    for reader in (cast.ministry_officer, cast.immigration_focal_point):
        page = enter(reader).get(at).content.decode()
        assert "Fewer than five have taken both tests" in page
        assert name not in page
        assert "Not shown: fewer than five" in page
        assert "50.0" not in page
