"""Who knows of releases, openings, answers and requests: each rule by itself, for everybody it tells apart."""

from collections import defaultdict
from typing import Any

import pytest
from django.db.models import Q

from tests.cast import Cast
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.people.models import Post
from waypost.publications.actions import afterwards, answering
from waypost.publications.models import (
    Acknowledgement,
    Addressee,
    Opening,
    Publication,
    Release,
    WiderRequest,
)
from waypost.publications.policies import may_see_board
from waypost.publications.tests.sharing import asking, fresh, key_of, shared

READERS = [
    "officer",
    "deputy",
    "focal_point",
    "colleague",
    "coast_officer",
    "coast_focal_point",
    "lone_officer",
    "lone_focal_point",
    "secretariat",
    "customs_officer",
    "dormant",
]


def who(cast: Cast, model: Any, **of: Any) -> dict[str, int]:
    """How many of the rows each reader sees; nothing is said of those who see none."""
    counts = {name: model.visible_to(getattr(cast, name)).filter(**of).count() for name in READERS}
    return {name: count for name, count in counts.items() if count}


@pytest.fixture
def amber(cast: Cast) -> Publication:
    """Released to two organisations; one reader of each opened it and one organisation answered."""
    item = asking(cast, to=[cast.coast, cast.lone, cast.office])
    for reader in (cast.coast_officer, cast.coast_focal_point, cast.lone_officer):
        answering.opened(by=reader, publication=item)
    answering.acknowledge(
        by=cast.coast_focal_point, publication=item, version=1, answer="acting", remark="Ours."
    )
    return fresh(item)


def test_to_whom_it_goes_is_known_to_those_who_work_on_it(cast: Cast, amber: Publication) -> None:
    assert who(cast, Release, publication=amber.pk) == {"officer": 3, "deputy": 3, "focal_point": 3}
    red = shared(cast, Mark.RED, to=[cast.coast_officer])
    assert who(cast, Release, publication=red.pk) == {"officer": 1, "deputy": 1}


def test_who_opened_it_is_known_to_oneself_and_to_the_own_focal_point(cast: Cast, amber: Publication) -> None:
    seen = who(cast, Opening, version=amber.live_id)
    assert seen == {"coast_officer": 1, "coast_focal_point": 2, "lone_officer": 1, "lone_focal_point": 1}


def test_who_was_asked_is_known_to_the_one_who_was_and_to_those_in_charge(
    cast: Cast, amber: Publication
) -> None:
    seen = who(cast, Addressee, version=amber.live_id)
    own = dict.fromkeys(("coast_officer", "coast_focal_point", "lone_officer", "lone_focal_point"), 1)
    assert seen == own | {"officer": 3, "deputy": 3, "focal_point": 3, "secretariat": 3}
    answered = who(cast, Acknowledgement, addressee__version=amber.live_id)
    of_coast = ("officer", "deputy", "focal_point", "secretariat", "coast_officer", "coast_focal_point")
    assert answered == dict.fromkeys(of_coast, 1)


def test_under_red_each_addressed_person_knows_of_their_own(cast: Cast) -> None:
    item = asking(cast, Mark.RED, to=[cast.coast_officer, cast.coast_focal_point])
    seen = who(cast, Addressee, version=item.live_id)
    assert seen == {"officer": 2, "deputy": 2, "coast_officer": 1, "coast_focal_point": 1}


def test_requests_are_the_asking_organisations_and_under_red_the_askers(cast: Cast) -> None:
    item = shared(cast, to=[cast.coast, cast.lone])
    wanted = key_of(cast, cast.customs)
    afterwards.ask_wider(by=cast.coast_officer, publication=item, key=wanted, reason="A case")
    own = {"officer": 1, "deputy": 1, "focal_point": 1}
    seen = who(cast, WiderRequest, publication=item.pk)
    assert seen == own | {"coast_officer": 1, "coast_focal_point": 1}
    red = shared(cast, Mark.RED, to=[cast.coast_officer, cast.coast_focal_point])
    wanted = key_of(cast, cast.customs_officer)
    afterwards.ask_wider(by=cast.coast_officer, publication=red, key=wanted, reason="A case")
    seen = who(cast, WiderRequest, publication=red.pk)
    assert seen == {"officer": 1, "deputy": 1, "coast_officer": 1}


def test_the_board_of_a_strict_item_is_not_the_secretariats(cast: Cast) -> None:
    """Not though the item is released to the secretariat's own organisation."""
    item = asking(cast, Mark.STRICT, to=[cast.coast, cast.office])
    assert item.is_visible_to(cast.secretariat)
    assert not may_see_board(cast.secretariat, item)
    own = who(cast, Addressee, version=item.live_id)
    assert own["secretariat"] == 1 < own["officer"]


def test_whoever_is_not_active_meets_what_was_made_public_as_a_visitor_does(cast: Cast, enter: Any) -> None:
    """Their organisation's answer, and the name of who gave it, are no longer theirs, or not yet."""
    item = asking(cast, Mark.CLEAR)
    answering.acknowledge(
        by=cast.coast_focal_point, publication=item, version=1, answer="acting", remark="Ours."
    )
    afterwards.make_public(by=cast.deputy, publication=fresh(item))
    Post.objects.filter(pk=cast.dormant.acting_as.post_id).update(role=Post.Role.DEPUTY)
    page = enter(cast.coast_officer).get(f"/items/{item.public_id}/").content.decode()
    assert "Ours." in page
    for person in (cast.dormant, cast.invited):
        page = enter(person).get(f"/items/{item.public_id}/").content.decode()
        assert item.reference in page
        assert "Ours." not in page
        assert cast.coast_focal_point.name not in page
        assert item.reference not in enter(person).get("/items/?state=acknowledged").content.decode()
    answering.opened(by=cast.coast_officer, publication=fresh(item))
    others = defaultdict(Q, {Opening: ~Q(person=cast.dormant.pk)})
    for viewer in (cast.dormant, NOBODY):
        for model in (Addressee, Acknowledgement, Opening, WiderRequest, Release):
            assert not model.visible_to(viewer).filter(others[model]).exists(), model
        assert Addressee.of_viewer(viewer, [fresh(item).live_id or 0]) == {}
