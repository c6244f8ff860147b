"""What points against a rubric come to: passed or not, and what is short. Asked wherever somebody is marked."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Weight:
    """One criterion: how many points it has, and whether who is weak in it fails whatever else they do."""

    points: int
    critical: bool = False


@dataclass(frozen=True)
class Rule:
    """From how many per cent one passes: of all points together, and of each critical criterion alone."""

    overall: int
    critical: int


@dataclass(frozen=True)
class Outcome:
    """What somebody has of all points. ``weak``: the places, from 1, of critical criteria below what the rule asks."""

    points: int
    out_of: int
    enough: bool
    weak: tuple[int, ...]

    @property
    def passed(self) -> bool:
        return self.enough and not self.weak


def outcome(weights: Sequence[Weight], scores: Sequence[int], rule: Rule) -> Outcome:
    """What ``scores``, one for each criterion in its order, come to. In whole numbers: nobody fails by rounding."""
    points, out_of = sum(scores), sum(each.points for each in weights)
    weak = [
        place
        for place, (each, score) in enumerate(zip(weights, scores, strict=True), 1)
        if each.critical and not _reaches(score, each.points, rule.critical)
    ]
    return Outcome(points, out_of, _reaches(points, out_of, rule.overall), tuple(weak))


def _reaches(points: int, out_of: int, percent: int) -> bool:
    return points * 100 >= percent * out_of
