"""Codes of an authenticator app (TOTP). A step that was used once is refused ever after, in every process.

allauth marks a used code in the cache for one period; with tolerance the code outlives its mark. Here the
last used step stands in the row itself, under its lock.
"""

import base64
import unicodedata
from urllib.parse import quote, urlencode

import qrcode
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import transaction
from django.utils.crypto import constant_time_compare

from waypost.people.models import Person
from waypost.people.signin.sealing import seal, unseal

_LAST_STEP = "last_step"


def new_secret() -> str:
    """A fresh secret, in the letters that are typed into an app."""
    return str(generate_totp_secret())


def matching_step(secret: str, code: str, *, after: int = 0) -> int | None:
    """The time step later than ``after`` whose code this is, within the tolerance; None when there is none."""
    typed = digits(code)
    steps = [step for step in yield_hotp_counters_from_time() if step > after]
    return next(
        (step for step in steps if constant_time_compare(format_hotp_value(hotp_value(secret, step)), typed)),
        None,
    )


def use(authenticator: Authenticator, code: str) -> bool:
    """Is this the app's code just now? If so it is used up, and so is every earlier one."""
    with transaction.atomic():
        kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        step = matching_step(unseal(kept.data["secret"]), code, after=kept.data.get(_LAST_STEP, 0))
        if step is None:
            return False
        kept.data[_LAST_STEP] = step
        kept.save(update_fields=["data"])
    return True


def keep(person: Person, secret: str, step: int) -> Authenticator:
    """Make the app whose code was just typed (it is used up) the person's; an earlier one goes."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    data = {"secret": seal(secret), _LAST_STEP: step}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=data)


def digits(typed: str) -> str:
    """What was typed without spaces and dashes, in ASCII digits whatever the keyboard's."""
    kept = (char for char in typed if not char.isspace() and char not in "-‐‑–")
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in kept)


def address(person: Person, secret: str) -> str:
    """The otpauth address a QR code holds."""
    issuer = app_settings.TOTP_ISSUER
    label = quote(f"{issuer}:{person.email}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def shown(person: Person, secret: str) -> dict[str, str]:
    """A secret as a page gives it to an app: as a picture, as an address to open, in groups to be typed."""
    otpauth = address(person, secret)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"picture": picture(otpauth), "otpauth": otpauth, "secret": groups}


def picture(text: str) -> str:
    """A QR code of ``text`` as an SVG data address: black on white in every colour scheme."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
