"""The state table, walked whole: every act × stage × part, on what may be done, is offered, is done, and is seen.

The table is data (``publications/states.py``); what is expected here is read from it, and what happens is asked of the
running policies, doors and pages. So is which kinds of audience a mark allows (``access/marks.py``).
"""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Cast, gather
from tests.fixtures import shared_by_a_module
from tests.leaks import CANARY, Item, make_world, words
from tests.test_rule import Thing
from waypost.access.keys import NOBODY, Audience, key
from waypost.access.marks import TERMS, Mark
from waypost.alerts.actions import flash
from waypost.alerts.tests import urgent
from waypost.core.doors import doors
from waypost.core.errors import Denied, Refused
from waypost.people.models import Person
from waypost.publications.actions import afterwards, answering, approving, drafting
from waypost.publications.models import Publication, Version, WiderRequest
from waypost.publications.policies import (
    acts_now,
    may_ask_wider,
    may_check_second,
    may_make_public,
    may_now,
    may_publish_alone,
    parts_of,
)
from waypost.publications.states import SEES_CONTENT, SEES_HEAD, STEPS, Part, Stage

# One process makes the world.
pytestmark = pytest.mark.xdist_group("states")

ACTS = sorted({each.act for each in STEPS})
VIEWERS = [
    "officer",
    "deputy",
    "focal_point",
    "colleague",
    "coast_officer",
    "coast_focal_point",
    "customs_officer",
]


def _terms(publication: Publication) -> drafting.Terms:
    return drafting.Terms(mark=Mark(publication.mark), to=frozenset(), not_to=frozenset())


def _request(publication: Publication) -> str:
    asked = WiderRequest.unfiltered.filter(publication=publication.pk, outcome="open").first()
    return asked.public_id if asked else ""


def _live(publication: Publication) -> int:
    live = publication.live_version()
    return live.number if live else 1


def _in_work(publication: Publication) -> int:
    version = Version.unfiltered.filter(publication=publication.pk, stage__in=["draft", "review"]).first()
    return version.number if version else 1


def _other(publication: Publication) -> int:
    """A key the mark allows."""
    if publication.mark == Mark.RED:
        return key(Audience.PERSON, Person.objects.get(email="lone-focal-point@cast.invalid").pk)
    return key(Audience.ORGANISATION, publication.originator_id, publication.network_id)


WORDS = {"title": "T", "summary": "S", "body": "B"}
# How each act of the table is done. An act that isn't here fails the build.
DO: dict[str, Callable[[Person, Publication], Any]] = {
    "edit": lambda by, p: drafting.save_part(by=by, publication=p, part={}, changes="Changed."),
    "address": lambda by, p: drafting.address(by=by, publication=p, revision=p.revision, terms=_terms(p)),
    "submit": lambda by, p: drafting.submit(by=by, publication=p),
    "discard": lambda by, p: drafting.discard(by=by, publication=p),
    "take_back": lambda by, p: drafting.take_back(by=by, publication=p),
    "return": lambda by, p: approving.send_back(by=by, publication=p, because="Why."),
    "approve": lambda by, p: approving.approve(
        by=by, publication=p, version=_in_work(p), languages=frozenset({"en"})
    ),
    "publish_alone": lambda by, p: urgent.alone(p, by),
    "second_check": lambda by, p: flash.check_second(by=by, publication=p, version=_live(p)),
    "acknowledge": lambda by, p: answering.acknowledge(
        by=by, publication=p, version=_live(p), answer="received"
    ),
    "ask_wider": lambda by, p: afterwards.ask_wider(by=by, publication=p, key=_other(p), reason="Why."),
    "answer_wider": lambda by, p: afterwards.answer_wider(
        by=by, publication=p, request=_request(p), grant=False, answer="No."
    ),
    "widen": lambda by, p: afterwards.widen(by=by, publication=p, to=frozenset({_other(p)})),
    "make_public": lambda by, p: afterwards.make_public(by=by, publication=p),
    "start_version": lambda by, p: afterwards.start_version(by=by, publication=p),
    "translate": lambda by, p: afterwards.save_translation(by=by, publication=p, language="th", **WORDS),
    "extend": lambda by, p: afterwards.extend(by=by, publication=p, review_by=None, expires_on=None),
    "withdraw": lambda by, p: afterwards.withdraw(by=by, publication=p, because="Why."),
}
# Policies that ask for more than the table: an act allowed there may still be closed here, never the other way round.
NARROWER = {
    "make_public": may_make_public,
    "ask_wider": may_ask_wider,
    "publish_alone": may_publish_alone,
    "second_check": may_check_second,
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Item]]:
    """Made once: what a test of the table changes is rolled back."""
    with shared_by_a_module(django_db_blocker):
        cast = gather()
        yield [*(item for item in make_world(cast) if not item.thing.public), *_urgent(cast)]


