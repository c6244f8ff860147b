"""System checks: what is played beside the portal never meets its cookies."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def check_cookies_stay_home(**_: Any) -> list[CheckMessage]:
    """A cookie with a domain would go to the names below it too, where e-modules of others run."""
    named = ("SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "LANGUAGE_COOKIE_DOMAIN")
    return [
        Error(
            f"{name} is set: e-modules on {settings.CONTENT_ADDRESS} would get the portal's cookies.",
            hint="Remove the setting.",
            id="waypost.E022",
        )
        for name in named
        if getattr(settings, name, None)
    ]
