"""The log for machines: a line a request and an act, and no content, address or secret in any of them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.core.ids import secret
from waypost.core.journal import Lines
from waypost.notices import sending, worker
from waypost.notices.models import Mail
from waypost.publications.tests.sharing import WORDS, shared

CANARIES = [*WORDS.values(), "cast.invalid", "canary"]


class Log:
    """What was written, line by line."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def requests(self) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["logger"] == "waypost.requests"]


@pytest.fixture
def log(settings: Any) -> Iterator[Log]:
    """Everything the portal logs, as WAYPOST_LOG=json writes it."""
    settings.LOG_LINES = True
    log = Log()
    handler = logging.StreamHandler(log.stream)
    handler.setFormatter(Lines())
    levels = {name: logging.getLogger(name).level for name in ("", "waypost.acts", "django.request")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    yield log
    logging.getLogger().removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_a_request_is_one_line(cast: Cast, enter: Any, log: Log) -> None:
    browser = enter(cast.officer)
    browser.get("/items/?q=canary")
    [line] = log.requests()
    assert {**line, "at": "", "ms": 0, "queries": 0, "bytes": 0, "request": ""} == {
        "at": "", "level": "INFO", "logger": "waypost.requests", "said": "request", "request": "",
        "method": "GET", "route": "items", "status": 200, "ms": 0, "queries": 0, "bytes": 0,
        "person": cast.officer.public_id,
    }  # fmt: skip
    assert line["queries"] > 3
    assert line["bytes"] > 1000
    assert len(line["request"]) > 20


def test_plain_logs_have_no_lines_for_machines(cast: Cast, log: Log, settings: Any) -> None:
    settings.LOG_LINES = False
    Client().get("/sign-in/")
    assert log.requests() == []


def test_health_is_nobodys_request(db: None, log: Log) -> None:
    Client().get("/-/ready")
    assert log.requests() == []


def test_a_request_has_the_id_our_own_proxy_gave_it_and_nobody_elses(
    cast: Cast, log: Log, settings: Any
) -> None:
    given = {"x-request-id": "abcdef0123456789"}
    Client(headers=given).get("/sign-in/")
    settings.TRUSTED_PROXIES = 1
    Client(headers=given).get("/sign-in/")
    Client(headers={"x-request-id": 'x"}\n{canary'}).get("/sign-in/")
    first, second, third = (line["request"] for line in log.requests())
    assert first != second == given["x-request-id"]
    assert "canary" not in third


def test_no_content_no_address_and_no_secret_is_ever_logged(
    cast: Cast, enter: Any, log: Log, smtp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A working day with canaries in everything that is typed, and with everything that can break broken."""
    browser, stranger = enter(cast.officer), Client()
    browser.raise_request_exception = stranger.raise_request_exception = False
    item, word = shared(cast, to=[cast.coast]), secret()
    for path in (f"/items/{item.public_id}/?x=canary", "/items/?q=canary", "/canary/", "/inbox/"):
        browser.get(path, headers={"referer": "https://canary.example/", "user-agent": "canary"})
    stranger.get(reverse("open_invitation", args=[word]))
    stranger.get(f"/join/{word}/nowhere/")
    stranger.post("/sign-in/", {"login": "canary@cast.invalid", "password": "canary-password"})
    stranger.post("/sign-in/", {"login": cast.officer.email, "password": "canary-password"})
    browser.post(f"/items/{item.public_id}/write/", {"title": "canary"})
    Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "canary@cast.invalid"})
    Client(headers={"host": "canary.example"}).get("/")

    def broken(*_: Any, **__: Any) -> Any:
        raise IntegrityError(f'Key (email)=({cast.officer.email}) "{WORDS["title"]}" canary')

    with monkeypatch.context() as patch:
        patch.setattr("waypost.desk.views.home._page", broken, raising=False)
        patch.setattr("django.template.loader.render_to_string", broken)
        patch.setattr("django.shortcuts.loader.render_to_string", broken)
        browser.get("/items/")
    with monkeypatch.context() as patch:
        patch.setattr(sending, "judge", broken)
        worker.Worker().run_once()
    Mail.objects.update(leased_until=None, tries=0)
    worker.Worker().run_once()

    written = log.stream.getvalue()
    said = {line["said"] for line in log.lines()}
    assert {"request", "event worked off", "mail done with"} <= said
    broken_ones = [line for line in log.lines() if "exception" in line]
    assert {"django.db.utils.IntegrityError"} <= {line["exception"]["type"] for line in broken_ones}
    assert any(
        "waypost/notices/sending.py" in frame for line in broken_ones for frame in line["exception"]["frames"]
    )
    assert {line.get("route") for line in log.requests()} >= {
        "items",
        "item",
        "open_invitation",
        "account_login",
        None,
    }
    for canary in [*CANARIES, word]:
        assert canary not in written, canary
