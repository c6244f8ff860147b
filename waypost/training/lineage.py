"""Lineage: who taught whom, in generations. Persons are whole numbers here; nothing is asked of a data base.

    found = lineage([Taught(1, 2, may), Taught(2, 3, june)])
    found.generation  # {1: 0, 2: 1, 3: 2}

Whoever was taught by nobody begins a line: generation 0. Everybody else is one more than the lowest of those who
taught them. What would lead back to its own beginning (one teaches whom one learned from) is set apart as circular, in
the order of days: the earlier teaching stands, and the later one counts in nobody's generation.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby


@dataclass(frozen=True, order=True)
class Taught:
    """That one person taught another, and when that was certified."""

    on: date
    trainer: int
    learner: int


@dataclass
class Lineage:
    """The generations, and for each pair when one taught the other last."""

    generation: dict[int, int] = field(default_factory=dict)
    learners: dict[int, dict[int, date]] = field(default_factory=lambda: defaultdict(dict))
    circular: list[Taught] = field(default_factory=list)

    @property
    def reach(self) -> dict[int, int]:
        """How many persons were taught, by generation, from the first."""
        counts: dict[int, int] = defaultdict(int)
        for value in self.generation.values():
            counts[value] += value > 0
        return {value: n for value, n in sorted(counts.items()) if value > 0}

    @property
    def trainers(self) -> list[int]:
        """Those who taught somebody, whoever reached most first."""
        return sorted(self.learners, key=lambda each: (-len(self.learners[each]), each))

    def last_taught(self, trainer: int) -> date:
        return max(self.learners[trainer].values())


def lineage(rows: Iterable[Taught]) -> Lineage:
    found = Lineage()
    for each in sorted(set(rows)):
        if _leads_back(found, each):
            found.circular.append(each)
        else:
            found.learners[each.trainer][each.learner] = each.on
    found.generation = _generations(found.learners)
    return found


def _leads_back(found: Lineage, each: Taught) -> bool:
    """Did the learner, or anybody down their line, teach the trainer?"""
    seen, waiting = {each.learner}, [each.learner]
    while waiting:
        for below in found.learners.get(waiting.pop(), {}):
            if below not in seen:
                seen.add(below)
                waiting.append(below)
    return each.trainer in seen


def _generations(learners: dict[int, dict[int, date]]) -> dict[int, int]:
    """The shortest way down from a beginning, which is one more than the lowest of those above."""
    taught = {learner for below in learners.values() for learner in below}
    generation = {each: 0 for each in learners if each not in taught}
    waiting = deque(sorted(generation))
    while waiting:
        above = waiting.popleft()
        for learner in sorted(learners.get(above, {})):
            if learner not in generation:
                generation[learner] = generation[above] + 1
                waiting.append(learner)
    return generation


@dataclass(frozen=True)
class Node:
    """Somebody in the drawing: a column for each generation, one below the other."""

    person: int
    generation: int
    x: int
    y: int
    teaches: bool


@dataclass(frozen=True)
class Drawing:
    """Where everybody stands, and from where to where a line goes, in units of the drawing."""

    width: int
    height: int
    nodes: list[Node]
    lines: list[tuple[Node, Node]]


COLUMN, ROW, MARGIN = 260, 18, 16


def drawing(found: Lineage) -> Drawing:
    """Columns from left to right; in each, those who taught first, then in the order of whoever taught them."""
    columns = groupby(
        sorted(found.generation, key=lambda each: _place(found, each)), key=found.generation.get
    )
    people = {value: list(each) for value, each in columns}
    tallest = max((len(each) for each in people.values()), default=0)
    nodes: dict[int, Node] = {}
    for value, each in people.items():
        step = ROW * tallest // max(1, len(each))
        for nth, person in enumerate(each):
            x, y = MARGIN + COLUMN * (value or 0), MARGIN + step * nth + step // 2
            nodes[person] = Node(person, value or 0, x, y, person in found.learners)
    lines = [
        (nodes[trainer], nodes[learner]) for trainer in found.learners for learner in found.learners[trainer]
    ]
    width = MARGIN * 2 + COLUMN * max(1, len(people))
    return Drawing(width, MARGIN * 2 + ROW * tallest, list(nodes.values()), lines)


def _place(found: Lineage, person: int) -> tuple[int, int, int]:
    return found.generation[person], -len(found.learners.get(person, {})), person
