"""What is as good as a password in an address is not read in the log."""

import logging
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from waypost.core import discreet
from waypost.core.discreet import Formatter, SecretPart

SECRET = "mQ9-secret_ofSomebody-0123456789abcdefABCDEFGHI"


def test_everything_is_written_through_it() -> None:
    used = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert {settings.LOGGING["formatters"][name]["()"] for name in used} == {
        "waypost.core.discreet.Formatter"
    }


@pytest.mark.parametrize("name", ["open_invitation", "unsubscribe"])
def test_a_refused_address_is_logged_without_its_secret(
    db: None, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    with caplog.at_level(logging.WARNING):
        Client().get(reverse(name, args=[SECRET]))
        Client().delete(reverse(name, args=[SECRET]) + "?x=1")
    written = [Formatter().format(record) for record in caplog.records]
    assert written
    assert not [line for line in written if SECRET in line]


def test_its_time_is_utc_and_says_so() -> None:
    """Whatever zone the portal or the machine stands in."""
    record = logging.makeLogRecord({"msg": "x", "created": 1_598_936_400.25, "msecs": 250.0})
    form = settings.LOGGING["formatters"]["plain"]["fmt"]
    assert Formatter(form).format(record).startswith("2020-09-01 05:00:00.250Z ")


def test_a_traceback_and_a_whole_address_are_hidden_too() -> None:
    for text in (
        f"http://portal.invalid/join/{SECRET}/ x",
        f'"GET /join/{SECRET} HTTP/1.1"',
        f"/join/{SECRET}",
    ):
        assert SECRET not in discreet.hide(text)
    assert discreet.hide("/people/persons/abc/") == "/people/persons/abc/"


def test_no_route_carries_an_unmarked_secret() -> None:
    """A part called secret or token is marked, unless it opens nothing to who is not signed in."""
    unmarked = {
        route
        for route, converters in _routes("", get_resolver().url_patterns)
        for name, converter in converters.items()
        if re.search("secret|token", name) and not isinstance(converter, SecretPart)
    }
    assert all(route.startswith(("audit/", "inbox/undelivered/")) for route in unmarked), unmarked


def _routes(prefix: str, patterns: list[URLPattern | URLResolver]):  # type: ignore[no-untyped-def]
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(route, each.url_patterns)
        else:
            yield route, each.pattern.converters
