"""What a reader gets: how many, in which order, which page of it, and why.

One query finds the newest BOUND of the visible items that match, with the little that numbers and orders are made of.
Nothing is counted beyond it, so a list costs the same in a small portal and in a large one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from waypost.access.keys import ANYBODY, Viewer, viewer_given
from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.core.compiled import Among, Compiled, Given
from waypost.core.words import code
from waypost.publications.lists import Listed, Reading, Row, columns, everything, listed, reading_of, rows_for
from waypost.publications.models import Indexed, Publication, Text
from waypost.publications.models.finding import (
    FoundPage,
    Said,
    adds_lines,
    asked_of,
    first_pages,
    found_pages,
    newest_holding,
    said_in,
    shown_versions,
    texts_of,
)
from waypost.publications.search.asked import Asked, Part
from waypost.publications.search.filters import WAITING, Filters, holding, looked_for
from waypost.publications.search.holding import worth
from waypost.publications.search.matching import Matches, in_words
from waypost.publications.search.newest import EVER, MOST, SEEN, begins
from waypost.publications.search.reasons import Reason, reason, stands_in_head

BOUND = 200  # more would cost most readers more than the page itself: docs/benchmarks.md
PAGE = 20

BEST, NEWEST, DEADLINE = "best", "newest", "deadline"


@dataclass(frozen=True)
class Hit:
    """One row of the list, and why it is there."""

    row: Row
    reason: Reason | None


class Results:
    """The answer to one address, for one viewer."""

    def __init__(self, viewer: Viewer, filters: Filters, order: str) -> None:
        self.viewer = viewer
        self.order = order if order in orders_of(viewer, filters) else default_order(filters)
        if self.order == DEADLINE and WAITING not in filters.of("state"):
            filters = filters.plus("state", WAITING)  # nothing else has a deadline for this reader
        self.filters = filters

    @cached_property
    def candidates(self) -> list[Listed]:
        """In the list's order. One more than BOUND when there are more."""
        return self._ordered(listed(self._found()))

    @cached_property
    def reading(self) -> Reading:
        """What of those that are counted is unread, and what is asked. Two queries."""
        return reading_of(self.viewer, [each.live_id for each in self.candidates[:BOUND]])

    @property
    def is_bounded(self) -> bool:
        """Are there more than were looked at?"""
        return len(self.candidates) > BOUND

    @property
    def count(self) -> int:
        return min(len(self.candidates), BOUND)

    @property
    def shown_count(self) -> str:
        return said(self.count, more=self.is_bounded)

    def page(self, after: str = "") -> "Page":
        """The PAGE rows behind the one with the public id ``after``; the first ones where there is none such."""
        known = [candidate.public_id for candidate in self.candidates[:BOUND]]
        start = known.index(after) + 1 if after in known else 0
        if self.order == NEWEST and self.is_bounded and after and not 0 < start <= BOUND - PAGE:
            place = self._behind(after)
            if place is not None:
                beyond = columns(self._narrowed().filter(place)[: PAGE + 1], **self._extra())
                return self._page(listed(beyond), first=0)
        return self._page(self.candidates[start : start + PAGE + 1], first=start + 1, reading=self.reading)

    @property
    def said(self) -> list[str]:
        """What the reader is to know of what was searched for beside the words."""
        return self._looked_for[1] if self.filters.chosen else []

    def counted(self) -> list[int]:
        """The ids of those that are counted."""
        return [each.pk for each in self.candidates[:BOUND]]

    def tally(self, name: str) -> Counter[Any]:
        """How often each value of a field of theirs occurs."""
        return Counter(getattr(candidate, name) for candidate in self.candidates[:BOUND])

    def originators(self) -> dict[str, str]:
        """The names of those whose items are listed, by code."""
        found = {each.code: each.originator for each in self.candidates[:BOUND]}
        return {code: each.name for code, each in sorted(found.items(), key=lambda pair: pair[1].name_en)}

    def _found(self) -> Iterable[tuple[Any, ...]]:
        if self.filters.chosen:
            return columns(self._narrowed()[: BOUND + 1], **self._extra())
        given, part = viewer_given(self.viewer), self.filters.asked.part
        if part is None:
            return _ALL(**given)
        found = self._in_place(part)
        return _WITH_WORDS(words=in_words(part), **given) if found is None else found

    def _in_place(self, part: Part) -> list[tuple[Any, ...]] | None:
        """The hits, found among what holds the words: where those are few, or where the newest ones lie."""
        given, words = viewer_given(self.viewer), in_words(part)
        for since in begins(words, BOUND, lambda: _NTH_SEEN.first(**given)):
            holding = _HOLDING(words=words, since=since)
            if len(holding) <= MOST:
                found = _OF_THEM(publications=set(holding), words=words, **given)
                if since == EVER or len(found) > BOUND:
                    return found
        return None

    def _narrowed(self) -> SeenQuerySet[Publication]:
        return _in_order(self._looked_for[0])

    @cached_property
    def _looked_for(self) -> tuple[SeenQuerySet[Publication], list[str]]:
        return looked_for(self.viewer, self.filters)

    def _extra(self) -> dict[str, Any]:
        part = self.filters.asked.part
        extra: dict[str, Any] = {}
        if part is not None:
            extra["head"] = _head(part)
        if self.order == DEADLINE:
            extra["due_at"] = Subquery(asked_of(self.viewer).order_by("due_at").values("due_at")[:1])
        return extra

    def _ordered(self, found: list[Listed]) -> list[Listed]:
        """Sorting keeps the newest first among equals."""
        asked = self.filters.asked
        if self.order == DEADLINE:
            return sorted(found, key=lambda each: each.due_at or clock.now())
        if self.order == BEST and (part := asked.part) is not None:
            number = asked.as_code
            rank = {each.pk: (_place(number, each.reference), -worth(part, each.head)) for each in found}
            return [*sorted(found[:BOUND], key=lambda each: rank[each.pk]), *found[BOUND:]]
        return found

    def _behind(self, public_id: str) -> Q | None:
        """The condition of coming later than this item in the newest-first list; None if it isn't to be seen."""
        last = Publication.visible_to(self.viewer).filter(public_id=public_id, published_at__isnull=False)
        row = last.values_list("published_at", "pk").first()
        if row is None:
            return None
        return Q(published_at__lt=row[0]) | Q(published_at=row[0], pk__lt=row[1])

    def _page(self, found: list[Listed], *, first: int, reading: Reading | None = None) -> "Page":
        return Page(self._hits(found[:PAGE], reading), first, len(found) > PAGE)

    def _hits(self, publications: list[Listed], reading: Reading | None) -> list[Hit]:
        asked = self.filters.asked
        if asked.part is None:
            return [Hit(row, None) for row in rows_for(self.viewer, publications, reading=reading)]
        words, versions = in_words(asked.part), shown_versions(publications)
        texts: list[Any] = _TEXTS(versions=versions, words=words)
        rows = rows_for(self.viewer, publications, texts, reading)
        matched: list[Text] = [text for text in texts if text.matches]
        elsewhere = {*versions}.difference(text.version_id for text in matched)
        pages = found_pages(
            _PAGES(publications=[p.pk for p in publications if p.live_id in elsewhere], words=words)
        )
        said = said_in(row.publication for row in rows if _wants_more(asked, row, matched))
        return [Hit(row, _why(asked, row, matched, pages, said)) for row in rows]


