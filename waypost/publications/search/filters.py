"""What a list is narrowed to: the words asked and the values chosen, from an address and back to one.

An address says everything, so a list can be kept, sent to a colleague, or followed. What has no shape of ours in an
address narrows nothing, and is left out of the addresses made from it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.compiled import Given
from waypost.publications.kinds import Narrowing, Typed, narrowings
from waypost.publications.lists import everything
from waypost.publications.models import Indexed, Publication
from waypost.publications.models.finding import asked_of, opened_by
from waypost.publications.search.asked import NOTHING, Asked, Part, ask
from waypost.publications.search.matching import Matches
from waypost.publications.states import Stage

UNREAD, WAITING, ANSWERED = "unread", "to-acknowledge", "acknowledged"
WITHDRAWN, EXPIRED = "withdrawn", "expired"
STATES = (UNREAD, WAITING, ANSWERED, WITHDRAWN, EXPIRED)
VISIT = "visit"  # since the reader's visit before this one
_LENGTHS = {"7": timedelta(days=7), "30": timedelta(days=30), "365": timedelta(days=365)}
PERIODS = (VISIT, *_LENGTHS)

# The names in an address, in the order they are shown. Values of one name widen each other, names narrow each other;
# states are no alternatives of one another, so each of them narrows.
NAMES = (
    *("kind", "urgency", "topic", "route", "mark", "state"),
    *("period", "section", "member", "from", "language"),
)
_OF_THE_MOMENT = ("state", "period")  # what no new item has or lacks for good

_VALUE = re.compile(r"[\w-]{1,40}")
_MOST_VALUES = 20
_LONGEST_TYPED = 60


@dataclass(frozen=True)
class Filters:
    """``chosen`` holds each name's values, sorted, names in the order of NAMES: equal filters are equal.

    ``unread`` is what was typed and has no shape of ours: it narrows nothing and is given back to whoever typed it.
    """

    asked: Asked = NOTHING
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unread: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def of(self, name: str) -> tuple[str, ...]:
        return dict(self.chosen).get(name, ())

    @property
    def narrows(self) -> bool:
        """Is anything asked or chosen that can narrow a list?"""
        return self.asked.part is not None or bool(self.chosen)

    def without(self, name: str, value: str = "") -> "Filters":
        """Less one value of a name, or less the words (``q``)."""
        if name == "q":
            return replace(self, asked=NOTHING)
        left = {n: tuple(v for v in values if (n, v) != (name, value)) for n, values in self.chosen}
        return replace(self, chosen=_tidy(left))

    def plus(self, name: str, value: str) -> "Filters":
        return replace(self, chosen=_tidy({**dict(self.chosen), name: (*self.of(name), value)}))

    def lasting(self) -> "Filters":
        """Less what is about one reader or one day: what a new item can match."""
        return replace(self, chosen=_tidy({n: v for n, v in self.chosen if n not in _OF_THE_MOMENT}))

    def pairs(self) -> list[tuple[str, str]]:
        words = [("q", self.asked.text)] if self.asked.text else []
        return [*words, *((name, value) for name, values in self.chosen for value in values)]

    def address(self, **more: str) -> str:
        """The query of an address, with the question mark; the same filters always give the same one."""
        return f"?{urlencode([*self.pairs(), *((n, v) for n, v in more.items() if v)])}"


def names() -> tuple[str, ...]:
    """Every name in an address, those of single kinds last."""
    return (*NAMES, *narrowings())


def chosen_in(query: QueryDict) -> Filters:
    """The filters in an address. Values of no known shape are dropped, the rest is only ever compared."""
    given = {name: tuple(v for v in query.getlist(name) if _VALUE.fullmatch(v)) for name in names()}
    given["state"] = tuple(v for v in given["state"] if v in STATES)
    given["mark"] = tuple(v for v in given["mark"] if v in MARKS)
    given["period"] = tuple(v for v in given["period"] if v in PERIODS)
    unread: list[tuple[str, str]] = []
    for name, typed in _typed().items():
        text = query.get(name, "").strip()[:_LONGEST_TYPED]
        value = typed.read(text)
        given[name] = (value,) if value else ()
        if text and not value:
            unread.append((name, text))
    return Filters(asked=ask(query.get("q", "")), chosen=_tidy(given), unread=tuple(unread))


def unread_because(filters: Filters) -> list[str]:
    """What is wrong with what was typed and not read, a sentence each."""
    return [_typed()[name].why(text) for name, text in filters.unread]


def _typed() -> dict[str, Typed]:
    return {name: each.typed for name, each in narrowings().items() if each.typed is not None}


MARKS: Mapping[str, Mark] = {mark.name.lower(): mark for mark in Mark}


def _tidy(given: Mapping[str, Iterable[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    values = ((name, tuple(sorted(set(given.get(name, ())))[:_MOST_VALUES])) for name in names())
    return tuple((name, its) for name, its in values if its)


def narrowed(viewer: Viewer, filters: Filters) -> SeenQuerySet[Publication]:
    """The published (and withdrawn) items this viewer may see, narrowed. Everything listed or counted starts here."""
    return looked_for(viewer, filters)[0]


def looked_for(viewer: Viewer, filters: Filters) -> tuple[SeenQuerySet[Publication], list[str]]:
    """As ``narrowed``, and what is to be said of what was searched for on the way."""
    found, said = everything(viewer), list[str]()
    if filters.asked.part is not None:
        found = holding(found, filters.asked.part)
    searches: list[tuple[Narrowing, str]] = []
    for name, values in filters.chosen:
        if (own := narrowings().get(name)) and own.within:
            searches += [(own, value) for value in values]
            continue
        for condition in _conditions(viewer, name, values):
            found = found.filter(condition)
    for own, value in searches:  # among what all else has left
        looked = own.within(found, value)  # type: ignore[misc]  # those that have one
        found, said = found.filter(looked.condition), [*said, *looked.said]
    return found, said


def holding(found: SeenQuerySet[Publication], words: Part | Given) -> SeenQuerySet[Publication]:
    """Those of them in which these words stand, in one text or on one page."""
    return found.filter(Exists(Indexed.of_outer(Matches(words))))


def _conditions(viewer: Viewer, name: str, values: tuple[str, ...]) -> list[Any]:
    match name:
        case "topic":  # stands for the finer ones under it too
            return [_about(Q(topic__key__in=values) | Q(topic__parent__key__in=values))]
        case "section":
            return [_about(Q(topic__section__in=values))]
        case "route":
            routes = Publication.routes.through._default_manager.filter(route__key__in=values)
            return [Exists(routes.filter(publication=OuterRef("pk")))]
        case "member":
            return [Q(originator__member__key__in=values)]
        case "from":
            return [Q(originator__code__in=values)]
        case "mark":
            return [Q(mark__in=[MARKS[value] for value in values])]
        case "language":
            return [Exists(Indexed.of_outer(Q(text__language__in=values)))]
        case "period":
            return _published_in(viewer, values)
        case "state":
            return [_in_state(viewer, value) for value in values]
        case _ if name in narrowings():
            return [narrowings()[name].condition(values)]
        case _:  # kind, urgency
            return [Q(**{f"{name}__in": values})]


def began(viewer: Viewer, period: str) -> datetime | None:
    """When a period began for this viewer; None for one that holds everything: no earlier visit is known."""
    return viewer.visit_before_at if period == VISIT else clock.now() - _LENGTHS[period]


def _published_in(viewer: Viewer, periods: tuple[str, ...]) -> list[Q]:
    since = [began(viewer, each) for each in periods]
    known = [each for each in since if each is not None]
    return [Q(published_at__gte=min(known))] if len(known) == len(since) else []


def _about(topics: Q) -> Exists:
    through = Publication.topics.through._default_manager
    return Exists(through.filter(topics, publication=OuterRef("pk")))


def _in_state(viewer: Viewer, state: str) -> Any:
    match state:
        case "unread":
            return ~opened_by(viewer)
        case "to-acknowledge":
            return Exists(asked_of(viewer))
        case "acknowledged":
            return Q(Exists(asked_of(viewer, answered=True)), stage=Stage.PUBLISHED)
        case "withdrawn":
            return Q(stage=Stage.WITHDRAWN)
        case _:
            return Q(expires_on__lt=clock.today(), stage=Stage.PUBLISHED)
