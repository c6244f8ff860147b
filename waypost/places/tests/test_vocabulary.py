"""What a portal starts with: topics under the five sections, and corridors. In both languages, and loaded once."""

import unicodedata
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from tests.cast import Cast
from waypost.core.exposure import Exposure
from waypost.places.models import Member, Named, Route, Section, Topic

vocabulary = import_module("waypost.places.migrations.0002_topics_and_routes")
pytestmark = pytest.mark.usefixtures(
    "cast"
)  # loads the vocabulary anew after a test that emptied the data base

# What the cooperation is about; an item that fits none of these has no topic.
ASKED_FOR = {
    "migrant-smuggling",
    "trafficking",
    "organised-crime",
    "document-fraud",
    "maritime",
    "vessel-types",
    "sea-routes",
    "landing-sites",
    "border-health",
    "technology",
}


def all_named() -> list[Named]:
    return [*Topic.objects.all(), *Route.objects.all(), *Member.objects.all()]


def test_the_five_sections_are_these() -> None:
    assert Section.values == ["maritime", "covid", "cooperation", "documents", "sharing"]


def test_every_topic_asked_for_is_there() -> None:
    assert set(Topic.objects.values_list("key", flat=True)) >= ASKED_FOR


@pytest.mark.parametrize("section", Section.values)
def test_every_section_has_a_topic_of_its_own(section: str) -> None:
    assert Topic.objects.filter(section=section, parent=None).exists()


def test_a_finer_topic_stands_in_the_section_of_the_one_above() -> None:
    for topic in Topic.objects.exclude(parent=None).select_related("parent"):
        assert topic.parent is not None
        assert (topic.section, topic.parent.parent_id) == (topic.parent.section, None), topic.key


def test_topics_and_routes_have_a_name_and_topics_a_meaning_in_both_languages() -> None:
    def has_thai(text: str) -> bool:
        return any("THAI" in unicodedata.name(sign, "") for sign in text)

    for thing in [*Topic.objects.all(), *Route.objects.all()]:
        assert has_thai(thing.name_th), thing.key
        assert not has_thai(thing.name_en), thing.key
    for topic in Topic.objects.all():
        assert has_thai(topic.meaning_th), topic.key
        assert topic.meaning_en.endswith("."), topic.key


def test_no_two_have_the_same_name() -> None:
    for model in (Topic, Route):
        for field in ("name_en", "name_th"):
            names = list(model._default_manager.values_list(field, flat=True))
            assert len(names) == len(set(names)), (model, field)


def test_there_are_routes_by_sea_land_and_air() -> None:
    found = {way: Route.objects.filter(way=way).count() for way in Route.Way.values}
    assert found["sea"] >= 5
    assert found["land"] >= 3
    assert found["air"] >= 1


def test_loading_twice_changes_nothing_and_mends_what_was_changed() -> None:
    def rows() -> list[Any]:
        return [*Topic.objects.order_by("pk").values_list(), *Route.objects.order_by("pk").values_list()]

    before = rows()
    Topic.objects.filter(key="maritime").update(name_en="Sea")
    vocabulary.load(apps, None)
    assert rows() == before


def test_a_name_is_read_in_the_readers_language() -> None:
    topic, route = Topic.objects.get(key="maritime"), Route.objects.get(key="andaman")
    assert (topic.name, route.name, str(route)) == ("Maritime", "Andaman Sea", "Andaman Sea")
    with translation.override("th"):
        assert (topic.name, route.name) == ("ทางทะเล", "ทะเลอันดามัน")
        assert topic.meaning == topic.meaning_th
    with translation.override("fr"):
        assert topic.meaning == topic.meaning_en


def test_a_key_is_one_things(cast: Cast) -> None:
    for made in (
        lambda: Member.objects.create(key="th", name_en="T", name_th="T"),
        lambda: Topic.objects.create(key="maritime", section="maritime", name_en="M", name_th="M"),
        lambda: Route.objects.create(key="andaman", way="sea", name_en="A", name_th="A"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            made()


def test_a_topic_that_has_finer_ones_is_not_removed() -> None:
    with pytest.raises(ProtectedError):
        Topic.objects.get(key="maritime").delete()


def test_it_is_open_reference() -> None:
    assert {type(thing).exposure for thing in all_named()} <= {Exposure.OPEN}


def test_a_member_keeps_its_routes(cast: Cast) -> None:
    member = Member.objects.get(key="th")
    member.routes.set(Route.objects.filter(way="sea"))
    assert member.routes.count() == Route.objects.filter(members=member).count() > 0
