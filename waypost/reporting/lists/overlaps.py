"""Overlaps as they are read by those who see both."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.core.figures import Figure, Window
from waypost.places.models import Topic
from waypost.reporting.models import Judgement, Overlap
from waypost.reporting.overlaps import WEIGHTS, Signal

SHOWN = 100
SHOW = ("open", "settled", "all")
_ONE = ("done_by", "audience", "funder", "member", "organisation", "network")


@dataclass(frozen=True)
class Agreed:
    """One signal in words, with what both have in common and its weight."""

    what: Any
    value: str
    weight: int


@dataclass
class Row:
    """A pair, with why it is one: the heaviest signal first."""

    overlap: Overlap
    agreed: list[Agreed]


@dataclass
class Page:
    row: Row
    judgements: list[Judgement]  # the newest first
    topics: list[list[Topic]]  # of the one, and of the other


@dataclass(frozen=True)
class Counts:
    """How many stand, of those a viewer sees."""

    open: int
    settled: int


def everything(viewer: Viewer) -> SeenQuerySet[Overlap]:
    """What overlaps now."""
    rows = Overlap.visible_to(viewer).filter(Overlap.standing())
    others = [f"{side}__{name}" for side in ("one", "other") for name in _ONE]
    return rows.select_related("one", "other", "programme__organisation", "programme__network", *others)


def rows_of(viewer: Viewer, show: str, of: str = "") -> list[Row]:
    """What nobody decided about first, then by how much agrees. ``of``: the public id of an activity. Two queries."""
    found = everything(viewer)
    if of:
        found = found.filter(one__public_id=of) | found.filter(other__public_id=of)
    if show != "all":
        found = found.filter(Overlap.settled()) if show == "settled" else found.exclude(Overlap.settled())
    waits = Case(When(Overlap.settled(), then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = list(found.order_by(waits, "-score", "pk")[: SHOWN + 1])
    return _with_words(rows)


def counts_of(viewer: Viewer) -> Counts:
    """Two queries."""
    rows = Overlap.visible_to(viewer).filter(Overlap.standing())
    settled = rows.filter(Overlap.settled()).count()
    return Counts(rows.count() - settled, settled)


def page_of(viewer: Viewer, overlap: Overlap) -> Page:
    topics = Topic.objects.in_bulk(field_name="key")
    judgements = Judgement.visible_to(viewer).filter(overlap=overlap.pk).select_related("organisation")
    sides = [[topics[key] for key in side["topics"] if key in topics] for side in _sides(overlap)]
    return Page(_with_words([overlap])[0], list(judgements.order_by("-number")), sides)


def behind(viewer: Viewer, figure: Figure, window: Window) -> tuple[list[Overlap], int] | None:
    """Of what a number counted, the pairs this viewer sees, and how many more there are; None for another figure."""
    evidence = figure.evidence(window)
    if evidence.model not in (Overlap, Judgement):
        return None
    path = "pk" if evidence.model is Overlap else "overlap"
    counted = set(evidence.order_by().values_list(path, flat=True))
    # What was withdrawn is named to nobody but its keeper: it is counted among the others.
    rows = Overlap.visible_to(viewer).filter(one__withdrawn_at=None, other__withdrawn_at=None, pk__in=counted)
    rows = rows.select_related("one", "other", "programme")
    seen = list(rows.order_by("found_on", "pk")[:SHOWN])
    return seen, len(counted) - len(seen)


def _with_words(overlaps: Iterable[Overlap]) -> list[Row]:
    topics = {each.key: each.name for each in Topic.objects.all()}
    return [Row(each, _agreed(each, topics)) for each in overlaps]


def legend() -> list[Agreed]:
    """Every signal in words, with its weight."""
    return [Agreed(_WORDS[each], "", weight) for each, weight in WEIGHTS.items()]


_WORDS = {
    Signal.UNIT: _("Same unit"),
    Signal.BODY: _("Same organisation, one of the two for the whole of it"),
    Signal.TOPIC: _("Same topic"),
    Signal.DATES: _("Within 90 days of each other"),
    Signal.PLACE: _("Same place"),
    Signal.LEVEL: _("Same level"),
    Signal.PARTNER: _("Same partner does it or pays for it"),
}


def _agreed(overlap: Overlap, topics: dict[str, str]) -> list[Agreed]:
    one, other = _sides(overlap)
    shared = sorted(topics.get(key, key) for key in {*one["topics"]} & {*other["topics"]})
    values = {
        Signal.UNIT: overlap.one.reached,
        Signal.BODY: overlap.one.audience.name if overlap.one.audience else overlap.one.audience_name,
        Signal.TOPIC: ", ".join(shared),
        Signal.PLACE: overlap.one.province or overlap.one.place,
        Signal.LEVEL: str(overlap.one.get_level_display()),
    }
    found = [
        Agreed(_WORDS[each], values.get(each, ""), WEIGHTS[each]) for each in map(Signal, overlap.signals)
    ]
    return sorted(found, key=lambda each: -each.weight)


def _sides(overlap: Overlap) -> tuple[dict[str, Any], dict[str, Any]]:
    one, other = json.loads(overlap.facts)
    return one, other
