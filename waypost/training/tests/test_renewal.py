"""When an accreditation renews by itself: a rule over days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.training.lists.certificates import holds_until
from waypost.training.renewal import ends_after_new_version, is_to_be_told, taught_each_year

UNTIL = date(2022, 9, 1)
ago = st.integers(0, 1000)


@given(st.sets(ago, max_size=6))
def test_one_day_in_each_of_the_two_years_and_no_fewer(days: set[int]) -> None:
    taught = [UNTIL - timedelta(each) for each in days]
    expected = any(each < 365 for each in days) and any(365 <= each <= 730 for each in days)
    assert taught_each_year(taught, UNTIL) == expected
    later = [*taught, UNTIL + timedelta(1), UNTIL + timedelta(400)]
    assert taught_each_year(later, UNTIL) == expected


@pytest.mark.parametrize(
    ("given_on", "until"),
    [
        (date(2022, 9, 1), date(2024, 9, 1)),
        (date(2023, 3, 1), date(2025, 3, 1)),
        (date(2024, 2, 29), date(2026, 2, 28)),
    ],
)
def test_the_two_years_begin_on_the_day_it_was_given(given_on: date, until: date) -> None:
    """With a leap day between, before or at the beginning."""
    assert holds_until(given_on) == until
    assert taught_each_year([given_on, until], until)
    assert not taught_each_year([given_on - timedelta(2), until], until)
    assert not taught_each_year([given_on], until)


@given(ago)
def test_a_new_version_makes_nothing_longer_and_leaves_time(days: int) -> None:
    today = UNTIL - timedelta(days)
    ends = ends_after_new_version(today, UNTIL)
    assert ends <= UNTIL
    assert ends - today == min(timedelta(90), timedelta(days))
    assert is_to_be_told(today, UNTIL) == (days <= 60)
