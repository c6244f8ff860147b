"""Tables that are given out hold words and numbers, no formula; and nothing else in the portal writes one."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import waypost
from waypost.files.sheets import BEGINS_A_FORMULA, as_csv, as_typed
from waypost.files.tables import Table

ROOM = Path(waypost.__file__).parent
# What makes a table: a writer of cells, and what says that an answer is one.
WRITES = re.compile(r"csv\.(writer|DictWriter)|Workbook\(|xlsxwriter|to_excel|to_csv|[\"']text/(csv|tab)")
MAY_WRITE = {
    "files/sheets.py": "the one place",
    "files/written.py": "workbooks, whose cells are words told by the same rule",
    "files/confined/office_rows.py": "cells of what was sent in, on their way to the reader: nobody is given them",
    "files/kinds.py": "names the kind of a file that was sent in",
    "training/packages/kinds.py": "names the kind of a file in a package",
}

pytestmark = pytest.mark.plain


def test_every_table_is_written_in_one_place() -> None:
    found = {
        str(path.relative_to(ROOM))
        for path in ROOM.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts) and WRITES.search(path.read_text())
    }
    assert found == set(MAY_WRITE), "Give tables out with waypost.files.sheets."


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet=[*BEGINS_A_FORMULA, *"'\",; a1ก"], max_size=6) | st.integers(), min_size=1))
def test_no_cell_begins_a_formula_and_each_is_read_back(row: list[str | int]) -> None:
    [read] = csv.reader(io.StringIO(as_csv([row]), newline=""))
    for cell, was in zip(read, row, strict=True):
        assert isinstance(was, int) or cell[:1] not in BEGINS_A_FORMULA
        assert as_typed(cell) == str(was)


def test_a_table_that_comes_back_says_what_was_given_out() -> None:
    table = Table("x.csv", as_csv([["=1+1", "Boats", -3, None]]))
    assert list(table.rows()) == [(1, ["=1+1", "Boats", "-3", ""])]
