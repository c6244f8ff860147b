"""The map of members: outlines on a plain ground, a number where there is something to count.

Drawn on the server, with no other party's tiles: what officers look at stays here. No boundary between others is
drawn, no member is coloured by what happens there, and the drawing carries its disclaimer wherever it goes.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from waypost.places.models import Member

FILE = Path(__file__).parent / "data" / "outlines.json"

# States of the region (ISO 3166-1 numeric) whose outlines are kept; a member elsewhere is named beside the map.
STATES = (
    "004", "036", "050", "064", "090", "096", "116", "144", "156", "242", "344", "356",
    "360", "392", "408", "410", "418", "446", "458", "462", "496", "520", "524", "540",
    "548", "554", "585", "586", "598", "608", "626", "702", "704", "764",
)  # fmt: skip

# In both languages on every drawing, whoever reads it: so these are not translations to choose from.
DISCLAIMER = (
    ("en", "Names and boundaries shown here express no opinion on the legal"),
    ("en", "status of any country, territory or area, or on its frontiers."),
    ("th", "ชื่อและเส้นเขตแดนในภาพนี้ไม่ถือเป็นความเห็นเกี่ยวกับสถานะทางกฎหมาย"),
    ("th", "ของประเทศ ดินแดน หรือพื้นที่ใด หรือเกี่ยวกับพรมแดนใด"),
)
_LINE = 165  # from one line of the disclaimer to the next, in the drawing's units


@dataclass(frozen=True)
class Spot:
    """One member on the map: its outline, where its number stands, and how many."""

    member: Member
    count: int
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws. ``elsewhere``: members counted, but outside the frame."""

    width: int
    frame: int  # the height of the map itself; the disclaimer stands below it
    ground: str
    spots: tuple[Spot, ...]
    elsewhere: tuple[Member, ...]

    @property
    def height(self) -> int:
        return self.frame + _LINE * (len(DISCLAIMER) + 1)

    @property
    def disclaimer(self) -> list[tuple[int, str, str]]:
        """(how far down, language, line) of each line."""
        return [(self.frame + _LINE * (n + 1), *line) for n, line in enumerate(DISCLAIMER)]


def draw(counts: Iterable[tuple[Member, int]]) -> Drawing:
    """The map of these members with a number at each."""
    outlines = _outlines()
    spots, elsewhere = [], []
    for member, count in counts:
        shape = outlines["territories"].get(member.territory)
        if shape is None:
            elsewhere.append(member)
        else:
            spots.append(Spot(member, count, shape["path"], *shape["at"]))
    return Drawing(outlines["width"], outlines["height"], outlines["ground"], tuple(spots), tuple(elsewhere))


@cache
def _outlines() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text()))
