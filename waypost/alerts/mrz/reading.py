"""What stands in the lines of a document, and what is wrong with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from waypost.alerts.mrz import dates
from waypost.alerts.mrz.layouts import Digit, Layout, LongNumber, Place, Places, layout_of, printed
from waypost.gate.mrz import check_digit

_ALPHABET = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<")


@dataclass(frozen=True)
class Fault:
    """Something wrong, or odd, and where: ``given`` is what stands there."""

    code: str
    place: Place
    given: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    printed: str
    value: str  # without the fillers around it
    places: Places
    status: dates.Status | None = None  # of a date


@dataclass(frozen=True)
class Check:
    """One check digit. Where it agrees, nothing is said but that its digits were read as they were calculated."""

    digit: Digit
    printed: str
    calculated: str
    agrees: bool

    @property
    def name(self) -> str:
        return self.digit.name


@dataclass(frozen=True)
class Reading:
    """Fields and checks are empty where the lines have no format: too few, too long, a character there isn't."""

    layout: Layout
    lines: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    checks: tuple[Check, ...] = ()
    faults: tuple[Fault, ...] = ()  # against format and calendar
    oddities: tuple[Fault, ...] = ()  # to be known, not wrong

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @property
    def fails(self) -> list[str]:
        return [check.name for check in self.checks if not check.agrees]

    @property
    def valid(self) -> bool:
        """Structure, check digits and calendar are in order: nothing about the document itself."""
        return not self.faults and not self.fails

    def verdict(self) -> dict[str, Any]:
        """What ``waypost read-mrz`` prints."""
        return {
            "format": self.layout.name,
            "valid": self.valid,
            "fails": self.fails,
            "errors": list(dict.fromkeys(fault.code for fault in self.faults)),
            "warnings": list(dict.fromkeys(oddity.code for oddity in self.oddities)),
            "expected": self._expected() if self.fields else None,
        }

    def _expected(self) -> dict[str, str | None]:
        expected: dict[str, str | None] = {}
        for field in self.fields:
            expected[field.name] = field.value
            if field.status and not self.layout.lacks:
                expected[f"{field.name}_status"] = field.status
        return expected | dict.fromkeys(self.layout.lacks)


def read(lines: Sequence[str]) -> Reading:
    """Lines as they are printed: nothing is guessed, no small letter made a capital."""
    layout, lines = layout_of(lines), tuple(lines)
    broken = tuple(_broken(layout, lines))
    if broken:
        return Reading(layout, lines, faults=broken)
    layout = _with_long_number(layout, lines)
    fields = tuple(_fields(layout, lines))
    checks = tuple(_check(digit, lines) for digit in layout.digits)
    faults, oddities = _faults(layout, lines, fields), _oddities(layout, lines, fields)
    return Reading(layout, lines, fields, checks, tuple(faults), tuple(oddities))


def _broken(layout: Layout, lines: Sequence[str]) -> Iterator[Fault]:
    if len(lines) != layout.count:
        yield Fault("line_count", Place(len(lines), 1, layout.length), str(len(lines)))
    for at, line in enumerate(lines, start=1):
        if len(line) != layout.length:
            yield Fault("line_length", Place(at, 1, len(line)), str(len(line)))
    for at, line in enumerate(lines, start=1):
        for column, character in enumerate(line, start=1):
            if character not in _ALPHABET:
                yield Fault("illegal_character", Place(at, column, column), character)


