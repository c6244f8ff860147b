"""Urgent alerts in tests: written by a focal point, who publishes alone what another one checks afterwards."""

from collections.abc import Iterable
from typing import Any

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.models import Alert
from waypost.alerts.tests.alerting import PART
from waypost.core import clock
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.publications.actions import approving, drafting
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import WORDS, keys

ENGLISH = frozenset({"en"})


def urgent(
    cast: Cast,
    mark: Mark = Mark.GREEN,
    *,
    by: Person | None = None,
    to: Iterable[Any] = (),
    words: dict[str, str] | None = None,
    part: dict[str, Any] | None = None,
    **terms: Any,
) -> Publication:
    """A complete draft of the focal point's (or ``by``'s), to go out at once."""
    by = by or cast.focal_point
    assert by.organisation is not None
    item = drafting.start(
        by=by, organisation=by.organisation, kind="alert", network=cast.regional, language="en"
    )
    drafting.save_text(by=by, publication=item, language="en", revision=1, **(words or WORDS))
    drafting.save_part(by=by, publication=item, part={**PART, **(part or {})})
    chosen: dict[str, Any] = {
        "topics": (Topic.objects.get(key="document-fraud"),),
        "review_by": clock.today().replace(year=clock.today().year + 1),
        "urgency": "urgent",
        **terms,
    }
    wanted = drafting.Terms(mark=mark, to=keys(cast, to), **chosen)
    return drafting.address(by=by, publication=item, revision=item.revision, terms=wanted)


def alone(item: Publication, by: Person, **given: Any) -> Publication:
    """Published by its author alone."""
    return approving.publish_alone(by=by, publication=item, **{"version": 1, "languages": ENGLISH, **given})


def flashed(cast: Cast, mark: Mark = Mark.GREEN, **terms: Any) -> Alert:
    """Out, after the focal point's check alone."""
    item = alone(urgent(cast, mark, **terms), cast.focal_point)
    return Alert.unfiltered.get(pk=item.pk)
