"""The pages: from a template to the answer, without JavaScript; what comes back when something is wrong."""

from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.models import AuditRow
from waypost.requests.actions import asking
from waypost.requests.models import Answer, Asked, Question, Request
from waypost.requests.states import Stage, State
from waypost.requests.tests.posing import WORDS, answered, asked, drafted, fresh

pytestmark = pytest.mark.django_db


def at(name: str, request: Request) -> str:
    return reverse(name, args=[request.public_id])


def test_a_question_is_asked_and_answered_by_its_pages(cast: Cast, enter: Any) -> None:
    asker = enter(cast.focal_point)
    begun = asker.post(reverse("start_request"), {"kind": "method", "network": "regional"})
    made = Request.unfiltered.get()
    assert begun["Location"] == at("write_request", made)
    assert b"The method, step by step" in asker.get(begun["Location"]).content
    form = {**WORDS, "mark": "2", "answer_within": "72", "revision": "1", "add": "Coast guard X", "do": "add"}
    asker.post(at("write_request", made), form)
    page = asker.get(at("write_request", made)).content.decode()
    assert "Asks 1 to answer" in page
    asker.post(at("write_request", made), {**form, "add": "BGY", "revision": "2", "do": "next"})
    sent = asker.post(at("send_request", made), {"revision": "3"})
    assert sent["Location"] == at("request", made)
    reader = enter(cast.coast_focal_point)
    assert "Answer a request" in reader.get("/").content.decode()
    assert WORDS["title"] in reader.get(reverse("requests")).content.decode()
    given = {"outcome": "answered", "text": "Seen since May.", "mark": "2", "opened_on": "0"}
    reader.post(at("answer", made), given)
    assert "Answer a request" not in reader.get("/").content.decode()
    assert "1 of 2 answered" in asker.get("/").content.decode()
    page = asker.get(at("request", made)).content.decode()
    assert "Seen since May." in page
    assert "Border guard Y" in page
    assert "A request of yours" not in asker.get("/").content.decode()
    other = enter(cast.lone_focal_point).get(at("request", made)).content.decode()
    assert "Seen since May." not in other
    assert "Coast guard X" not in other


def test_who_may_not_ask_finds_no_button_and_a_closed_door(cast: Cast, enter: Any) -> None:
    client = enter(cast.officer)
    assert reverse("start_request") not in client.get(reverse("requests")).content.decode()
    assert client.get(reverse("start_request")).status_code == 403
    assert AuditRow.objects.filter(action="requests.started", outcome="denied").exists()


def test_who_is_late_stands_on_the_page_and_the_list_of_the_asker(cast: Cast, enter: Any, hands: Any) -> None:
    made = asked(cast, Mark.AMBER, cast.coast, cast.lone)
    answered(cast.lone_focal_point, made)
    hands.forward(days=8)
    client = enter(cast.deputy)
    assert "1 is late" in client.get(at("request", made)).content.decode()
    listed = client.get(reverse("requests") + "?side=by-us&show=late").content.decode()
    assert "Late:" in listed
    assert cast.coast.name_en in listed
    assert "late: Coast guard X" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("all", {"open", "late", "done", "over"}),
        ("open", {"open", "late"}),
        ("late", {"late"}),
        ("answered", {"done"}),
        ("closed", {"over"}),
        ("nonsense", {"open", "late", "done", "over"}),
    ],
)
def test_the_list_is_narrowed_by_plain_links(
    cast: Cast, enter: Any, hands: Any, show: str, found: set[str]
) -> None:
    asked(cast, Mark.AMBER, cast.coast, title="late one", answer_within=24)
    hands.forward(days=2)
    asked(cast, Mark.AMBER, cast.coast, title="open one")
    answered(cast.coast_focal_point, asked(cast, Mark.AMBER, cast.coast, title="done one"))
    asking.close(by=cast.focal_point, request=asked(cast, Mark.AMBER, cast.coast, title="over one"))
    page = enter(cast.coast_officer).get(reverse("requests") + f"?show={show}").content.decode()
    assert {name for name in ("open", "late", "done", "over") if f"{name} one" in page} == found


def test_what_was_typed_comes_back_with_the_sentence(cast: Cast, enter: Any) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast)
    client = enter(cast.focal_point)
    form = {"mark": "2", "title": "Mine", "text": "My words", "answer_within": "72", "revision": "2"}
    page = client.post(at("write_request", made), {**form, "add": "Nowhere"})
    assert page.status_code == 422
    assert all(word in page.content.decode() for word in ("My words", "Nowhere", "Nothing here is called"))
    page = client.post(at("write_request", made), {**form, "revision": "1"})
    assert page.status_code == 422
    assert all(word in page.content.decode() for word in ("My words", WORDS["text"], "What stands now"))


def test_whom_a_new_mark_cannot_name_is_left_off_and_named(cast: Cast, enter: Any) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast)
    client = enter(cast.focal_point)
    form = {"mark": "4", "title": "Mine", "text": "My words", "answer_within": "72", "revision": "2"}
    page = client.post(at("write_request", made), form, follow=True)
    assert f"This mark cannot name {cast.coast.name}" in page.content.decode()
    assert not Asked.unfiltered.filter(request=made.pk).exists()


