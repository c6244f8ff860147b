"""The pages for what cannot be done: what happened, and what to do.

404 is one page for "not there" and "not for you": it never says whether a thing exists. 500 asks nothing of the
data base or the session, because they may be what broke.
"""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path

from waypost.access.keys import NOBODY
from waypost.core.errors import Away, Refused, TooMuch
from waypost.desk.views.typed import typed
from waypost.face import navigation

_SOON = "30"  # seconds after which it is worth asking again
_NOWHERE = ""  # no entry of the menu is the page one stands on


def _page(request: HttpRequest, status: int, name: str = "", **context: Any) -> HttpResponse:
    context["navigation"] = navigation.links(getattr(request, "person", NOBODY), _NOWHERE)
    return render(request, f"desk/errors/{name or status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _page(request, 413)
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return _page(request, 403, "403_form")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 404)


def not_allowed(request: HttpRequest, bare: HttpResponseNotAllowed) -> HttpResponse:
    page = _page(request, 405, back=_above(request.path))
    page.headers["Allow"] = bare.headers["Allow"]
    return page


def _above(path: str) -> str:
    """The nearest address above this one that the portal knows: /items/…/version/ belongs to /items/…/."""
    while path := path.rstrip("/").rpartition("/")[0]:
        if is_valid_path(f"{path}/"):
            break
    return f"{path}/"


def refused(request: HttpRequest, said: Refused) -> HttpResponse:
    if isinstance(said, TooMuch):
        return _page(request, 429, "409", sentence=said.sentence)
    if not isinstance(said, Away):
        return _page(request, 409, sentence=said.sentence)
    page = _page(request, 503, "409", sentence=said.sentence)
    page.headers["Retry-After"] = _SOON
    return page


def broken(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _away(request)
    return HttpResponse(render_to_string("desk/errors/500.html"), status=500)


def _away(request: HttpRequest) -> HttpResponse:
    """The data base doesn't answer, or somebody writes for too long. In both languages: which one the reader has
    chosen may stand there. What they typed is on the page, to be sent again.
    """
    taken = getattr(request, "taken", False)
    context = {"taken": taken, "typed": None if taken else typed(request)}
    page = HttpResponse(render_to_string("desk/errors/503.html", context), status=503)
    page.headers["Retry-After"] = _SOON
    page.headers["Cache-Control"] = "private, no-store"
    return page
