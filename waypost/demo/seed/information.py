"""The information sessions of the demo, with what they are told from, written by the room's own actions."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from waypost.demo.seed.story import Story
from waypost.demo.world import information as world
from waypost.demo.world.items import BANGKOK
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.publications.models import Publication
from waypost.training.actions import information, resources
from waypost.training.actions.information import Told
from waypost.training.models import InformationSession, Material

_BANDS = ("officer", "other-rank", "civilian")


def schedule_information(story: Story, item_of: Callable[[str], int]) -> None:
    """``item_of`` gives the number of the item with a slug, once it is there."""
    story.at(world.ADAPTED_AT, lambda: _adapt(story, item_of(world.RESOURCE)))
    story.at(world.CLEARED_AT, lambda: _clear(_by(story)))
    for row in world.SESSIONS:
        begins = datetime.combine(row.on, time(8), BANGKOK)
        story.at(begins, lambda row=row: _give(_by(story), row))  # type: ignore[misc]
    on, counts, because = world.CORRECTED
    story.at(datetime.combine(on, time(16), BANGKOK), lambda: _correct(_by(story), counts, because))


def _by(story: Story) -> Person:
    return story.cast[world.BY]


def _adapt(story: Story, resource: int) -> None:
    by = _by(story)
    assert by.organisation is not None  # noqa: S101  a trainer of one
    resources.adapt(
        by=by,
        organisation=by.organisation,
        network=story.bodies.networks[world.NETWORK],
        resource=Publication.visible_to(by).get(pk=resource),
        **world.MATERIAL,
    )


def _clear(by: Person) -> None:
    clearance: dict[str, Any] = world.CLEARANCE
    resources.clear(by=by, material=_material(by), revision=1, **clearance)


def _give(by: Person, row: world.SessionRow) -> None:
    information.give(by=by, material=_material(by), told=_told(row, row.counts))


def _correct(by: Person, counts: tuple[int, ...], because: str) -> None:
    on = world.CORRECTED[0]
    row = next(each for each in world.SESSIONS if each.on == on)
    session = InformationSession.visible_to(by).order_by("-pk")[0]
    information.correct(
        by=by, session=session, revision=1, material=_material(by), told=_told(row, counts), because=because
    )


def _told(row: world.SessionRow, counts: tuple[int, ...]) -> Told:
    bands = [(sex, band) for band in _BANDS for sex in ("female", "male")]
    words = {name: getattr(row, name) for name in ("unit", "place", "on", "shift", "minutes")}
    topic = Topic.objects.get(key="protective-equipment")
    return Told(**words, topic=topic, counts=dict(zip(bands, counts, strict=True)))


def _material(by: Person) -> Material:
    return Material.visible_to(by).get()
