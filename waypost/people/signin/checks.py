"""System checks: the portal refuses to start with a sign-in that is weaker than it says."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

_WEAKER = {
    "MFA_TRUST_ENABLED": "allauth's trust cookie can't be taken back; the portal remembers devices by itself.",
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": "whoever reads the mail would be in.",
    "MFA_PASSKEY_SIGNUP_ENABLED": "nobody signs up: people are invited.",
}


@register(Tags.security)
def check_sign_in(**_: Any) -> list[CheckMessage]:
    return [
        Error(f"{name} is on: {why}", hint="Remove the setting.", id="waypost.E020")
        for name, why in _WEAKER.items()
        if getattr(settings, name, False)
    ]


@register(Tags.security)
def check_shared_cache(**_: Any) -> list[CheckMessage]:
    """Rate limits are counted in the cache: one for each process is none."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    if not backend.endswith(("LocMemCache", "DummyCache")):
        return []
    message = (
        f"The cache {backend} is not shared: every process would allow its own number of wrong passwords."
    )
    return [Error(message, hint="Use the data base cache, or Redis.", id="waypost.E021")]
