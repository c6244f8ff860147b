"""Plain text and tables of text: UTF-8, nothing invisible, nothing a terminal or a browser would obey."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from waypost.files.confined import Unfit

_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_KEPT = {"\n", "\t", "\f"}
# Numbers with a sign are none, nor are words behind a dash; but what calls, or names another program, is one.
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?=.*[^\W\d_]).*[|!(])", re.DOTALL)
_OVERRIDES = set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


def clean(content: bytes, table: bool) -> Iterator[Any]:
    """Part "content": UTF-8 without a byte order mark, lines ended by a line feed."""
    text = _decoded(content).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in _KEPT for c in set(text)):
        raise Unfit("control")
    if _OVERRIDES & set(text):
        raise Unfit("overrides")
    if not text.strip():
        raise Unfit("empty")
    if table and _calculates(text):
        raise Unfit("formula")
    yield "content", text.encode()


def text(content: bytes) -> Iterator[Any]:
    """One part "page": a text has no pages."""
    yield "page", content


def _calculates(text: str) -> bool:
    """Is there a cell that a program for tables would take for a formula, at whichever sign it cuts the lines?"""
    try:
        return any(
            _FORMULA.match(cell)
            for delimiter in ",;\t"
            for row in csv.reader(io.StringIO(text), delimiter=delimiter)
            for cell in row
        )
    except csv.Error:
        raise Unfit("broken") from None


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unfit("encoding") from None
