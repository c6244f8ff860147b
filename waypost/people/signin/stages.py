"""The stage of a sign-in after the password: a second factor, or a browser that is remembered."""

from typing import Any

from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.stages import AuthenticateStage

from waypost.people.signin import devices, factors


class SecondFactor(AuthenticateStage):  # type: ignore[misc]
    """allauth's stage without its trust cookie; nobody without a factor comes through."""

    def handle(self) -> tuple[Any, bool]:
        person = self.login.user
        if not factors.has_one(person):
            return headed_redirect_response("lost_factor"), False
        by_device = devices.recognised(self.request, person) is not None
        if factors.passkey_alone_was_used(self.request, person) or by_device:
            return None, True
        return headed_redirect_response(self.urlname), True
