"""Small numbers: what of a table of people may stand on a page that others read.

    shown = guarded({"Department A": {"women": 3, "men": 20}, "Department B": {"women": 9, "men": 14}})
    shown.rows["Department A"]["women"]  # None: fewer than five

A number from 1 to 4 is left out, and with it whatever would let it be worked out again: numbers beside it, and sums.
None of what is left out follows from what is left, neither by itself nor as a sum of fewer than five. That nobody was
there (0) points to nobody, and is shown.

The table with its sums is a grid in which every line adds up. What is left out are edges between its lines: one that is
a bridge, whose removal would part the lines, is the only unknown between the parts, and follows.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

LEAST = 5

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
T = TypeVar("T", bound=Hashable)

_Cell = tuple[int, int]  # row and column; the last of each holds the sums


@dataclass(frozen=True)
class Guarded(Generic[R, C]):
    """A table as it may be shown: None stands for what is left out."""

    rows: dict[R, dict[C, int | None]]
    of_row: dict[R, int | None]
    of_column: dict[C, int | None]
    total: int | None

    @property
    def is_whole(self) -> bool:
        """Is nothing left out?"""
        of_rows = any(None in row.values() for row in self.rows.values())
        return not (of_rows or None in self.of_row.values() or None in self.of_column.values())


def guarded(
    table: Mapping[R, Mapping[C, int]], *, unsaid: Collection[C] = (), total_unsaid: bool = False
) -> Guarded[R, C]:
    """The table and its sums, without what is small and what would give it away. Every row has the same columns.

    ``unsaid``: columns whose sums another table leaves out of the same people, so this one does not tell them either.
    """
    grid, names, columns = _grid_of(table)
    last = len(names)
    sums = {(last, at) for at, column in enumerate(columns) if column in unsaid}
    sums |= {(last, len(columns))} if total_unsaid else set()
    grid.guard(sums)
    return _read(grid, names, columns)


def plain(table: Mapping[R, Mapping[C, int]]) -> Guarded[R, C]:
    """The same with nothing left out: for whoever sees the records."""
    return _read(*_grid_of(table))


def alike(tables: Mapping[T, Mapping[R, Mapping[C, int]]]) -> dict[T, Guarded[R, C]]:
    """Tables of the same people, each by something else, with the same columns: a sum that one of them leaves out, none
    of them tells.
    """
    unsaid: set[C] = set()
    total_unsaid = False
    while True:
        found = {
            name: guarded(table, unsaid=unsaid, total_unsaid=total_unsaid) for name, table in tables.items()
        }
        more = {column for each in found.values() for column, n in each.of_column.items() if n is None}
        hides_total = any(each.total is None for each in found.values())
        if more <= unsaid and hides_total == total_unsaid:
            return found
        unsaid, total_unsaid = unsaid | more, hides_total


def _grid_of(table: Mapping[R, Mapping[C, int]]) -> "tuple[_Grid, list[R], list[C]]":
    names = list(table)
    columns = list(next(iter(table.values()), {}))
    return _Grid.of([[table[name][column] for column in columns] for name in names]), names, columns


def _read(grid: "_Grid", names: list[R], columns: list[C]) -> Guarded[R, C]:
    shown = [
        [None if (r, c) in grid.out else n for c, n in enumerate(row)] for r, row in enumerate(grid.cells)
    ]
    *body, sums = shown
    return Guarded(
        rows={name: dict(zip(columns, row, strict=False)) for name, row in zip(names, body, strict=True)},
        of_row={name: row[-1] for name, row in zip(names, body, strict=True)},
        of_column=dict(zip(columns, sums, strict=False)),
        total=sums[-1],
    )


@dataclass
class _Grid:
    cells: list[list[int]]
    out: set[_Cell] = field(default_factory=set)

    @classmethod
    def of(cls, numbers: list[list[int]]) -> "_Grid":
        wide = [[*row, sum(row)] for row in numbers]
        width = len(wide[0]) if wide else 1
        return cls([*wide, [sum(row[column] for row in wide) for column in range(width)]])

    def guard(self, unsaid: Collection[_Cell] = ()) -> None:
        self.out = {cell for cell in self._all() if 0 < self._at(cell) < LEAST}
        self.out |= {cell for cell in unsaid if self._at(cell)}
        while (line := self._giving_away()) is not None:
            beside = [cell for cell in line if self._is_shown(cell)]
            if beside:
                self.out.add(min(beside, key=lambda cell: (self._is_sum(cell), self._at(cell))))
            else:  # all else there is nobody: a sum of all has to go, the largest first
                shown = filter(self._is_shown, self._all())
                self.out.add(max(shown, key=lambda cell: (self._is_sum(cell), self._at(cell))))

    def _giving_away(self) -> list[_Cell] | None:
        """A line of which something that is left out follows; None where none does. First those that show it alone."""
        hidden = [(line, [cell for cell in line if cell in self.out]) for line in self._lines()]
        for line, cells in hidden:
            body = [cell for cell in cells if cell != line[-1]]
            small = line[-1] not in self.out and body and sum(map(self._at, body)) < LEAST
            if small or len(cells) == 1:
                return line
        bridges = self._bridges()
        return next((line for line, cells in hidden if not bridges.isdisjoint(cells)), None)

    def _bridges(self) -> set[_Cell]:
        """The cells left out whose removal would part their row from their column. One walk over all of them: an edge
        is a bridge where nothing beyond it leads back to before it.
        """
        edges: dict[tuple[str, int], list[tuple[tuple[str, int], _Cell]]] = defaultdict(list)
        for row, column in self.out:
            edges["row", row].append((("column", column), (row, column)))
            edges["column", column].append((("row", row), (row, column)))
        reached: dict[tuple[str, int], int] = {}
        lowest: dict[tuple[str, int], int] = {}
        found: set[_Cell] = set()
        for start in edges:
            if start in reached:
                continue
            reached[start] = lowest[start] = len(reached)
            way: list[tuple[tuple[str, int], _Cell | None, Iterator[tuple[tuple[str, int], _Cell]]]]
            way = [(start, None, iter(edges[start]))]
            while way:
                at, came_by, beyond = way[-1]
                there, cell = next(beyond, (None, None))
                if there is None:
                    way.pop()
                    if came_by is not None:
                        before = way[-1][0]
                        lowest[before] = min(lowest[before], lowest[at])
                        if lowest[at] > reached[before]:
                            found.add(came_by)
                elif cell == came_by:
                    continue
                elif there in reached:
                    lowest[at] = min(lowest[at], reached[there])
                else:
                    reached[there] = lowest[there] = len(reached)
                    way.append((there, cell, iter(edges[there])))
        return found

    def _lines(self) -> Iterator[list[_Cell]]:
        height, width = len(self.cells), len(self.cells[0])
        yield from ([(row, column) for column in range(width)] for row in range(height))
        yield from ([(row, column) for row in range(height)] for column in range(width))

    def _all(self) -> Iterator[_Cell]:
        return ((r, c) for r, row in enumerate(self.cells) for c in range(len(row)))

    def _at(self, cell: _Cell) -> int:
        return self.cells[cell[0]][cell[1]]

    def _is_shown(self, cell: _Cell) -> bool:
        return cell not in self.out and self._at(cell) > 0

    def _is_sum(self, cell: _Cell) -> bool:
        return cell[0] == len(self.cells) - 1 or cell[1] == len(self.cells[0]) - 1
