"""The names of everything a list can be narrowed by: open reference, the same for everybody.

Organisations are named only where the reader's own list names them: nobody finds out by guessing codes who takes part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
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


@dataclass
class Vocabulary:
    """Three queries, whatever is asked of it. ``originators`` are names by code, from items the reader sees."""

    originators: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def topics(self) -> list[Topic]:
        return _TOPICS()

    @cached_property
    def routes(self) -> list[Route]:
        return _ROUTES()

    @cached_property
    def members(self) -> list[Member]:
        return _MEMBERS()

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


_TOPICS = Compiled(lambda: Topic.objects.defer("meaning_en", "meaning_th"))
_ROUTES = Compiled(Route.objects.all)
_MEMBERS = Compiled(Member.objects.all)


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
