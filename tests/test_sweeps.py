"""Every page of the demo in a real browser: for whom, how wide and in which language they may be read."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import PATIENCE, listen
from tests.demo_portal import Portal
from tests.looking import press, sideways, violations
from tests.pages import Page as Met
from tests.pages import Pages

# What the demo's links don't lead to, and where it is looked at or why nothing can be.
WALKED = "waypost/people/tests/test_journeys.py"
ELSEWHERE = {
    "account_logout": WALKED,
    "open_invitation": WALKED,
    "join": WALKED,
    "join_password": WALKED,
    "join_passkey": WALKED,
    "join_app": WALKED,
    "codes": WALKED,
    "sign_rules": WALKED,
    "hand_over": WALKED,
    "mfa_authenticate": WALKED,
    "mfa_reauthenticate": WALKED,
    "alerts": "sends on to the list of items",
    "alert_redact": "waypost/alerts/tests/test_picture_journey.py",
    "alert_tile": "a piece of a picture",
    "publish_alone": "waypost/alerts/tests/test_after_journey.py",
    "second_check": "waypost/alerts/tests/test_after_journey.py",
    "card_standing": "waypost/alerts/tests/test_journey.py",
    "certificate_paper": "a PDF: waypost/training/tests/test_certificates.py",
    "access_ended": "sends on unless the session was just ended",
    "mfa_login_webauthn": "answers the passkey script, not a reader",
    "mfa_reauthenticate_webauthn": "answers the passkey script, not a reader",
    "figures_file": "a table for programs, no page: waypost/training/tests/test_figures_pages.py",
    "comments_file": "a table for programs, no page: waypost/curriculum/tests/test_exchange.py",
    "calendar_entry": "an entry for a calendar, no page: waypost/training/tests/test_joining.py",
    "meeting_entry": "an entry for a calendar, no page: waypost/groups/tests/test_meetings.py",
    "settle_comment": "waypost/groups/tests/test_meetings.py: no comment on minutes of the demo waits",
    "minutes_paper": "a PDF: waypost/groups/tests/test_meetings.py",
    "nominate": "waypost/training/tests/test_cohort_pages.py: no persona answers for a unit",
    "roll": "waypost/training/tests/test_roll.py: no persona answers for a unit",
    "roll_template": "waypost/training/tests/test_roll.py: no persona answers for a unit",
    "replace_nominee": "waypost/training/tests/test_cohort_pages.py: no persona answers for a unit",
    "write_version": "waypost/curriculum/tests/test_writing.py: no curriculum of the demo is in draft",
    "write_section": "waypost/curriculum/tests/test_writing.py: no curriculum of the demo is in draft",
    "signed_sheet": "a scan: waypost/training/tests/test_sheets.py",
    "sit_test": "waypost/training/tests/test_testing.py: no persona has a test before them",
    "answer_question": "waypost/training/tests/test_testing.py: no persona has a test before them",
    "answer_evaluation": "waypost/training/tests/test_evaluation.py: no persona is asked",
    "answer_unseated": "waypost/training/tests/test_unseated.py: no persona came without a seat",
    "evaluate_officer": "waypost/training/tests/test_evaluation.py: no persona is asked",
    "lesson_picture": "a picture: waypost/training/tests/test_lessons.py",
    "lesson_video": "a video: waypost/training/tests/test_lessons.py",
    "observe_delivery": "waypost/training/tests/test_accrediting.py: no persona observes a session",
    "acknowledge": "sends on to the item",
    "play_emodule": "frames another origin: waypost/training/tests/test_player.py",
    "charter_group": "waypost/groups/tests/test_pages.py: every group of the demo has its charter",
    "letter_scan": "a scan: waypost/groups/tests/test_pages.py",
    "notice": "sends on to what it is about",
    "unsubscribe": "the signed link of a mail: waypost/notices/tests",
}
WIDTHS = (1280, 320)
LANGUAGES = ["en", "th"]
SHARES = 4  # of the pages: so that no test takes longer than a minute or two


def enter(browser: Browser, demo: Portal, viewer: str, language: str, **given: Any) -> Page:
    """A page in a browser of its own, in which ``viewer`` has entered the demo."""
    context = browser.new_context(base_url=demo.url, reduced_motion="reduce", **given)
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "language", "value": language, "url": demo.url}])
    page = context.new_page()
    if viewer != "outsider":
        page.goto("/help/")
        page.select_option("#persona", viewer)
        press(page.locator(".demo form:has(#persona) button"))
    return page


@pytest.mark.journey
def test_every_address_was_met(pages: Pages) -> None:
    unmet = sorted(pages.unmet - ELSEWHERE.keys())
    assert unmet == [], "Link them in the demo, or say in ELSEWHERE where they are looked at."


@pytest.mark.journey
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_bears_looking_at(
    browser: Browser, demo: Portal, pages: Pages, language: str, share: int
) -> None:
    """Nothing runs out of the screen, wide and narrow; axe finds nothing; no error, no other host.

    axe looks at a page twice, in both languages: at one width in the one and at the other in the other, in turn. What
    stands on more than one page is looked at in all four ways.
    """
    looks: dict[str, Page] = {}
    troubles: list[str] = []
    demo.forget_readings()
    for nth, each in list(enumerate(pages.chosen()))[share::SHARES]:
        if each.viewer not in looks:
            looks[each.viewer] = enter(browser, demo, each.viewer, language)
            listen(looks[each.viewer], demo.url, troubles)
        closely = WIDTHS[(nth // SHARES + LANGUAGES.index(language)) % len(WIDTHS)]
        troubles += _looked_at(looks[each.viewer], each, closely)
    for page in looks.values():
        page.context.close()
    assert not troubles, "\n".join(troubles)


def _looked_at(page: Page, met: Met, closely: int) -> Iterator[str]:
    """What is wrong with a page, on the wide and on the narrow screen; axe looks at one of them."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    answer = page.goto(met.path)
    assert answer is not None
    assert answer.status == 200, f"{met.viewer} got {answer.status} at {met.path}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = [*filter(None, [sideways(page)]), *(violations(page) if width == closely else ())]
        yield from (f"{met.viewer} {met.path} {width}: {one}" for one in found)


