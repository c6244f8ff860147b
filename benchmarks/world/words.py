"""Words as in life: a few stand everywhere, most are rare (Zipf), some items are Thai, some numbers are in them."""

import random
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from django.conf import settings

from waypost.core.words import codes, words

_SYLLABLES = [a + b for a in "bcdfghjklmnprtvwz" for b in ("a", "e", "i", "o", "u", "ar", "en", "or")]


@dataclass(frozen=True)
class Piece:
    """Some written words with the forms and codes they are found by. Pieces are parted by spaces."""

    written: str
    forms: tuple[str, ...]
    codes: tuple[str, ...] = ()


def piece(written: str) -> Piece:
    return Piece(written, tuple(word.form for word in words(written)), tuple(codes(written)))


@dataclass(frozen=True)
class Written:
    """One text: what a reader sees, and the pieces of its three fields."""

    language: str
    title: list[Piece]
    summary: list[Piece]
    body: list[Piece]

    def said(self) -> tuple[str, str, str]:
        """Title, summary and body as they are stored; the body is Markdown."""
        half = len(self.body) // 2
        body = f"## {_joined(self.body[:half])}\n\n{_joined(self.body[half:])}"
        return _joined(self.title), _joined(self.summary), body


def _joined(pieces: list[Piece]) -> str:
    written = " ".join(each.written for each in pieces)
    return written[:1].upper() + written[1:]


class Zipf:
    """Draws pieces, the n-th with a weight of 1/n."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self._weights = list(accumulate(1 / (n + 1) for n in range(len(pieces))))

    def draw(self, dice: random.Random, number: int) -> list[Piece]:
        total = self._weights[-1]
        return [self.pieces[bisect(self._weights, dice.random() * total)] for _ in range(number)]


class Language:
    """Writes texts."""

    def __init__(self, dice: random.Random, vocabulary: int) -> None:
        self.english = Zipf([piece(word) for word in _english(dice, vocabulary)])
        single = _thai()
        several = ["".join(dice.choices(single, k=dice.randint(1, 3))) for _ in range(vocabulary // 4)]
        self.thai = Zipf([piece(written) for written in [*single, *several]])

    def write(self, dice: random.Random, language: str) -> Written:
        """A text as long as a bulletin usually is."""
        source = self.thai if language == "th" else self.english
        few = 2 if language == "th" else 1  # a Thai piece is often some words long
        body = source.draw(dice, dice.randint(40, 140) // few)
        if dice.random() < 0.3:
            body[dice.randrange(len(body))] = piece(f"K{dice.randrange(10**7):07}")
        return Written(language, source.draw(dice, 8 // few), source.draw(dice, 18 // few), body)


def _english(dice: random.Random, number: int) -> Iterable[str]:
    made: dict[str, None] = {}
    while len(made) < number:
        made["".join(dice.choices(_SYLLABLES, k=dice.choice((1, 2, 2, 3, 3, 4))))] = None
    return made


def _thai() -> list[str]:
    """The words of the portal's own catalogue, the frequent ones first."""
    catalogue = (settings.LOCALE_PATHS[0] / "th" / "LC_MESSAGES" / "django.po").read_text()
    runs = re.findall("[\u0e00-\u0e7f]+", catalogue)
    return [form for form, _n in Counter(word.form for run in runs for word in words(run)).most_common()]
