"""The headers every answer carries: pages, static files, errors."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.people.models import Person

EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
CLOSED = (
    "default-src 'none'",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


@pytest.mark.parametrize("page", ["/", "/sign-in/", "/profile/", "/nowhere/", "/join/x/"])
def test_every_answer_is_closed(cast: Cast, enter: Callable[[Person], Client], page: str) -> None:
    for browser in (Client(), enter(cast.officer)):
        answer = browser.get(page)
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
        assert answer.headers["X-Frame-Options"] == "DENY"
        policy = answer.headers["Content-Security-Policy"]
        assert all(part in policy for part in CLOSED)
        assert "unsafe" not in policy
        assert "camera=()" in answer.headers["Permissions-Policy"]


def test_a_refused_form_is_closed_too(cast: Cast, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_over_tls_the_browser_is_told_to_stay_there(settings: Any, client: Client, db: None) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client().get("/sign-in/", secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_cookies_are_closed_to_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    client.get(reverse("account_login"))
    client.post(reverse("language"), {"language": "th"})
    found = {name: (kept["httponly"], kept["samesite"]) for name, kept in client.cookies.items()}
    assert found.pop(settings.CSRF_COOKIE_NAME) == (True, "Lax")
    assert found.pop("language") == (True, "Lax")
    assert found == {}
