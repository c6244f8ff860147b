"""The origin on which e-modules are played: whoever comes by its name meets what was launched there and nothing else.

It stands before sessions, languages and persons, so that nothing of the portal's ever answers there.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from waypost.training.views import content


class ContentOrigin:
    """Hands requests for the content's name to the room of training."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_content(request):
            return content.answer(request)
        return self.following(request)


def is_content(request: HttpRequest) -> bool:
    """By its name alone, whatever the port: the proxy may listen on another than it is reached by."""
    name = urlsplit(settings.CONTENT_ADDRESS).hostname
    asked = request.META.get("HTTP_HOST", "").rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    return bool(name) and asked == name
