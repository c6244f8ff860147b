"""Health: a word for each part to those who watch the nodes, and nothing at all to anybody else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connections
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from waypost.core.models import TickRun
from waypost.operating import health


@pytest.fixture(autouse=True)
def as_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_applied", False)
    monkeypatch.setattr(health, "_tried_at", -100.0)


def _refused(*_: Any, **__: Any) -> Any:
    raise OperationalError("connection refused for canary@cast.invalid")


@contextmanager
def lost() -> Iterator[None]:
    """Inside the block the data base doesn't answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connections["default"]), "cursor", _refused)
        yield


def beat() -> None:
    TickRun.objects.update_or_create(name="core.seal", defaults={"last_at": timezone.now()})


def words(answer: Any) -> dict[str, str]:
    return dict(line.split(" ") for line in answer.content.decode().splitlines())


def test_a_node_that_is_well_says_so(db: None) -> None:
    beat()
    answer = Client().get("/-/ready")
    assert answer.status_code == 200
    parts = dict.fromkeys(["database", "migrations", "cache", "storage", "worker"], "ok")
    assert words(answer) == {"state": "ready", **parts}
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not default_storage.listdir("health")[1]


def test_a_late_worker_is_said_and_takes_no_node_away(db: None) -> None:
    TickRun.objects.update_or_create(
        name="core.seal", defaults={"last_at": timezone.now() - timedelta(minutes=3)}
    )
    answer = Client().get("/-/ready")
    assert answer.status_code == 200
    assert (words(answer)["worker"], words(answer)["state"]) == ("late", "degraded")


@pytest.mark.parametrize(
    ("part", "status", "state"),
    [
        ("database", 503, "away"),
        ("migrations", 503, "away"),
        ("cache", 200, "degraded"),
        ("storage", 200, "degraded"),
    ],
)
def test_only_without_its_tables_is_a_node_away(
    db: None, monkeypatch: pytest.MonkeyPatch, part: str, status: int, state: str
) -> None:
    """All nodes share the rest: a balancer would take every one of them out, though people read and write."""

    def broken(*_: Any, **__: Any) -> Any:
        raise OSError("disk full: canary")

    if part == "storage":
        monkeypatch.setattr(default_storage, "save", broken)
    elif part == "cache":
        monkeypatch.setattr(cache, "set", broken)
    else:
        monkeypatch.setitem(health._PARTS, part, broken)
    for _again in range(2):  # what was found of the storage holds for a while
        answer = Client().get("/-/ready")
        assert (answer.status_code, words(answer)["state"], words(answer)[part]) == (status, state, "down")
        assert "canary" not in answer.content.decode()


def test_a_migration_that_is_missing_is_said(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    answer = Client().get("/-/ready")
    assert (answer.status_code, words(answer)["migrations"]) == (503, "missing")


def test_without_a_data_base_it_lives_and_is_not_ready(db: None) -> None:
    with lost():
        assert Client().get("/-/live").content == b"ok\n"
        answer = Client().get("/-/ready")
    assert (answer.status_code, words(answer)["database"]) == (503, "down")


@pytest.mark.parametrize(
    ("address", "forwarded", "proxies", "told"),
    [
        ("127.0.0.1", "", 0, True),
        ("::1", "", 0, True),
        ("", "", 0, True),  # a socket of this machine
        ("10.1.2.3", "", 0, True),
        ("10.9.2.3", "", 0, False),
        ("203.0.113.5", "", 0, False),
        ("127.0.0.1", "203.0.113.5", 0, False),
        ("127.0.0.1", "127.0.0.1", 0, False),  # anybody can write that
        ("127.0.0.1", "203.0.113.5", 1, False),
        ("127.0.0.1", "127.0.0.1, 203.0.113.5", 1, False),
        ("127.0.0.1", "10.1.2.3", 1, True),
        ("127.0.0.1", "10.1.2.3", 2, False),
        ("127.0.0.1", "nonsense", 1, False),
    ],
)
def test_who_may_ask(
    settings: Any, cast: Cast, address: str, forwarded: str, proxies: int, told: bool
) -> None:
    settings.HEALTH_FROM, settings.TRUSTED_PROXIES = [ip_network("10.1.2.0/24")], proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    answer = Client(headers=headers, REMOTE_ADDR=address).get("/-/live")
    assert (answer.content == b"ok\n") is told
    if not told:
        absent = Client(headers=headers, REMOTE_ADDR=address).get("/-/else")
        assert answer.status_code == absent.status_code
        assert _page(answer).replace("/-/live", "/-/else") == _page(absent)


def _page(answer: Any) -> str:
    """The page without the token of its forms, which is new in each."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


def test_the_names_it_answers_to_are_those_of_the_portal(db: None) -> None:
    assert Client(headers={"host": "elsewhere.example"}).get("/-/live").status_code == 400


def test_pages_say_in_both_languages_that_the_data_base_is_away_and_come_back(cast: Cast, enter: Any) -> None:
    browser = enter(cast.officer)
    assert browser.get("/").status_code == 200
    browser.raise_request_exception = False
    for send in (browser.get, browser.post):
        with lost():
            answer = send("/items/")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "30"
        page = answer.content.decode()
        assert "comes back by itself" in page
        assert 'lang="th"' in page
        assert "canary" not in page
        assert not answer.cookies
    assert browser.get("/items/").status_code == 200
