"""A data base that stays locked, or is away: a sentence in good time, and what was typed is still there."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections
from django.test import Client

from tests.cast import Cast
from waypost.desk.views.typed import SECRET
from waypost.people.forms import AppCodeForm, ChoosePasswordForm
from waypost.people.models import Person
from waypost.people.signin import forms, passkeys

Enter = Callable[[Person], Client]
WORDS = 'Two boats, "north" of <the> pier\r\nทุ่นที่สอง & ต่อไป'


@pytest.fixture
def browser(cast: Cast, enter: Enter) -> Client:
    browser = enter(cast.officer)
    browser.raise_request_exception = False
    return browser


@contextmanager
def away(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Inside the block nothing can be asked of the data base."""

    def refused(*_: Any, **__: Any) -> Any:
        raise OperationalError("database is locked")

    with patch.context() as inside:
        inside.setattr(type(connections["default"]), "cursor", refused)
        yield


def again(page: BeautifulSoup) -> dict[str, Any]:
    """What the form on the page would send: lines end as a browser ends them."""
    return {
        each["name"]: each["value"].replace("\n", "\r\n")
        for each in page.select("form#typed input[type=hidden]")
    }


def test_what_was_typed_is_sent_again_from_the_page(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = {"name_native": WORDS, "csrfmiddlewaretoken": "t" * 32}
    with away(monkeypatch):
        answer = browser.post("/profile/?a=1&b=%3C", sent)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "no-store" in answer.headers["Cache-Control"]
    page = BeautifulSoup(answer.content, "lxml")
    assert page.select_one("form#typed")["action"] == "/profile/?a=1&b=%3C"
    assert again(page) == sent
    buttons = page.select("button[form=typed]")
    assert [each.find_parent(lang=True)["lang"] for each in buttons] == ["en", "th"]


def test_files_have_to_be_chosen_again(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = SimpleUploadedFile("map <1>.pdf", b"%PDF-1.7")
    with away(monkeypatch):
        page = BeautifulSoup(browser.post("/items/x/", {"title": "a", "files": chosen}).content, "lxml")
    form = page.select_one("form#typed")
    assert form["enctype"] == "multipart/form-data"
    assert form.select_one("input[type=file]")["name"] == "files"
    assert form.select_one("label").text == "map <1>.pdf"
    assert "choose these again" in page.text


@pytest.mark.parametrize("name", sorted(SECRET))
def test_a_secret_stands_on_no_page(browser: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with away(monkeypatch):
        answer = browser.post("/sign-in/", {"login": "somebody", name: "canary-words"})
    assert answer.status_code == 503
    assert "canary-words" not in answer.content.decode()
    assert "look first whether it arrived" in answer.content.decode()


def test_every_form_that_takes_a_secret_is_known() -> None:
    with_one = [AppCodeForm, ChoosePasswordForm, forms.PasswordForm, forms.SecondFactorForm, forms.StepUpForm]
    with_one += [passkeys.NewPasskeyForm, passkeys.PasskeySignInForm, passkeys.PasskeyStepUpForm]
    for each in with_one:
        assert SECRET & {*each.base_fields, *getattr(each, "declared_fields", {}), "password"}


def test_what_was_done_is_not_offered_again(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session can't be kept any more; the act before it was."""

    def refused(*_: Any, **__: Any) -> Any:
        raise OperationalError("database is locked")

    with monkeypatch.context() as inside:
        inside.setattr(SessionStore, "save", refused)
        answer = browser.post("/profile/sessions/")
        shown = BeautifulSoup(answer.content, "lxml")
    assert answer.status_code == 503
    assert "was taken all the same" in shown.text
    assert not shown.select("form")


@contextmanager
def somebody_writes() -> Iterator[None]:
    """Inside the block a process of its own holds the lock that whoever keeps an item wants."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as holder:
                holder.execute("BEGIN IMMEDIATE")
                cursor.execute("PRAGMA busy_timeout")
                assert cursor.fetchone()[0] < 10_000
                cursor.execute("PRAGMA busy_timeout = 200")
                yield
                cursor.execute("PRAGMA busy_timeout = 8000")
        else:
            with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as holder:
                holder.execute("LOCK TABLE publications_publication IN EXCLUSIVE MODE")
                cursor.execute("SHOW lock_timeout")
                assert cursor.fetchone()[0] == "8s"
                cursor.execute("SET lock_timeout = '200ms'")
                yield
                cursor.execute("SET lock_timeout = '8s'")


@pytest.mark.django_db(transaction=True)
def test_one_who_writes_for_long_keeps_nobody_waiting_for_longer(browser: Client, cast: Cast) -> None:
    """The real lock; only the time for which one waits is shorter here."""
    sent = {"kind": "bulletin", "network": str(cast.regional.pk), "language": "en", "title": WORDS}
    with somebody_writes():
        answer = browser.post("/items/new/", sent)
        assert answer.status_code == 503
        assert again(BeautifulSoup(answer.content, "lxml")) == sent
        assert browser.get("/items/").status_code == 200
    assert browser.post("/items/new/", sent).status_code == 302
