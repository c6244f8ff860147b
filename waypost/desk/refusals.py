"""What a door says when it stays shut becomes a page, where the view did not answer itself."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from waypost.access.keys import NOBODY
from waypost.core.doors import record_denial
from waypost.core.errors import Away, Denied, Refused
from waypost.desk.views import errors

log = logging.getLogger(__name__)

# The cache holds nothing else than counts of tries; without them whoever guesses could guess on.
_UNCOUNTED = _(
    "Wrong tries can’t be counted just now, so nobody can sign in or show a factor. Whoever is signed in goes on. "
    "Try again in a few minutes."
)


class SaidAtTheDoor:
    """Denied becomes 403, and a row of the log if no door left one.

    Refused becomes 409 with its sentence, for acts that have no form to show it on (503 where something is away).
    An address that only takes forms says so on a page, where Django's answer is empty.
    """

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.following(request)
        # What breaks from here on, where the session is kept, say, breaks after what was asked for was done.
        done = getattr(request, "in_view", False) and 300 <= answer.status_code < 400
        request.taken = request.method == "POST" and done  # type: ignore[attr-defined]
        return errors.not_allowed(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        request.in_view = True  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, said: Exception) -> HttpResponse | None:
        request.in_view = False  # type: ignore[attr-defined]
        if isinstance(said, Denied):
            record_denial(said, getattr(request, "person", NOBODY))
            return errors.forbidden(request, said)
        if isinstance(said, RedisError):
            log.error("Wrong tries can't be counted: the cache doesn't answer (%s).", type(said).__name__)
            return errors.refused(request, Away(_UNCOUNTED))
        if isinstance(said, Refused):
            return errors.refused(request, said)
        return None
