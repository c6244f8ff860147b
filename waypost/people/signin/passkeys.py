"""Passkeys: allauth's ceremonies, held to what we want: each verifies its user and can be found by its device.

What comes from the browser is JSON that anybody may have written: whatever is wrong with it is one sentence, no crash.
"""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms

from waypost.people.models import Person

_MALFORMED = (TypeError, ValueError, KeyError, AttributeError, IndexError)


class _Careful:
    """Not counted, as codes are: a signature can't be guessed, and counting would let others shut the owner out."""

    user: Person | None
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        try:
            auth.parse_authentication_response(credential)
            person = self.user or auth.extract_user_from_response(credential)
            return auth.complete_authentication(person, credential)
        except _MALFORMED as malformed:
            raise get_adapter().validation_error("incorrect_code") from malformed


class SecondPasskeyForm(_Careful, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """After the password."""


class PasskeySignInForm(_Careful, LoginWebAuthnForm):  # type: ignore[misc]
    """Instead of the password."""


class PasskeyStepUpForm(_Careful, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before a sensitive act."""


class NewPasskeyForm(forms.Form):
    """The credential a browser made for the ceremony that ``begin`` began."""

    credential = forms.JSONField(widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, Any]:
        credential: Any = self.cleaned_data["credential"]
        try:
            auth.parse_registration_response(credential)
            made = auth.complete_registration(credential)
        except _MALFORMED as malformed:
            raise get_adapter().validation_error("incorrect_code") from malformed
        if not made.is_user_verified():
            raise get_adapter().validation_error("incorrect_code")
        return dict(credential)


def begin(person: Person) -> dict[str, Any]:
    """Begin making a passkey; what the browser needs for it. The state is kept in the session."""
    return {"creation_options": auth.begin_registration(person, passwordless=True)}
