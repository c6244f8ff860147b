"""The cells of a table that ``office`` has checked, each in its place, as CSV: the first sheet of an Excel file, the
first table of a Word file.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from waypost.files.confined import office_xml

MOST_COLUMNS = 30
_AT_ONCE = 10_000  # rows
_ZEROS = re.compile("0+")
_SURE = 10**15  # the digits that such a program keeps of a number


def of_sheet(content: bytes) -> Iterator[Any]:
    """Parts "rows", text that belongs together; facts: how many sheets there are beside the one that was read.

    A row is a line, an empty one too, so that a row keeps its number. What the content unpacks to is bounded, and so is
    the time this may take.
    """
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    first, *others = book.worksheets
    first.reset_dimensions()  # a sheet may say that it is as wide as it likes
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    for at, row in enumerate(first.iter_rows(max_col=MOST_COLUMNS), start=1):
        lines.writerow([_said(each) for each in row])
        if at % _AT_ONCE == 0:
            yield "rows", out.getvalue().encode("utf-8", "replace")
            out.seek(0)
            out.truncate()
    yield "rows", out.getvalue().encode("utf-8", "replace")
    yield {"others": sum(1 for each in others if _holds_something(each))}


def _said(cell: Any) -> str:
    """What a cell shows: days as they are typed, numbers without a point that nobody wrote, with the leading zeros that
    their format gives them.
    """
    value = cell.value
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return (
        (value.date() if isinstance(value, datetime) else value).isoformat()
        if isinstance(value, date)
        else str(value)
    )


def _number(value: float, shown_as: str) -> str:
    if value != value or abs(value) >= _SURE:
        return f"{value:.6E}"  # what is not kept to its last digit is not shown as if it were
    if value != int(value):
        return str(value)
    digits = str(int(value))
    return digits.zfill(len(shown_as)) if _ZEROS.fullmatch(shown_as or "") else digits


def _holds_something(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(value is not None for row in sheet.iter_rows(max_row=1000, values_only=True) for value in row)


def of_first_table(xml: bytes) -> Iterator[Any]:
    """Parts "rows"; facts: how many tables stand behind it. A table inside a cell belongs to that cell's words."""
    reading = _Reading()
    office_xml.parse(xml, reading.started, reading.words, reading.ended)
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerows([cell.strip("\n") for cell in row[:MOST_COLUMNS]] for row in reading.rows)
    yield "rows", out.getvalue().encode("utf-8", "replace")
    yield {"others": max(0, reading.tables - 1)}


class _Reading:
    """Walks through the first table of a text."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.tables = self._depth = 0
        self._in_text = False

    def started(self, tag: str, _attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        self._in_text = local == "t"
        if local == "tbl":
            self._depth += 1
            self.tables += self._depth == 1
        if not self._is_first:
            return
        if local == "tr" and self._depth == 1:
            self.rows.append([])
        elif local == "tc" and self._depth == 1 and self.rows:
            self.rows[-1].append("")
        elif local in ("br", "tab", "cr"):
            self._add("\t" if local == "tab" else "\n")

    def words(self, text: str) -> None:
        if self._in_text and self._is_first:
            self._add(text)

    def ended(self, tag: str, _attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        self._in_text = False
        if local == "p" and self._is_first:
            self._add("\n")
        if local == "tbl":
            self._depth -= 1

    @property
    def _is_first(self) -> bool:
        return self._depth > 0 and self.tables == 1

    def _add(self, text: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += text