def test_the_gate_asks_on_the_page_and_takes_the_reason(cast: Cast, enter: Any) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast, text="Call +66 81 000 4567 about it.")
    client = enter(cast.focal_point)
    page = client.post(at("send_request", made), {"revision": "2"})
    assert page.status_code == 422
    body = page.content.decode()
    name = body.split('name="because-')[1].split('"')[0]
    sent = client.post(at("send_request", made), {"revision": "2", f"because-{name}": "An\0 office."})
    assert sent.status_code == 302
    assert fresh(made).stage == Stage.ASKED
    assert Question.unfiltered.get(request=made.pk).reasons == {name: "An office."}


def test_an_overtaken_answer_shows_both(cast: Cast, enter: Any) -> None:
    made = asked(cast)
    answered(cast.coast_focal_point, made, "Theirs.")
    form = {"outcome": "answered", "text": "Mine.", "mark": "2", "opened_on": "0"}
    page = enter(cast.coast_focal_point).post(at("answer", made), form)
    assert page.status_code == 422
    assert all(word in page.content.decode() for word in ("Mine.", "Theirs."))
    assert Answer.unfiltered.count() == 1


def test_an_answer_that_comes_too_late_gives_back_every_word(cast: Cast, enter: Any) -> None:
    made = asked(cast)
    asking.close(by=cast.focal_point, request=fresh(made))
    form = {"outcome": "answered", "text": "Too late.", "mark": "2", "opened_on": "0"}
    page = enter(cast.coast_focal_point).post(at("answer", made), form)
    assert page.status_code == 409
    assert "Too late." in page.content.decode()


def test_it_is_closed_withdrawn_and_discarded_by_one_page(cast: Cast, enter: Any) -> None:
    client = enter(cast.deputy)
    closed, withdrawn, draft = asked(cast), asked(cast), drafted(cast)
    client.post(at("end_request", closed), {"do": "close", "revision": "3"})
    page = client.post(at("end_request", withdrawn), {"do": "withdraw", "revision": "3", "because": ""})
    assert page.status_code == 422
    because = {"do": "withdraw", "revision": "3", "because": "By mistake."}
    client.post(at("end_request", withdrawn), because)
    client.post(at("end_request", draft), {"do": "discard", "revision": "2"})
    assert (fresh(closed).stage, fresh(withdrawn).stage) == (Stage.CLOSED, Stage.WITHDRAWN)
    assert not Request.unfiltered.filter(pk=draft.pk).exists()
    reader = enter(cast.coast_officer).get(at("request", withdrawn)).content.decode()
    assert "By mistake." in reader
    assert WORDS["text"] not in reader


def test_a_correction_leaves_what_stood_before(cast: Cast, enter: Any) -> None:
    made = asked(cast)
    answered(cast.coast_focal_point, made, "The first.")
    answered(cast.coast_focal_point, made, "The second.", on=1)
    page = enter(cast.focal_point).get(at("request", made)).content.decode()
    assert all(word in page for word in ("The first.", "The second.", "What stood here before"))
    assert Asked.unfiltered.get().state == State.ANSWERED


def test_an_officer_of_the_organisation_asked_is_not_sent_to_call_it(cast: Cast, enter: Any) -> None:
    home = cast.focal_point.organisation
    assert home is not None
    made = asked(cast, Mark.AMBER, home, by=cast.coast_focal_point)
    officer = enter(cast.officer)
    page = officer.get(at("request", made)).content.decode()
    assert "A focal point of your organisation answers." in page
    assert "No answer from" not in page
    answered(cast.focal_point, made, "Not ours.")
    page = officer.get(at("request", made)).content.decode()
    assert "Not ours." in page
    assert "Correct the answer" not in page


def test_colleagues_at_one_draft_see_each_others_words_and_lose_none(cast: Cast, enter: Any) -> None:
    """The secretariat's draft, which no focal point approves: two of them write, one sends it away meanwhile."""
    made = drafted(cast, Mark.AMBER, cast.coast, by=cast.secretariat)
    other = enter(cast.second_secretariat)
    assert f"begun by {cast.secretariat.name}" in other.get(reverse("start_request")).content.decode()
    typed = {"mark": "2", "answer_within": "72", "do": "save"}
    enter(cast.secretariat).post(
        at("write_request", made), {**typed, "title": "Theirs", "text": "Theirs too", "revision": "2"}
    )
    mine = {**typed, "title": "Mine", "text": "Mine too", "revision": "2"}
    page = other.post(at("write_request", made), mine)
    assert page.status_code == 422
    assert all(words in page.content.decode() for words in ("Theirs too", "Mine too", "What stands now"))
    asking.discard(by=cast.secretariat, request=fresh(made))
    gone = other.post(at("write_request", made), mine)
    assert gone.status_code == 404
    assert "Mine too" in gone.content.decode()
    assert "it may have been discarded" in gone.content.decode()


def test_a_draft_that_was_changed_is_not_discarded_unseen(cast: Cast, enter: Any) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast, by=cast.secretariat)
    page = enter(cast.second_secretariat).post(at("end_request", made), {"do": "discard", "revision": "1"})
    assert page.status_code == 422
    assert Request.unfiltered.filter(pk=made.pk).exists()
