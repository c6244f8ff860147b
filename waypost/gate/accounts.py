"""Bank accounts by their check digits (ISO 13616, MOD 97-10)."""

import re
from collections.abc import Iterator

from waypost.gate.seen import Seen

# How long the number of each country is that has one.
_LENGTHS = {
    country: int(length)
    for length, countries in {
        "15": "NO", "16": "BE", "18": "DK FI FO GL NL SD FK", "19": "MK SI", "20": "AT BA EE KZ LT LU MN XK",
        "21": "CH HR LI LV", "22": "BG BH CR DE GB GE IE ME RS VA", "23": "AE GI IL IQ TL OM SO",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG", "25": "LY PT ST", "26": "IS TR", "27": "BI DJ FR GR IT MC MR SM",
        "28": "AL AZ BY CY DO GT HU LB NI PL SV", "29": "BR EG PS QA UA", "30": "JO KW MU", "31": "MT SC",
        "32": "LC", "33": "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip
_BEGINS = re.compile(r"(?<![A-Z0-9])(?=([A-Z]{2})[ .-]?[0-9O][ .-]?[0-9O])")
_JOINT = re.compile(r"[ .\-\n]{0,2}")


def accounts(seen: Seen) -> Iterator[tuple[int, int]]:
    """(start, end) of every account number, in places of what was given."""
    for found in _BEGINS.finditer(seen.text):
        length = _LENGTHS.get(found.group(1))
        taken = _take(seen.text, found.start(), length) if length else None
        if taken is not None and any(_holds(each) for each in _readings(taken[0])):
            yield seen.span(found.start(), taken[1])


def _take(text: str, start: int, length: int) -> tuple[str, int] | None:
    """So many letters and digits from ``start``, over single separators, and where they end; None if they do not."""
    taken, at = "", start
    while len(taken) < length:
        if at >= len(text) or not (text[at].isascii() and text[at].isalnum()):
            return None
        taken += text[at]
        at += 1
        if len(taken) < length:
            joint = _JOINT.match(text, at)
            at = joint.end() if joint else at
    goes_on = at < len(text) and text[at].isascii() and text[at].isalnum()
    return None if goes_on else (taken, at)


def _readings(number: str) -> set[str]:
    """As written, and with every letter O after the country read as a zero."""
    return {number, number[:2] + number[2:].replace("O", "0")}


def _holds(number: str) -> bool:
    if not number[2:4].isdigit():
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
