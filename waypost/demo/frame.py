"""What the demo's strip at the head of every page needs; nothing on a data base without the stamp."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from waypost.access.keys import NOBODY
from waypost.demo import personas, stories
from waypost.demo.stamp import demo_now


def demo(request: HttpRequest) -> dict[str, Any]:
    """``demo``, found when a template asks for it; false where there is none."""
    return {"demo": SimpleLazyObject(lambda: _demo(request))}


def _demo(request: HttpRequest) -> dict[str, Any] | None:
    now = demo_now()
    if now is None:
        return None
    person = getattr(request, "person", NOBODY)
    cookie = request.COOKIES.get(stories.COOKIE, "")
    return {
        "clock": now,
        "personas": personas.ALL,
        "current": personas.of(person),
        "story": stories.STEPS,
        "taken": stories.taken(cookie),
        "after": stories.after(cookie),
    }
