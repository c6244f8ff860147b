"""Number series in a table: its columns, and what each row says or what is wrong with it. Nothing here saves.

A column is known by its label on the pages, in any of the portal's languages, or by its name. Values from a vocabulary
are known by code or label.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.alerts.actions.checking import NOT_YOURS
from waypost.alerts.actions.writing import Declared
from waypost.alerts.models import Series, Term, Vocabulary
from waypost.alerts.numbers import Range, range_of
from waypost.core.errors import Refused
from waypost.core.writing import turns_direction, written
from waypost.face import dates
from waypost.files.tables import MOST_SHOWN, Problem, Problems, Table, in_every_language, places, plain
from waypost.publications.actions.gating import personal_among

COLUMNS: dict[str, Any] = {
    "kind": _("What is said of it"),
    "first": _("First number"),
    "last": _("Last number"),
    "declared_on": _("Declared on"),
    "reference": _("Reference of the declaration"),
    "issuer": _("Issuer"),
    "document": _("Document"),
}
MOST_ROWS = 1_000_000
SECONDS = 60
LONGEST = {"reference": 60}
_SHORTENED = re.compile(r"[\d.,]+E\+?\d+", re.IGNORECASE)  # what a program for tables makes of a long number


@dataclass(frozen=True)
class Overlap:
    """Two rows with numbers in common."""

    row: int
    other: int
    numbers: str


@dataclass
class Rows(Problems):
    """What a table says: every series, and the bad rows."""

    declared: list[Declared] = field(default_factory=list)
    at: list[int] = field(default_factory=list)  # in which row each series stands
    overlaps: list[Overlap] = field(default_factory=list)
    overlapping: int = 0


@dataclass(frozen=True)
class Around:
    """What a table is read with: the alert's issuer and document, and the codes that the originator's member has."""

    issuer: str
    document: str
    own: frozenset[str]


def read(table: Table, around: Around) -> Rows:
    """Every row of it. Raises Refused where it can't be read as a whole."""
    lines, found, until = table.rows(), Rows(others=table.others), time.monotonic() + SECONDS
    _number, header = next(lines, (0, []))
    at = places(header, COLUMNS, ["first"])
    reader = _Reader(at, around, personal_among(_references(table, at)))
    seen: dict[Any, int] = {}
    for count, (number, cells) in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise Refused(
                _("The table has more than %(most)s rows. Split it between several alerts.")
                % {"most": f"{MOST_ROWS:,}"}
            )
        if count % 5000 == 0 and time.monotonic() > until:
            raise Refused(_("The table took too long to read. Split it between several alerts."))
        try:
            declared = reader.declared(cells)
        except _Bad as bad:
            found.add(*(Problem(number, column, sentence) for column, sentence in bad.problems))
            continue
        same = (declared.range, declared.kind, declared.issuer, declared.document)
        if (before := seen.setdefault(same, number)) != number:
            sentence = _("Row %(n)d says the same. Delete one of the two.") % {"n": before}
            found.add(Problem(number, COLUMNS["first"], sentence))
            continue
        found.declared.append(declared)
        found.at.append(number)
    if not found.declared and not found.wrong:
        raise Refused(_("The table has no row below its first one. Write one row for each series."))
    _find_overlaps(found)
    return found


def _references(table: Table, places: dict[str, int]) -> set[str]:
    """What stands in the column of references: read before the rows, to be looked through at once."""
    at = places.get("reference")
    if at is None:
        return set()
    longest = LONGEST["reference"]
    cells = {row[at] for _number, row in table.rows() if len(row) > at}
    return {written(each) for each in cells if len(each) <= longest}


def cells(rows: Iterable[Declared] = ()) -> list[list[Any]]:
    """These series as the table that is read, with the columns in the reader's language; without any, a template."""
    said = [
        [each.kind, *_ends(each.range), each.declared_on or "", each.reference, each.issuer, each.document]
        for each in rows
    ]
    return [list(COLUMNS.values()), *said]


def _ends(numbers: Range) -> tuple[str, str]:
    if not numbers.width:
        return numbers.prefix, ""
    return tuple(f"{numbers.prefix}{each:0{numbers.width}d}" for each in (numbers.first, numbers.last))  # type: ignore[return-value]


class _Bad(Exception):
    """What is wrong with a row: (label of the column, sentence)."""

    def __init__(self, problems: list[tuple[Any, Any]]) -> None:
        super().__init__()
        self.problems = problems


