"""Numbers that a state gives to a person, as far as a check digit or a build nobody else uses makes it sure."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from waypost.gate.findings import Why
from waypost.gate.seen import DIGIT, Seen, without_marks

_EDGE, _END = r"(?<![A-Z0-9.,/+])", r"(?![A-Z0-9]|[.,/]\d)"
_G = r"[ .\-]?"


def _digits(written: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", written)


def _zeros(written: str) -> str:
    return _digits(written).replace("O", "0")


def _thai(written: str) -> bool:
    groups = [len(each) for each in re.findall(r"[0-9O]+", written)]
    if len(groups) > 1 and groups[0] <= 3 and all(each == 3 for each in groups[1:]):
        return False  # thousands
    digits = _zeros(written)
    total = sum(int(d) * (13 - at) for at, d in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == int(digits[12])


def _chinese(written: str) -> bool:
    digits = _zeros(written)
    if not _is_day(digits[6:14]):
        return False
    total = sum(int(d) * pow(2, 17 - at, 11) for at, d in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17]


def _hong_kong(written: str) -> bool:
    letters, digits, check = re.fullmatch(r"([A-Z]{1,2})(\d{6})([0-9A])", _digits(written)).groups()  # type: ignore[union-attr]
    values = [36, *(ord(c) - 55 for c in letters)][-2:] + [int(d) for d in digits]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return "0A987654321"[total % 11] == check


def _singaporean(written: str) -> bool:
    number = _zeros(written)
    total = sum(int(d) * w for d, w in zip(number[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    total += {"T": 4, "G": 4, "M": 3}.get(number[0], 0)
    letters = "JZIHGFEDCBA" if number[0] in "ST" else "XWUTRQPNMLK" if number[0] in "FG" else "XWUTRQPNJLK"
    at = total % 11
    return letters[10 - at if number[0] == "M" else at] == number[8]


def _taiwanese(written: str) -> bool:
    number = _digits(written)
    value = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0]) + 10
    total = (
        value // 10
        + value % 10 * 9
        + sum(int(d) * w for d, w in zip(number[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True))
    )
    return total % 10 == 0


_PROVINCES = frozenset(
    str(n)
    for n in (*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82)
) | frozenset(str(n) for n in range(91, 98))


def _indonesian(written: str) -> bool:
    """Province, regency, district; the day of birth, for women plus 40; a running number. No check digit."""
    digits = _zeros(written)
    day = int(digits[6:8])
    return (
        digits[:2] in _PROVINCES
        and "00" not in (digits[2:4], digits[4:6])
        and digits[12:] != "0000"
        and _is_day(f"2000{digits[8:10]}{day - 40 if day > 40 else day:02d}")
    )


def _vietnamese(written: str) -> bool:
    digits = _zeros(written)
    return 1 <= int(digits[:3]) <= 96 and digits[3] in "0123"


def _malaysian(written: str) -> bool:
    return _is_day(f"2000{_digits(written)[2:6]}")


def _korean(written: str) -> bool:
    return _is_day(f"2000{_digits(written)[2:6]}")


def _always(_written: str) -> bool:
    return True


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) >= date(1900, 1, 1)
    except ValueError:
        return False


_VIETNAMESE_WORD = without_marks(r"(?:CCCD|CMND|CĂN CƯỚC|CHỨNG MINH|ĐỊNH DANH)[^0-9\n]{0,24}?")
# How it is written, what makes it sure, and why that is so.
_NUMBERS: list[tuple[str, Callable[[str], bool], Why]] = [
    (rf"{_EDGE}([1-8](?:{_G}{DIGIT}){{12}}){_END}", _thai, Why.CHECKED_TH),
    (
        rf"{_EDGE}([1-9](?:{_G}{DIGIT}){{16}}{_G}[0-9OX]){_END}",
        _chinese,
        Why.CHECKED_CN,
    ),
    (rf"{_EDGE}([A-Z]{{1,2}}\d{{6}} ?\([0-9A]\))", _hong_kong, Why.CHECKED_HK),
    (rf"{_EDGE}([STFGM](?:{_G}{DIGIT}){{7}}{_G}[A-Z]){_END}", _singaporean, Why.CHECKED_SG),
    (rf"{_EDGE}([A-Z][12]\d{{8}}){_END}", _taiwanese, Why.CHECKED_TW),
    (rf"{_EDGE}([1-9]{DIGIT}(?:{_G}{DIGIT}){{14}}){_END}", _indonesian, Why.BUILT_ID),
    (rf"{_VIETNAMESE_WORD}(0(?:{_G}{DIGIT}){{11}}){_END}", _vietnamese, Why.BUILT_VN),
    (rf"{_EDGE}(\d{{6}}-\d{{2}}-\d{{4}}){_END}", _malaysian, Why.BUILT_MY),
    (rf"{_EDGE}(\d{{6}}-[1-8]\d{{6}}){_END}", _korean, Why.BUILT_KR),
    (rf"{_EDGE}(\d{{5}}-\d{{7}}-\d){_END}", _always, Why.BUILT_PK),
    (rf"{_EDGE}(\d{{1,2}}/[A-Z]{{3,9}} ?\([NCPET]\) ?\d{{6}}){_END}", _always, Why.BUILT_MM),
]
_COMPILED = [(re.compile(pattern), sure, why) for pattern, sure, why in _NUMBERS]


def identities(seen: Seen) -> Iterator[tuple[int, int, Why]]:
    """(start, end, why) of every number that is built like one, in places of what was given."""
    if not any(c.isdigit() for c in seen.text):
        return
    for pattern, sure, why in _COMPILED:
        for found in pattern.finditer(seen.text):
            if sure(found.group(1)):
                yield (*seen.span(*found.span(1)), why)
