"""Which character, read as one that looks like it, would put a reading in order: offered to the officer, never done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from waypost.alerts.mrz.layouts import Place, printed
from waypost.alerts.mrz.reading import Reading, read

_DIGITS = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
_LETTERS = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_OF_DIGITS = ("birth_date", "expiry_date", "issue_yymm")
_OF_LETTERS = ("document_code", "issuing_state", "nationality", "name", "primary", "secondary")
_MOST = 3  # more ways to be right say nothing


@dataclass(frozen=True)
class LookAlike:
    place: Place  # of one character
    given: str
    other: str
    certain: bool  # what stands there can't be right: a letter in a date, a digit in a name


def look_alikes(reading: Reading) -> tuple[LookAlike, ...]:
    """Those that can't be right, and of the others each that leaves nothing wrong."""
    if reading.valid or not reading.fields:
        return ()
    certain = tuple(sorted(_misplaced(reading), key=lambda each: (each.place.line, each.place.first)))
    mended = read(_with(reading.lines, *certain))
    if mended.valid:
        return certain
    right = (one for one in _doubtful(mended) if read(_with(mended.lines, one)).valid)
    return (*certain, *islice(right, _MOST))


def _misplaced(reading: Reading) -> Iterator[LookAlike]:
    fields = reading.layout.fields
    digits = [*chain.from_iterable(fields.get(name, ()) for name in _OF_DIGITS)]
    digits += [check.digit.at for check in reading.checks]
    yield from _swaps(reading.lines, digits, _DIGITS, certain=True)
    letters = [*chain.from_iterable(fields.get(name, ()) for name in _OF_LETTERS)]
    yield from _swaps(reading.lines, letters, _LETTERS, certain=True)


def _doubtful(reading: Reading) -> Iterator[LookAlike]:
    """In what may hold letters and digits: the document number and optional data."""
    for name, where in reading.layout.fields.items():
        if name == "document_number" or name.startswith("optional"):
            yield from _swaps(reading.lines, where, _DIGITS, certain=False)
            yield from _swaps(reading.lines, where, _LETTERS, certain=False)


def _swaps(
    lines: Sequence[str], where: Sequence[Place], others: dict[str, str], *, certain: bool
) -> Iterator[LookAlike]:
    for place in where:
        for at, given in enumerate(printed((place,), lines), start=place.first):
            if other := others.get(given):
                yield LookAlike(replace(place, first=at, last=at), given, other, certain)


def _with(lines: Sequence[str], *those: LookAlike) -> list[str]:
    written = [list(line) for line in lines]
    for each in those:
        written[each.place.line - 1][each.place.first - 1] = each.other
    return ["".join(line) for line in written]
