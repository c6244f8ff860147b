"""What changed between two versions: their texts, paragraph by paragraph and word by word, and their files."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from icu4py.breakers import WordBreaker

from waypost.publications.models import Attachment, Text


@dataclass(frozen=True)
class Change:
    """One paragraph: ``pieces`` are (how, words) with how one of same, added, removed. ``touched`` if
    anything differs.
    """

    pieces: tuple[tuple[str, str], ...]

    @property
    def touched(self) -> bool:
        return any(how != "same" for how, _words in self.pieces)


def paired(texts: Iterable[Text], before: int, after: int) -> dict[str, tuple[Text, Text]]:
    """By language, the texts of two versions that can be compared: those written in both. The authoritative language
    comes first.
    """
    found = {(text.version_id, text.language): text for text in texts}
    pairs = [
        (text, found[after, text.language])
        for (version, language), text in found.items()
        if version == before and (after, language) in found
    ]
    pairs.sort(key=lambda pair: (not pair[1].authoritative, pair[1].language))
    return {new.language: (old, new) for old, new in pairs}


def same_words(a: Text, b: Text) -> bool:
    return (a.title, a.summary, a.body) == (b.title, b.summary, b.body)


def changes(before: Text | None, after: Text | None) -> list[Change]:
    """Title, summary and paragraphs of ``after`` against ``before``, in reading order."""
    return line_changes(_paragraphs(before), _paragraphs(after))


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


# Where Markdown begins something new: after an empty line, before an item of a list, around a heading.
_NEXT = re.compile(r"\n\s*\n|\n(?=\s*(?:#|[-*+] |\d+[.)] ))|(?<=\n)(?=#)")
_AFTER_HEADING = re.compile(r"(?m)^(#+ .*)$")


def _paragraphs(text: Text | None) -> list[str]:
    """Title, summary, and the paragraphs, headings and items of lists, each by itself and without its #."""
    if text is None:
        return []
    body = _AFTER_HEADING.sub(r"\1\n", text.body.replace("\r\n", "\n"))
    parts = (part.strip().lstrip("#").strip() for part in _NEXT.split(body))
    return [text.title, text.summary, *(part for part in parts if part)]


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


@dataclass(frozen=True)
class FileChange:
    """One file of either version. ``how``: added, removed, replaced (another content under the name), renamed (the same
    content), described (another description) or same. Of a file that was added or removed one side is None.
    """

    how: str
    before: Attachment | None
    after: Attachment | None


def file_changes(before: Iterable[Attachment], after: Iterable[Attachment]) -> list[FileChange]:
    """The files of ``after`` against those of ``before``: in the order of ``after``, those that were removed last."""
    left, new = list(before), list(after)
    found: dict[int, Attachment] = {}
    for alike in (_same_file, _same_content, _same_name):
        for each in new:
            old = next((old for old in left if alike(old, each)), None)
            if each.pk not in found and old is not None:
                found[each.pk] = old
                left.remove(old)
    return [
        *(FileChange(_how(found.get(each.pk), each), found.get(each.pk), each) for each in new),
        *(FileChange("removed", each, None) for each in left),
    ]


def _same_file(a: Attachment, b: Attachment) -> bool:
    return a.file_id == b.file_id


def _same_content(a: Attachment, b: Attachment) -> bool:
    return bool(a.file.sha256 == b.file.sha256)


def _same_name(a: Attachment, b: Attachment) -> bool:
    return bool(a.file.name == b.file.name)


def _how(before: Attachment | None, after: Attachment) -> str:
    if before is None:
        return "added"
    if not _same_content(before, after):
        return "replaced"
    if not _same_name(before, after):
        return "renamed"
    return "same" if before.description == after.description else "described"
