"""Dates of six characters, YYMMDD. Of a date of birth, year, month or day may be unknown (part 3, 4.8): two fillers."""

from datetime import date
from typing import Literal

Status = Literal["ok", "partial", "unknown", "bad"]

_UNKNOWN = "<<"
_OLDEST = 115  # years: nobody who travels is older
_LONGEST_VALID = 20  # years


def status(written: str, *, parts_may_be_unknown: bool) -> Status:
    parts = _parts(written)
    if _UNKNOWN in parts and not parts_may_be_unknown:
        return "bad"
    if not all(part == _UNKNOWN or _is_number(part) for part in parts):
        return "bad"
    if parts == (_UNKNOWN,) * 3:
        return "unknown"
    # What is unknown is taken to be what most days exist with: a leap year, January, the first.
    year, month, day = (
        int(likely if part == _UNKNOWN else part)
        for part, likely in zip(parts, ("00", "01", "01"), strict=True)
    )
    if not _exists(2000 + year, month, day):
        return "bad"
    return "partial" if _UNKNOWN in parts else "ok"


def births(written: str, today: date) -> tuple[date, ...]:
    """The days a whole date of birth can mean, the likelier first: Doc 9303 names no century."""
    days = (_day(century, written) for century in (2000, 1900))
    return tuple(day for day in days if day and day <= today and today.year - day.year <= _OLDEST)


def expiries(written: str, today: date) -> tuple[date, ...]:
    """After 2000, and where that is further ahead than any document is valid, before it too."""
    coming = _day(2000, written)
    if not coming:
        return ()
    gone = _day(1900, written) if coming.year - today.year > _LONGEST_VALID else None
    return (coming, gone) if gone else (coming,)


def _parts(written: str) -> tuple[str, str, str]:
    return written[:2], written[2:4], written[4:]


def _is_number(part: str) -> bool:
    return len(part) == 2 and part.isascii() and part.isdigit()


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day(century: int, written: str) -> date | None:
    parts = _parts(written)
    if not all(_is_number(part) for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    return date(century + year, month, day) if _exists(century + year, month, day) else None