def _with_long_number(layout: Layout, lines: Sequence[str]) -> Layout:
    """A filler where the number's digit should be: the number goes on in the optional data, up to its digit and the
    first filler there (parts 5 and 6, note j). What stands behind that filler is optional data as ever.
    """
    own, optional = layout.digits[0], layout.fields.get("optional_data_1", ())
    goes_on = printed(optional, lines).partition("<")[0]
    if layout.long_number is LongNumber.NO or not goes_on or printed((own.at,), lines) != "<":
        return layout
    if printed(own.covers, lines).endswith("<"):
        return layout
    [place] = optional
    digit = place.first + len(goes_on) - 1
    number = (*own.covers, *([replace(place, last=digit - 1)] if digit > place.first else []))
    moved = replace(own, at=replace(place, first=digit, last=digit), covers=number)
    if layout.long_number is LongNumber.WHERE_IT_AGREES and not _check(moved, lines).agrees:
        return layout
    fields = layout.fields | {
        "document_number": number,
        "optional_data_1": (replace(place, first=min(digit + 2, place.last + 1)),),
    }
    return replace(layout, fields=fields, digits=(moved, *layout.digits[1:]))


def _check(digit: Digit, lines: Sequence[str]) -> Check:
    covered, there = printed(digit.covers, lines), printed((digit.at,), lines)
    calculated = str(check_digit(covered))
    # Only where there is nothing to calculate may a passport's digit over its optional data be left out (part 4).
    empty = digit.name == "optional_data" and not covered.strip("<")
    return Check(digit, there, calculated, there == calculated or (empty and there == "<"))


def _fields(layout: Layout, lines: Sequence[str]) -> Iterator[Field]:
    for name, where in layout.fields.items():
        there = printed(where, lines)
        if name == "name":
            yield from _identifiers(there, where[0])
        elif name in ("primary", "secondary"):
            yield Field(name, there, _words(there), where)
        elif name.endswith("_date"):
            status = dates.status(there, parts_may_be_unknown=name == "birth_date")
            yield Field(name, there, there, where, status)
        else:
            yield Field(name, there, there if name == "sex" else there.rstrip("<"), where)


def _identifiers(name: str, where: Place) -> Iterator[Field]:
    primary, _, secondary = name.partition("<<")
    end = where.first + len(primary) - 1
    yield Field("primary", primary, _words(primary), (replace(where, last=end),))
    yield Field(
        "secondary", secondary, _words(secondary), (replace(where, first=min(end + 3, where.last + 1)),)
    )


def _words(name: str) -> str:
    return " ".join(filter(None, name.split("<")))


def _faults(layout: Layout, lines: Sequence[str], fields: Sequence[Field]) -> Iterator[Fault]:
    for field in fields:
        if field.name == "document_code":
            yield from (Fault(code, field.places[0], field.value) for code in _of_code(layout, field.printed))
        elif field.status == "bad":
            yield Fault(f"{field.name}_invalid", field.places[0], field.printed)
        elif field.name == "primary" and not field.value:
            yield Fault("primary_identifier_missing", field.places[0])
    yield from _in_names("digit_in_name", "[0-9]", layout, lines)


def _of_code(layout: Layout, code: str) -> Iterator[str]:
    if code[0] not in layout.letters:
        yield "document_code_first_letter"
    if code[1] == "V":
        yield "document_code_second_letter_V"
    if code == "AC" and layout.name == "TD2":  # for crew, and that is of size TD1 only
        yield "document_code_AC_not_allowed_on_TD2"


def _oddities(layout: Layout, lines: Sequence[str], fields: Sequence[Field]) -> Iterator[Fault]:
    yield from _in_names("name_may_be_truncated", "[A-Z]$", layout, lines)
    for field in fields:
        if field.name == "sex" and field.value not in "MF<":
            yield Fault("sex_not_M_F_filler", field.places[0], field.value)


def _in_names(code: str, pattern: str, layout: Layout, lines: Sequence[str]) -> Iterator[Fault]:
    """Most formats have both identifiers in one field, the old French card has two."""
    for name in sorted({"name", "primary", "secondary"} & layout.fields.keys()):
        [place] = layout.fields[name]
        for found in re.finditer(pattern, printed((place,), lines)):
            at = place.first + found.start()
            yield Fault(code, replace(place, first=at, last=at), found.group())
