"""One line for each request in the log for machines (``core.journal``): how it went, never what it was about."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from waypost.core.ids import random_id
from waypost.core.journal import request_id
from waypost.people.models import Person

log = logging.getLogger("waypost.requests")
_GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestLog:
    """The route's name stands for the address: what is typed behind it (a search, a secret) never enters the log."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.LOG_LINES:
            return self.following(request)
        token = request_id.set(_id_of(request))
        try:
            return self._answered(request)
        finally:
            request_id.reset(token)

    def _answered(self, request: HttpRequest) -> HttpResponse:
        begun, queries = time.monotonic(), 0

        def count(execute: Callable[..., Any], *given: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*given)

        with connection.execute_wrapper(count):
            response = self.following(request)
        route, person = request.resolver_match, getattr(request, "person", None)
        facts = {
            "method": request.method if request.method in ("GET", "HEAD", "POST") else "other",
            "route": route.view_name if route else None,
            "status": response.status_code,
            "ms": round((time.monotonic() - begun) * 1000, 1),
            "queries": queries,
            "bytes": None if response.streaming else len(response.content),
            "person": person.public_id if isinstance(person, Person) else None,
        }
        log.info("request", extra={"facts": facts})
        return response


def _id_of(request: HttpRequest) -> str:
    """The id that our own proxy gave it, or a new one."""
    given = request.headers.get("X-Request-Id", "") if settings.TRUSTED_PROXIES else ""
    return given if _GIVEN.fullmatch(given) else random_id()
