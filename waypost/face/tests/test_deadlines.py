"""Deadlines in words: true, and never promising more time than there is."""

import re
from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from waypost.core import clock
from waypost.face import deadlines

spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900))
UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


@pytest.mark.parametrize(
    ("left", "words", "state"),
    [
        (timedelta(hours=-3, minutes=-20), "Late by 3 hours", "late"),
        (timedelta(minutes=-1), "Late by 1 minute", "late"),
        (timedelta(0), "Due now", "late"),
        (timedelta(seconds=30), "Due now", "due"),
        (timedelta(hours=4, minutes=59), "Due in 4 hours", "due"),
        (timedelta(days=1), "Due in 1 day", "due"),
        (timedelta(days=2), "Due in 2 days", ""),
        (timedelta(days=13), "Due in 13 days", ""),
        (timedelta(days=14), "Due in 2 weeks", ""),
    ],
)
def test_what_is_said(left: timedelta, words: str, state: str) -> None:
    at = clock.now() + left
    assert (deadlines.until(at), deadlines.state(at)) == (words, state)


def test_it_is_said_in_thai() -> None:
    with translation.override("th"):
        assert deadlines.until(clock.now() + timedelta(hours=4)) == "เหลือ 4 ชั่วโมง"
        assert deadlines.until(clock.now() - timedelta(hours=3)) == "เลยกำหนด 3 ชั่วโมง"


@given(left=spans)
def test_no_more_time_is_promised_than_there_is(left: timedelta) -> None:
    said = deadlines.until(clock.now() + left)
    number = re.search(r"(\d+) (\w+?)s?$", said)
    promised = int(number[1]) * UNITS[number[2]] if number else timedelta(0)
    assert promised <= left < promised + (UNITS[number[2]] if number else timedelta(minutes=1))


@given(waited=spans)
def test_waiting_counts_whole_units(waited: timedelta) -> None:
    said = deadlines.since(clock.now() - waited)
    number = re.search(r"(\d+) (\w+?)s?$", said)
    assert (int(number[1]) * UNITS[number[2]] if number else timedelta(0)) <= waited
