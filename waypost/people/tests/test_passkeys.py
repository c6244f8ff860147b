"""Passkeys: both factors in one when they verify their user, nothing when they don't."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.people.models import Person
from waypost.people.tests.factors import give_app, is_in, password_step
from waypost.people.tests.security_key import SecurityKey, options_on
from waypost.people.tests.test_joining import FORM, invite, newcomer

Enter = Callable[[Person], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


def give_key(cast: Cast, enter: Enter, person: Person) -> SecurityKey:
    """Add a passkey on the page for it."""
    key, browser = SecurityKey(), enter(person)
    options = options_on(browser.get(reverse("add_passkey")))
    assert browser.post(reverse("add_passkey"), {"credential": key.make(options)}).url == reverse("factors")
    return key


def sign_in(browser: Client, key: SecurityKey) -> Any:
    options = browser.get(reverse("mfa_login_webauthn"), **JSON).json()
    return browser.post(reverse("mfa_login_webauthn"), {"credential": key.sign(options)})


def test_a_passkey_alone_signs_in(cast: Cast, enter: Enter, client: Client) -> None:
    key = give_key(cast, enter, cast.officer)
    assert sign_in(client, key).url == "/"
    assert is_in(client, cast.officer)


def test_a_touch_alone_does_not(cast: Cast, enter: Enter, client: Client) -> None:
    key = give_key(cast, enter, cast.officer)
    key.verifies = False
    sign_in(client, key)
    assert not is_in(client, cast.officer)


def test_it_is_a_second_factor_after_the_password(cast: Cast, enter: Enter, client: Client) -> None:
    key = give_key(cast, enter, cast.officer)
    page = client.get(password_step(client, cast.officer).url)
    client.post(reverse("mfa_authenticate"), {"credential": key.sign(options_on(page))})
    assert is_in(client, cast.officer)


def test_a_touch_is_no_second_factor(cast: Cast, enter: Enter, client: Client) -> None:
    key = give_key(cast, enter, cast.officer)
    page = client.get(password_step(client, cast.officer).url)
    key.verifies = False
    answer = client.post(reverse("mfa_authenticate"), {"credential": key.sign(options_on(page))})
    assert "not accepted" in answer.content.decode()
    assert not is_in(client, cast.officer)


def test_an_answer_works_once(cast: Cast, enter: Enter, client: Client) -> None:
    key = give_key(cast, enter, cast.officer)
    options = client.get(reverse("mfa_login_webauthn"), **JSON).json()
    answer = key.sign(options)
    client.post(reverse("mfa_login_webauthn"), {"credential": answer})
    client.post(reverse("account_logout"))
    client.get(reverse("mfa_login_webauthn"), **JSON)
    client.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert not is_in(client, cast.officer)


def test_anothers_key_signs_nobody_else_in(cast: Cast, enter: Enter, client: Client) -> None:
    mine, theirs = give_key(cast, enter, cast.officer), give_key(cast, enter, cast.colleague)
    mine.user_handle = theirs.user_handle
    sign_in(client, mine)
    assert not is_in(client, cast.officer)
    assert not is_in(client, cast.colleague)


def test_a_suspended_person_does_not_sign_in_by_passkey(cast: Cast, enter: Enter, client: Client) -> None:
    key = give_key(cast, enter, cast.officer)
    Person.objects.filter(pk=cast.officer.pk).update(suspended_at="2020-09-01T00:00:00Z")
    assert sign_in(client, key).url == reverse("access_ended")
    assert not is_in(client, cast.officer)


def test_a_newcomer_needs_no_password(cast: Cast, enter: Enter) -> None:
    browser = newcomer(invite(enter, cast.focal_point, {**FORM, "networks": [cast.regional.pk]}))
    browser.post(reverse("join"), {})
    key = SecurityKey()
    credential = key.make(options_on(browser.get(reverse("join_password"))))
    assert browser.post(reverse("join_passkey"), {"credential": credential}).url == reverse("codes")
    person = Person.objects.get(email="anong@police.invalid")
    assert not person.has_usable_password()
    assert person.second_factor
    again = Client()
    sign_in(again, key)
    assert again.get(reverse("people")).url == reverse("sign_rules")


def test_a_newcomers_passkey_must_verify(cast: Cast, enter: Enter) -> None:
    browser = newcomer(invite(enter, cast.focal_point, {**FORM, "networks": [cast.regional.pk]}))
    credential = SecurityKey(verifies=False).make(options_on(browser.get(reverse("join_password"))))
    answer = browser.post(reverse("join_passkey"), {"credential": credential})
    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


def test_a_passkey_steps_up(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    from waypost.people.signin import standing

    key = give_key(cast, enter, cast.officer)
    browser = enter(cast.officer)
    session = browser.session
    session["passed"] = {**session["passed"], "fresh": 0}
    session.save()
    asked = browser.get(reverse("change_password"))
    assert asked.url.startswith(reverse("mfa_reauthenticate_webauthn"))
    answer = browser.post(asked.url, {"credential": key.sign(options_on(browser.get(asked.url)))})
    assert answer.url == reverse("change_password")
    assert browser.get(answer.url).status_code == 200
    assert standing.FRESH_SECONDS == 300


MALFORMED = [
    "",
    "x",
    "null",
    "[]",
    "[1]",
    "{}",
    '"text"',
    "1",
    '{"id": 1}',
    '{"response": null}',
    '{"response": {"userHandle": "AAAA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
    "\x00",
    "{" * 2000,
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","attestationObject":"AA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA","userHandle":"//"}}',
]


@pytest.mark.parametrize("credential", MALFORMED)
def test_what_is_no_credential_is_refused_in_words(
    cast: Cast, enter: Enter, client: Client, credential: str
) -> None:
    sent = {"credential": credential}
    client.get(reverse("mfa_login_webauthn"), **JSON)
    assert client.post(reverse("mfa_login_webauthn"), sent).status_code == 302
    give_app(cast.officer)
    client.get(password_step(client, cast.officer).url)
    assert client.post(reverse("mfa_authenticate"), sent).status_code == 200
    browser = enter(cast.colleague)
    browser.get(reverse("add_passkey"))
    assert browser.post(reverse("add_passkey"), sent).status_code == 422
    assert not is_in(client, cast.officer)


def test_every_ceremony_has_a_challenge_of_its_own(cast: Cast, enter: Enter) -> None:
    """32 random bytes, never twice: an answer fits one ceremony."""
    told = [Client().get(reverse("mfa_login_webauthn"), **JSON).json() for _ in range(5)]
    challenges = [each["request_options"]["publicKey"]["challenge"] for each in told]
    challenges.append(
        options_on(enter(cast.officer).get(reverse("add_passkey")))["creation_options"]["publicKey"][
            "challenge"
        ]
    )
    assert len(set(challenges)) == 6
    assert all(len(base64.urlsafe_b64decode(each + "==")) >= 16 for each in challenges)
