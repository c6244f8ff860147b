"""The rows of a table that somebody sent, CSV or Excel, where it is said Word too: cells by their places. A file of an
office is opened in the confined process only.

table = read(upload.read(), upload.name, size=upload.size)   # raises Refused, with the sentence for the sender
at = places(header, COLUMNS, ["first"])                      # in which cell of a row each column stands
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.core.errors import Refused
from waypost.files.confined import Broken, Stopped, Unfit, work
from waypost.files.intake import LARGEST, refused, take_in
from waypost.files.kinds import guess
from waypost.files.names import shown_name
from waypost.files.sheets import as_typed

SECONDS = 60  # for the cells of an Excel file
MOST_SHOWN = 100  # bad rows
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
                cells = [as_typed(cell.strip()) for cell in row]
                if any(cells):
                    yield number, cells
        except csv.Error:
            raise refused("broken", self.name) from None


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row: its number, the column, and what to do."""

    row: int
    column: Any
    sentence: Any


@dataclass
class Problems:
    """The bad rows of a table: ``wrong`` counts them, ``problems`` shows the first ones. ``others`` are the sheets that
    were not read.
    """

    problems: list[Problem] = field(default_factory=list)
    wrong: int = 0
    others: int = 0

    @property
    def unshown(self) -> int:
        return max(0, self.wrong - MOST_SHOWN)

    def add(self, *problems: Problem) -> None:
        """One bad row."""
        self.wrong += 1
        if self.wrong <= MOST_SHOWN:
            self.problems += problems


def read(content: bytes, name: str, *, size: int | None = None, word: bool = False) -> Table:
    """The table in what was sent, with ``word`` also the first of a Word file; ``size`` as for ``intake.take_in``.
    Raises Refused with a sentence for the sender.
    """
    whole = len(content) <= LARGEST and size in (None, len(content))
    if whole and guess(content, name) == "office":
        if word and name.lower().endswith(".docx"):
            return _of_office(content, name, "office.word_rows")
        return _of_office(content, name, "office.rows")
    clean = take_in(content, name, size=size)
    if clean.kind.family != "text":
        raise _no_table(name)
    text = clean.content.decode()
    return Table(clean.name, text, _delimiter(text))


def places(header: list[str], columns: Mapping[str, Any], wanted: Sequence[str]) -> dict[str, int]:
    """Where each column stands in a row, known by its label in any of the portal's languages or by its name. Raises
    Refused where one is unknown or doubled, or one of those ``wanted`` is missing.
    """
    names = {
        known: name for name, label in columns.items() for known in (plain(name), *in_every_language(label))
    }
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        name = names.get(plain(cell))
        if cell and name is None:
            raise Refused(
                _(
                    "“%(cell)s” in the first row is no column that is known. Take it out, or name it as in "
                    "the template."
                )
                % {"cell": cell[:40]}
            )
        if name is not None and name in found:
            raise Refused(_("Two columns are called “%(cell)s”. Take one out.") % {"cell": cell[:40]})
        if name is not None:
            found[name] = at
    missing = next((name for name in wanted if name not in found), None)
    if missing is not None:
        raise Refused(
            _(
                "The first row names no column “%(label)s”. Write the names of the columns there, as the template does."
            )
            % {"label": columns[missing]}
        )
    return found


def in_every_language(label: Any) -> set[str]:
    """A label as it may be typed: in each of the portal's languages."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(plain(str(label)))
    return found


def plain(written: str) -> str:
    """What is typed in a cell, without case and the number of spaces."""
    return " ".join(written.replace("_", " ").split()).casefold()


def _of_office(content: bytes, name: str, job: str) -> Table:
    try:
        made = work(job, content, seconds=SECONDS)
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
