"""The player in a real browser: where one was is never lost, and a hostile package reaches nothing of the portal."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.cast import Cast
from waypost.training.models import Progress
from waypost.training.packages.tests.builder import scorm
from waypost.training.tests.playing import added, at_its_names, browsing, page_of
from waypost.training.tests.teaching import begun

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# A part of one page: it says where the learner is, turns the page, passes, and says its last word when it is unloaded.
PAGES = """<!doctype html><html lang="en"><title>Pages</title><p id="at"></p>
<button id="turn">Turn</button><button id="pass">Pass</button><script>
var api = parent.API; api.LMSInitialize("");
var at = Number(api.LMSGetValue("cmi.core.lesson_location") || 0);
function show() { document.getElementById("at").textContent = "page " + at; }
document.getElementById("turn").onclick = function () {
  at += 1; api.LMSSetValue("cmi.core.lesson_location", String(at)); api.LMSCommit(""); show(); };
document.getElementById("pass").onclick = function () {
  api.LMSSetValue("cmi.core.score.raw", "100"); api.LMSSetValue("cmi.core.lesson_status", "passed"); };
addEventListener("pagehide", function () { api.LMSSetValue("cmi.core.exit", "suspend"); api.LMSFinish(""); });
show();
</script></html>"""


@pytest.fixture
def learner(browser: Browser, live_server: Any, settings: Any, cast: Cast) -> Iterator[BrowserContext]:
    at_its_names(settings, live_server)
    context = browsing(browser, cast.officer)
    yield context
    context.close()


def part_of(page: Page) -> Any:
    """The part, in the player's frame, in the page."""
    return page.frame_locator("#player").frame_locator("#part")


def test_where_one_was_outlives_a_lost_network_and_a_closed_tab(learner: BrowserContext, cast: Cast) -> None:
    module = added(cast, begun(cast), scorm({"index.html": PAGES}))
    page, at = learner.new_page(), page_of(module)
    page.goto(f"{at}play/")
    said = page.frame_locator("#player").locator("#said")
    part_of(page).locator("#turn").click()
    expect(said).to_have_text("Saved")
    learner.set_offline(True)
    part_of(page).locator("#turn").click()
    expect(said).to_have_text("No connection: what you do is kept in this browser and sent when it is back.")
    page.close()
    learner.set_offline(False)
    assert Progress.objects.get().told["cmi.core.lesson_location"] == "1"
    page = learner.new_page()
    page.goto(f"{at}play/")
    expect(part_of(page).locator("#at")).to_have_text("page 2")
    part_of(page).locator("#pass").click()
    page.get_by_role("link", name="Leave").click()
    expect(page.locator(".meta .state")).to_have_text("Done, 100 %")
    assert page.url.endswith(at)


# Each probe answers with what it got, or with the kind of error it met.
HOSTILE = """<!doctype html><html lang="en"><title>Hostile</title><button id="go">Go</button><script>
parent.API.LMSInitialize("");
function tried(probe) { try { return String(probe()); } catch (problem) { return problem.name; } }
document.getElementById("go").onclick = async function () {
  var home = document.referrer, portal = ADDRESS, found = {
    page: tried(function () { return top.document.title; }),
    storage: tried(function () { return top.localStorage.length; }),
    frame: tried(function () { return parent.parent.document.title; }),
    cookies: document.cookie,
    referrer: home,
    navigated: tried(function () { top.location.href = "/c/"; return "gone"; }),
    opened: tried(function () { return window.open("/"); }) };
  var form = document.createElement("form"); form.target = "_top"; form.action = "index.html";
  document.body.append(form); tried(function () { form.submit(); });
  found.fetched = await fetch(portal + "/training/", { credentials: "include" }).then(
    function (answer) { return answer.text(); }, function (problem) { return problem.name; });
  found.outside = await fetch("https://waypost.invalid/").then(String, function (problem) { return problem.name; });
  found.worker = await navigator["service" + "Worker"].register("work.js").then(
    String, function (problem) { return problem.name; });
  window.found = found;
};
</script></html>"""


def test_a_hostile_package_reaches_nothing_of_the_portal(
    learner: BrowserContext, cast: Cast, settings: Any
) -> None:
    hostile = HOSTILE.replace("ADDRESS", repr(settings.PORTAL_ADDRESS))
    module = added(cast, begun(cast), scorm({"index.html": hostile, "work.js": "onfetch = function () {};"}))
    page = learner.new_page()
    page.goto(f"{page_of(module)}play/")
    part_of(page).locator("#go").click()
    frame = next(each for each in page.frames if "/f/index.html" in each.url)
    found = frame.wait_for_function("window.found").json_value()
    assert found == {
        "page": "SecurityError",
        "storage": "SecurityError",
        "frame": "SecurityError",
        "cookies": "",
        "referrer": "",
        "navigated": "SecurityError",
        "opened": "null",
        "fetched": "TypeError",
        "outside": "TypeError",
        "worker": "TypeError",  # its script is refused
    }
    assert page.url.endswith("/play/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Passports")
    assert len(learner.pages) == 1
    content = [each for each in learner.cookies() if "content" in each["domain"]]
    assert content == []
