"""Names in the order of a dictionary, in the language they are read in.

A data base sorts by one column in one collation; these lists are short, and read in either language.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

from waypost.places.models import Named

N = TypeVar("N", bound=Named)

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_TONE_MARKS = re.compile("[\u0e47-\u0e4e]")


def in_order(name: str) -> str:
    """A key that sorts names as a dictionary does: Thai by the consonant, which a leading vowel is written before."""
    return _TONE_MARKS.sub("", _LEADING_VOWEL.sub(r"\2\1", name.casefold()))


def by_name(things: Iterable[N]) -> list[N]:
    """Members, routes or topics by their names in the reader's language."""
    return sorted(things, key=lambda each: in_order(each.name))
