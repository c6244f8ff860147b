"""Activities in tests, by the room's own actions: ``written(cast, title="Boarding")``."""

from datetime import date
from typing import Any

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.people.models import Network, Person
from waypost.places.models import Topic
from waypost.projects.actions import activities
from waypost.projects.actions.activities import WORDS as WORDS
from waypost.projects.actions.activities import Facts
from waypost.projects.models import Activity

FACTS: dict[str, Any] = {
    "title": "Course on boarding",
    "done_by": "Office U",
    "audience": "Marine unit",
    "unit": "Division 1",
    "level": "basic",
    "since": date(2020, 6, 1),
    "until": date(2020, 6, 5),
    "province": "Ranong",
}


def facts(topics: tuple[str, ...] = ("maritime",), **said: Any) -> Facts:
    """What is said by default, and what else. ``done_by_name`` is the body's name, as the column is called."""
    bodies = {
        name: said.pop(f"{name}_name") for name in ("done_by", "audience", "funder") if f"{name}_name" in said
    }
    found = tuple(Topic.objects.filter(key__in=topics).order_by("key"))
    return Facts(**{**FACTS, **bodies, **said, "topics": found})


def written(
    cast: Cast,
    *,
    by: Person | None = None,
    network: Network | None = None,
    mark: Mark = Mark.GREEN,
    **said: Any,
) -> Activity:
    """One that the police keep, or the organisation of ``by``."""
    by = by or cast.focal_point
    assert by.organisation is not None
    made = activities.write_down(
        by=by, organisation=by.organisation, network=network or cast.regional, facts=facts(mark=mark, **said)
    )
    return fresh(made)


def changed(by: Person, activity: Activity, **said: Any) -> Activity:
    """The same, with its revision as title where nothing else is said."""
    now = Activity.unfiltered.get(pk=activity.pk)
    said = {"title": f"Revision {now.revision}", "mark": Mark(now.mark), **said}
    activities.change(by=by, activity=now, revision=now.revision, facts=facts(**said))
    return fresh(activity)


def withdrawn(cast: Cast, withdrawn_because: str, activity: Activity | None = None) -> Activity:
    found = fresh(activity) if activity else written(cast)
    activities.withdraw(
        by=cast.focal_point, activity=found, revision=found.revision, because=withdrawn_because
    )
    return fresh(found)


def fresh(activity: Activity) -> Activity:
    return Activity.unfiltered.get(pk=activity.pk)
