"""The part of the members' map that a page is about: cut from the same drawing, framed closely."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from waypost.places.models import Member
from waypost.reporting.drawing import DISCLAIMER, Drawing, draw

_MARGIN = 0.12  # of the frame, on each side
_SMALLEST = 700  # the drawing's units: an island state still shows where it lies
_FLATTEST = 0.6  # height by width
_TALLEST = 1.1
_RING = re.compile(r"M(-?\d+) (-?\d+)l([^Mz]*)z")  # no ring begins inside another: no text takes it long
_NUMBER = re.compile(r"-?\d+")

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Excerpt:
    """A drawing and the frame to show of it, in the drawing's units."""

    drawing: Drawing
    x: int
    y: int
    width: int
    height: int

    @property
    def dot(self) -> int:
        """The radius of a number's ground: the same size on the page, however closely framed."""
        return max(self.width // 26, 1)

    @property
    def text(self) -> int:
        return self.dot * 5 // 4

    @property
    def drop(self) -> int:
        """From a number's middle to its base line."""
        return self.text * 7 // 20

    @property
    def disclaimer(self) -> list[tuple[str, str]]:
        """(language, sentence): the drawing carries it wherever it goes, in both languages."""
        languages = dict.fromkeys(language for language, _line in DISCLAIMER)
        joint = {"th": ""}
        return [
            (own, joint.get(own, " ").join(line for language, line in DISCLAIMER if language == own))
            for own in languages
        ]


def excerpt(counts: Iterable[tuple[Member, int]]) -> Excerpt | None:
    """The map of these members, framed around them; None where none of them is on the drawing."""
    drawing = draw(counts)
    if not drawing.spots:
        return None
    boxes = [_box(spot.path) for spot in drawing.spots]
    left, top, right, bottom = _framed(
        (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
    )
    return Excerpt(drawing, round(left), round(top), round(right - left), round(bottom - top))


@cache
def _box(path: str) -> Box:
    """What the rings of a path extend over."""
    xs: list[int] = []
    ys: list[int] = []
    for x, y, steps in _RING.findall(path):
        at = [int(x), int(y)]
        numbers = [int(number) for number in _NUMBER.findall(steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            at = [at[0] + dx, at[1] + dy]
            xs.append(at[0])
            ys.append(at[1])
        xs.append(int(x))
        ys.append(int(y))
    return min(xs), min(ys), max(xs), max(ys)


def _framed(box: Box) -> Box:
    """Some sea around it, and a shape that suits a page."""
    left, top, right, bottom = box
    width = max((right - left) * (1 + 2 * _MARGIN), _SMALLEST)
    height = max((bottom - top) * (1 + 2 * _MARGIN), width * _FLATTEST)
    width = max(width, height / _TALLEST)
    x, y = (left + right) / 2, (top + bottom) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
