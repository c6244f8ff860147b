"""Every address of the portal, as the resolver knows it: none shows anything before the second factor."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from waypost.people.models import Person

# Open to signed-out visitors, and why. A name more or less is a decision: it belongs in a review.
OPEN = {
    "account_login": "signing in",
    "mfa_authenticate": "signing in, second step",
    "mfa_login_webauthn": "signing in",
    "lost_factor": "whom to contact",
    "access_ended": "whom to contact",
    "account_logout": "leaving is never refused",
    "open_invitation": "the link in hand",
    "join": "before the account is there",
    "join_password": "before the account is there",
    "join_passkey": "before the account is there",
    "join_app": "before the account is there",
    "language": "the sign-in page in another language",
    "help": "who is locked out needs it most",
    "handling": "the marks are public knowledge; networks are shown to their members only",
    "accessibility": "a public promise",
    "item": "some items were made public",
    "attachment": "the files of an item that was made public",
    "attachment_preview": "the files of an item that was made public",
    "alert_compare": "the pictures of an alert that was made public; who finds nothing is asked to sign in",
    "alert_tile": "a piece of such a picture",
    "items": "lists what was made public: TLP:CLEAR, decided by a second person",
    "card_standing": "whoever holds a printed card: whether it holds, and nothing else",
    "verify": "whoever holds a certificate types its code here",
    "verify_code": "whoever holds a certificate: initials, title and whether it holds, and nothing else",
    "unsubscribe": "the signed link of a mail",
    "home": "says what this is, and where to sign in",
    "edition": "a published edition is for everybody",
    "edition_of": "a published edition is for everybody",
    "evidence": "the records behind a published figure",
    "demo_become": "there in a demo only",
    "demo_clock": "there in a demo only",
    "demo_story": "there in a demo only",
    "demo_outbox": "there in a demo only",
}
NEVER_ROUTED = {
    "account_signup",
    "account_email",
    "account_reset_password",
    "account_reset_password_from_key",
    "account_reauthenticate",
    "account_set_password",
    "account_inactive",
    "mfa_trust",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_index",
    "mfa_edit_webauthn",
    "account_confirm_login_code",
    "account_request_login_code",
}


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


ALL = dict(patterns())


def address(entry: URLPattern) -> str:
    """Some address of the route: converters get a value of their kind."""
    values = {"int": 1, "str": "x" * 22, "slug": "th", "path": "x/y", "uuid": "0" * 32}
    kinds = {
        name: type(kind).__name__.removesuffix("Converter").lower()
        for name, kind in entry.pattern.converters.items()
    }
    return reverse(
        entry.name,
        kwargs={name: values.get("str" if kind == "string" else kind, "x") for name, kind in kinds.items()},
    )


def is_open(entry: URLPattern) -> bool:
    return not getattr(entry.callback, "login_required", True)


@pytest.mark.parametrize("route", [route for route, entry in ALL.items() if not is_open(entry)])
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_no_page_before_the_second_factor(cast: Cast, route: str, method: str) -> None:
    entry = ALL[route]
    browser = Client()
    browser.force_login(cast.secretariat)  # a session after the password alone
    answer = getattr(browser, method)(address(entry))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("route", [route for route, entry in ALL.items() if not is_open(entry)])
def test_signing_in_leads_to_the_page_a_form_stood_on(cast: Cast, client: Client, route: str) -> None:
    """A form's own address may show no page: after an expired session nobody is led to one."""
    path = address(ALL[route])
    said = client.post(path, headers={"referer": "http://testserver/items/?q=x"}).url
    assert parse_qs(urlsplit(said).query)["next"] == ["/items/?q=x"]
    for elsewhere in ({}, {"referer": "https://elsewhere.invalid/items/"}, {"referer": "http://["}):
        assert parse_qs(urlsplit(client.post(path, headers=elsewhere).url).query)["next"] == ["/"]


@pytest.mark.parametrize("route", [route for route, entry in ALL.items() if is_open(entry)])
def test_an_open_page_treats_a_half_session_as_a_visitor(cast: Cast, route: str) -> None:
    browser = Client()
    browser.force_login(cast.secretariat)
    answer = browser.get(address(ALL[route]))
    assert not isinstance(getattr(answer.wsgi_request, "person", None), Person)
    assert not answer.wsgi_request.user.is_authenticated


def test_the_open_pages_are_these() -> None:
    found = {entry.name for entry in ALL.values() if is_open(entry)}
    assert found == set(OPEN), "Say in OPEN why a visitor may open the page, or take login_not_required away."


def test_what_allauth_would_route_is_not_there() -> None:
    assert not NEVER_ROUTED & {entry.name for entry in ALL.values()}


def test_unsigned_rules_come_first(cast: Cast, enter: Any) -> None:
    cast.officer.rules_signed_at = None
    cast.officer.save()
    browser = enter(cast.officer)
    for entry in ALL.values():
        if not getattr(entry.callback, "before_rules", False):
            assert browser.get(address(entry)).url == reverse("sign_rules"), entry.name


def test_what_opens_before_the_rules_holds_no_content() -> None:
    before = {entry.name for entry in ALL.values() if getattr(entry.callback, "before_rules", False)}
    joining = {name for name, why in OPEN.items() if "signing" in why or "contact" in why or "before" in why}
    assert before <= joining | {
        "account_logout",
        "open_invitation",
        "language",
        "help",
        "handling",
        "accessibility",
        "codes",
        "sign_rules",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }


def test_a_visitor_cannot_tell_what_is_there(cast: Cast, client: Client) -> None:
    """An item that isn't there and one that isn't for visitors answer alike: sign in, perhaps then."""
    answer = client.get(reverse("item", args=["x" * 22]))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
