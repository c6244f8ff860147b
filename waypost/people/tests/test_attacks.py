"""Sign-in as an attacker tries it: guessing past the limits, shutting a victim out, planting, reading what is kept."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.addresses import addresses
from tests.cast import Cast
from waypost.core.models import AuditRow
from waypost.people.models import Person
from waypost.people.signin import devices, standing, tries
from waypost.people.tests.factors import code, give_app, is_in, password_step, sign_in_with
from waypost.people.tests.test_joining import FORM, SECRET, invite

Enter = Callable[[Person], Client]
WRONG = "wrong-password-1"


@pytest.fixture
def secret(cast: Cast) -> str:
    """The officer has an app, and nobody guessed yet."""
    cache.clear()
    return give_app(cast.officer)


def refused_for_now(answer: Any) -> bool:
    return "too many" in answer.content.decode()


# Nobody signs up, and no door of allauth or Django stands open beside ours.


def test_no_address_of_allauth_or_the_admin_is_there_but_those_we_hold() -> None:
    words = (
        "signup",
        "sign-up",
        "account/register",
        "reset",
        "confirm-email",
        "email/",
        "admin",
        "social",
        "trust",
    )
    assert [each.route for each in addresses() if any(word in each.route for word in words)] == []
    assert not [each.route for each in addresses() if each.route.startswith("register")]


# Guessing a password.


def test_another_port_in_the_host_header_is_no_other_count(cast: Cast, secret: str) -> None:
    """allauth counts by host and address typed; whoever asks chooses the host's port."""
    for port in range(5):
        password_step(Client(headers={"host": f"localhost:{8000 + port}"}), cast.officer, WRONG)
    assert refused_for_now(password_step(Client(headers={"host": "localhost:9000"}), cast.officer))


@pytest.mark.parametrize("typed", ["{}", " {} ", "{upper}"])
def test_another_spelling_of_the_address_is_no_other_count(cast: Cast, secret: str, typed: str) -> None:
    for _ in range(5):
        password_step(Client(), cast.officer, WRONG)
    spelling = typed.format(cast.officer.email, upper=cast.officer.email.upper())
    sent = {"login": spelling, "password": WRONG}
    assert refused_for_now(Client().post(reverse("account_login"), sent))


def test_a_stranger_who_guesses_does_not_shut_the_owner_out(cast: Cast, client: Client, secret: str) -> None:
    """A browser this person signed in with is counted by itself."""
    sign_in_with(client, cast.officer, secret)
    client.post(reverse("account_logout"))
    for _ in range(6):
        answer = password_step(Client(REMOTE_ADDR="10.0.0.9"), cast.officer, WRONG)
    assert refused_for_now(answer)
    assert password_step(client, cast.officer).url == reverse("mfa_authenticate")


def test_a_known_browser_guesses_no_further_than_another(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret)
    client.post(reverse("account_logout"))
    for _ in range(5):
        assert not refused_for_now(password_step(client, cast.officer, WRONG))
    assert refused_for_now(password_step(client, cast.officer))


def test_a_known_browser_is_known_for_its_own_person_only(cast: Cast, client: Client, secret: str) -> None:
    """Else any member's cookie would buy five more guesses at anybody's password."""
    sign_in_with(client, cast.officer, secret)
    client.post(reverse("account_logout"))
    for _ in range(5):
        password_step(Client(), cast.colleague, WRONG)
    assert refused_for_now(password_step(client, cast.colleague))


@pytest.mark.parametrize("made_up", ["", "x", "a:b", ":", "x" * 5000, "é:è"])
def test_a_made_up_cookie_is_no_known_browser(cast: Cast, secret: str, made_up: str) -> None:
    for _ in range(5):
        password_step(Client(), cast.officer, WRONG)
    forger = Client()
    forger.cookies[tries.KNOWN] = made_up
    assert refused_for_now(password_step(forger, cast.officer))


def test_the_cookie_of_a_known_browser_says_nothing(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret)
    kept = client.cookies[tries.KNOWN]
    assert kept["httponly"]
    assert kept["samesite"] == "Strict"
    assert cast.officer.email.split("@")[0] not in kept.value
    assert cast.officer.public_id not in kept.value


# Guessing a code.


