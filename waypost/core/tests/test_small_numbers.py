"""What is left out of a table can't be worked out from what is left: tried against every table that would fit."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.core.small_numbers import LEAST, Guarded, alike, guarded, plain

Table = dict[int, dict[int, int]]
TABLES = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 30]), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


def table_of(rows: list[list[int]]) -> Table:
    return {r: dict(enumerate(row)) for r, row in enumerate(rows)}


def equations(shown: Guarded[int, int]) -> list[tuple[list[tuple[int, int]], int]]:
    """Every line as (unknown cells, with sums at -1, and what they come to): the sum counts negatively."""
    height, width = len(shown.rows), len(shown.of_column)
    grid = {(r, c): n for r, row in shown.rows.items() for c, n in row.items()}
    grid |= {(r, -1): n for r, n in shown.of_row.items()} | {(-1, c): n for c, n in shown.of_column.items()}
    grid[-1, -1] = shown.total
    rows, columns = [*range(height), -1], [*range(width), -1]
    lines = [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]
    return [(line, sum(_sign(line, cell) * (grid[cell] or 0) for cell in line)) for line in lines if any(
        grid[cell] is None for cell in line
    )]  # fmt: skip


def _sign(line: list[tuple[int, int]], cell: tuple[int, int]) -> int:
    return -1 if cell == line[-1] else 1


def rank(rows: list[list[float]]) -> int:
    """Of a matrix, by elimination."""
    left, found = [row[:] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if abs(row[column]) > 1e-9), None)
        if pivot is None:
            continue
        at = left.index(pivot, found)
        left[found], left[at] = left[at], left[found]
        for other in range(len(left)):
            if other != found and left[other][column]:
                factor = left[other][column] / left[found][column]
                left[other] = [x - factor * y for x, y in zip(left[other], left[found], strict=True)]
        found += 1
    return found


def unknown(shown: Guarded[int, int]) -> list[tuple[int, int]]:
    found = [(r, c) for r, row in shown.rows.items() for c, n in row.items() if n is None]
    found += [(r, -1) for r, n in shown.of_row.items() if n is None]
    found += [(-1, c) for c, n in shown.of_column.items() if n is None]
    return found + ([(-1, -1)] if shown.total is None else [])


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_nothing_small_is_shown_or_follows(rows: list[list[int]]) -> None:
    shown = guarded(table_of(rows))
    said = [*(n for row in shown.rows.values() for n in row.values()), *shown.of_row.values()]
    said += [*shown.of_column.values(), shown.total]
    assert not [n for n in said if n is not None and 0 < n < LEAST]
    left_out, lines = unknown(shown), equations(shown)
    matrix = [
        [float(_sign(line, cell)) if cell in line else 0.0 for cell in left_out] for line, _sum in lines
    ]
    whole = rank(matrix)
    for at in range(len(left_out)):  # what follows makes no new line
        alone = [1.0 if n == at else 0.0 for n in range(len(left_out))]
        assert rank([*matrix, alone]) > whole, (rows, left_out[at])
    for r, row in shown.rows.items():
        hidden = sum(rows[r][c] for c, n in row.items() if n is None)
        assert not 0 < hidden < LEAST or shown.of_row[r] is None


def test_a_small_number_takes_one_beside_it_and_no_more_than_is_needed() -> None:
    shown = guarded(
        {"A": {"women": 3, "men": 20}, "B": {"women": 9, "men": 14}, "C": {"women": 30, "men": 40}}
    )
    assert shown.rows == {
        "A": {"women": None, "men": None},
        "B": {"women": None, "men": None},
        "C": {"women": 30, "men": 40},
    }
    assert (shown.of_row, shown.of_column, shown.total) == (
        {"A": 23, "B": 23, "C": 70}, {"women": 42, "men": 74}, 116
    )  # fmt: skip
    assert not shown.is_whole


def test_what_is_large_or_nobody_stands() -> None:
    whole = {"A": {"women": 0, "men": 20}, "B": {"women": 9, "men": 0}}
    assert guarded(whole).rows == whole
    assert guarded(whole).is_whole
    assert guarded({}).total == 0


def test_a_single_small_number_leaves_nothing() -> None:
    shown = guarded({"A": {"women": 2}})
    assert (shown.rows, shown.of_row, shown.of_column, shown.total) == (
        {"A": {"women": None}}, {"A": None}, {"women": None}, None
    )  # fmt: skip


def test_every_small_table_is_guarded_to_the_end() -> None:
    for numbers in product((0, 1, 4, 5, 8), repeat=4):
        guarded({0: {0: numbers[0], 1: numbers[1]}, 1: {0: numbers[2], 1: numbers[3]}})


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_tables_of_the_same_people_leave_out_the_same_sums(rows: list[list[int]]) -> None:
    """Beside a table stands one of all in one row: it tells no sum that the other leaves out, and none follows."""
    table = table_of(rows)
    together = {0: {column: sum(row[column] for row in rows) for column in range(len(rows[0]))}}
    found = alike({"by": table, "all": together})
    assert found["by"].of_column == found["all"].of_column
    assert found["by"].total == found["all"].total
    for each in found.values():
        left_out = unknown(each)
        lines = [
            [float(_sign(line, cell)) if cell in line else 0.0 for cell in left_out]
            for line, _sum in equations(each)
        ]
        for at in range(len(left_out)):
            alone = [1.0 if n == at else 0.0 for n in range(len(left_out))]
            assert rank([*lines, alone]) > rank(lines), (rows, left_out[at])
    assert plain(table).is_whole
