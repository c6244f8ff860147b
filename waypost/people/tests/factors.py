"""What tests hold in their hands: an app, codes, a browser that signs in."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD
from waypost.people.models import Person
from waypost.people.signin import app_codes, recovery


def give_app(person: Person) -> str:
    """Enrol an app that was never used; returns its secret."""
    secret = app_codes.new_secret()
    app_codes.keep(person, secret, 0)
    return secret


def give_codes(person: Person) -> list[str]:
    """New recovery codes, as the person wrote them down."""
    codes = recovery.new()
    recovery.keep(person, codes)
    return codes.clear


def secret_on(page: Any) -> str:
    """The secret a page shows to be typed into an app."""
    assert page.context["otpauth"].startswith("otpauth://totp/Waypost%3A")
    return str(page.context["secret"].replace(" ", ""))


def code(secret: str, steps: int = 0) -> str:
    """The app's code now, or some steps of 30 seconds away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def password_step(client: Client, person: Person, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": person.email, "password": password, **more})


def sign_in_with(client: Client, person: Person, secret: str, steps: int = 0, **more: str) -> HttpResponse:
    """Both steps as a person does them."""
    password_step(client, person)
    return client.post(reverse("mfa_authenticate"), {"code": code(secret, steps), **more})


def is_in(client: Client, person: Person) -> bool:
    """Does the portal know this browser as the person?"""
    answer = client.get(reverse("profile"))
    return answer.status_code == 200 and answer.context["person"] == person


def app_of(person: Person) -> Authenticator:
    return Authenticator.objects.get(user=person, type="totp")
