"""What differs between two texts, line by line and word by word, in any script."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from icu4py.breakers import WordBreaker


@dataclass(frozen=True)
class Change:
    """One paragraph: ``pieces`` are (how, words) with how one of same, added, removed. ``touched`` if
    anything differs.
    """

    pieces: tuple[tuple[str, str], ...]

    @property
    def touched(self) -> bool:
        return any(how != "same" for how, _words in self.pieces)


def line_changes(old: list[str], new: list[str]) -> list[Change]:
    """The lines of ``new`` against those of ``old``."""
    effort = _Effort()
    found: list[Change] = []
    for how, i1, i2, j1, j2 in effort.opcodes(old, new):
        if how == "equal":
            found += [Change((("same", paragraph),)) for paragraph in new[j1:j2]]
        else:
            found += _aligned(old[i1:i2], new[j1:j2], effort)
    return found


def word_changes(pairs: Iterable[tuple[str, str]]) -> list[Change]:
    """The second text of each pair against the first, word by word, however little they share. All of them together
    take no more than one comparison may.
    """
    effort = _Effort()
    return [Change(_words(before, after, effort)) for before, after in pairs]


Opcode = tuple[str, int, int, int, int]


class _Effort:
    """How much one comparison may still take. Texts can be made so that the finest one takes minutes: beyond this it
    becomes coarser, and nobody waits.
    """

    pairs = 100_000  # of the same word, or the same paragraph, on both sides: each is looked at at least once
    letters = 1_000_000  # in all the paragraphs whose likeness is asked, and some for the asking

    def opcodes(self, a: Sequence[str], b: Sequence[str]) -> list[Opcode]:
        """As difflib's; where that is too much, what stands between the same beginning and end is replaced whole."""
        start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        rest = zip(reversed(a[start:]), reversed(b[start:]), strict=False)
        end = next((at for at, (x, y) in enumerate(rest) if x != y), min(len(a), len(b)) - start)
        middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
        inner = [
            (how, i1 + start, i2 + start, j1 + start, j2 + start)
            for how, i1, i2, j1, j2 in self._inner(middle_a, middle_b)
        ]
        first = [("equal", 0, start, 0, start)] if start else []
        last = [("equal", len(a) - end, len(a), len(b) - end, len(b))] if end else []
        return [*first, *inner, *last]

    def _inner(self, a: Sequence[str], b: Sequence[str]) -> list[Opcode]:
        if not a and not b:
            return []
        held = Counter(b)
        self.pairs -= (cost := sum(held[each] for each in a))
        if self.pairs < 0:
            self.pairs += cost
            return [("replace", 0, len(a), 0, len(b))]
        return list(difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes())

    def first_alike(self, paragraph: Counter[str], others: list[Counter[str]], at: int) -> int | None:
        """The place, from ``at`` on, of the first of the others with which a paragraph shares more than half of the
        letters of both.
        """
        own = _letters(paragraph)
        while at < len(others) and self.letters > 0:
            both = own + _letters(others[at])
            self.letters -= both + 50
            if 4 * _letters(paragraph & others[at]) > both:
                return at
            at += 1
        return None


def _letters(words: Counter[str]) -> int:
    return sum(len(word) * times for word, times in words.items())


def _aligned(old: list[str], new: list[str], effort: _Effort) -> list[Change]:
    """Paragraphs that differ, in order: those that are alike word by word, the others as removed and added."""
    found: list[Change] = []
    counted = [_counted(paragraph) for paragraph in new]
    taken = 0
    for paragraph in old:
        own = _counted(paragraph)
        match = effort.first_alike(own, counted, taken)
        if match is None:
            found.append(Change((("removed", paragraph),)))
            continue
        found += [Change((("added", each),)) for each in new[taken:match]]
        found.append(Change(_words(paragraph, new[match], effort)))
        taken = match + 1
    return found + [Change((("added", each),)) for each in new[taken:]]


def _counted(paragraph: str) -> Counter[str]:
    return Counter(word for word in _cut(paragraph) if not word.isspace())


def _cut(text: str) -> list[str]:
    """Into words and what stands between them; Thai and its neighbours by ICU's dictionaries."""
    if max(text, default="") > "\uffff":  # ICU counts in UTF-16: its places would not be ours
        return re.findall(r"\s+|[^\s]+", text)
    return [text[start:end] for start, end in WordBreaker(text, "und").segments()]


def _words(before: str, after: str, effort: _Effort) -> tuple[tuple[str, str], ...]:
    a, b = _cut(before), _cut(after)
    pieces: list[tuple[str, str]] = []
    for how, i1, i2, j1, j2 in effort.opcodes(a, b):
        if how == "equal":
            pieces.append(("same", "".join(b[j1:j2])))
            continue
        pieces += [("removed", "".join(a[i1:i2]))] if i2 > i1 else []
        pieces += [("added", "".join(b[j1:j2]))] if j2 > j1 else []
    return tuple(pieces)