def _urgent(cast: Cast) -> Iterator[Item]:
    """A focal point's alert that may go out at once, and one that has: what no other kind of item can."""
    for stage, make in ((Stage.DRAFT, urgent.urgent), (Stage.PUBLISHED, urgent.flashed)):
        content: list[str] = []
        publication = make(cast, Mark.GREEN, words=words(content))
        yield Item(Thing(Mark.GREEN, stage), fresh_of(publication), content=content)


def fresh(item: Item) -> Publication:
    return fresh_of(item.publication)


def fresh_of(publication: Publication) -> Publication:
    return Publication.unfiltered.get(pk=publication.pk)


def cells(cast: Cast, world: list[Item]) -> Iterator[tuple[Item, Publication, Person, frozenset[Part]]]:
    for item, name in product(world, VIEWERS):
        publication, by = fresh(item), getattr(cast, name)
        yield item, publication, by, parts_of(by, publication)


def in_table(act: str, publication: Publication, parts: frozenset[Part]) -> bool:
    """Read naively: is there a step for this act, in the stage it asks about, for one of these parts?"""
    version = publication.in_work()
    return any(
        each.act == act
        and each.stage == ((version.stage if version else None) if each.on_version else publication.stage)
        and (publication.stage != Stage.WITHDRAWN or each.after_withdrawal or not each.on_version)
        and each.parts & parts
        for each in STEPS
    )


def test_every_act_of_the_table_can_be_done() -> None:
    assert sorted(DO) == ACTS


def test_the_world_has_every_cell(cast: Cast, world: list[Item]) -> None:
    """Every stage meets every part that can be had in it, and strangers."""
    met = {(fresh(item).stage, part) for item, _p, _by, parts in cells(cast, world) for part in parts}
    can_be_had = {(stage, part) for stage in Stage for part in SEES_HEAD[stage]}
    # Originator and approver of drafts are one key; the table names the approver.
    assert met >= can_be_had | {(stage, Part.STRANGER) for stage in Stage}


def test_policy_door_and_table_agree(cast: Cast, world: list[Item]) -> None:
    opened: dict[str, set[bool]] = {act: set() for act in ACTS}
    for item, publication, by, parts in cells(cast, world):
        offered = acts_now(by, publication)
        for act in ACTS:
            where = f"{act} by {by} on {item}"
            wanted = in_table(act, publication, parts)
            assert may_now(act, by, publication) == wanted, where
            assert (act in offered) == wanted, f"the page offers otherwise: {where}"
            wanted = wanted and NARROWER.get(act, lambda *_: True)(by, publication)
            assert _opens(act, by, publication) == wanted, where
            opened[act].add(wanted)
    assert [act for act, seen in opened.items() if seen != {True, False}] == []


def _opens(act: str, by: Person, publication: Publication) -> bool:
    """Does the door open? Refused is an open door too: what was asked can't be done as things stand."""
    with transaction.atomic():
        try:
            DO[act](by, publication)
        except Denied:
            return False
        except Refused:
            return True
        finally:
            transaction.set_rollback(True)
    return True


