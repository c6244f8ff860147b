"""One learner in a real browser, from the order that names them to a certificate that a stranger looks up; and the
trainer's side of it on a telephone, without scripts.
"""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import look, press, sideways
from waypost.training.actions import questions, testing
from waypost.training.actions.testing import Window
from waypost.training.models import Certificate, Intake, Nominee, PracticalSession, Programme
from waypost.training.packages.tests.builder import scorm
from waypost.training.tests import marking, practising
from waypost.training.tests.asking import asked
from waypost.training.tests.enrolling import ENROLLED, ORDER, offered
from waypost.training.tests.playing import added, at_its_names, browsing
from waypost.training.tests.test_player import PAGES, part_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def prepared(cast: Cast) -> Intake:
    """A cohort with an e-module, a session of two days marked against a rubric, and a post-test; nobody nominated."""
    intake = offered(cast)
    programme = Programme.unfiltered.get()
    added(cast, programme, scorm({"index.html": PAGES}), by=cast.secretariat)
    lead = practising.trainer(cast.ministry_officer.email)
    co = practising.trainer(cast.logistics.email, "co", "Somsri Dee")
    marking.marked_in(cast, intake, lead, co)
    asked(cast.secretariat, programme, 2)
    questions.compose(by=cast.secretariat, programme=programme, most=5)
    window = Window("after", date(2020, 9, 7), date(2020, 9, 25), 50)
    testing.open_test(by=cast.secretariat, intake=intake, words=window)
    return intake


def nominate(page: Page, intake: Intake) -> None:
    page.goto(f"/training/cohorts/{intake.public_id}/nominate/")
    for name, typed in (
        ("name_latin", "Anong Dee"),
        ("email", ENROLLED),
        ("number", ORDER.number),
        ("dated", "2020-08-28"),
    ):
        page.fill(f"[name={name}]", typed)
    page.check("[name=sex][value=female]")
    page.select_option("[name=rank_band]", "officer")
    press(page.get_by_role("button", name="Nominate", exact=True))


def approve(page: Page, intake: Intake) -> None:
    page.goto(f"/training/cohorts/{intake.public_id}/")
    page.get_by_role("checkbox", name="Anong Dee").check()
    press(page.get_by_role("button", name="Approve", exact=True))


def learn(browser: Browser, cast: Cast) -> None:
    """The e-module, in the portal's own name: its content is on another origin."""
    context = browsing(browser, cast.immigration_officer)
    page = context.new_page()
    module = Programme.unfiltered.get()
    page.goto(f"/training/{module.public_id}/")
    page.locator("main a[href*='/modules/']").first.click()
    page.goto(f"{page.url}play/")
    part_of(page).locator("#pass").click()
    page.get_by_role("link", name="Leave").click()
    expect(page.locator(".meta .state")).to_have_text("Done, 100 %")
    context.close()


def attend(page: Page, day: str) -> None:
    page.goto("/training/sessions/")
    assert not sideways(page)
    page.get_by_role("link", name=day).click()
    page.get_by_role("button", name="All who are not marked are present").click()
    expect(page.get_by_role("group", name="Anong Dee").get_by_label("Present")).to_be_checked()


def mark(page: Page, points: tuple[int, int], button: str) -> None:
    """By a co-trainer: from the session to the board, to one learner, a tap a criterion."""
    page.goto(f"/training/sessions/{PracticalSession.unfiltered.get().public_id}/")
    page.get_by_role("link", name="Marks").click()
    assert not sideways(page)
    page.get_by_role("link", name=button).first.click()
    assert not sideways(page)
    for words, n in zip(("Holds the page", "Says what"), points, strict=True):
        box = page.get_by_role("group", name=words).get_by_label(str(n), exact=True)
        size = box.locator("xpath=..").bounding_box()
        assert size is not None
        assert size["height"] >= 44
        box.check()
    page.get_by_label("Note").fill("Seen at the counter.")
    page.get_by_role("button", name="Keep the marks").click()


def take_test(page: Page, intake: Intake) -> None:
    page.goto(f"/training/cohorts/{intake.public_id}/tests/")
    page.locator("main a[href$='/sit/']").click()
    press(page.get_by_role("button", name="Begin the test"))
    page.get_by_label("The film lifts").check()
    press(page.locator("main form button.main"))
    press(page.get_by_role("button", name="Hand the test in"))
    expect(page.locator(".meta .state")).to_have_text("Passed")


def test_from_the_order_to_a_certificate_that_is_looked_up(
    cast: Cast, visit: Visit, browser: Browser, live_server: Any, settings: Any, hands: Any
) -> None:
    intake = prepared(cast)
    nominate(visit(cast.immigration_focal_point), intake)
    approve(visit(cast.second_secretariat), intake)
    assert Nominee.unfiltered.get().status == "enrolled"
    learner = visit(cast.immigration_officer, width=360)
    learner.goto("/training/mine/")
    look(learner, "journey-missing")
    for sentence in (
        "0 of 1 e-module done.",
        "0 of 360 minutes",
        "0 of 1 assessment",
        "Post-test not passed yet.",
    ):
        expect(learner.locator("main")).to_contain_text(sentence)

    hands.forward(days=6)
    lead, co = (visit(each, width=360, scripts=False) for each in (cast.ministry_officer, cast.logistics))
    attend(lead, "7 Sep 2020")
    mark(co, (3, 5), "Mark")
    learner.goto(f"/training/sessions/{PracticalSession.unfiltered.get().public_id}/")
    look(learner, "journey-not-passed")
    expect(learner.locator("main")).to_contain_text("Too few points in what is critical: Holds the page")
    hands.forward(days=1)
    attend(lead, "8 Sep 2020")
    mark(co, (4, 5), "Mark the re-sit")
    take_test(learner, intake)
    expect(lead.locator("main")).to_contain_text("Attendance")
    at_its_names(settings, live_server)
    learn(browser, cast)

    command = visit(cast.second_secretariat)
    command.goto(f"/training/cohorts/{intake.public_id}/certify/")
    look(command, "journey-certify")
    command.select_option("[name=lead]", cast.trainer.public_id)
    press(command.get_by_role("button", name="Certify those ticked"))
    made = Certificate.unfiltered.get()
    assert (made.name_latin, made.minutes_practical) == ("Anong Dee", 360)
    learner.goto("/training/mine/")
    look(learner, "journey-certified")
    expect(learner.locator("main")).to_contain_text(made.serial)
    stranger = visit(width=360)
    stranger.goto(f"/verify/{made.code}/")
    expect(stranger.locator("h1")).to_have_text("Valid")
    expect(stranger.locator("main")).to_contain_text("A. D.")
