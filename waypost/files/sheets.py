"""Writing a table that programs for tables open: the one place where CSV is made for somebody.

Such a program takes a cell for a formula by its first sign, quoted or not, and a formula can fetch and send. Words that
begin so get an apostrophe before them, which says that they are words; numbers stay numbers. What comes back is read
without it (``tables``).
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

BEGINS_A_FORMULA = frozenset("=+-@|%\t\r\n＝＋－＠")
Rows = Iterable[Iterable[Any]]


def given(rows: Rows, name: str) -> HttpResponse:
    """The answer with a table as a file. The mark before it lets such programs read the letters of every language."""
    answer = HttpResponse("\ufeff" + as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def as_csv(rows: Rows) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(each) for each in row] for row in rows)
    return out.getvalue()


def as_words(cell: str) -> str:
    """A cell that a program for tables takes for words. What begins with an apostrophe by itself gets a second one, so
    that each is read back as it was.
    """
    return f"'{cell}" if cell[:1] in BEGINS_A_FORMULA or _is_kept(cell) else cell


def as_typed(cell: str) -> str:
    """What stood there before ``as_words``."""
    return cell[1:] if _is_kept(cell) else cell


def _is_kept(cell: str) -> bool:
    """Is it an apostrophe, or several, before what begins a formula?"""
    return cell[:1] == "'" and cell.lstrip("'")[:1] in BEGINS_A_FORMULA


def _cell(value: Any) -> Any:
    if isinstance(value, int | float):
        return value
    return as_words("" if value is None else str(value))
