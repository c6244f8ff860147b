"""How allauth is held: invitation only, factors sealed at rest, step-up by a second factor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from waypost.people import happened
from waypost.people.models import Person
from waypost.people.signin import devices, factors, sealing, signals, standing, tries


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up, nobody comes in without a second factor."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The mail address or the password is wrong. Check both and try again."),
        "too_many_login_attempts": _(
            "There were too many wrong tries. Wait five minutes, then try again; a passkey, or a browser you signed in "
            "with before, may get you in at once."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return tries.password_key(request, str(credentials.get("email", "")))

    def get_login_stages(self) -> list[str]:
        return ["waypost.people.signin.stages.SecondFactor"]

    def pre_login(self, request: HttpRequest, user: Person, **_how: Any) -> HttpResponse | None:
        """Told only to somebody who proved to be this person: access has ended, and what to do."""
        if user.is_active and user.suspended_at is None:
            return None
        signals.sign_in_refused(user, "access ended")
        request.session.flush()
        return HttpResponseRedirect(reverse("access_ended"))

    def login(self, request: HttpRequest, user: Person) -> None:
        """Behind the stages, in case one of them let somebody through: no factor, no session."""
        by_factor = factors.was_passed(request, user)
        device = None if by_factor else devices.recognised(request, user)
        if not by_factor and device is None:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("lost_factor")))
        super().login(request, user)
        standing.begin(request, user, fresh=by_factor, device=device.pk if device else None)

    def post_login(self, request: HttpRequest, user: Person, **how: Any) -> HttpResponse:
        """The person's own language from here on, in a browser that is known from here on."""
        response: HttpResponse = super().post_login(request, user, **how)
        speak(response, user.language)
        tries.know(request, user, response)
        _warn(request, user)
        return response

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """A second factor, never the password alone: browsers keep passwords."""
        kinds = set(factors.of(user).values_list("type", flat=True)) if user.is_authenticated else set()
        by_kind = {
            "totp": {
                "id": "mfa_reauthenticate",
                "description": _("Use your authenticator app"),
                "url": reverse("mfa_reauthenticate"),
            },
            "webauthn": {
                "id": "mfa_reauthenticate:webauthn",
                "description": _("Use your passkey"),
                "url": reverse("mfa_reauthenticate_webauthn"),
            },
        }
        return [method for kind, method in by_kind.items() if kind in kinds]

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """allauth's own remarks are left out: our pages say what happened."""


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """App secrets are kept encrypted; the last factor stays."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong or was used already. Wait for the next one and type that."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return factors.of(authenticator.user).exclude(pk=authenticator.pk).exists()


def _warn(request: HttpRequest, person: Person) -> None:
    """Somebody may have the password: whoever owns it hears of it the next time they are in."""
    refused = happened.codes_refused(person)
    if refused < happened.ALARMING:
        return
    with override(person.language):
        said = gettext(
            "%(n)d times a wrong code followed your right password since you last signed in. If that was not you, "
            "somebody knows your password: change it now."
        )
    messages.warning(request, said % {"n": refused})


def speak(response: HttpResponse, language: str) -> None:
    """Have the pages that follow in this language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
