"""Whatever is typed into a form of the room: an answer in words, nothing broken, nothing lost, no markup taken over."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.cast import Cast
from waypost.core.errors import Refused
from waypost.people.models import Post
from waypost.publications.actions import afterwards, drafting
from waypost.publications.forms import AudienceForm, WordsForm
from waypost.publications.models import Text, WiderRequest
from waypost.publications.tests.sharing import (
    WORDS,
    asking,
    drafted,
    fresh,
    key_of,
    second_version,
    shared,
    waiting,
)

BAD = {
    "empty": "",
    "blank": "  \n ",
    "far too long": "x" * 60_000,
    "NUL": "a\x00b",
    "right to left": "\u202eabc",
    "emoji": "😀" * 40,
    "markup": "<script>alert(1)</script>",
    "half a character": "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
}


def places(cast: Cast, item: Any) -> dict[str, tuple[Any, str, str]]:
    """By form: who, which page, which field is typed into."""
    return {
        "withdraw": (cast.deputy, "withdraw/", "because"),
        "translate": (cast.officer, "translate/th/", "body"),
        "dates": (cast.deputy, "dates/", "review_by"),
        "widen": (cast.deputy, "widen/", "audience"),
        "ask": (cast.coast_officer, "ask/", "reason"),
        "acknowledge": (cast.coast_focal_point, "acknowledge/", "remark"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["withdraw", "translate", "dates", "widen", "ask", "acknowledge"])
@pytest.mark.parametrize("bad", list(BAD))
def test_bad_input_is_answered_in_words(cast: Cast, enter: Any, form: str, bad: str) -> None:
    item = asking(cast, to=[cast.coast])
    who, page, name = places(cast, item)[form]
    kept = {
        "title": "Kept of the title",
        "summary": "Kept of the summary",
        "audience": "Kept audience",
        "answer": "acting",
        "version": 1,
        "revision": 0 if form == "translate" else item.revision,
    }
    answer = enter(who).post(f"/items/{item.public_id}/{page}", {**kept, name: BAD[bad]})
    assert answer.status_code in (302, 422), answer.status_code
    body = answer.content.decode()
    assert "<script>alert" not in body
    if answer.status_code == 422:
        assert 'role="alert"' in body
        if form == "translate":
            assert "Kept of the title" in body
        if form == "ask":
            assert "Kept audience" in body


@pytest.mark.django_db
@pytest.mark.parametrize("bad", [name for name in BAD if name not in ("empty", "blank")])
def test_reasons_and_answers_of_the_originator(cast: Cast, enter: Any, bad: str) -> None:
    item = waiting(cast, to=[cast.coast])
    typed = {"version": 1, "revision": item.revision, "do": "return", "because": BAD[bad]}
    assert enter(cast.deputy).post(f"/items/{item.public_id}/review/", typed).status_code in (302, 422)
    other = shared(cast, to=[cast.coast])
    afterwards.ask_wider(
        by=cast.coast_officer, publication=other, key=key_of(cast, cast.customs), reason="They search hulls."
    )
    asked = {"request": WiderRequest.unfiltered.get().public_id, "do": "decline", "answer": BAD[bad]}
    assert enter(cast.deputy).post(f"/items/{other.public_id}/wider/", asked).status_code in (302, 422)
    assert fresh(other).stage == "published"


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["version", "revision", "request"])
def test_a_form_without_what_it_was_opened_on_does_nothing(cast: Cast, enter: Any, missing: str) -> None:
    item = asking(cast, to=[cast.coast])
    pages = {
        "version": (cast.coast_focal_point, "acknowledge/", {"answer": "acting"}),
        "revision": (cast.deputy, "withdraw/", {"because": "Wrong."}),
        "request": (cast.deputy, "wider/", {"do": "grant", "answer": "Yes."}),
    }
    who, page, typed = pages[missing]
    assert enter(who).post(f"/items/{item.public_id}/{page}", typed).status_code == 422
    assert fresh(item).stage == "published"


def test_a_draft_may_be_kept_without_words_and_does_not_call_them_optional() -> None:
    form = WordsForm({"revision": 1, "title": "", "summary": "", "body": "", "changes": ""})
    assert form.is_valid()
    assert all(getattr(form.fields[name], "wanted", False) for name in ("title", "summary", "body"))


@pytest.mark.django_db
def test_the_audience_form_wants_a_mark_and_who_approves() -> None:
    form = AudienceForm({})
    assert not form.is_valid()
    assert {"mark", "urgency", "approved_by", "answer_within"} <= set(form.errors)
    assert form.cleaned_data["revision"] == 0  # which nothing has: it is overtaken by whatever stands


@pytest.mark.django_db
def test_four_fields_of_100000_thai_characters_are_answered_and_kept(cast: Cast, enter: Any) -> None:
    item = drafted(cast)
    long = "ก" * 100_000
    typed = dict.fromkeys(("title", "summary", "body", "changes"), long) | {"revision": 2, "part_revision": 1}
    body = urlencode(typed)
    browser = enter(cast.officer)
    answer = browser.post(f"/items/{item.public_id}/write/", body, "application/x-www-form-urlencoded")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count(long) == 4 if 'name="changes"' in page else page.count(long) == 3
    assert "This is too long: 100000 characters. Shorten it to 160." in page


@pytest.mark.django_db
def test_words_of_which_nothing_can_be_seen_are_not_sent(cast: Cast, enter: Any) -> None:
    item = drafted(cast)
    typed = {"title": "\u200b", "summary": "\u200b", "body": "\u200b", "revision": 2, "part_revision": 1}
    enter(cast.officer).post(f"/items/{item.public_id}/write/", typed)
    assert Text.unfiltered.get(version__publication=item).title == ""
    with pytest.raises(Refused):
        drafting.submit(by=cast.officer, publication=fresh(item))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["withdraw", "dates", "widen", "wider", "ask", "translate/th", "board", "since/1"]
)
def test_the_page_of_an_act_says_what_it_is_about(cast: Cast, enter: Any, page: str) -> None:
    item = asking(cast, to=[cast.coast])
    second_version(cast, item)
    who = cast.coast_officer if page == "ask" else cast.deputy
    answer = enter(who).get(f"/items/{item.public_id}/{page}/")
    assert answer.status_code == 200
    head = answer.content.decode().partition("<main")[2]
    assert WORDS["title"] in head
    assert head.count("TLP:AMBER") >= 2, "before what is said, and after"
    assert f'href="/items/{item.public_id}/"' in head


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "page"), [("coast_officer", "ask"), ("deputy", "widen")])
def test_what_an_action_refuses_is_marked_at_its_field(cast: Cast, enter: Any, who: str, page: str) -> None:
    item = asking(cast, to=[cast.coast])
    typed = {"audience": "Nobody of this name", "reason": "They search hulls.", "revision": item.revision}
    body = enter(getattr(cast, who)).post(f"/items/{item.public_id}/{page}/", typed).content.decode()
    assert 'href="#id_audience"' in body
    assert 'aria-invalid="true"' in body
    assert "Nothing has this name." in body


@pytest.mark.django_db
def test_answering_again_begins_with_the_answer_that_was_given(cast: Cast, enter: Any) -> None:
    item = asking(cast, to=[cast.coast])
    browser = enter(cast.coast_focal_point)
    browser.post(f"/items/{item.public_id}/acknowledge/", {"version": 1, "answer": "acting"})
    body = browser.get(f"/items/{item.public_id}/").content.decode()
    assert re.search(r'value="acting"[^>]*checked', body)
    assert not re.search(r'value="received"[^>]*checked', body)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Post.Role.AUDITOR, Post.Role.DONOR, Post.Role.LEARNER])
def test_who_only_reads_is_not_invited_to_write(cast: Cast, enter: Any, role: str) -> None:
    Post.objects.filter(tenures__person=cast.coast_officer).update(role=role)
    browser = enter(cast.coast_officer)
    assert "/items/new/" not in browser.get("/").content.decode()
    assert browser.get("/items/new/").status_code == 403
    assert "/items/new/" in enter(cast.officer).get("/").content.decode()