class Weighed:
    """What one first view of a page took, pictures and all: bytes as they came over the wire, head and body, and
    requests.
    """

    def __init__(self, page: Page) -> None:
        self.bytes = self.requests = 0
        self.page = page
        self._network = page.context.new_cdp_session(page)
        self._network.send("Network.enable")
        self._network.on("Network.loadingFinished", self._count)

    def _count(self, told: dict[str, Any]) -> None:
        if told["encodedDataLength"]:  # what stands in the page itself (data:) takes nothing
            self.bytes += told["encodedDataLength"]
            self.requests += 1


@pytest.fixture
def first_views(browser: Browser, demo: Portal) -> Iterator[Any]:
    contexts = []

    def first_view(viewer: str, language: str, path: str) -> Weighed:
        """Open ``path`` as for the first time, with an empty cache."""
        page = enter(browser, demo, viewer, language)
        cookies = page.context.cookies()
        page.context.close()
        context = browser.new_context(base_url=demo.url)
        contexts.append(context)
        context.add_cookies(cookies)
        weighed = Weighed(context.new_page())
        weighed.page.goto(path, wait_until="networkidle")
        return weighed

    yield first_view
    for context in contexts:
        context.close()


READING = ("home", "items", "item", "compare", "board", "inbox", "call_member", "topic", "route", "member",
           "edition", "evidence", "help", "handling")  # fmt: skip


@pytest.mark.journey
@pytest.mark.parametrize("language", ["en", "th"])
def test_a_first_view_is_light(first_views: Any, pages: Pages, language: str) -> None:
    """Empty cache, as gunicorn and WhiteNoise serve it, the heaviest page of each kind: at most 60 KB, 6 requests. So
    are the heaviest with pictures of documents.
    """
    heavy = []
    for each in _heaviest(pages):
        weighed = first_views(each.viewer, language, each.path)
        if weighed.bytes > 60_000 or weighed.requests > 6:
            heavy.append(f"{each.viewer} {each.path}: {weighed.bytes} bytes, {weighed.requests} requests")
    assert not heavy, "\n".join(heavy)


def _heaviest(pages: Pages) -> list[Any]:
    of_each = [[page for page in pages.met if page.name == name] for name in READING]
    pictured = {page.path: page for page in pages.met if page.name == "item" and "?first" in page.body}
    heaviest = sorted(pictured.values(), key=lambda page: len(page.body))[-3:]
    return [*(max(met, key=lambda page: len(page.body)) for met in of_each), *heaviest]


@pytest.mark.journey
@pytest.mark.parametrize("language", ["en", "th"])
def test_one_finds_and_filters_without_javascript(browser: Browser, demo: Portal, language: str) -> None:
    """(Reading, answering and writing without JavaScript: test_journey.)"""
    narrow = {"width": 360, "height": 800}
    page = enter(browser, demo, "officer", language, java_script_enabled=False, viewport=narrow)
    page.goto("/items/")
    everything = page.locator("main .log > li").count()
    page.fill("main form [name=q]", "passport")  # above the list, not folded away
    page.locator("details.filters > summary").click()
    page.locator("main form [name=kind][value=bulletin]").check()
    press(page.locator("main form .row button.main"))
    found = page.locator("main .log > li").count()
    assert 0 < found < everything
    assert "q=passport" in page.url
    assert "kind=bulletin" in page.url
    assert not sideways(page)
    assert page.locator("a.tag").count() == 2
    press(page.locator("a.tag").last)
    assert page.locator("a.tag").count() == 1
    press(page.locator("main .log h3 a").first)
    assert page.locator("main h1").count() == 1
    page.context.close()
