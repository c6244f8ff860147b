"""When an accreditation renews by itself: a rule over days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waypost.training.renewal import ends_after_new_version, is_to_be_told, taught_each_year

UNTIL = date(2022, 9, 1)
ago = st.integers(0, 1000)


@given(st.sets(ago, max_size=6))
def test_one_day_in_each_of_the_two_years_and_no_fewer(days: set[int]) -> None:
    taught = [UNTIL - timedelta(each) for each in days]
    expected = any(each < 365 for each in days) and any(365 <= each < 730 for each in days)
    assert taught_each_year(taught, UNTIL) == expected
    later = [*taught, UNTIL + timedelta(1), UNTIL + timedelta(400)]
    assert taught_each_year(later, UNTIL) == expected


@given(ago)
def test_a_new_version_makes_nothing_longer_and_leaves_time(days: int) -> None:
    today = UNTIL - timedelta(days)
    ends = ends_after_new_version(today, UNTIL)
    assert ends <= UNTIL
    assert ends - today == min(timedelta(90), timedelta(days))
    assert is_to_be_told(today, UNTIL) == (days <= 60)
