"""What a list is narrowed to: the words asked and the values chosen, from an address and back to one.

An address says everything, so a list can be kept, sent to a colleague, or followed. What has no shape of ours in an
address narrows nothing, and is left out of the addresses made from it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.compiled import Given
from waypost.publications.lists import everything
from waypost.publications.models import Indexed, Publication
from waypost.publications.models.finding import asked_of, opened_by
from waypost.publications.search.asked import NOTHING, Asked, Part, ask
from waypost.publications.search.matching import Matches
from waypost.publications.states import Stage

UNREAD, WAITING, ANSWERED = "unread", "to-acknowledge", "acknowledged"
WITHDRAWN, EXPIRED = "withdrawn", "expired"
STATES = (UNREAD, WAITING, ANSWERED, WITHDRAWN, EXPIRED)
PERIODS = {"7": timedelta(days=7), "30": timedelta(days=30), "365": timedelta(days=365)}

# The names in an address, in the order they are shown. Values of one name widen each other, names narrow each other;
# states are no alternatives of one another, so each of them narrows.
NAMES = (
    *("kind", "urgency", "topic", "route", "mark", "state"),
    *("period", "section", "member", "from", "language"),
)
_OF_THE_MOMENT = ("state", "period")  # what no new item has or lacks for good

_VALUE = re.compile(r"[\w-]{1,40}")
_MOST_VALUES = 20


@dataclass(frozen=True)
class Filters:
    """``chosen`` holds each name's values, sorted, names in the order of NAMES: equal filters are equal."""

    asked: Asked = NOTHING
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

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


def chosen_in(query: QueryDict) -> Filters:
    """The filters in an address. Values of no known shape are dropped, the rest is only ever compared."""
    given = {name: tuple(v for v in query.getlist(name) if _VALUE.fullmatch(v)) for name in NAMES}
    given["state"] = tuple(v for v in given["state"] if v in STATES)
    given["mark"] = tuple(v for v in given["mark"] if v in MARKS)
    given["period"] = tuple(v for v in given["period"] if v in PERIODS)
    return Filters(asked=ask(query.get("q", "")), chosen=_tidy(given))


MARKS: Mapping[str, Mark] = {mark.name.lower(): mark for mark in Mark}


def _tidy(given: Mapping[str, Iterable[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    values = ((name, tuple(sorted(set(given.get(name, ())))[:_MOST_VALUES])) for name in NAMES)
    return tuple((name, its) for name, its in values if its)


def narrowed(viewer: Viewer, filters: Filters) -> SeenQuerySet[Publication]:
    """The published (and withdrawn) items this viewer may see, narrowed. Everything listed or counted starts here."""
    found = everything(viewer)
    if filters.asked.part is not None:
        found = holding(found, filters.asked.part)
    for name, values in filters.chosen:
        for condition in _conditions(viewer, name, values):
            found = found.filter(condition)
    return found


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
            return [Q(published_at__gte=clock.now() - max(PERIODS[value] for value in values))]
        case "state":
            return [_in_state(viewer, value) for value in values]
        case _:  # kind, urgency
            return [Q(**{f"{name}__in": values})]


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
