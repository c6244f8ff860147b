"""Curricula through pages: begun, written version by version, moved on, and frozen once they are finalised."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.curriculum.actions import versions as actions
from waypost.curriculum.actions.document import write_document
from waypost.curriculum.document import of_modules
from waypost.curriculum.models import Curriculum, CurriculumVersion, Status
from waypost.places.models import Topic
from waypost.training.tests.teaching import MODULES, begun_curriculum, taught

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]
NAMES = ("code", "title_en", "title_th", "minutes", "delivery", "outcomes_en", "outcomes_th")
SEA = ("M1", "Law of the sea", "กฎหมายทะเล", "45", "e-module", "Name the zones.", "ระบุเขตทางทะเล")
SHIP = ("M2", "Boarding", "การขึ้นเรือ", "180", "practical", "", "")
NOTHING = ("",) * 7


def rows(*modules: tuple[str, ...], **more: str) -> dict[str, Any]:
    """The blocks of a version as a browser sends them."""
    typed: dict[str, Any] = {"module-TOTAL_FORMS": len(modules), "module-INITIAL_FORMS": 0}
    for at, module in enumerate(modules):
        typed |= {f"module-{at}-{name}": value for name, value in zip(NAMES, module, strict=True)}
    return {**typed, **more}


def kept() -> Curriculum:
    return Curriculum.unfiltered.get()


def test_one_begins_a_curriculum_and_writes_its_versions(cast: Cast, enter: Enter) -> None:
    writer, reader = enter(cast.focal_point), enter(cast.coast_officer)
    topic = Topic.objects.order_by("pk")[0]
    words = {"code": "C-1", "title_en": "At sea", "title_th": "ในทะเล", "mark": "1", "network": "regional"}
    made = writer.post("/curricula/new/", {**words, "topics": [topic.pk]})
    assert made.status_code == 302
    assert writer.post("/curricula/new/", words).status_code == 422  # the code is taken
    assert 'value="0.1.0"' in writer.get(f"{made.url}version/").content.decode()
    version = writer.post(f"{made.url}version/", rows(SEA, SHIP, NOTHING, number="1.0.0", revision="1"))
    assert version.status_code == 302
    assert version.url == f"{made.url}version/1.0.0/write/"
    at = version.url.removesuffix("write/")
    assert "Law of the sea" in writer.get(at).content.decode()
    assert reader.get(at).status_code == 404  # a draft
    assert "Law of the sea" not in reader.get(made.url).content.decode()
    assert writer.post(at, {"status": "consultation", "revision": "2"}).status_code == 302
    page = reader.get(at).content.decode()
    for said in ("Law of the sea", "Name the zones.", "225"):
        assert said in page
    assert "What you can do" not in page
    assert "At sea" in reader.get("/curricula/").content.decode()
    assert "At sea" not in enter(cast.ministry_officer).get("/curricula/").content.decode()
    assert reader.get(f"{made.url}write/").status_code == 403
    assert reader.post(at, {"status": "finalised", "revision": "3"}).status_code == 403
    assert enter(cast.officer).get("/curricula/new/").status_code == 403


@pytest.mark.parametrize(
    ("modules", "more", "sentence"),
    [
        ((NOTHING,), {}, "at least one module"),
        ((SEA, SEA), {}, "same code"),
        ((SEA,), {"number": "one"}, "three numbers"),
        (((*SEA[:3], "0", *SEA[4:]),), {}, "whole number from 1"),
        (((*SEA[:2], "", *SEA[3:]),), {}, "This is empty"),
        (((*SEA[:6], ""),), {}, "in both languages"),
        ((("", *SEA[1:]),), {}, "This is empty"),
        ((SEA,) * 61, {}, "more than 60 modules"),
        ((("M9", "Passport no. AA1234567", *SEA[2:]),), {}, "personal data"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    cast: Cast, enter: Enter, modules: tuple[tuple[str, ...], ...], more: dict[str, str], sentence: str
) -> None:
    begun_curriculum(cast)
    answer = enter(cast.focal_point).post(
        f"/curricula/{kept().public_id}/version/", {**rows(*modules, number="2.0.0", revision="1"), **more}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'name="number" value="{more.get("number", "2.0.0")}"' in page
    assert all(f'value="{row[2]}"' in page for row in modules if row[2])
    assert CurriculumVersion.unfiltered.count() == 0


def test_a_finalised_version_is_frozen(cast: Cast, enter: Enter) -> None:
    taught(cast)
    at, client = f"/curricula/{kept().public_id}/version/1.0.0/", enter(cast.focal_point)
    for status, revision in (("consultation", "2"), ("draft", "3"), ("finalised", "4")):
        assert client.post(at, {"status": status, "revision": revision}).status_code == 302
    page = client.get(at).content.decode()
    assert "This version stays as it is" in page
    assert "Write this draft" not in page
    for status in ("draft", "consultation", "x"):
        answer = client.post(at, {"status": status, "revision": "5"})
        assert answer.status_code == 422
        assert "cannot become that now" in answer.content.decode()
    assert client.get(f"{at}write/").url == at
    with pytest.raises(Refused, match="Only a draft"):
        write_document(by=cast.deputy, curriculum=kept(), number="1.0.0", document=of_modules(MODULES))
    late = client.post(at, {"status": "draft", "revision": "1"})
    assert "Somebody changed this curriculum" in late.content.decode()


def test_two_who_write_a_curriculum_at_once_see_each_other(cast: Cast, enter: Enter) -> None:
    taught(cast)
    at, client = f"/curricula/{kept().public_id}/", enter(cast.focal_point)
    words = {"title_en": "Theirs of the title", "title_th": "ก", "mark": 1}
    actions.write(by=cast.deputy, curriculum=kept(), **words)
    answer = client.post(f"{at}write/", {**words, "title_en": "Mine of the title", "revision": "2"})
    assert answer.status_code == 422
    for said in ("Theirs of the title", "Mine of the title", 'name="revision" value="3"'):
        assert said in answer.content.decode()
    assert client.post(f"{at}write/", {**words, "title_en": "Mine", "revision": "3"}).status_code == 302
    assert kept().title_en == "Mine"


def test_who_keeps_it_writes_it(cast: Cast) -> None:
    taught(cast)
    found = kept()
    for by in (cast.officer, cast.coast_focal_point, cast.secretariat, cast.trainer):
        with pytest.raises(Denied):
            write_document(by=by, curriculum=found, number="1.0.0", document=of_modules(MODULES))
        with pytest.raises(Denied):
            actions.write(by=by, curriculum=found, title_en="x", title_th="ก", mark=found.mark)
    with pytest.raises(Overtaken):
        actions.move(by=cast.deputy, curriculum=found, number="1.0.0", status=Status.FINALISED, revision=1)
