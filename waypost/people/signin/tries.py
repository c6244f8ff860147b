"""How often a password or a code may be tried.

Counted by address or person, in the cache that all processes share (``ACCOUNT_RATE_LIMITS``). By that alone a stranger
who guesses for ever would shut the owner out for ever. So a browser in which a person once signed in carries a cookie
that says so of that person only; it is counted by itself. It opens nothing and buys no more tries than any other.
"""

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from waypost.core.ids import secret
from waypost.people.models import Person
from waypost.people.signin import devices
from waypost.people.signin.standing import device_of

KNOWN = "__Host-known" if settings.BEHIND_TLS else "known"
_KNOWN_FOR = 365 * 24 * 3600


def password_key(request: HttpRequest, address: str) -> str:
    """What wrong passwords for ``address`` are counted under. The host asked for is no part of it: anybody may choose
    one more port.
    """
    address = address.strip().lower()
    return f"{address} {_browser(request, address)}"


def code(request: HttpRequest, person: Person) -> RateLimitUsage | None:
    """Count one try at a code; None when there were too many. Take it back with ``rollback`` if the code was right.

    Somebody signed in is counted by session: a thief of the password must not keep the owner from changing it. But
    whoever came in by a remembered browser has shown no factor yet and begins new sessions at will: all of these are
    one count of the person's.
    """
    signed_in = request.user.is_authenticated
    where = _session(request) if signed_in else _browser(request, person.email)
    key = f"{person.pk} {where}"
    return ratelimit.consume(request, app="allauth.account", action="second_factor", key=key)


def card(request: HttpRequest) -> bool:
    """Count one look at a quick card's code, by network address. False when there were too many."""
    return ratelimit.consume(request, app="allauth.account", action="card", limit_get=True) is not None


def wrong(request: HttpRequest, person: Person) -> None:
    """A wrong code. After ten in a day from one remembered browser it is remembered no more."""
    device = device_of(request) if request.user.is_authenticated else None
    key = f"{person.pk} {device}"
    if device is not None and not ratelimit.consume(
        request, app="allauth.account", action="remembered_device", key=key
    ):
        devices.forget(device)


def _session(request: HttpRequest) -> str:
    return "device" if device_of(request) is not None else str(request.session.session_key)


def know(request: HttpRequest, person: Person, response: HttpResponse) -> None:
    """This browser is one of the person's from now on."""
    browser = _browser(request, person.email) or secret()
    response.set_cookie(
        KNOWN,
        f"{browser}:{_proof(browser, person.email)}",
        max_age=_KNOWN_FOR,
        secure=settings.BEHIND_TLS,
        httponly=True,
        samesite="Strict",
    )


def _browser(request: HttpRequest, address: str) -> str:
    """The name this browser was given when the owner of the address signed in with it; empty when it is unknown."""
    browser, _, proof = request.COOKIES.get(KNOWN, "").partition(":")
    return browser if browser and constant_time_compare(proof, _proof(browser, address)) else ""


def _proof(browser: str, address: str) -> str:
    return salted_hmac("waypost.people.known", f"{browser} {address}", algorithm="sha256").hexdigest()
