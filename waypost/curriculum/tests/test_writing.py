"""A draft written through pages: paragraph by paragraph, by two at once, version after version."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from waypost.core.doors import outside_actions
from waypost.curriculum.actions.document import digest, stored, write_document
from waypost.curriculum.actions.versions import begin_version, move
from waypost.curriculum.document import Document, ModuleFacts, Words
from waypost.curriculum.models import Curriculum, CurriculumVersion, Module, Paragraph, Status, digest_of
from waypost.training.tests.teaching import taught

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def kept() -> Curriculum:
    return Curriculum.unfiltered.get()


def document(number: str = "1.0.0") -> Document:
    return stored(CurriculumVersion.unfiltered.get(number=number))


def sent(heading: Words, *blocks: tuple[str, str, str], **more: str) -> dict[str, Any]:
    """The page of a part as a browser sends it: of each block its id, its English and its Thai."""
    typed: dict[str, Any] = {"text_en": heading.text_en, "text_th": heading.text_th, "p-INITIAL_FORMS": 0}
    typed |= {"p-TOTAL_FORMS": len(blocks), "revision": kept().revision}
    if heading.module:
        typed |= {name: getattr(heading.module, name) for name in ("code", "minutes", "delivery")}
    for at, block in enumerate(blocks):
        typed |= {
            f"p-{at}-{name}": value
            for name, value in zip(("stable", "text_en", "text_th"), block, strict=True)
        }
        typed[f"p-{at}-kind"] = "text"
    return {**typed, **more}


def test_paragraphs_are_written_split_merged_moved_and_taken_out(cast: Cast, enter: Enter) -> None:
    taught(cast)
    at, client = f"/curricula/{kept().public_id}/version/1.0.0/", enter(cast.deputy)
    sea, outcome, ship = document()
    page = client.get(f"{at}write/{sea.stable}/").content.decode()
    for said in ("Law of the sea", "กฎหมายทะเล", "Name the zones.", f'value="{outcome.stable}"'):
        assert said in page
    old, new, two = (
        (outcome.stable, "Name all zones.", "ก"),
        ("", "New\n\nSecond", "ใหม่\n\nสอง"),
        ("", "", ""),
    )
    typed = sent(sea, old, new, two)
    answer = client.post(f"{at}write/{sea.stable}/", typed | {"do": "split:1"})
    assert answer.status_code == 302
    ids = [each.stable for each in document()]
    assert ids[:2] == [sea.stable, outcome.stable]
    assert [each.text_en for each in document()] == [
        "Law of the sea", "Name all zones.", "New", "Second", "Boarding",
    ]  # fmt: skip
    blocks = [(each.stable, each.text_en, each.text_th) for each in document()[1:4]]
    for do, expected in (
        ("up:2", [ids[0], ids[1], ids[3], ids[2], ids[4]]),
        ("merge:0", None),  # there is a heading above it
        ("out:0", [ids[0], ids[3], ids[2], ids[4]]),
    ):
        here = [each for each in blocks if each[0] in {one.stable for one in document()}]
        answer = client.post(f"{at}write/{sea.stable}/", sent(sea, *here, do=do))
        assert answer.status_code == (302 if expected else 422)
        assert [each.stable for each in document()] == expected or expected is None
        blocks = [(each.stable, each.text_en, each.text_th) for each in document()[1:-1]]
    client.post(f"{at}write/{sea.stable}/", sent(sea, *blocks, do="merge:1"))
    assert document()[1].text_en == "Second\nNew"
    assert (
        client.post(
            f"{at}write/", {"do": f"section-up:{ship.stable}", "revision": kept().revision}
        ).status_code
        == 302
    )
    part = {"kind": "part", "text_en": "First part", "text_th": "ส่วนแรก", "revision": kept().revision}
    assert client.post(f"{at}write/", part | {"below": ship.stable}).status_code == 302
    assert [each.text_en for each in document()] == [
        "Boarding",
        "First part",
        "Law of the sea",
        "Second\nNew",
    ]
    assert list(Module.unfiltered.order_by("place").values_list("code", "title_en", "outcomes_en")) == [
        ("M2", "Boarding", ""), ("M1", "Law of the sea", ""),
    ]  # fmt: skip
    # A module stays itself: by its heading, whatever its code becomes.
    was = Module.unfiltered.get(code="M1").pk
    client.post(f"{at}write/{sea.stable}/", sent(sea, ("", "x", "")) | {"code": "M9", "text_en": "Sea law"})
    assert Module.unfiltered.get(pk=was).title == "Sea law"
    shown = client.get(at).content.decode()
    assert f'id="p-{sea.stable}"' in shown
    assert "Not written in Thai yet." in shown
    refused = client.post(at, {"status": "consultation", "revision": kept().revision})
    assert "in one language only: 3.1." in refused.content.decode()
    for typed, sentence in (
        (sent(sea, ("", "Passport no. AA1234567", "ก")), "personal data"),
        (sent(sea, ("", "x" * 4001, "ก")), "4000"),
        (sent(sea, (document()[-1].stable, "", "")), "says nothing"),
    ):
        answer = client.post(f"{at}write/{sea.stable}/", typed)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence
    assert enter(cast.officer).get(f"{at}write/{sea.stable}/").status_code == 403
    assert enter(cast.coast_officer).get(f"{at}write/").status_code == 403


def test_who_is_second_sees_both_texts_and_loses_nothing(cast: Cast, enter: Enter) -> None:
    taught(cast)
    at, client = f"/curricula/{kept().public_id}/version/1.0.0/", enter(cast.deputy)
    sea, outcome, ship = document()
    typed = sent(sea, (outcome.stable, "Mine", "ของฉัน"), ("", "My new one", "ใหม่"))
    theirs = Words("text", "Theirs", "ของเขา", None, outcome.stable)
    added = Words("text", "Added by them", "เพิ่ม")
    write_document(
        by=cast.focal_point, curriculum=kept(), number="1.0.0", document=(sea, theirs, added, ship)
    )
    answer = client.post(f"{at}write/{sea.stable}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Somebody changed this curriculum", "Theirs", "Added by them", "Mine", "My new one"):
        assert said in page
    assert document()[1].text_en == "Theirs"
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    assert client.post(f"{at}write/{sea.stable}/", typed | {"revision": revision[1]}).status_code == 302
    assert [each.text_en for each in document()[:-1]] == [
        "Law of the sea",
        "Mine",
        "My new one",
        "Added by them",
    ]
    # Somebody takes the whole part out meanwhile: what is typed comes back with its names.
    write_document(by=cast.focal_point, curriculum=kept(), number="1.0.0", document=(ship,))
    assert client.post(f"{at}write/{sea.stable}/", typed).status_code == 422
    assert (
        client.post(f"{at}write/{sea.stable}/", sent(sea, (outcome.stable, "Mine", "ก"))).status_code == 302
    )
    assert [each.stable for each in document()] == [ship.stable, sea.stable, outcome.stable]


def test_the_next_version_begins_from_the_one_before_and_what_changed_is_shown(
    cast: Cast, enter: Enter
) -> None:
    first = taught(cast)
    move(by=cast.focal_point, curriculum=kept(), number="1.0.0", status=Status.CONSULTATION)
    at, client = f"/curricula/{kept().public_id}/", enter(cast.deputy)
    assert 'value="1.1.0"' in client.get(f"{at}version/").content.decode()
    for number, sentence in (("0.9.0", "not above"), ("one", "three numbers")):
        answer = client.post(f"{at}version/", {"number": number, "revision": kept().revision})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert client.post(f"{at}version/", {"number": "1.1.0", "revision": 1}).status_code == 422
    assert client.post(f"{at}version/", {"number": "1.1.0", "revision": kept().revision}).status_code == 302
    sea, _outcome, ship = document("1.1.0")
    assert document("1.1.0") == document()
    second = CurriculumVersion.unfiltered.get(number="1.1.0")
    assert second.digest == first.digest == digest(document())  # the same words, whoever signed them
    nothing = client.get(f"{at}version/1.1.0/since/1.0.0/").content.decode()
    assert "both say the same" in nothing
    new = (ship, Words("text", "Bring people to safety.", "นำคนสู่ที่ปลอดภัย"), sea)
    write_document(by=cast.deputy, curriculum=kept(), number="1.1.0", document=new)
    changed = tuple(
        each if each != sea else Words(sea.kind, "Law at sea", sea.text_th, sea.module, sea.stable)
        for each in new
    )
    write_document(by=cast.deputy, curriculum=kept(), number="1.1.0", document=changed)
    page = client.get(f"{at}version/1.1.0/since/1.0.0/").content.decode()
    table = client.get(f"{at}version/1.1.0/since/1.0.0/?as=table").content.decode()
    for said in (
        "<ins>Bring people to safety.</ins>",
        "<del>Name the zones.</del>",
        "Law <del>of the</del>",
        "Moved",
    ):
        assert said in page
        assert said in table
    assert "1 added" in page
    assert "1 taken out" in page
    stranger = enter(cast.coast_officer)  # reads the first version, and not the draft
    assert stranger.get(f"{at}version/1.0.0/").status_code == 200
    assert stranger.get(f"{at}version/1.1.0/since/1.0.0/").status_code == 404
    assert Paragraph.visible_to(cast.coast_officer).count() == 3


def test_pages_ask_as_often_for_a_long_document_as_for_a_short_one(cast: Cast, enter: Enter) -> None:
    taught(cast)
    begin_version(by=cast.focal_point, curriculum=kept(), number="1.1.0")
    at, client = f"/curricula/{kept().public_id}/version/", enter(cast.deputy)
    sea = document()[0].stable
    pages = [f"{at}1.1.0/", f"{at}1.1.0/since/1.0.0/", f"{at}1.1.0/write/", f"{at}1.1.0/write/{sea}/"]

    def asked() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            found.append(len(queries))
        return found

    asked()  # once a minute a session notes that it was seen
    before, more = asked(), [Words("text", f"Text {nth}", f"ข้อ {nth}") for nth in range(40)]
    modules = [Words("module", "x", "ก", ModuleFacts(f"X{nth}", 5, "practical")) for nth in range(9)]
    long = (*document("1.1.0"), *more, *modules)
    write_document(by=cast.focal_point, curriculum=kept(), number="1.1.0", document=long)
    assert asked() == before


def test_a_version_from_before_documents_keeps_its_digest(cast: Cast) -> None:
    version = taught(cast)
    words = ("code", "title_en", "title_th", "minutes", "delivery", "outcomes_en", "outcomes_th")
    of_modules = digest_of(
        list(Module.unfiltered.filter(version=version.pk).order_by("place").values(*words))
    )
    with outside_actions("as it was kept before"):
        CurriculumVersion.unfiltered.filter(pk=version.pk).update(digest=of_modules, digested="modules")
    move(by=cast.focal_point, curriculum=kept(), number="1.0.0", status=Status.FINALISED)
    begin_version(by=cast.focal_point, curriculum=kept(), number="1.1.0")
    old, new = (CurriculumVersion.unfiltered.get(number=number) for number in ("1.0.0", "1.1.0"))
    assert (old.digest, old.digested) == (of_modules, "modules")
    assert (new.digest, new.digested) == (digest(document()), "document")
