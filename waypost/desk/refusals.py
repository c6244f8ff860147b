"""What a door says when it stays shut becomes a page, where the view did not answer itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from waypost.access.keys import NOBODY
from waypost.core.doors import record_denial
from waypost.core.errors import Denied, Refused
from waypost.desk.views import errors


class SaidAtTheDoor:
    """Denied becomes 403, and a row of the log if no door left one.

    Refused becomes 409 with its sentence, for acts that have no form to show it on. An address that only takes forms
    says so on a page, where Django's answer is empty.
    """

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.following(request)
        return errors.not_allowed(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    def process_exception(self, request: HttpRequest, said: Exception) -> HttpResponse | None:
        if isinstance(said, Denied):
            record_denial(said, getattr(request, "person", NOBODY))
            return errors.forbidden(request, said)
        if isinstance(said, Refused):
            return errors.refused(request, said)
        return None
