"""The document numbers that a number may have been before a slip of eye or finger."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

LOOK_ALIKE = {"O": "0", "I": "1", "S": "5", "B": "8"}
_EITHER_WAY = LOOK_ALIKE | {digit: letter for letter, digit in LOOK_ALIKE.items()}


class Slip(Enum):
    LOOK_ALIKE = "one character taken for another that looks like it"
    EACH_LOOK_ALIKE = "the same, wherever it stands"
    SWAPPED = "two neighbours in each other's place"


@dataclass(frozen=True)
class Near:
    number: str
    slip: Slip


def near(number: str) -> tuple[Near, ...]:
    """Every number one slip away from one that is normalised (``alerts.numbers``), each once, never itself."""
    found: dict[str, Near] = {}
    for each in _slips(number):
        found.setdefault(each.number, each)
    found.pop(number, None)
    return tuple(found.values())


def _slips(number: str) -> Iterator[Near]:
    for at, character in enumerate(number):
        if other := _EITHER_WAY.get(character):
            yield Near(number[:at] + other + number[at + 1 :], Slip.LOOK_ALIKE)
    for one, other in _EITHER_WAY.items():
        yield Near(number.replace(one, other), Slip.EACH_LOOK_ALIKE)
    for at, (left, right) in enumerate(pairwise(number)):
        yield Near(number[:at] + right + left + number[at + 2 :], Slip.SWAPPED)
