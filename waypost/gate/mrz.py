"""Machine readable zones of travel documents (ICAO 9303, parts 4 to 7), wherever they stand in a text.

The second line of a passport, a visa and a card of two lines begins alike: number, nationality, birth, sex, expiry,
with three check digits. A card of three lines has two such digits in its second line. A line of a name has no check
digit; its fillers give it away. Only what is needed to recognise one is read here, not what it says.
"""

import re
from collections.abc import Iterator
from datetime import date

from waypost.gate.seen import Seen

# Seven of a digit's places may hold a letter that looks like it; what is read wrong is still somebody's.
_DIGIT = "[0-9OQDILZSGB]"
_DATE = f"(?:{_DIGIT}|<){{6}}"
_TWO_LINES = re.compile(
    rf"(?=([A-Z0-9<]{{9}})({_DIGIT})[A-Z<]{{3}}({_DATE})({_DIGIT})[MFX<]({_DATE})({_DIGIT}))"
)
_THREE_LINES = re.compile(
    rf"(?=({_DATE})({_DIGIT})[MFX<]({_DATE})({_DIGIT})[A-Z]{{1,3}}<{{0,2}}[A-Z0-9<]{{11}}[0-9O])"
)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OF_A_LINE = frozenset(_ALPHABET + "<")
_LOOK_ALIKE = str.maketrans("OQDILZSGB", "000112568")
_LONGEST = 44  # characters of a line
_FILLERS = re.compile(r"<(?:[A-Z0-9]{0,30}<)*")


def check_digit(field: str) -> int:
    """Of a field of the alphabet A-Z 0-9 <: values weighted 7, 3, 1, modulo 10."""
    values = ((0 if c == "<" else _ALPHABET.index(c)) * (7, 3, 1)[at % 3] for at, c in enumerate(field))
    return sum(values) % 10


def zones(seen: Seen) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether check digits agree) of every line or piece of one, in places of what was given."""
    if "<" not in seen.text and not any(c.isdigit() for c in seen.text):
        return
    unbroken = seen.unbroken
    for start, length in _by_check_digits(unbroken.text):
        end = start + length
        yield (*unbroken.span(start, _forward(unbroken, end, start + _LONGEST)), True)
    for start, end in _by_fillers(unbroken):
        yield (*unbroken.span(start, end), False)


def _by_check_digits(text: str) -> Iterator[tuple[int, int]]:
    """Where one begins, and how much of it was judged."""
    for found in _TWO_LINES.finditer(text):
        number, its, birth, birth_digit, expiry, expiry_digit = found.groups()
        fields = ((number, its), (birth, birth_digit), (expiry, expiry_digit))
        if _are_dates(birth, expiry) and all(_agrees(*each) for each in fields):
            yield found.start(), 28
    for found in _THREE_LINES.finditer(text):
        birth, birth_digit, expiry, expiry_digit = found.groups()
        if _are_dates(birth, expiry) and _agrees(birth, birth_digit) and _agrees(expiry, expiry_digit):
            yield found.start(), 30


def _agrees(field: str, digit: str) -> bool:
    """As it is written, or with look-alike letters read as the digits they stand for."""
    wanted = int(digit.translate(_LOOK_ALIKE))
    return wanted in (check_digit(field), check_digit(field.translate(_LOOK_ALIKE)))


def _are_dates(birth: str, expiry: str) -> bool:
    """Of a birth any part may be unknown; an expiry is a day. Most of their digits are digits."""
    if sum(c.isdigit() or c == "<" for c in birth + expiry) < 9:
        return False
    birth, expiry = birth.translate(_LOOK_ALIKE), expiry.translate(_LOOK_ALIKE)
    known_birth = "".join(filled if c == "<" else c for c, filled in zip(birth, "000101", strict=True))
    return _is_date(known_birth) and (_is_date(expiry) or expiry == "<<<<<<")


def _is_date(digits: str) -> bool:
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return digits == "000229"
    return True


def _by_fillers(unbroken: Seen) -> Iterator[tuple[int, int]]:
    """Six fillers or more within the length of a line, two of them together, and letters before: a line of a name, or
    one whose digits do not agree.
    """
    for found in _FILLERS.finditer(unbroken.text):
        fillers = found.group()
        if fillers.count("<") < 6 or "<<" not in fillers:
            continue
        start = _backward(unbroken, found.start())
        end = _forward(unbroken, found.end(), start + _LONGEST)
        if not _is_masked(unbroken.text[start:end]):
            yield start, end


def _is_masked(line: str) -> bool:
    """Nothing but X and fillers, after the code of document and issuer: somebody has masked it already."""
    inside = re.sub(r"^[PVIAC][A-Z<][A-Z<]{3}", "", line)
    return not set(inside) - {"<", "X"}


def _backward(unbroken: Seen, at: int) -> int:
    """Where the word that ends before ``at`` begins."""
    first = max(0, at - _LONGEST)
    while at > first and unbroken.text[at - 1] in _OF_A_LINE and unbroken.touches(at):
        at -= 1
    return at


def _forward(unbroken: Seen, at: int, last: int) -> int:
    """Where the word goes on to that ``at`` stands in, until ``last``."""
    while at < min(last, len(unbroken.text)) and unbroken.text[at] in _OF_A_LINE and unbroken.touches(at):
        at += 1
    return at
