"""The rows of a table that somebody sent, CSV or Excel: cells by their places. An Excel file is opened in the confined
process only.

table = read(upload.read(), upload.name, size=upload.size)   # raises Refused, with the sentence for the sender
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from waypost.core.errors import Refused
from waypost.files.confined import Broken, Stopped, Unfit, work
from waypost.files.intake import LARGEST, refused, take_in
from waypost.files.kinds import guess
from waypost.files.names import shown_name

SECONDS = 60  # for the cells of an Excel file
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Table:
    """``text`` is CSV, parted by ``delimiter``; ``others`` says how many more sheets hold something."""

    name: str
    text: str
    delimiter: str = ","
    others: int = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that holds something, with its number as a program for tables shows it. Raises Refused."""
        found = csv.reader(io.StringIO(self.text), delimiter=self.delimiter)
        try:
            for number, row in enumerate(found, start=1):
                cells = [cell.strip() for cell in row]
                if any(cells):
                    yield number, cells
        except csv.Error:
            raise refused("broken", self.name) from None


def read(content: bytes, name: str, *, size: int | None = None) -> Table:
    """The table in what was sent; ``size`` as for ``intake.take_in``. Raises Refused with a sentence for the sender."""
    whole = len(content) <= LARGEST and size in (None, len(content))
    if whole and guess(content, name) == "office":
        return _of_excel(content, name)
    clean = take_in(content, name, size=size)
    if clean.kind.family != "text":
        raise _no_table(name)
    text = clean.content.decode()
    return Table(clean.name, text, _delimiter(text))


def _of_excel(content: bytes, name: str) -> Table:
    try:
        made = work("office.rows", content, seconds=SECONDS)
    except Unfit as unfit:
        why = unfit.why
    except Stopped:
        raise Refused(
            _("“%(name)s” is too large to be read as an Excel table. Save it as CSV, and choose that.")
            % {"name": shown_name(name)}
        ) from None
    except Broken:
        why = "broken"
    else:
        text = b"".join(part for _name, part in made.parts).decode("utf-8", "replace")
        return Table(shown_name(name), text, others=int(made.facts.get("others", 0)))
    if why == "kind":
        raise _no_table(name)
    raise refused(why, name)


def _no_table(name: str) -> Refused:
    return Refused(
        _("“%(name)s” is no table. Choose an Excel file (.xlsx) or a table as text (.csv).")
        % {"name": shown_name(name)}
    )


def _delimiter(text: str) -> str:
    """The sign that cuts the first row into most cells."""
    first = text.lstrip("\n")[:4000]

    def cells(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(first), delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=cells)
