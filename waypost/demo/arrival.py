"""Does a page open for whom the demo has just let in? The portal itself is asked, as if they had come to it."""

from functools import cache
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.shortcuts import resolve_url


def opens(request: HttpRequest, page: str) -> bool:
    """``request`` is the one that signed somebody in or out; its session must be saved. ``page`` is an own address."""
    answer = _portal().get_response(_request_for(request, page))
    sent_to_sign_in = answer.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
    return answer.status_code < 400 and not sent_to_sign_in


@cache
def _portal() -> WSGIHandler:
    return WSGIHandler()


def _request_for(request: HttpRequest, page: str) -> WSGIRequest:
    parts = urlsplit(page)
    cookies = {settings.LANGUAGE_COOKIE_NAME: str(request.LANGUAGE_CODE)}
    if request.session.session_key:
        cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return WSGIRequest(
        {
            **request.META,
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
            "QUERY_STRING": parts.query,
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "CONTENT_LENGTH": "0",
            "wsgi.input": BytesIO(),
        }
    )
