"""What every request may be and every answer says, beside what Django and the pages' own policy say by themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

# All that a browser sends to our pages. Nobody asks from another site, so not even OPTIONS has an answer.
METHODS = ("GET", "HEAD", "POST")
# For what is no page and has no policy of its own: static files, redirects, refusals.
_NOTHING = "default-src 'none'; frame-ancestors 'none'"

# What a page may ask of the browser: passkeys, and nothing else.
_REFUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
)
_REFUSED_TOO = ("midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking")
_ALLOWED = ("publickey-credentials-create=(self)", "publickey-credentials-get=(self)")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _REFUSED + _REFUSED_TOO), *_ALLOWED])


class Closed:
    """No page of another site gets a picture, a file or a text of ours into itself, not even to see how big it is."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.following(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Content-Security-Policy", _NOTHING)
        return response


class KnownMethods:
    """Any other method is refused before it meets a page, which might take it for a GET."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.following(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
