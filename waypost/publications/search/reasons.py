"""Why a row is in the list: the field that holds what was asked, and its words with the hits marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from waypost.core.words import Phrase, Word, normal, words, written_codes
from waypost.publications.models import Text
from waypost.publications.models.finding import CODE, FoundPage, Said, plain
from waypost.publications.search.asked import Asked, Code
from waypost.publications.search.holding import holds, terms

_BEFORE, _AFTER = 50, 90  # characters shown around the first hit
_NEAR = 300  # characters cut into words around a place that looks like a hit


class Piece(NamedTuple):
    text: str
    hit: bool


@dataclass(frozen=True)
class Reason:
    """``field`` names where; ``pieces`` are plain text, to be escaped by the template; ``language`` is theirs."""

    field: Any
    pieces: tuple[Piece, ...]
    language: str = ""


def reason(
    asked: Asked,
    reference: str,
    texts: Sequence[Text],
    page: FoundPage | None = None,
    said: Sequence[Said] = (),
) -> Reason | None:
    """Why the publication of this reference matches. ``texts`` are its approved ones that match, best language first;
    ``said`` is what its kind adds to them; ``page`` is the first page of a file that matches.
    """
    if asked.part is None:
        return None
    for text in texts:
        found = _in_head(asked, text) or _in_body(asked, text, said)
        if found is not None:
            return found
    if any(holds(leaf, _codes(reference)) for leaf in asked.leaves()):
        return Reason(_("Reference"), (Piece(reference, hit=True),), "en")
    if texts and said:  # what else stands in such a row, and isn't read again to be shown
        return Reason(_("Number series"), (Piece(asked.text, hit=True),), "en")
    return _in_file(asked, page) if page is not None else None


def stands_in_head(asked: Asked, text: Text) -> bool:
    """Does all that was asked stand in title and summary, so that nothing else has to be read to say why?"""
    return _in_head(asked, text) is not None


def _in_head(asked: Asked, text: Text) -> Reason | None:
    """The title or summary, or both, if all that was asked stands there. Only the hits are shown: the rest is above."""
    assert asked.part is not None  # noqa: S101  asked by reason()
    title, summary = _cut(asked, text.title), _cut(asked, text.summary)
    wanted = terms(asked.part)
    if not all(holds(term, title.sought) or holds(term, summary.sought) for term in wanted):
        return None
    in_title = any(holds(term, title.sought) for term in wanted)
    in_summary = any(holds(term, summary.sought) for term in wanted)
    field = _("Title and summary") if in_title and in_summary else _("Title") if in_title else _("Summary")
    shown = [*_hits(asked, title), *_hits(asked, summary)]
    unique = {hit.casefold(): hit for hit in reversed(shown)}
    pieces = [Piece(hit, hit=True) for hit in reversed(unique.values())]
    between = [piece for each in pieces for piece in (Piece(" · ", hit=False), each)][1:]
    return Reason(field, tuple(between), text.language)


def _in_body(asked: Asked, text: Text, said: Sequence[Said]) -> Reason | None:
    """The line of the text that holds most of what was asked, or one of what the kind adds that holds more."""
    cut, most = _best(asked, plain(text.body))
    found = Reason(_("Text"), _excerpt(asked, cut), text.language) if cut else None
    for each in said:
        cut, held = _best(asked, each.text)
        if cut and held > most:
            found, most = Reason(each.label, _excerpt(asked, cut), each.language), held
    return found


def _in_file(asked: Asked, page: FoundPage) -> Reason:
    field = _("File %(name)s, page %(number)d") % {"name": page.file, "number": page.number}
    cut, _most = _best(asked, page.text)
    return Reason(field, _excerpt(asked, cut) if cut else ())


def _best(asked: Asked, text: str) -> "tuple[_Cut | None, int]":
    """The line that holds most of what was asked, and how much of it; nothing where no line holds any."""
    assert asked.part is not None  # noqa: S101  asked by reason()
    lines = [line for line in normal(text).split("\n") if line.strip()]
    for near in (_likely(asked, lines), lines):
        best: _Cut | None = None
        most = 0
        for line in near:
            cut = _cut(asked, line)
            held = sum(holds(term, cut.sought) for term in terms(asked.part))
            if held > most:
                best, most = cut, held
        if best is not None:
            return best, most
    return None, 0


def _likely(asked: Asked, lines: list[str]) -> Iterable[str]:
    """Stretches of the lines that hold the beginnings of what was asked: cheaper to cut than whole texts."""
    starts = {leaf.begins[:4] if isinstance(leaf, Code) else leaf.forms[0][:6] for leaf in asked.leaves()}
    likely = re.compile("|".join(map(re.escape, starts)), re.IGNORECASE)
    for line in lines:
        found = likely.search(line)
        if found is not None:
            yield _stretch(line, max(0, found.start() - _NEAR // 2), found.start() + _NEAR)


def _stretch(line: str, start: int, end: int) -> str:
    """From a space to a space, where there are any."""
    first = line.find(" ", start, start + 30) if start else 0
    last = line.rfind(" ", end - 30, end) if end < len(line) else len(line)
    return line[first if first >= 0 else start : last if last >= 0 else end]


def _excerpt(asked: Asked, cut: "_Cut") -> tuple[Piece, ...]:
    line, spans = cut.text, _spans(asked, cut)
    first = spans[0][0] if spans else 0
    start, end = max(0, first - _BEFORE), min(len(line), first + _AFTER)
    start = line.rfind(" ", start, first) + 1 if start and " " in line[start:first] else start
    end = max(end, spans[0][1]) if spans else end
    end = line.rfind(" ", end - 15, end) if end < len(line) and " " in line[end - 15 : end] else end
    pieces = [Piece("…", hit=False)] if start else []
    at = start
    for left, right in spans:
        if left >= at and right <= end:
            pieces += [Piece(line[at:left], hit=False), Piece(line[left:right], hit=True)]
            at = right
    tail = line[at:end].rstrip() + ("…" if end < len(line) else "")
    return tuple(piece for piece in [*pieces, Piece(tail, hit=False)] if piece.text)


class _Cut(NamedTuple):
    """A normal text with its words and, where a code is asked for, its codes: cutting it is what costs here."""

    text: str
    words: list[Word]
    codes: list[Word]

    @property
    def sought(self) -> str:
        """What of it can be asked for."""
        return f" {' '.join(word.form for word in self.words)} {_spelt(self.codes)} "


def _cut(asked: Asked, text: str) -> _Cut:
    written = normal(text)
    return _Cut(written, words(written), written_codes(written) if _asks_code(asked) else [])


def _hits(asked: Asked, cut: _Cut) -> list[str]:
    return [cut.text[start:end] for start, end in _spans(asked, cut)]


def _spans(asked: Asked, cut: _Cut) -> list[tuple[int, int]]:
    """The places of everything asked, in order, none inside another."""
    found: set[tuple[int, int]] = set()
    for leaf in asked.leaves():
        found.update(
            _coded(leaf, cut.codes, cut.text) if isinstance(leaf, Code) else _phrased(leaf, cut.words)
        )
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _phrased(leaf: Phrase, cut: list[Word]) -> Iterable[tuple[int, int]]:
    *before, wanted = leaf.forms
    for at, last in enumerate(cut[len(before) :]):
        same = last.form.startswith(wanted) if leaf.open_ended else last.form == wanted
        if same and [word.form for word in cut[at : at + len(before)]] == before:
            yield cut[at].start, cut[at].start + 1 if leaf.open_ended and not before else last.end


def _coded(leaf: Code, coded: list[Word], text: str) -> Iterable[tuple[int, int]]:
    for found in coded:
        if found.form.startswith(leaf.begins):
            left, end = len(leaf.begins), found.start
            while end < found.end and (left > 0 or text[end].isalnum()):
                left -= text[end].isalnum()
                end += 1
            yield found.start, end


def _asks_code(asked: Asked) -> bool:
    return any(isinstance(leaf, Code) for leaf in asked.leaves())


def _codes(text: str) -> str:
    return f"{_spelt(written_codes(text))} "


def _spelt(codes: list[Word]) -> str:
    return "".join(f" {CODE}{found.form}" for found in codes)
