"""Materials of the own organisation, with the resources they were adapted from as far as the viewer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import F

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.publications.lists import best_texts
from waypost.publications.models import Publication, Text, Version
from waypost.publications.states import Stage
from waypost.training.models import Material

SHOWN = 100


@dataclass(frozen=True)
class Source:
    """The resource that is used in its version ``adapted``, as this viewer meets it; ``newest`` is the number of the
    one that is out.
    """

    publication: Publication
    text: Text | None
    adapted: int
    newest: int

    @property
    def withdrawn(self) -> bool:
        return self.publication.stage == Stage.WITHDRAWN

    @property
    def is_old(self) -> bool:
        return self.newest > self.adapted and not self.withdrawn

    @property
    def title(self) -> str:
        return self.text.title if self.text else self.publication.reference


@dataclass(frozen=True)
class Row:
    material: Material
    source: Source | None


def materials(viewer: Viewer) -> SeenQuerySet[Material]:
    return Material.visible_to(viewer).select_related("organisation__member", "network")


def rows_of(viewer: Viewer) -> list[Row]:
    """What is used first, then what waits to be cleared, then what was put away; the newest first."""
    found = sorted(
        materials(viewer).order_by("-added_at", "-pk")[:SHOWN],
        key=lambda each: (each.put_away_at is not None, each.cleared_on is None),
    )
    return [Row(each, source) for each, source in zip(found, sources_of(viewer, found), strict=True)]


def to_tell_from(viewer: Viewer) -> list[Material]:
    """What a session of the own organisation may be told from, and what is not cleared yet: that is said when it is
    chosen.
    """
    own = materials(viewer).filter(organisation=viewer.organisation, put_away_at__isnull=True)
    return list(own.order_by(F("cleared_on").desc(nulls_last=True), "-pk")[:SHOWN])


class Uses(Protocol):
    """What was made, or is taught, from one version of a resource."""

    resource_id: int
    version: int


def sources_of(viewer: Viewer, found: Iterable[Uses]) -> list[Source | None]:
    """In their order, the resources of rows that came through ``visible_to``; None where this viewer does not see
    one. Three queries.
    """
    rows = list(found)
    seen = Publication.visible_to(viewer).in_bulk({each.resource_id for each in rows})
    live = [each.live_id for each in seen.values() if each.live_id]
    numbers = dict(Version.visible_to(viewer).filter(pk__in=live).values_list("pk", "number"))
    texts = best_texts(viewer, live)
    sources: list[Source | None] = []
    for each in rows:
        item = seen.get(each.resource_id)
        if item is None:
            sources.append(None)
            continue
        newest = numbers.get(item.live_id or 0, each.version)
        sources.append(Source(item, texts.get(item.live_id or 0), each.version, newest))
    return sources