def test_who_sees_head_and_content_is_the_table(cast: Cast, world: list[Item], enter: Any) -> None:
    for name in VIEWERS:
        browser, by = enter(getattr(cast, name)), getattr(cast, name)
        for item in world:
            publication = fresh(item)
            stage, parts = Stage(publication.stage), parts_of(by, publication)
            answer = browser.get(f"/items/{item.public_id}/", follow=True)
            where = f"{name} ({', '.join(parts)}) at {item}"
            assert (answer.status_code == 200) == bool(parts & SEES_HEAD[stage]), where
            found = set(CANARY.findall(answer.content.decode()))
            if stage in (Stage.PUBLISHED, Stage.WITHDRAWN):
                content = bool(set(item.content) & found)
                assert not content or parts & SEES_CONTENT[stage], where
                assert content or stage == Stage.WITHDRAWN or not parts & SEES_CONTENT[stage], where


def test_the_page_offers_what_may_be_done_and_nothing_else(cast: Cast, world: list[Item], enter: Any) -> None:
    """A link or a form to the address of an act stands on an item's page only for whoever may do it now."""
    addresses = {"withdraw": "withdraw", "widen": "widen", "start_version": "version", "extend": "dates"}
    for name in VIEWERS:
        browser, by = enter(getattr(cast, name)), getattr(cast, name)
        for item in world:
            publication = fresh(item)
            if publication.stage != Stage.PUBLISHED or not parts_of(by, publication) - {Part.STRANGER}:
                continue
            page = browser.get(f"/items/{item.public_id}/").content.decode()
            offered = set(re.findall(rf'(?:href|action)="/items/{item.public_id}/([a-z-]+)/', page))
            for act, address in addresses.items():
                if address in offered:
                    assert act in acts_now(by, publication), f"{name} is offered {act} on {item}"


def test_a_visitor_has_no_part(cast: Cast, world: list[Item]) -> None:
    for item in world:
        assert parts_of(NOBODY, fresh(item)) == {Part.STRANGER}
        assert acts_now(NOBODY, fresh(item)) == set()


KINDS = [
    kind
    for kind in Audience
    if kind in (Audience.MEMBER, Audience.ORGANISATION, Audience.GROUP, Audience.PERSON)
]


def _key_of(cast: Cast, kind: Audience) -> int:
    body = {
        Audience.MEMBER: cast.coast.member_id,
        Audience.ORGANISATION: cast.coast.pk,
        Audience.GROUP: cast.maritime.pk,
        Audience.PERSON: cast.coast_officer.pk,
    }[kind]
    return key(kind, body, 0 if kind == Audience.PERSON else cast.regional.pk)


@pytest.mark.parametrize("mark", list(Mark), ids=lambda mark: mark.name)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("side", ["to", "not_to"])
def test_each_mark_takes_the_audiences_of_its_terms(
    cast: Cast, mark: Mark, kind: Audience, side: str
) -> None:
    publication = drafting.start(
        by=cast.officer, organisation=cast.police, kind="bulletin", network=cast.regional, language="en"
    )
    named = {"to": frozenset[int](), "not_to": frozenset[int](), side: frozenset({_key_of(cast, kind)})}
    terms = drafting.Terms(mark=mark, **named)
    if kind in getattr(TERMS[mark], side):
        drafting.address(by=cast.officer, publication=publication, revision=1, terms=terms)
        assert fresh_mark(publication) == mark
    else:
        with pytest.raises(Refused) as refused:
            drafting.address(by=cast.officer, publication=publication, revision=1, terms=terms)
        assert side in refused.value.fields


def fresh_mark(publication: Publication) -> int:
    return Publication.unfiltered.get(pk=publication.pk).mark


def test_every_audience_an_author_can_name_is_tried() -> None:
    named = {kind for terms in TERMS.values() for kind in terms.to | terms.not_to}
    assert named == set(KINDS)
    assert any(door.name == "publications.addressed" for door in doors().values())
