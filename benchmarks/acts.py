"""Single acts, in wall time: whom does this reach, and publishing to very many."""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from benchmarks.viewers import viewer
from benchmarks.world import World
from benchmarks.world.bodies import REGIONAL
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.notices import leases, worker
from waypost.notices.models import Notice
from waypost.people.models import Network, Person
from waypost.places.models import Topic
from waypost.publications import reaching
from waypost.publications.actions import drafting
from waypost.publications.models import Publication
from waypost.publications.states import Stage

T = TypeVar("T")

RECIPIENTS = 10_000
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Act:
    """``milliseconds`` it took; ``number`` is how many it concerned."""

    name: str
    milliseconds: float
    bound: float
    number: int


def acts(world: World) -> list[Act]:
    return [*_reach(world), *_publishing(world)]


def _reach(world: World) -> list[Act]:
    """Who can see what is released to everybody of the large network, counted and in words."""
    to_all = Publication.unfiltered.filter(mark=Mark.GREEN, network=REGIONAL, stage=Stage.PUBLISHED)
    publication = to_all.order_by("-pk")[0]
    by = world.bodies.sees_most
    counted, persons = _timed(lambda: publication.people_who_can_see().count())
    told, answer = _timed(lambda: reaching.reached(by, publication))
    return [
        Act("who can see a release to all", counted, 300, persons),
        Act("whom does it reach, in words", told, 300, answer.people),
    ]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """The median of nine, and what the last one found."""
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        found = work()
        times.append(_since(begun))
    return statistics.median(times), found


def _publishing(world: World) -> list[Act]:
    """The approver's button, then the worker until every notice is there."""
    publication, approver = _ready(world)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = viewer("approver", approver).session
    page = reverse("review", args=[publication.public_id])
    carried = dict(_HIDDEN.findall(client.get(page).content.decode()))
    begun = time.perf_counter()
    answer = client.post(page, {**carried, "do": "approve", "languages": ["en"]})
    request = _since(begun)
    assert answer.status_code == 302, f"Publishing answered {answer.status_code}."
    begun = time.perf_counter()
    while event := leases.take(worker.untold(), 60.0):
        worker.tell(event)
    telling = _since(begun)
    told = Notice.objects.filter(subject_id=publication.public_id, kind="publications.published").count()
    return [
        Act("publishing, the request", request, 500, told),
        Act("publishing, every notice written", telling, 60_000, told),
    ]


def _ready(world: World) -> tuple[Publication, Person]:
    """An item in the approver's hands that will reach RECIPIENTS persons (a quarter of a small world)."""
    organisation = next(n for n, network in world.bodies.network_of.items() if network == REGIONAL and n > 3)
    author = Person.objects.get(pk=world.bodies.officer(organisation))
    approver = Person.objects.get(pk=world.bodies.focal_point(organisation))
    publication: Any = drafting.start(
        by=author,
        organisation=author.organisation,
        kind="bulletin",
        network=Network.objects.get(pk=REGIONAL),
        language="en",
    )
    publication = Publication.unfiltered.get(pk=publication.pk)
    words = {"title": "A title", "summary": "A summary.", "body": "What was seen.\n\nAnd what to do."}
    drafting.save_text(by=author, publication=publication, language="en", revision=1, **words)
    terms = drafting.Terms(
        mark=Mark.AMBER, to=_to_many(world), topics=tuple(Topic.objects.all()[:1]), asks_answer=True
    )
    drafting.address(by=author, publication=publication, revision=1, terms=terms)
    drafting.submit(by=author, publication=publication)
    return publication, approver


def _to_many(world: World) -> frozenset[int]:
    wanted = min(RECIPIENTS, world.size.persons // 4)
    inside = Person.objects.active().filter(acting_as__endorsements__network=REGIONAL)
    sizes = inside.values_list("acting_as__post__organisation__member").annotate(n=Count("pk")).order_by("-n")
    chosen: list[int] = []
    reached = 0
    for member, persons in sizes:
        if reached >= wanted:
            break
        chosen.append(member)
        reached += persons
    return frozenset(key(Audience.MEMBER, member, REGIONAL) for member in chosen)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
