"""Telephone numbers: in international form anywhere, in the national forms of the region, and after a word for one.

No library knows which country a text means; this rule knows the forms of the members' numbers and leaves the rest
to the words before them. Short codes and free-phone numbers belong to services and are never a person's.
"""

import re
from collections.abc import Iterator

from waypost.gate.findings import Known
from waypost.gate.seen import DIGIT, Seen, without_marks

# Country codes with the fewest and most digits that follow; the rest of the plan has 7 to 12.
_LENGTHS = {
    "1": (10, 10), "7": (10, 10), "60": (7, 10), "61": (9, 9), "62": (8, 12), "63": (8, 10), "64": (8, 10),
    "65": (8, 8), "66": (8, 9), "81": (9, 10), "82": (8, 10), "84": (9, 10), "86": (10, 11), "91": (10, 10),
    "92": (9, 10), "93": (9, 9), "94": (9, 9), "95": (7, 10), "98": (10, 10), "852": (8, 8), "853": (8, 8),
    "855": (8, 9), "856": (8, 10), "880": (8, 10), "886": (8, 9), "960": (7, 7), "975": (7, 8), "977": (8, 10),
}  # fmt: skip
_TWO_DIGITS = frozenset(
    str(n) for n in (20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), 90)
)
_BETWEEN = r"(?:[ .\-()/]|\) ?| \()"
_INTERNATIONAL = re.compile(
    rf"(?<![A-Z0-9+])\(?(?:\+|00)[ (]?{DIGIT}(?:{_BETWEEN}{{0,2}}{DIGIT}){{7,16}}(?!{DIGIT})"
)
_ALONE, _OVER = r"(?<![A-Z0-9.,/+\-])", rf"(?!{DIGIT}|[.,/\-][0-9])"  # not a piece of something longer
_AREA = rf"\(?[0O][1-9](?:{DIGIT}{{0,2}}\)[ \-]?{DIGIT}|[ .\-]?{DIGIT})"
_NATIONAL = re.compile(rf"{_ALONE}{_AREA}(?:[ .\-]?{DIGIT}){{6,9}}{_OVER}")
_CHINESE = re.compile(rf"{_ALONE}1[3-9]{DIGIT}[ \-]?{DIGIT}{{4}}[ \-]?{DIGIT}{{4}}{_OVER}")
_WORD = without_marks(
    r"(?:(?<![A-Z])(?:TELEPHONE|TEL|PHONE|MOBILE|MOB|CELL|CALL|FAX|WHATSAPP|VIBER|TELEPON|TELP|TLP|PONSEL|HP|WA|"
    r"ĐIỆN THOẠI|DI ĐỘNG|ĐT|SĐT|ZALO|GỌI)(?![A-Z])|โทรศัพท์|โทร|มือถือ|เบอร์|ไลน์|电话|電話|手机|手機|致电|微信)"
)
_AFTER_A_WORD = re.compile(
    rf"{_WORD}[^0-9\n.;]{{0,18}}?\.?[^0-9\n.;]{{0,6}}(?<![A-Z0-9,/])"
    rf"(\(?[0-9](?:[ .\-()]{{0,2}}{DIGIT}){{6,11}}){_OVER}"
)
# What is written with as many digits and is none.
_D, _M = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
_DAY = rf"(?<![\d+./-])(?:{_D}[./-]{_M}[./-](?:\d{{4}}|\d{{2}})|\d{{4}}[./-]{_M}[./-]{_D})(?![\d/-]|\.\d)"
_TIME = r"(?<!\d)\d{1,2}:\d{2}(?!\d)"
_REFERENCE = r"(?<![A-Z])[A-Z]{2,8}-\d{4}-\d{3,}|(?<![A-Z])[A-Z]{1,4}/(?:RES|\d)[A-Z0-9/()]*"
_PLACE = r"(?<!\d)\d{1,3}[.,]\d{3,}°?\s?[NSEW]?,?\s+\d{1,3}[.,]\d{3,}"
_YEARS = r"(?<!\d)\d{4}\s?-\s?\d{4}(?!\d|[ \-]\d)"
_NONE = re.compile("|".join((_DAY, _TIME, _REFERENCE, _PLACE, _YEARS)))
# Free of charge, by length too: 080 0… in Thailand and 130 0…, 180 0… in China are somebody's mobile.
_FREE = re.compile(r"(?:1800|1900|1300)\d{4,6}|0?800\d{7}|400\d{7}")
_FEWEST = 7  # digits by which two numbers are known to be one


def numbers(seen: Seen, known: Known) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether in international form) of every number that is no service's the portal knows."""
    text = _NONE.sub(lambda found: "\0" * len(found.group()), seen.text)
    for found in _INTERNATIONAL.finditer(text):
        if _has_a_country(digits := _digits(found.group())) and not _is_a_services(digits, known):
            yield (*seen.span(*found.span()), True)
    for pattern in (_NATIONAL, _CHINESE):
        for found in pattern.finditer(text):
            if _is_grouped_like_one(found.group()) and not _is_a_services(_digits(found.group()), known):
                yield (*seen.span(*found.span()), False)
    for found in _AFTER_A_WORD.finditer(text):
        if not _is_a_services(_digits(found.group(1)), known):
            yield (*seen.span(*found.span(1)), False)


def only_digits(number: str) -> str:
    """A number as ``Known`` holds it."""
    return _digits(number).removeprefix("00")


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written.replace("O", "0"))


def _has_a_country(digits: str) -> bool:
    """Begins with a country's code, and as many digits follow as its plan has."""
    digits = digits.removeprefix("00")
    known = (digits[:n] for n in (3, 2, 1) if digits[:n] in _LENGTHS or digits[:n] in _TWO_DIGITS)
    code = next(known, digits[:3])
    fewest, most = _LENGTHS.get(code, (7, 12))
    rest = digits[len(code) :]
    return digits[:1] != "0" and any(fewest <= len(each) <= most for each in (rest, rest.removeprefix("0")))


def _is_grouped_like_one(written: str) -> bool:
    """Not a decimal, not thousands, not a row of single digits: groups of two to five, or none."""
    groups = re.findall(r"[0-9O]+", written)
    if len(groups) == 2 and "." in written and "-" not in written:
        return False
    return len(groups) == 1 or len(groups) >= 9 or all(2 <= len(each) <= 8 for each in groups)


def _is_a_services(digits: str, known: Known) -> bool:
    """Free of charge, or one that the portal shows itself, with or without its country's code."""
    whole = digits.removeprefix("00")
    return bool(_FREE.fullmatch(whole)) or any(_are_one(whole, each) for each in known.numbers)


def _are_one(one: str, other: str) -> bool:
    """Is one the end of the other? A short code, or none, is the end of everybody's."""
    shorter, longer = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return len(shorter) >= _FEWEST and longer.endswith(shorter)
