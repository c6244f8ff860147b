"""The rule by which activities overlap: what holds of it whatever the activities are."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.reporting.overlaps import (
    LEAST,
    MOST,
    NEAR,
    WEIGHTS,
    Doing,
    Signal,
    compare,
    find,
    score,
    signals,
)

pytestmark = pytest.mark.plain
DAY = date(2020, 1, 1)
few = st.sampled_from(["", "a", "b"])


@st.composite
def doings(draw: Any, nth: int = 0) -> Doing:
    since = DAY + timedelta(days=draw(st.integers(0, 400)))
    return Doing(
        ("activity", nth),
        draw(st.frozensets(st.tuples(st.sampled_from("xy"), few), max_size=2)),
        draw(st.frozensets(st.sampled_from("mnop"), max_size=2)),
        since,
        since + timedelta(days=draw(st.integers(0, 200))),
        draw(few),
        draw(few),
        draw(few),
        draw(few),
        draw(st.integers(0, 9)) > 0,
    )


worlds = st.integers(2, 9).flatmap(lambda n: st.tuples(*(doings(nth) for nth in range(n))))


@given(doings(0), doings(1))
def test_it_does_not_matter_which_is_asked_about(one: Doing, other: Doing) -> None:
    assert signals(one, other) == signals(other, one)
    assert (compare(one, other) is None) == (compare(other, one) is None)


@given(worlds)
def test_what_is_found_by_blocks_is_what_comparing_everything_finds_each_once(
    world: tuple[Doing, ...],
) -> None:
    everything = {(one.key, other.key) for one, other in combinations(world, 2) if compare(one, other)}
    found = [(pair.one.key, pair.other.key) for pair in find(world)]
    assert len(found) == len(set(found))
    assert set(found) == everything
    assert found == [(pair.one.key, pair.other.key) for pair in find(reversed(world))]


@given(
    doings(0), doings(1), st.sampled_from(["units", "topics", "days", "place", "level", "done_by", "funder"])
)
def test_more_that_agrees_is_never_less(one: Doing, other: Doing, name: str) -> None:
    days = {"since": other.since, "until": other.until}
    more = days if name == "days" else {name: getattr(other, name)}
    if name in ("units", "topics"):
        more = {name: getattr(one, name) | getattr(other, name)}
    before, after = signals(one, other), signals(replace(one, **more), other)
    if name == "done_by" and one.done_by == other.done_by:
        return
    if getattr(other, name, True):
        assert score(after) >= score(before)


@given(worlds)
def test_what_does_not_stand_overlaps_with_nothing(world: tuple[Doing, ...]) -> None:
    assert all(pair.one.stands and pair.other.stands for pair in find(world))
    assert find([replace(each, stands=False) for each in world]) == []


def test_the_weights_are_what_the_page_says() -> None:
    assert sum(WEIGHTS.values()) - WEIGHTS[Signal.BODY] == MOST == 100
    assert max(WEIGHTS, key=WEIGHTS.__getitem__) is Signal.UNIT
    assert (
        score(set(WEIGHTS) - {Signal.UNIT, Signal.BODY, Signal.TOPIC}) < LEAST
    )  # what blocks leave out can't come to it
    assert score(set(WEIGHTS) - {Signal.UNIT, Signal.BODY, Signal.DATES}) < LEAST
    assert score(set(WEIGHTS) - {Signal.UNIT, Signal.BODY, Signal.PLACE}) < LEAST
    assert score(set(WEIGHTS) - {Signal.UNIT, Signal.BODY, Signal.LEVEL}) < LEAST
    assert score({Signal.UNIT, Signal.DATES}) == LEAST
    one = Doing(("activity", 1), frozenset({("x", "")}), frozenset("m"), DAY, DAY)
    assert Signal.UNIT in signals(one, one)
    assert Signal.BODY not in signals(one, one)
    assert Signal.BODY in signals(one, replace(one, units=frozenset({("x", "1")})))
    others = (replace(one, units=frozenset({("x", each)})) for each in "12")
    assert {Signal.UNIT, Signal.BODY}.isdisjoint(signals(*others))
    edge = replace(one, since=DAY + NEAR, until=DAY + NEAR)
    assert Signal.DATES in signals(one, edge)
    late = replace(one, since=DAY + NEAR + timedelta(days=1), until=DAY + timedelta(days=200))
    assert Signal.DATES not in signals(one, late)
