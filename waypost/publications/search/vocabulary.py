"""The names of everything a list can be narrowed by: open reference, the same for everybody.

Organisations are named only where the reader's own list names them: nobody finds out by guessing codes who takes part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from waypost.core.compiled import Compiled
from waypost.places.models import Member, Route, Section, Topic
from waypost.publications.kinds import kinds, narrowings
from waypost.publications.models import Urgency
from waypost.publications.search.filters import (
    ANSWERED,
    EXPIRED,
    MARKS,
    UNREAD,
    VISIT,
    WAITING,
    WITHDRAWN,
)


class Term(NamedTuple):
    """A topic, route or member. ``under``: the section or way it stands under; ``parent_id``: the topic above, or 0."""

    what: str
    pk: int
    key: str
    name_en: str
    name_th: str
    under: str
    parent_id: int

    @property
    def name(self) -> str:
        return self.name_th if get_language() == "th" else self.name_en


@dataclass
class Vocabulary:
    """One query, whatever is asked of it. ``originators`` are names by code, from items the reader sees."""

    originators: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _terms(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {"topic": [], "route": [], "member": []}
        for row in sorted(map(Term._make, _TERMS()), key=lambda each: (each.under, each.name_en)):
            found[row.what].append(row)
        return found

    @property
    def topics(self) -> list[Term]:
        return self._terms["topic"]

    @property
    def routes(self) -> list[Term]:
        return self._terms["route"]

    @property
    def members(self) -> list[Term]:
        return self._terms["member"]

    def topic_lines(self) -> dict[int, set[str]]:
        """By id, the keys a topic stands under: its own and that of the one above."""
        keys = {topic.pk: topic.key for topic in self.topics}
        return {t.pk: {t.key, *([keys[t.parent_id]] if t.parent_id else [])} for t in self.topics}

    def names(self, name: str) -> Mapping[str, Any]:
        """What each value of a name in an address is called, in the order to show them."""
        match name:
            case "kind":
                return {kind.key: kind.label for kind in kinds()}
            case "urgency":
                return dict(Urgency.choices)
            case "topic":
                return {topic.key: topic.name for topic in self.topics}
            case "route":
                return {route.key: route.name for route in self.routes}
            case "member":
                return {member.key: member.name for member in self.members}
            case "from":
                return self.originators
            case "mark":
                return {key: mark.label for key, mark in MARKS.items()}
            case "language":
                local = ((code, LANG_INFO[code]["name_local"]) for code, _label in settings.LANGUAGES)
                return {code: name.removeprefix("ภาษา") for code, name in local}
            case "section":
                return dict(Section.choices)
            case "state":
                return STATE_NAMES
            case "period":
                return PERIOD_NAMES
        own = narrowings().get(name)
        return own.names() if own else {}

    def said(self, name: str, value: str) -> str:
        """A value in words; as it stands in the address where nothing is called so."""
        return str(self.names(name).get(value, value))


def _terms() -> QuerySet[Any, tuple[Any, ...]]:
    nothing, nobody = Value(""), Value(0)
    topics, routes, members = (
        model.objects.order_by().values_list(Value(what), "pk", "key", "name_en", "name_th", under, parent)
        for what, model, under, parent in (
            ("topic", Topic, F("section"), Coalesce("parent_id", 0)),
            ("route", Route, F("way"), nobody),
            ("member", Member, nothing, nobody),
        )
    )
    return topics.union(routes, members, all=True)


_TERMS = Compiled(_terms)


def group_names() -> Mapping[str, Any]:
    """What each name in an address is called, those of single kinds too."""
    return {**GROUP_NAMES, **{name: each.label for name, each in narrowings().items()}}


# What each name in an address is called, whatever the kind.
GROUP_NAMES: Mapping[str, Any] = {
    "kind": _("Kind"),
    "urgency": _("Severity"),
    "topic": _("Topic"),
    "route": _("Route"),
    "mark": _("Mark"),
    "state": _("Status"),
    "period": _("Date of publication"),
    "section": _("Section"),
    "member": _("From member"),
    "from": _("Originator"),
    "language": _("Language"),
}

STATE_NAMES: Mapping[str, Any] = {
    UNREAD: _("Not read by me"),
    WAITING: _("To acknowledge"),
    ANSWERED: _("Acknowledged"),
    WITHDRAWN: _("Withdrawn"),
    EXPIRED: _("Expired"),
}

PERIOD_NAMES: Mapping[str, Any] = {
    VISIT: _("Since my last visit"),
    "7": _("In the last 7 days"),
    "30": _("In the last 30 days"),
    "365": _("In the last 12 months"),
}
