"""A draft while the network comes and goes, in a real browser: nothing typed is lost, and the page never says more than
is true.
"""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser import Visit
from tests.cast import Cast
from waypost.people.models import Person
from waypost.publications.actions import drafting
from waypost.publications.models import Publication, Text, Version

pytestmark = pytest.mark.journey
WORDS = {"title": "First words", "summary": "A summary.", "body": "A body."}


@pytest.fixture
def draft(cast: Cast, transactional_db: None) -> Publication:
    item = drafting.start(
        by=cast.officer, organisation=cast.police, kind="bulletin", network=cast.regional, language="en"
    )
    drafting.save_text(by=cast.officer, publication=item, language="en", revision=1, **WORDS)
    return item


def kept() -> Text:
    return Text.unfiltered.get()


def said(page: Page, words: str) -> None:
    page.locator("#autosave", has_text=words).wait_for()


def writing(visit: Visit, person: Person, draft: Publication) -> Page:
    page = visit(person)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/items/{draft.public_id}/write/")
    return page


def test_what_is_typed_is_saved_by_itself(cast: Cast, visit: Visit, draft: Publication) -> None:
    page = writing(visit, cast.officer, draft)
    page.fill("[name=title]", "Second words")
    page.fill("[name=observed_from]", "2020-08-30")
    said(page, "Draft saved")
    assert kept().title == "Second words"
    assert Version.unfiltered.get().part == {"observed_from": "2020-08-30"}
    with page.expect_response(lambda answer: answer.request.method == "POST") as again:
        page.fill("[name=summary]", "And again, on the revision it gave back.")
    assert again.value.status == 200
    assert kept().summary == "And again, on the revision it gave back."


def test_offline_it_says_that_nothing_is_saved_and_saves_when_back(
    cast: Cast, visit: Visit, draft: Publication
) -> None:
    page = writing(visit, cast.officer, draft)
    page.context.set_offline(True)
    page.fill("[name=title]", "Written without a network")
    said(page, "not saved yet")
    assert kept().title == WORDS["title"]
    page.context.set_offline(False)
    said(page, "Draft saved")
    assert kept().title == "Written without a network"


def test_the_save_button_pressed_offline_keeps_page_and_words(
    cast: Cast, visit: Visit, draft: Publication
) -> None:
    page = writing(visit, cast.officer, draft)
    page.context.set_offline(True)
    page.fill("[name=title]", "Pressed too early")
    page.click("button[value=next]")
    said(page, "not saved yet")
    assert page.input_value("[name=title]") == "Pressed too early"
    page.context.set_offline(False)
    said(page, "Draft saved")
    page.click("button[value=next]")
    page.wait_for_url("**/audience/")
    assert kept().title == "Pressed too early"


def test_a_reload_loses_nothing_that_was_typed_offline(cast: Cast, visit: Visit, draft: Publication) -> None:
    page = writing(visit, cast.officer, draft)
    page.route(
        "**/write/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.fill("[name=title]", "Kept over a reload")
    page.fill("[name=observed_from]", "2020-08-30")
    said(page, "not saved yet")
    assert kept().title == WORDS["title"]
    page.unroute("**/write/")
    page.reload()
    assert page.input_value("[name=title]") == "Kept over a reload"
    assert page.input_value("[name=observed_from]") == "2020-08-30"
    said(page, "Draft saved")
    assert kept().title == "Kept over a reload"
    page.reload()
    assert page.evaluate("sessionStorage.length") == 0


def test_words_kept_offline_do_not_overwrite_what_somebody_saved_since(
    cast: Cast, visit: Visit, draft: Publication
) -> None:
    page = writing(visit, cast.officer, draft)
    page.context.set_offline(True)
    page.fill("[name=title]", "Mine, offline")
    said(page, "not saved yet")
    theirs = {**WORDS, "title": "Theirs, meanwhile"}
    drafting.save_text(by=cast.officer, publication=draft, language="en", revision=kept().revision, **theirs)
    page.context.set_offline(False)
    said(page, "Somebody saved other words")
    assert kept().title == "Theirs, meanwhile"
    page.click("button[value=save]")
    page.get_by_text("What the other person saved").wait_for()
    assert "Theirs, meanwhile" in page.inner_text(".asread")
    assert page.input_value("[name=title]") == "Mine, offline"
    page.click("button[value=save]")
    page.get_by_text("Draft saved.").wait_for()
    assert kept().title == "Mine, offline"


def test_a_session_that_ended_is_no_lost_connection(cast: Cast, visit: Visit, draft: Publication) -> None:
    page = writing(visit, cast.officer, draft)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill("[name=title]", "Typed after the session ended")
    said(page, "you are signed out")
    assert kept().title == WORDS["title"]
    assert "Typed after" in page.evaluate("Object.values(sessionStorage).join()")
