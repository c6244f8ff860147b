"""Which activities overlap, and why: the rule alone, without a data base.

Two activities are compared by signals, each with a weight; they overlap when the weights of those that agree come
to ``LEAST``. More that agrees never makes it less, and it does not matter which of the two is asked about.

Comparing everything with everything takes 50 million comparisons for 10,000 activities. What can come to LEAST has the
same unit or body, or else the same topic, place and level within 90 days: so only those are compared (``find``). For
10,000 activities for 60 bodies that takes about two seconds.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Any


class Signal(StrEnum):
    UNIT = "unit"
    BODY = "body"  # of the same organisation, where one of the two is for the whole of it
    TOPIC = "topic"
    DATES = "dates"
    PLACE = "place"
    LEVEL = "level"
    PARTNER = "partner"


WEIGHTS = {
    Signal.UNIT: 40,
    Signal.BODY: 20,
    Signal.TOPIC: 20,
    Signal.DATES: 15,
    Signal.PLACE: 10,
    Signal.LEVEL: 10,
    Signal.PARTNER: 5,
}
MOST = 100  # two that are for the same unit are not for the same organisation besides
LEAST = 55
NEAR = timedelta(days=90)

Unit = tuple[str, str]  # the body, and its unit; no unit is the whole body
Key = tuple[str, int]  # of what sort it is, and its primary key


@dataclass(frozen=True)
class Doing:
    """An activity as the rule sees it. Empty is unknown, and agrees with nothing. What is withdrawn or called off does
    not stand (``stands``).
    """

    key: Key
    units: frozenset[Unit]
    topics: frozenset[str]
    since: date
    until: date
    place: str = ""
    level: str = ""
    done_by: str = ""
    funder: str = ""
    stands: bool = True

    def material(self) -> dict[str, Any]:
        """What a person who decided about it looked at: when this changes, they are asked again."""
        return {
            "units": sorted(map(list, self.units)),
            "topics": sorted(self.topics),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "place": self.place,
            "level": self.level,
            "done_by": self.done_by,
        }


@dataclass(frozen=True)
class Pair:
    """Two that overlap, and by which signals. The order of the two says nothing."""

    one: Doing
    other: Doing
    signals: frozenset[Signal]

    @property
    def score(self) -> int:
        return score(self.signals)

    @property
    def facts(self) -> str:
        """What was compared, in writing."""
        return json.dumps([self.one.material(), self.other.material()], sort_keys=True, ensure_ascii=False)


def score(signals: Iterable[Signal]) -> int:
    return sum(WEIGHTS[each] for each in signals)


def signals(one: Doing, other: Doing) -> frozenset[Signal]:
    """What two activities have in common."""
    same_unit = not one.units.isdisjoint(other.units)
    agree = {
        Signal.UNIT: same_unit,
        Signal.BODY: not same_unit and _one_is_of_the_other(one.units, other.units),
        Signal.TOPIC: not one.topics.isdisjoint(other.topics),
        Signal.DATES: one.since - other.until <= NEAR and other.since - one.until <= NEAR,
        Signal.PLACE: bool(one.place) and one.place == other.place,
        Signal.LEVEL: bool(one.level) and one.level == other.level,
        Signal.PARTNER: _same(one.done_by, other.done_by) or _same(one.funder, other.funder),
    }
    return frozenset(each for each, agrees in agree.items() if agrees)


def compare(one: Doing, other: Doing) -> Pair | None:
    """The pair, if the two overlap."""
    if not (one.stands and other.stands) or one.key == other.key:
        return None
    found = signals(one, other)
    return Pair(one, other, found) if score(found) >= LEAST else None


def find(doings: Iterable[Doing]) -> list[Pair]:
    """Every pair that overlaps, once; the lower key stands first."""
    standing = sorted((each for each in doings if each.stands), key=lambda each: each.key)
    seen: set[tuple[Key, Key]] = set()
    found = []
    for one, other in _worth_comparing(standing):
        if one.key > other.key:
            one, other = other, one
        if one.key == other.key or (one.key, other.key) in seen:
            continue
        seen.add((one.key, other.key))
        pair = compare(one, other)
        if pair is not None:
            found.append(pair)
    return sorted(found, key=lambda pair: (pair.one.key, pair.other.key))


def _worth_comparing(doings: list[Doing]) -> Iterator[tuple[Doing, Doing]]:
    """The pairs that share what an overlap can't do without; some of them more than once."""
    bodies: dict[str, list[Doing]] = defaultdict(list)
    near: dict[tuple[str, str, str], list[Doing]] = defaultdict(list)
    for each in doings:
        for body in {body for body, _unit in each.units}:
            bodies[body].append(each)
        for topic in each.topics:
            if each.place and each.level:
                near[topic, each.place, each.level].append(each)
    for body, block in bodies.items():
        yield from _of_one_body(body, block)
    for block in near.values():
        yield from _near_in_time(block)


def _of_one_body(body: str, block: list[Doing]) -> Iterator[tuple[Doing, Doing]]:
    """Those for the same unit of it, and what is for the whole of it with everything."""
    units: dict[str, list[Doing]] = defaultdict(list)
    for each in block:
        for of, unit in each.units:
            if of == body:
                units[unit].append(each)
    for same in units.values():
        yield from combinations(same, 2)
    for whole in units.get("", ()):
        yield from ((whole, each) for each in block)


def _near_in_time(block: list[Doing]) -> Iterator[tuple[Doing, Doing]]:
    """Those of a block whose days are near each other: each looks only as far as the next one that begins too late."""
    block = sorted(block, key=lambda each: (each.since, each.key))
    for at, one in enumerate(block):
        for other in block[at + 1 :]:
            if other.since - one.until > NEAR:
                break
            yield one, other


def _one_is_of_the_other(one: frozenset[Unit], other: frozenset[Unit]) -> bool:
    return any(
        body == its_body and not (unit and its_unit) for body, unit in one for its_body, its_unit in other
    )


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other
