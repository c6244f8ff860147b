"""What every page must bear in a real browser, whoever looks and however wide the screen is."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Locator, Page

# WCAG 2.2 AA, and what axe calls good practice beside it.
_WANTED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# To compare colours is half of what axe does.
_RUN = """async ([tags, colours]) => {
    const rules = {"color-contrast": {enabled: colours}};
    const found = await axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"]});
    return found.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html.slice(0, 160) + " " +
        n.any.concat(n.all).map(c => c.message).slice(0, 1))]);
}"""


def press(what: Locator) -> None:
    """Press a link or button that leads to a page, and wait until that page is there.

    A click alone returns before the browser has left the old page: on a busy machine the test would look at that.
    """
    with what.page.expect_navigation():
        what.click()


def look(page: Page, name: str = "") -> None:
    """Nothing runs out of the screen and axe finds nothing; a picture where PICTURES names a folder for them.

    axe is itself a script that waits: where scripts are off it is not asked, it would never answer.
    """
    assert not sideways(page), sideways(page)
    folder = os.environ.get("PICTURES")
    if folder and name:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        found = violations(page)
        assert not found, f"{page.url}\n" + "\n".join(found)


def look_wide_and_narrow(page: Page, name: str = "") -> None:
    """As ``look``, also on the widest and the narrowest screen of the sweeps: for pages that they can't meet."""
    own = page.viewport_size
    assert own is not None
    look(page, name)
    for width in {1280, 320} - {own["width"]}:
        page.set_viewport_size({"width": width, "height": 800})
        assert not sideways(page), sideways(page)
        found = violations(page, colours=False)
        assert not found, f"{page.url}\n" + "\n".join(found)
    page.set_viewport_size(own)


def sideways(page: Page) -> str:
    """Why the page would have to be moved sideways to be read; empty when it need not."""
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return f"{page.url} is {wide} px wide on a screen of {shown}" if wide > shown else ""


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds, one line for each rule with the first elements that break it.

    Without ``colours`` it leaves out contrasts: for a page that was looked at on another width. What is coloured on a
    narrow screen alone, the bar below, the sweeps look at on every page.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    found: list[Any] = page.evaluate(_RUN, [_WANTED, colours])
    return [f"{rule}: {says}: {len(nodes)} × {nodes[0]}" for rule, says, nodes in found]


@cache
def _axe() -> str:
    return (Path(settings.PACKAGES) / "axe-core/axe.min.js").read_text()
