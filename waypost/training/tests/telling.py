"""Materials and information sessions in tests, by the room's own actions: ``given(cast, cleared(cast))``."""

from datetime import date
from typing import Any

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.publications.actions import approving, drafting
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import WORDS, fresh, key_of
from waypost.training.actions import information, resources
from waypost.training.actions.information import Told
from waypost.training.models import InformationSession, Material

CLEARED_ON = date(2020, 7, 20)
COUNTS = {("female", "officer"): 2, ("male", "other-rank"): 9}


def a_resource(cast: Cast, mark: Mark = Mark.GREEN, *, to: tuple[Any, ...] = ()) -> Publication:
    """A published resource of the officer's."""
    item = drafting.start(
        by=cast.officer, organisation=cast.police, kind="resource", network=cast.regional, language="en"
    )
    drafting.save_text(by=cast.officer, publication=item, language="en", revision=1, **WORDS)
    drafting.save_part(by=cast.officer, publication=item, part={"use": "training"})
    terms = drafting.Terms(
        mark=mark,
        to=frozenset(key_of(cast, each) for each in to),
        not_to=frozenset(),
        topics=(Topic.objects.order_by("pk")[0],),
        review_by=date(2021, 3, 1),
    )
    item = drafting.address(by=cast.officer, publication=item, revision=fresh(item).revision, terms=terms)
    drafting.submit(by=cast.officer, publication=item)
    return approving.approve(by=cast.deputy, publication=fresh(item), version=1, languages=frozenset({"en"}))


def adapted(
    cast: Cast, resource: Publication | None = None, *, by: Person | None = None, **words: str
) -> Material:
    author = by or cast.focal_point
    assert author.organisation is not None
    return resources.adapt(
        by=author,
        organisation=author.organisation,
        network=cast.regional,
        resource=fresh(resource or a_resource(cast)),
        **{"title_en": "Masks at the counter", "title_th": "หน้ากากที่จุดตรวจ", **words},
    )


def cleared(cast: Cast, material: Material | None = None, **more: Any) -> Material:
    made = material or adapted(cast, **more)
    return resources.clear(
        by=more.get("by", cast.focal_point),
        material=made,
        revision=1,
        cleared_by_en="Ministry of Public Health",
        cleared_by_th="กระทรวงสาธารณสุข",
        on=CLEARED_ON,
        reference="MOPH 12/2563",
    )


def told(**more: Any) -> Told:
    words: dict[str, Any] = {
        "unit": "Checkpoint one",
        "place": "Arrivals",
        "on": date(2020, 8, 3),
        "shift": "morning",
        "minutes": 20,
        "counts": COUNTS,
    }
    return Told(**{"topic": Topic.objects.get(key="border-health"), **words, **more})


def given(cast: Cast, material: Material, *, by: Person | None = None, **more: Any) -> InformationSession:
    return information.give(by=by or cast.focal_point, material=material, told=told(**more))
