"""A real browser for the journeys (fixture ``visit``)."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.fixtures import sign_in
from waypost.people.models import Person

Visit = Callable[..., Page]
PATIENCE = 90_000  # milliseconds a page may take on a machine that does much else


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # The shell is the same engine without a window around each page, which nobody sees and which takes half the time.
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    assert program, "No Chromium on this machine: `make test` installs it."
    # Playwright keeps an event loop in this thread; Django would refuse the data base to it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Visit]:
    """``visit(cast.officer, language="th", width=360)`` opens a browser of its own and gives its page.

    Without a person the visitor is signed out; ``scripts=False`` switches JavaScript off. Paths are relative to the
    portal: ``page.goto("/")``. The test fails at its end if a page raised an error, broke the content security policy
    or asked another host for anything.
    """
    opened: list[BrowserContext] = []
    troubles: list[str] = []

    def visit(
        person: Person | None = None, *, language: str = "en", width: int = 1280, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            locale={"en": "en-GB", "th": "th-TH"}[language],
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if person is not None:
            cookies[settings.SESSION_COOKIE_NAME] = sign_in(Client(), person).session.session_key or ""
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        listen(page, live_server.url, troubles)
        return page

    yield visit
    for context in opened:
        context.close()
    assert not troubles, "\n".join(troubles)


def listen(page: Page, home: str, troubles: list[str]) -> None:
    """Note in ``troubles`` every error the page logs and every request that leaves ``home``."""

    def on_console(message: Any) -> None:
        # The browser also logs every answer of 400 and above; the test itself says which it expects.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            troubles.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            troubles.append(f"{page.url} asked {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("request", on_request)