def test_whoever_has_the_password_guesses_few_codes_a_day(
    cast: Cast, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    true, tried = time.time, 0
    for hours in range(0, 20, 1):
        monkeypatch.setattr(time, "time", lambda hours=hours: true() + hours * 3600)
        browser = Client()
        password_step(browser, cast.officer)
        for _ in range(5):
            answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
            tried += not refused_for_now(answer)
    assert tried == 50


def test_whoever_guesses_codes_does_not_keep_the_owner_from_the_step_up(
    cast: Cast, enter: Enter, secret: str
) -> None:
    """The owner must be able to change the password that somebody knows."""
    browser = enter(cast.officer)
    session = browser.session
    session["passed"] = {**session["passed"], "fresh": 0}
    session.save()
    thief = Client(REMOTE_ADDR="10.0.0.9")
    password_step(thief, cast.officer)
    for _ in range(6):
        answer = thief.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert refused_for_now(answer)
    asked = browser.get(reverse("change_password"))
    sent = {"code": code(secret), "next": reverse("change_password")}
    assert browser.post(asked.url, sent).url == reverse("change_password")


def test_the_owner_hears_that_somebody_has_the_password(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret)
    client.post(reverse("account_logout"))
    thief = Client(REMOTE_ADDR="10.0.0.9")
    password_step(thief, cast.officer)
    for _ in range(3):
        thief.post(reverse("mfa_authenticate"), {"code": "000000"})
    sign_in_with(client, cast.officer, secret, 1)
    assert "3 times a wrong code" in client.get(reverse("home")).content.decode()
    page = client.get(reverse("sessions"))
    what = [str(each.what) for each in page.context["lately"]]
    assert what[:6] == ["Signed in", *["Right password, wrong code"] * 3, "Signed out", "Signed in"]
    assert page.content.decode().count("Turned away") == 3


def test_a_slip_of_the_finger_is_no_alarm(cast: Cast, client: Client, secret: str) -> None:
    sign_in_with(client, cast.officer, secret)
    client.post(reverse("account_logout"))
    password_step(client, cast.officer)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert "wrong code" not in client.get(reverse("home")).content.decode()


# Telling addresses apart.


def test_a_wrong_password_writes_as_much_for_an_address_nobody_has(cast: Cast, secret: str) -> None:
    """As many rows, so as much time; and of the address nothing, for it may be anybody's."""

    def rows(address: str) -> int:
        before = AuditRow.objects.count()
        Client().post(reverse("account_login"), {"login": address, "password": WRONG})
        return AuditRow.objects.count() - before

    assert rows(cast.officer.email) == rows("nobody@cast.invalid") == rows(cast.suspended.email) == 1
    last = AuditRow.objects.get(thing="person:unknown")
    assert b"nobody@cast" not in bytes(last.canonical)


# Planted sessions, and what a session keeps.


def test_a_planted_session_is_not_the_one_that_joins(cast: Cast, enter: Enter) -> None:
    link = invite(enter, cast.focal_point, {**FORM, "networks": [cast.regional.pk]})
    victim = Client()
    victim.get(reverse("account_login"))
    victim.session.save()
    planted = victim.session.session_key
    victim.cookies[settings.SESSION_COOKIE_NAME] = planted
    victim.get(reverse("open_invitation", args=[link]))
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert victim.get(reverse("join")).status_code == 200
    assert attacker.get(reverse("join")).status_code == 404


def test_a_form_that_waits_for_the_step_up_is_kept_sealed(
    cast: Cast, client: Client, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the password chosen nor the browser's cookies can be read in the table of sessions."""
    sign_in_with(client, cast.officer, secret, remember="on")
    monkeypatch.setattr(standing, "FRESH_SECONDS", -1)
    asked = client.post(reverse("change_password"), {"password": "lamp-pier-orchid-rain"})
    kept = str(dict(client.session.items()))
    assert "lamp-pier" not in kept
    assert client.cookies[devices.COOKIE].value not in kept
    monkeypatch.undo()
    client.post(asked.url, {"code": code(secret, 1), "next": reverse("change_password")})
    cast.officer.refresh_from_db()
    assert cast.officer.check_password("lamp-pier-orchid-rain")


def test_a_message_does_not_wait_in_the_browser_for_the_next_person(
    cast: Cast, enter: Enter, client: Client
) -> None:
    """A counter is shared: what was said to one goes with their session."""
    browser = enter(cast.officer)
    details = {"language": "en", "time_zone": "UTC", "revision": "0", "mail_phrase": "", "address_as": ""}
    browser.post(reverse("profile"), {**details, "name_native": ""})
    browser.post(reverse("account_logout"))
    assert "Your details are kept" not in browser.get(reverse("account_login")).content.decode()
    assert "messages" not in browser.cookies


def test_a_persona_of_the_demo_is_not_asked_for_a_factor_it_has_not(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, true = enter(cast.focal_point), time.time
    monkeypatch.setattr(time, "time", lambda: true() + 20 * 60)
    assert browser.get(reverse("invite", args=[cast.police.public_id])).status_code == 200


# Where one is sent.

ELSEWHERE = [
    "https://evil.invalid/",
    "//evil.invalid",
    "/\\evil.invalid",
    "javascript:alert(1)",
    "http:///x",
    "\\\\evil",
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("page", ["mfa_reauthenticate", "account_logout", "language", "account_login"])
def test_no_page_sends_a_signed_in_person_elsewhere(
    cast: Cast, enter: Enter, secret: str, page: str, elsewhere: str
) -> None:
    sent = {"next": elsewhere, "code": code(secret), "language": "th"}
    answer = enter(cast.officer).post(f"{reverse(page)}", sent)
    assert answer.status_code == 302
    assert "evil" not in answer.url
    assert answer.url.startswith("/")
    assert not answer.url.startswith("//")


def test_the_link_of_an_invitation_names_no_host_we_do_not_have(cast: Cast, enter: Enter) -> None:
    browser, page = enter(cast.focal_point), reverse("invite", args=[cast.police.public_id])
    sent = {**FORM, "networks": [cast.regional.pk]}
    refused = browser.post(page, sent, headers={"host": "evil.invalid"})
    assert refused.status_code == 400
    answer = browser.post(page, sent, headers={"x-forwarded-host": "evil.invalid"})
    shown = browser.get(answer.url, headers={"x-forwarded-host": "evil.invalid"}).content.decode()
    assert SECRET.search(shown)
    assert "evil.invalid" not in shown


# Signing out.


def test_signing_out_leaves_nothing_in_the_browser(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    answer = browser.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(browser, cast.officer)
    assert not Session.objects.filter(session_key=browser.session.session_key).exists()


def test_a_session_that_ended_by_itself_leaves_nothing_either(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, true = enter(cast.officer), time.time
    monkeypatch.setattr(time, "time", lambda: true() + 31 * 60)
    assert browser.get(reverse("profile")).headers["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in browser.get(reverse("account_login")).headers


# A browser that is remembered, and a password, in a thief's hands.


def test_a_thief_of_a_remembered_browser_guesses_few_codes_and_then_none(
    cast: Cast, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every sign-in is a new session, from another address; the codes are counted all the same."""
    owner = Client()
    sign_in_with(owner, cast.officer, secret, remember="on")
    stolen, true, tried = owner.cookies[devices.COOKIE].value, time.time, 0
    for n in range(12):
        monkeypatch.setattr(time, "time", lambda n=n: true() + n * 301)
        thief = Client(REMOTE_ADDR=f"10.0.{n}.9")
        thief.cookies[devices.COOKIE] = stolen
        if "code" in password_step(thief, cast.officer).url:
            break
        del thief.cookies[devices.COOKIE]
        step_up = thief.get(reverse("change_password")).url
        for _ in range(6):
            answer = thief.post(step_up, {"code": "000000"})
            tried += not refused_for_now(answer)
    assert tried <= 50
    assert not cast.officer.remembered_devices.exists()
    monkeypatch.undo()
    fresh = Client()
    sign_in_with(fresh, cast.officer, secret, 1)
    assert is_in(fresh, cast.officer)  # with the factor the owner is in as ever


def test_codes_in_all_sessions_of_remembered_browsers_are_one_count(cast: Cast, secret: str) -> None:
    owner = Client()
    sign_in_with(owner, cast.officer, secret, remember="on")
    stolen, wrong = owner.cookies[devices.COOKIE].value, 0
    for n in range(3):
        thief = Client(REMOTE_ADDR=f"10.1.{n}.9")
        thief.cookies[devices.COOKIE] = stolen
        password_step(thief, cast.officer)
        step_up = thief.get(reverse("change_password")).url
        wrong += sum(not refused_for_now(thief.post(step_up, {"code": "000000"})) for _ in range(3))
    assert wrong == 5
