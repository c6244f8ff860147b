"""The main job through the pages: draft, approval, publication, notice, reading, acknowledgement, board."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.models import AuditRow
from waypost.places.models import Topic
from waypost.publications.actions import afterwards, answering, approving, drafting
from waypost.publications.models import Addressee, Publication, Text
from waypost.publications.states import Stage

Enter = Callable[[Any], Client]
WORDS = {
    "title": "Small craft seen at night",
    "summary": "Four craft a week. Look at the stern.",
    "body": "# Seen\n\nFour craft without lights.",
}


def draft(cast: Cast, enter: Enter) -> tuple[Client, str]:
    """An officer begins a bulletin and writes it. Gives the officer's client and the item's address."""
    officer = enter(cast.officer)
    begun = officer.post("/items/new/", {"kind": "bulletin", "network": cast.regional.pk, "language": "en"})
    assert begun.status_code == 302, begun.content.decode()
    address = begun["Location"].removesuffix("write/")
    officer.post(f"{address}write/", {**WORDS, "revision": 1, "changes": "", "do": "next"})
    return officer, address


def terms(cast: Cast, **changed: Any) -> dict[str, Any]:
    topic = Topic.objects.order_by("pk").first()
    return {
        "mark": int(Mark.AMBER),
        "add_to": cast.coast.name_en,
        "urgency": "important",
        "topics": [topic.pk if topic else 0],
        "asks_answer": "on",
        "answer_within": 24,
        "approved_by": "own",
        "revision": 1,
        "do": "next",
        **changed,
    }


def now() -> int:
    """The revision of the one item's head: what a page opened now carries."""
    return Publication.unfiltered.get().revision


def published(cast: Cast, enter: Enter) -> str:
    officer, address = draft(cast, enter)
    addressed = officer.post(f"{address}audience/", terms(cast))
    assert addressed.status_code == 302, addressed.content.decode()
    assert officer.post(f"{address}send/").status_code == 302
    approved = enter(cast.focal_point).post(
        f"{address}review/", {"version": 1, "revision": now(), "languages": ["en"], "do": "approve"}
    )
    assert approved.status_code == 302, approved.content.decode()
    return address


@pytest.mark.django_db
def test_from_draft_to_board(cast: Cast, enter: Enter) -> None:
    address = published(cast, enter)
    reader = enter(cast.coast_focal_point)
    page = reader.get(address)
    assert WORDS["title"] in page.content.decode()
    assert b"TLP:AMBER" in page.content
    answered = reader.post(
        f"{address}acknowledge/", {"answer": "acting", "remark": "Patrol sent.", "version": 1}
    )
    assert answered.status_code == 302
    board = enter(cast.officer).get(f"{address}board/").content.decode()
    assert "1 of 1 have acknowledged" in board
    assert "Patrol sent." in board


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    ["customs_officer", "ministry_officer", "suspended", "learner", "secretariat", "mission_focal_point"],
)
def test_strangers_do_not_learn_that_it_exists(cast: Cast, enter: Enter, who: str) -> None:
    address = published(cast, enter)
    answer = enter(getattr(cast, who)).get(address)
    assert answer.status_code in (302, 404)
    assert WORDS["title"] not in answer.content.decode()


@pytest.mark.django_db
def test_the_author_cannot_approve(cast: Cast, enter: Enter) -> None:
    officer, address = draft(cast, enter)
    officer.post(f"{address}audience/", terms(cast))
    officer.post(f"{address}send/")
    assert (
        officer.post(
            f"{address}review/", {"version": 1, "revision": now(), "languages": ["en"], "do": "approve"}
        ).status_code
        == 403
    )
    assert Publication.unfiltered.get().stage == Stage.REVIEW


