"""In the reader's own language and time zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from waypost.people.models import Person


class OwnLanguageAndTime:
    """Reads a signed-in person's page in the language and time zone they chose.

    The cookie of the language switch goes first, as on the page it was pressed on; without one, and signed out,
    the browser's wish (LocaleMiddleware) stands. Comes after ``OnePerson``.
    """

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = getattr(request, "person", None)
        if not isinstance(person, Person):
            return self.following(request)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(person.language)
        with timezone.override(ZoneInfo(person.time_zone)):
            return self.following(request)
