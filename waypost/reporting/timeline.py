"""Activities as bars over time: where each stands in the drawing, worked out on the server. The table beside it says
the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waypost.face import dates

WIDTH, LEFT, LANE, HEAD = 960, 180, 22, 28
_AT_LEAST = 6  # a day is still to be seen


@dataclass(frozen=True)
class Bar:
    """One activity. ``of`` is the row it stands in."""

    of: str
    title: str
    since: date
    until: date
    status: str
    public_id: str


@dataclass(frozen=True)
class Placed:
    bar: Bar
    x: int
    y: int
    width: int


@dataclass(frozen=True)
class Row:
    label: str
    y: int


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws. ``years``: where each begins; ``today``: where the line of today stands, if it is
    in the time.
    """

    height: int
    rows: list[Row]
    bars: list[Placed]
    years: list[tuple[str, int]]
    width: int = WIDTH
    left: int = LEFT


def draw(bars: Sequence[Bar], since: date | None, until: date | None) -> Drawing:
    """Rows in the order in which they begin; bars of one row that overlap stand below each other. It begins with the
    first bar, not before ``since``.
    """
    begins = min((each.since for each in bars), default=date(2020, 1, 1))
    first = max(begins, since) if since else begins
    last = max([first + timedelta(days=30), *([until] if until else []), *(each.until for each in bars)])
    scale = (WIDTH - LEFT - _AT_LEAST - 2) / max(1, (last - first).days)

    def at(day: date) -> int:
        return LEFT + round((min(max(day, first), last) - first).days * scale)

    rows, placed, y = [], [], HEAD
    for label in dict.fromkeys(each.of for each in sorted(bars, key=lambda each: each.since)):
        rows.append(Row(label, y))
        lanes: list[int] = []
        for bar in sorted((each for each in bars if each.of == label), key=lambda each: each.since):
            x, end = at(bar.since), max(at(bar.until), at(bar.since) + _AT_LEAST)
            lane = next((n for n, taken in enumerate(lanes) if taken < x), len(lanes))
            lanes[lane : lane + 1] = [end]
            placed.append(Placed(bar, x, y + lane * LANE, end - x))
        y += len(lanes) * LANE + 6
    years = [(dates.year(year), at(date(year, 1, 1))) for year in range(first.year, last.year + 1)]
    return Drawing(y, rows, placed, [(dates.year(first.year), LEFT), *years[1:]])