@pytest.mark.django_db
def test_whoever_wrote_a_version_cannot_approve_it(cast: Cast, enter: Enter) -> None:
    published(cast, enter)
    publication = Publication.unfiltered.get()
    afterwards.start_version(by=cast.focal_point, publication=publication)
    drafting.save_part(by=cast.officer, publication=publication, part={}, changes="One craft more.")
    drafting.submit(by=cast.officer, publication=publication)
    with pytest.raises(Refused, match="You wrote this version"):
        approving.approve(
            by=cast.focal_point, publication=publication, version=2, languages=frozenset({"en"})
        )


@pytest.mark.django_db
def test_sent_back_with_a_reason_and_written_again(cast: Cast, enter: Enter) -> None:
    officer, address = draft(cast, enter)
    officer.post(f"{address}audience/", terms(cast))
    officer.post(f"{address}send/")
    focal_point = enter(cast.focal_point)
    shown = {"version": 1, "revision": now(), "do": "return"}
    assert focal_point.post(f"{address}review/", {**shown, "because": ""}).status_code == 422
    back = focal_point.post(f"{address}review/", {**shown, "because": "Name the month."})
    assert back.status_code == 302
    assert "Name the month." in officer.get(f"{address}write/").content.decode()
    assert "Name the month." in officer.get("/").content.decode()


@pytest.mark.django_db
def test_two_people_write_and_nothing_is_lost(cast: Cast, enter: Enter) -> None:
    officer, address = draft(cast, enter)
    officer.post(
        f"{address}write/", {**WORDS, "title": "First window", "revision": 2, "changes": "", "do": "save"}
    )
    second = officer.post(
        f"{address}write/", {**WORDS, "title": "Second window", "revision": 2, "changes": "", "do": "save"}
    )
    assert second.status_code == 422
    assert "First window" in second.content.decode()
    assert "Second window" in second.content.decode()
    assert Text.unfiltered.get().title == "First window"


@pytest.mark.django_db
def test_an_incomplete_draft_says_what_is_missing(cast: Cast, enter: Enter) -> None:
    officer, address = draft(cast, enter)
    said = officer.post(f"{address}send/")
    assert said.status_code == 422
    assert "No topic is chosen" in said.content.decode()


@pytest.mark.django_db
def test_a_mark_refuses_audiences_it_does_not_allow(cast: Cast, enter: Enter) -> None:
    officer, address = draft(cast, enter)
    said = officer.post(f"{address}audience/", terms(cast, mark=int(Mark.STRICT), add_to="Indonesia"))
    assert said.status_code == 422
    assert "cannot be released" in said.content.decode()
    assert "Indonesia" in said.content.decode()


@pytest.mark.django_db
def test_an_answer_binds_to_the_version_that_was_read(cast: Cast, enter: Enter) -> None:
    address = published(cast, enter)
    publication = Publication.unfiltered.get()
    afterwards.start_version(by=cast.officer, publication=publication)
    drafting.save_part(by=cast.officer, publication=publication, part={}, changes="One craft more.")
    drafting.submit(by=cast.officer, publication=publication)
    approving.approve(by=cast.focal_point, publication=publication, version=2, languages=frozenset({"en"}))
    late = enter(cast.coast_focal_point).post(f"{address}acknowledge/", {"answer": "received", "version": 1})
    assert late.status_code == 422
    assert "A new version was published" in late.content.decode()
    with pytest.raises(Overtaken):
        answering.acknowledge(
            by=cast.coast_focal_point, publication=publication, version=1, answer="received"
        )


@pytest.mark.django_db
def test_withdrawal_leaves_the_reason_and_takes_the_content(cast: Cast, enter: Enter) -> None:
    address = published(cast, enter)
    because = {"because": "The count was wrong.", "revision": now()}
    assert enter(cast.focal_point).post(f"{address}withdraw/", because).status_code == 302
    page = enter(cast.coast_focal_point).get(address).content.decode()
    assert "The count was wrong." in page
    assert WORDS["title"] not in page
    assert WORDS["summary"] not in page


