"""What a session has passed, and for how long that holds.

Kept in the session, in wall-clock seconds. A session that says nothing here is nobody's, whatever else it holds.
30 minutes idle and 12 hours altogether: a shift at a border post lasts 12 hours, its counters are shared (ASVS 7.1.1).
"""

import time
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, suspend_request
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY, login
from django.http import HttpRequest
from django.urls import reverse

from waypost.people.models import Person
from waypost.people.signin import factors, visits
from waypost.people.signin.sealing import seal, unseal

IDLE_SECONDS = 30 * 60
ALL_SECONDS = 12 * 3600
FRESH_SECONDS = 5 * 60
_SEEN_EVERY = 60  # a request within a minute of the last one writes nothing

_PASSED = "passed"
_BACKEND = "waypost.people.backend.ByMailAddress"

View = TypeVar("View", bound=Callable[..., Any])


class Standing(Enum):
    """How a session stands."""

    NOTHING = "nothing"
    PASSED = "passed"
    IDLE = "idle"
    OVER = "over"


def enter(request: HttpRequest, person: Person) -> None:
    """Sign ``person`` in on this session with the second factor passed, on a new session key.

    A persona of the demo has no factor that could be asked for again: their session stays fresh.
    """
    login(request, person, backend=_BACKEND)
    begin(request, person, fresh=True)
    if not factors.has_one(person):
        request.session[_PASSED]["fresh"] += ALL_SECONDS
    if request.META.get("REMOTE_ADDR"):
        UserSession.objects.create_from_request(request)


def begin(request: HttpRequest, person: Person, *, fresh: bool, device: int | None = None) -> None:
    """Note that the second factor was passed. ``fresh`` unless a remembered ``device`` stood in for it."""
    visits.note(person)
    now = time.time()
    request.session[_PASSED] = {
        "person": str(person.pk),
        "since": now,
        "seen": now,
        "fresh": now if fresh else 0,
        "device": device,
    }


def device_of(request: HttpRequest) -> int | None:
    """The remembered device that stood in for the second factor of this session, if one did. No cookie undoes it."""
    device: int | None = request.session.get(_PASSED, {}).get("device")
    return device


def judge(request: HttpRequest) -> Standing:
    """How the request's session stands now; notes that it was seen."""
    passed = request.session.get(_PASSED)
    if (
        not passed
        or passed["person"] != request.session.get(SESSION_KEY)
        or BACKEND_SESSION_KEY not in request.session
    ):
        return Standing.NOTHING
    now = time.time()
    if now - passed["since"] > ALL_SECONDS:
        return Standing.OVER
    if now - passed["seen"] > IDLE_SECONDS:
        return Standing.IDLE
    if now - passed["seen"] > _SEEN_EVERY:
        request.session[_PASSED] = {**passed, "seen": now}
    return Standing.PASSED


def is_fresh(request: HttpRequest) -> bool:
    """Did this session pass a factor in the last five minutes?"""
    passed = request.session.get(_PASSED)
    return bool(passed and time.time() - passed["fresh"] <= FRESH_SECONDS)


def demand_fresh(request: HttpRequest) -> None:
    """For views of sensitive acts, before anything else: go through a factor again, then come back.

    Raises what allauth's middleware answers with; a form on its way is kept and sent again after it. It is
    kept sealed: it may hold a password, and the browser's cookies are with it.
    """
    if is_fresh(request):
        return
    ways = get_adapter().get_reauthentication_methods(request.user)
    answer = suspend_request(request, ways[0]["url"] if ways else reverse("lost_factor"))
    kept = request.session.get(STATE_SESSION_KEY)
    if kept:
        request.session[STATE_SESSION_KEY] = {"sealed": seal(kept["request"])}
    raise ImmediateHttpResponse(answer)


def take_up(request: HttpRequest) -> None:
    """The factor was passed: the form that was kept lies open again, for allauth to send it."""
    kept = request.session.get(STATE_SESSION_KEY, {})
    if "sealed" in kept:
        request.session[STATE_SESSION_KEY] = {"request": unseal(kept["sealed"])}


def refresh(request: HttpRequest) -> None:
    """A factor was passed again: fresh for five minutes, on a new session key."""
    passed = request.session.get(_PASSED)
    if passed:
        request.session[_PASSED] = {**passed, "fresh": time.time()}
        rotate(request)


def rotate(request: HttpRequest) -> None:
    """Give the session a new key; its row in the list of open sessions follows."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def before_rules(view: View) -> View:
    """Mark a view that a person may open who has not signed the handling rules yet."""
    view.before_rules = True  # type: ignore[attr-defined]
    return view
