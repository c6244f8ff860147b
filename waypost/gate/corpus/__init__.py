"""A synthetic corpus in five languages: what has to be found, and what must not be, made by code from a seed.

English and Thai are the portal's own; Bahasa Indonesia, Vietnamese and Chinese are those most of its other originators
would write in. Together they bring what makes finding hard: scripts with and without spaces, own and full-width digits,
accents that are left out, and five words for "passport". Nothing here is anybody's: names are invented, the issuer is
Utopia (UTO), numbers lie in ranges that are not given out or are kept for such uses.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from waypost.gate.corpus import disguises, specimens
from waypost.gate.corpus.sentences import AROUND, HARMLESS, NAMING
from waypost.gate.findings import Kind

LANGUAGES = ("en", "th", "id", "vi", "zh")


@dataclass(frozen=True)
class Example:
    """``expected`` are the kinds with the places where each stands in ``text``: none in a harmless one."""

    language: str
    text: str
    expected: tuple[tuple[Kind, int, int], ...] = ()


def corpus(seed: int = 2020, each: int = 40) -> Iterator[Example]:
    """``each`` examples of every kind in every language, and as many harmless ones as of all kinds together."""
    for language in LANGUAGES:
        chance = random.Random(f"{seed}/{language}")  # noqa: S311  nothing secret
        for kind in Kind:
            for _ in range(each):
                yield _with(chance, language, kind)
        for _ in range(each * len(Kind)):
            yield Example(language, _around(chance, language, _harmless(chance, language))[0])


def _with(chance: random.Random, language: str, kind: Kind) -> Example:
    value = disguises.disguise(chance, language, kind, specimens.specimen(chance, language, kind))
    sentence = chance.choice(NAMING[language][kind])
    before, after = sentence.split("{}")
    text, start = _around(chance, language, f"{before}{value}{after}")
    first = start + len(before)
    return Example(language, text, ((kind, first, first + len(value)),))


def _around(chance: random.Random, language: str, sentence: str) -> tuple[str, int]:
    """Between two sentences of every day; and where it begins."""
    before, after = chance.choice(AROUND[language]), chance.choice(AROUND[language])
    gap = "" if language == "zh" else chance.choice([" ", "\n\n"])
    return f"{before}{gap}{sentence}{gap}{after}", len(before) + len(gap)


def _harmless(chance: random.Random, language: str) -> str:
    return specimens.filled(chance, chance.choice(HARMLESS[language]))