@pytest.mark.django_db
def test_wider_release_is_asked_and_granted_never_taken(cast: Cast, enter: Enter) -> None:
    address = published(cast, enter)
    coast = enter(cast.coast_focal_point)
    assert (
        coast.post(
            f"{address}ask/", {"audience": cast.customs.name_en, "reason": "They search the hulls."}
        ).status_code
        == 302
    )
    assert enter(cast.customs_officer).get(address).status_code == 404
    page = enter(cast.focal_point).get(f"{address}wider/").content.decode()
    request = page.split('name="request" value="')[1].split('"')[0]
    assert (
        enter(cast.focal_point)
        .post(f"{address}wider/", {"request": request, "do": "grant", "answer": ""})
        .status_code
        == 302
    )
    assert enter(cast.customs_officer).get(address).status_code == 200
    assert Addressee.unfiltered.filter(late=True).count() == 1


@pytest.mark.django_db
def test_opening_amber_is_recorded_once_an_hour(cast: Cast, enter: Enter, hands: Any) -> None:
    address = published(cast, enter)
    reader = enter(cast.coast_officer)
    opened = AuditRow.objects.filter(action="publications.content_opened", actor=cast.coast_officer.public_id)
    reader.get(address)
    reader.get(address)
    assert opened.count() == 1
    hands.forward(hours=1)
    enter(cast.coast_officer).get(address)
    assert opened.count() == 2


@pytest.mark.django_db
def test_a_denied_act_is_recorded(cast: Cast, enter: Enter) -> None:
    published(cast, enter)
    publication = Publication.unfiltered.get()
    with pytest.raises(Denied):
        afterwards.withdraw(by=cast.coast_officer, publication=publication, because="No.")
    assert AuditRow.objects.filter(action="publications.withdrawn", outcome="denied").count() == 1
    assert Publication.unfiltered.get().stage == Stage.PUBLISHED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["", pytest.param("x" * 41_000, id="long"), "\x00", "\u202eabc", "😀" * 80, "<script>alert(1)</script>"],
)
def test_bad_input_is_answered_and_nothing_typed_is_lost(cast: Cast, enter: Enter, typed: str) -> None:
    officer, address = draft(cast, enter)
    answer = officer.post(
        f"{address}write/",
        {"title": "Kept title", "summary": typed, "body": typed, "revision": 2, "changes": "", "do": "save"},
    )
    assert answer.status_code in (302, 422)
    page = officer.get(f"{address}write/") if answer.status_code == 302 else answer
    assert "Kept title" in page.content.decode()
    assert "<script>alert" not in page.content.decode()


@pytest.mark.django_db
def test_a_national_marking_above_the_ceiling_is_refused(cast: Cast, enter: Enter) -> None:
    cast.regional.refused_markings = "SECRET\nลับที่สุด"
    cast.regional.save()
    officer, address = draft(cast, enter)
    said = officer.post(f"{address}audience/", terms(cast, national_marking="Secret"))
    assert said.status_code == 422
    assert "above what this network may carry" in said.content.decode()


@pytest.mark.django_db
def test_a_translation_waits_for_another_person(cast: Cast, enter: Enter) -> None:
    address = published(cast, enter)
    officer = enter(cast.officer)
    thai = {"title": "เรือเล็กเวลากลางคืน", "summary": "สัปดาห์ละสี่ลำ", "body": "พบเรือไม่เปิดไฟ", "revision": 0}
    assert officer.post(f"{address}translate/th/", thai).status_code == 302
    reader = enter(cast.coast_officer)
    assert thai["title"] not in reader.get(f"{address}?language=th").content.decode()
    with pytest.raises(Refused):
        afterwards.approve_translation(
            by=cast.officer, publication=Publication.unfiltered.get(), language="th"
        )
    enter(cast.focal_point).post(f"{address}translate/th/approve/", {"revision": 1})
    assert thai["title"] in reader.get(f"{address}?language=th").content.decode()