class _Reader:
    """Reads rows. What stands in many of them is looked at once."""

    def __init__(self, places: dict[str, int], around: Around, personal: Iterable[str]) -> None:
        self._places, self._around = places, around
        self._ways = {
            "kind": {
                known: value
                for value, label in Series.Kind.choices
                for known in (plain(value), *in_every_language(label))
            },
            "issuer": _words(Vocabulary.ISSUER),
            "document": _words(Vocabulary.DOCUMENT),
        }
        self._remembered: dict[tuple[str, str], Any] = {}
        self._personal = frozenset(personal)

    def declared(self, cells: list[str]) -> Declared:
        """The series that a row declares. Raises _Bad with everything that is wrong with it."""
        said = {name: cells[at] if at < len(cells) else "" for name, at in self._places.items()}
        wrong: list[tuple[Any, Any]] = []
        values = {}
        for name in ("kind", "issuer", "document", "declared_on", "reference"):
            values[name], sentence = self._value(name, said.get(name, ""))
            if sentence:
                wrong.append((COLUMNS[name], sentence))
        numbers = _range(said.get("first", ""), said.get("last", ""), wrong)
        if not wrong and values["kind"] in Series.DECLARED and values["issuer"] not in self._around.own:
            wrong.append((COLUMNS["kind"], NOT_YOURS))
        if wrong or numbers is None:
            raise _Bad(wrong)
        return Declared(range=numbers, **values)

    def _value(self, name: str, cell: str) -> tuple[Any, Any]:
        """What a cell means, and what is wrong with it."""
        key = (name, cell)
        if key not in self._remembered:
            self._remembered[key] = self._found(name, cell)
        return self._remembered[key]  # type: ignore[no-any-return]

    def _found(self, name: str, cell: str) -> tuple[Any, Any]:
        if name == "declared_on":
            return _day(cell)
        if name == "reference":
            return self._reference(cell)
        if not cell:
            return self._left_out(name)
        value = self._ways[name].get(plain(cell))
        return (value, None) if value is not None else ("", UNKNOWN[name] % {"cell": cell[:40]})

    def _left_out(self, name: str) -> tuple[Any, Any]:
        value = {
            "kind": Series.Kind.SEEN.value,
            "issuer": self._around.issuer,
            "document": self._around.document,
        }[name]
        if name == "document" and not value:
            return "", _(
                "The alert does not say which type of document it is. Say it here, or on its first page."
            )
        return value, None

    def _reference(self, cell: str) -> tuple[str, Any]:
        if turns_direction(cell) is not None:
            return "", _("An invisible sign in it turns the direction of writing. Type the reference anew.")
        kept = written(cell)
        if len(kept) > LONGEST["reference"]:
            return "", _("The reference has more than %(most)d characters. Shorten it.") % {"most": 60}
        if kept in self._personal:
            return "", _(
                "The reference seems to hold personal data. Take the number or address of the person out."
            )
        return kept, None


UNKNOWN = {
    "kind": _("“%(cell)s” is nothing that is said of a series. Write BLK, CFT, SLR or NIS."),
    "issuer": _("“%(cell)s” is no issuer that is known. Write its code as in the machine readable zone."),
    "document": _("“%(cell)s” is no type of document that is known. Write its code, for example PAS."),
}


def _range(first: str, last: str, wrong: list[tuple[Any, Any]]) -> Range | None:
    """The range between two cells; what is wrong is added to ``wrong``."""
    for name, cell in (("first", first), ("last", last)):
        if _SHORTENED.fullmatch(cell):
            sentence = _(
                "The program that made the table shortened this number. Make the column text, and write it again."
            )
            wrong.append((COLUMNS[name], sentence))
            return None
    if not first:
        wrong.append((COLUMNS["first"], _("It is missing. Write the first number of the series.")))
        return None
    try:
        return range_of(first, last)
    except Refused as refused:
        wrong.append((COLUMNS[next(iter(refused.fields), "first")], refused.sentence))
        return None


def _day(cell: str) -> tuple[date | None, Any]:
    if not cell:
        return None, None
    try:
        return dates.typed(cell), None
    except ValueError:
        return None, _("This is no date. Write year, month and day, for example 2020-09-15.")


def _words(vocabulary: Vocabulary) -> dict[str, str]:
    """The words that can be chosen now: by their labels, and before all by their codes."""
    terms = list(Term.objects.filter(vocabulary=vocabulary, ended_at__isnull=True))
    labels = {plain(label): term.code for term in terms for label in (term.label_en, term.label_th)}
    return labels | {plain(term.code): term.code for term in terms}


def _find_overlaps(found: Rows) -> None:
    """Rows with numbers in common, of one issuer and document: allowed, and told."""
    order = sorted(range(len(found.declared)), key=lambda n: _place(found.declared[n]))
    furthest: int | None = None
    for n in order:
        one = found.declared[n]
        if furthest is not None and _meet(found.declared[furthest], one):
            found.overlapping += 1
            if found.overlapping <= MOST_SHOWN:
                last = min(one.range.last, found.declared[furthest].range.last)
                shared = Range(one.range.prefix, one.range.width, one.range.first, last)
                numbers = "–".join(dict.fromkeys(each for each in _ends(shared) if each))
                found.overlaps.append(Overlap(found.at[n], found.at[furthest], numbers))
            if one.range.last <= found.declared[furthest].range.last:
                continue
        furthest = n


def _place(declared: Declared) -> tuple[Any, ...]:
    numbers = declared.range
    return declared.issuer, declared.document, numbers.prefix, numbers.width, numbers.first


def _meet(before: Declared, after: Declared) -> bool:
    return _place(before)[:4] == _place(after)[:4] and after.range.first <= before.range.last
