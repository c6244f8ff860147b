"""`make attack` is there with all its parts, and its rule barks: at a view that raises, at a leak, at silence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from attack import run
from attack.findings import Accepted, Finding, Part, clean, table
from attack.fuzzing import Fuzz
from attack.grounds import complaints
from attack.knocking import SLOWEST, Answer, broken
from attack.sqlmap import FOUND
from attack.strategies import to_address, to_form
from attack.wapiti import findings
from tests.forms_met import forms_in

ROOT = Path(__file__).parent.parent
SECRET = "Boats of the night"


def _raises(_request: HttpRequest) -> HttpResponse:
    raise ValueError


urlpatterns = [
    path("raises/", _raises),
    path("tells/", lambda _request: HttpResponse(f"<p>{SECRET}</p>")),
    path("calm/", lambda _request: HttpResponse("calm")),
]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served() -> Iterator[int]:
    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=_Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def fuzz(settings) -> Iterator[Fuzz]:
    """An attacker of a portal that has three addresses."""
    settings.ROOT_URLCONF, settings.MIDDLEWARE, settings.DEBUG = __name__, [], False
    with _served() as port:
        yield Fuzz(port, "officer", [SECRET])


def test_a_view_that_raises_is_found(fuzz: Fuzz) -> None:
    fuzz.try_all("raises/", to_address("/raises/"), 5, "")
    assert fuzz.found
    assert "answered 500" in fuzz.found[0].what


def test_a_secret_that_comes_back_is_found(fuzz: Fuzz) -> None:
    fuzz.try_all("tells/", to_address("/tells/"), 5, "")
    assert ("tells/", SECRET) in fuzz.leaks


def test_a_form_is_sent_and_a_calm_page_is_clean(fuzz: Fuzz) -> None:
    [form] = forms_in("/calm/", '<form method="post"><input name="a"><input type="file" name="b"></form>')
    fuzz.try_all("calm/", to_form(form, "token"), 5, "")
    assert fuzz.answers[200] >= 5
    assert (fuzz.found, fuzz.leaks) == ([], set())


def test_silence_and_slowness_are_found() -> None:
    assert "no answer" in broken(Answer(0, 1, trouble="ConnectionResetError()"))
    assert "too long" in broken(Answer(200, SLOWEST + 1))
    assert broken(Answer(404, 0.1)) == ""


def test_an_exception_in_the_log_is_found() -> None:
    raised = "Traceback (most recent call last):\n  File x\n    y\nKeyError: 'x'\n"
    when = "2026-01-01 12:00:00,123"
    assert complaints(f"{when} ERROR django.request Internal Server Error: /x/\n{raised}") == {
        f"{when} ERROR django.request Internal Server Error: /x/ KeyError: 'x'"
    }
    assert complaints(f"Ctrl-C ends it.\n{raised}") == {"Ctrl-C ends it. KeyError: 'x'"}
    assert complaints(f"{when} WARNING django.request Not Found: /x/\n{raised}")
    assert complaints("[2026-01-01 12:00:00 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:8)\n")


def test_a_refusal_in_the_log_is_none() -> None:
    when = "2026-01-01 12:00:00,123"
    refused = "Traceback (most recent call last):\n  File x\ndjango.core.exceptions.PermissionDenied: No\n"
    assert complaints(f"{when} WARNING django.request Not Found: /x/\n") == set()
    assert complaints(f"{when} WARNING django.request Forbidden (Permission denied): /x/\n{refused}") == set()


def test_what_the_tools_report_is_read() -> None:
    report = {"vulnerabilities": {"XSS": [{"method": "GET", "path": "/x", "info": "y", "parameter": "q"}]}}
    assert list(findings("officer", report)) == [Finding("GET /x q as officer", "XSS: y")]
    said = "Parameter: q (GET)\n    Type: boolean-based blind\n    Title: AND boolean\n"
    assert FOUND.findall(said) == [("q", "boolean-based blind")]


def test_only_what_is_accepted_with_a_reason_is_clean() -> None:
    part = Part("wapiti", "1 page", [Finding("/x", "XSS")])
    known = [Accepted("wapiti", "/x", "XSS", "it is no page")]
    assert not clean([part], [])
    assert clean([part], known)
    assert "it is no page" in table([part], known)
    assert not clean([Part("wapiti", "nothing", enough=False)], known)


def test_the_command_and_its_parts_are_there() -> None:
    assert set(run.PARTS) == {"fuzzing", "wapiti", "sqlmap"}
    assert sum(run.PARTS.values()) < run.ALL_SECONDS <= 1500
    makefile = (ROOT / "Makefile").read_text()
    assert re.search(r"^attack:.*##", makefile, re.MULTILINE)
    assert ".venv-attack/" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize(
    ("word", "taken"), [("1", True), ("2.5", True), ("0.5", False), ("11", False), ("x", False)]
)
def test_a_slow_machine_gets_longer(word: str, taken: bool) -> None:
    try:
        assert (run._times(word) == float(word)) is taken
    except ValueError:
        assert not taken


def test_the_tools_are_pinned_and_no_part_of_the_product() -> None:
    pinned = (ROOT / "requirements/attack.txt").read_text()
    for tool in ("wapiti3", "sqlmap"):
        assert re.search(rf"^{tool}==\S+ \\\n    --hash=sha256:", pinned, re.MULTILINE)
        for other in ("product", "develop"):
            assert tool not in (ROOT / f"requirements/{other}.txt").read_text()