def _head(part: Part | Given) -> Coalesce:
    """The words of title and summary of the first text of a publication that matches."""
    texts = Indexed.of_outer(Matches(part), text__isnull=False).order_by("text")
    return Coalesce(Subquery(texts.values("head")[:1]), Value("", TextField()))


def _with_words(words: Given) -> QuerySet[Any, tuple[Any, ...]]:
    return columns(_newest(holding(everything(ANYBODY), words)), head=_head(words))


def _matched_texts(versions: Given, words: Given) -> QuerySet[Any]:
    """With bodies: a reader is shown where in them the words stand."""
    matches = Exists(Indexed.of_outer(Matches(words), link="text"))
    return texts_of(versions).defer(None).annotate(matches=matches)


def _newest(found: SeenQuerySet[Publication]) -> SeenQuerySet[Publication]:
    return _in_order(found)[: BOUND + 1]


def _in_order(found: SeenQuerySet[Publication]) -> SeenQuerySet[Publication]:
    return found.order_by("-published_at", "-pk")


# Most lists and most searches have nothing chosen.
_NTH_SEEN = Compiled(
    lambda: _in_order(everything(ANYBODY)).values_list("published_at", flat=True)[SEEN - 1 : SEEN]
)
_HOLDING = Compiled(lambda words, since: newest_holding(since, Matches(words))[: MOST + 1], one_plan=False)
_OF_THEM = Compiled(
    lambda publications, words: columns(
        _newest(everything(ANYBODY).filter(Among("pk", publications))), head=_head(words)
    )
)
_ALL = Compiled(lambda: columns(_newest(everything(ANYBODY))))
_WITH_WORDS = Compiled(_with_words, one_plan=False)
_TEXTS = Compiled(_matched_texts)
_PAGES = Compiled(lambda publications, words: first_pages(publications, Matches(words)))


def _wants_more(asked: Asked, row: Row, matched: list[Text]) -> bool:
    """Is there more to read than title and summary, to say why this row is in the list?"""
    if not adds_lines(row.publication.kind):
        return False
    return not any(stands_in_head(asked, text) for text in _best_first(row, matched))


def _why(
    asked: Asked,
    row: Row,
    matched: list[Text],
    pages: dict[int, FoundPage],
    said: dict[int, list[Said]],
) -> Reason | None:
    publication = row.publication
    texts, page = _best_first(row, matched), pages.get(publication.pk)
    return reason(asked, publication.reference, texts, page, said.get(publication.live_id or 0, ()))


def _place(asked: str, reference: str) -> int:
    """Where an item stands by its own number: the one that was asked for, then those it begins, then all others."""
    own = code(reference) if asked else ""
    return 0 if own and own == asked else 1 if own and own.startswith(asked) else 2


def _best_first(row: Row, texts: list[Text]) -> list[Text]:
    """A row's texts, the one the row shows first."""
    own = [text for text in texts if text.version_id == row.publication.live_id]
    return sorted(own, key=lambda text: (text != row.text, not text.authoritative, text.pk))


@dataclass(frozen=True)
class Page:
    """A page of hits; ``first`` is the place of its first in the list, 0 beyond what is counted."""

    hits: list[Hit]
    first: int
    more: bool

    @property
    def last(self) -> int:
        return self.first + len(self.hits) - 1

    @property
    def next_after(self) -> str:
        return self.hits[-1].row.publication.public_id if self.more and self.hits else ""


def said(number: int, *, more: bool) -> str:
    """9 · 1,000+"""
    return f"{number:,}{'+' if more else ''}"


def orders_of(viewer: Viewer, filters: Filters) -> list[str]:
    """The orders that mean something here: a best match where words are asked, deadlines for members."""
    best = [BEST] if filters.asked.part is not None else []
    return [*best, NEWEST, *([DEADLINE] if viewer.organisation is not None else [])]


def default_order(filters: Filters) -> str:
    return BEST if filters.asked.part is not None else NEWEST
