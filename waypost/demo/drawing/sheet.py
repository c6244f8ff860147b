"""One document being drawn: its size, what is wrong with it, where its parts stand, and what is covered.

Places are millimetres; ``spots`` and ``boxes`` are fractions of width and height.
"""

from dataclasses import dataclass, field

from waypost.demo.drawing.shapes import box
from waypost.demo.drawing.states import State

COVER = "#16212b"
Spots = dict[str, tuple[float, float]]
Boxes = list[list[float]]


@dataclass(frozen=True)
class Picture:
    """A drawn document: its PNG, where its parts stand, and where it was covered, in fractions of width and height."""

    png: bytes = field(repr=False)
    spots: Spots
    boxes: Boxes


@dataclass
class Sheet:
    """One document being drawn."""

    state: State
    w: float
    h: float
    defects: frozenset[str]
    uv: bool
    specimen: bool
    number: str = ""
    drawn: list[str] = field(default_factory=list)
    spots: Spots = field(default_factory=dict)
    boxes: Boxes = field(default_factory=list)

    def add(self, *parts: str) -> None:
        self.drawn += parts

    def spot(self, name: str, x: float, y: float) -> None:
        self.spots[name] = (round(x / self.w, 4), round(y / self.h, 4))

    def has(self, defect: str) -> bool:
        return defect in self.defects

    def cover(self, x: float, y: float, w: float, h: float) -> None:
        """What could point to a holder is not there to be read."""
        self.add(box(x, y, w, h, fill=COVER))
        self.boxes.append(
            [round(x / self.w, 4), round(y / self.h, 4), round(w / self.w, 4), round(h / self.h, 4)]
        )

    @property
    def ink(self) -> str:
        return "#6b63a8" if self.uv else self.state.ink
