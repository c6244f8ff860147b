"""Overlaps in tests, found and decided by the room's own actions: ``judged(cast, note="They share a date.")``."""

from typing import Any

from tests.cast import Cast
from waypost.people.models import Person
from waypost.projects.tests.activities import written
from waypost.reporting.actions import overlaps
from waypost.reporting.actions.overlaps import Decided
from waypost.reporting.models import Judgement, Overlap

DECIDED: dict[str, Any] = {"relation": "complementary", "note": "They share the unit alone."}


def found(cast: Cast, **said: Any) -> Overlap:
    """The police and the coast guard do the same for one unit."""
    written(cast, **said)
    written(cast, by=cast.coast_focal_point, title="Course on rescue", **said)
    overlaps.look()
    return Overlap.unfiltered.select_related("one", "other").latest("pk")


def judged(cast: Cast, *, by: Person | None = None, overlap: Overlap | None = None, **said: Any) -> Judgement:
    thing = overlap or found(cast)
    return overlaps.judge(
        by=by or cast.focal_point,
        overlap=thing,
        revision=thing.revision,
        decided=Decided(**{**DECIDED, **said}),
    )


def fresh(overlap: Overlap) -> Overlap:
    return Overlap.unfiltered.get(pk=overlap.pk)
