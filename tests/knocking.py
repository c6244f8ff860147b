"""Requests to the portal as one viewer, and everything that comes back: status, headers, cookies, body.

A knock goes straight to the handler: no redirects followed, no templates recorded, so that thousands of them are quick.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

import pypdfium2
from django.conf import settings
from django.core.signals import got_request_exception
from django.test import Client
from django.test.client import MULTIPART_CONTENT, ClientHandler, RequestFactory

from tests.fixtures import sign_in
from waypost.access.keys import NOBODY

FORM = "application/x-www-form-urlencoded"
_HANDLER = ClientHandler(enforce_csrf_checks=False)
# The one thing that moves with the wall clock.
_EXPIRES = re.compile(r"expires[=:][^;\n]*", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """All a viewer gets. ``trouble`` is the exception behind a 500."""

    status: int
    headers: str
    body: bytes
    kind: str = ""  # of content: "text/html", say; empty where there is none
    trouble: BaseException | None = None

    @property
    def text(self) -> str:
        """Headers and body as one text to be searched, addresses decoded."""
        return unquote(self.headers) + "\n\n" + self.body.decode("utf-8", "replace")

    def still(self, *own: str) -> str:
        """Everything but the wall clock; each of ``own`` (the ids and words of the request itself) is blanked."""
        whole = f"{self.status}\n{_EXPIRES.sub('', self.headers)}\n\n{self.body.decode('latin-1')}"
        for word in own:
            whole = whole.replace(word, "·")
        return whole


class Guest(RequestFactory):
    """One viewer's browser. ``guest.knock("POST", "/items/", {"q": ["x"]})``."""

    def __init__(self, viewer: Any) -> None:
        super().__init__()
        self.viewer = viewer
        if viewer is not NOBODY:
            self.cookies[settings.SESSION_COOKIE_NAME] = sign_in(Client(), viewer).cookies[
                settings.SESSION_COOKIE_NAME
            ]

    def knock(self, method: str, path: str, typed: Any = None, **headers: str) -> Answer:
        """``typed`` is a form's values by name, or the bytes of a body (then say ``content_type``)."""
        content_type = headers.pop("content_type", FORM)
        if isinstance(typed, dict):
            if content_type == MULTIPART_CONTENT:
                typed = self._encode_data(typed, MULTIPART_CONTENT)
            else:
                typed = urlencode(typed, doseq=True, errors="surrogatepass").encode()
        troubles: list[BaseException] = []
        note = _taker(troubles)
        got_request_exception.connect(note)
        try:
            response = self.generic(method, path, typed or b"", content_type, headers=headers)
        finally:
            got_request_exception.disconnect(note)
        return _taken(response, troubles)

    def get(self, path: str, **headers: str) -> Answer:  # type: ignore[override]
        return self.knock("GET", path, **headers)

    def reads_in(self, language: str) -> None:
        """From now on, as after pressing the language switch; as before where ``language`` is empty."""
        self.cookies.pop(settings.LANGUAGE_COOKIE_NAME, None)
        if language:
            self.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    def request(self, **given: Any) -> Any:
        return _HANDLER(self._base_environ(**given))


def _taker(into: list[BaseException]) -> Any:
    import sys

    def note(**_: Any) -> None:
        problem = sys.exc_info()[1]
        if problem is not None:
            into.append(problem)

    return note


def _words(document: bytes) -> bytes:
    """What a person reads in a PDF: its bytes are packed."""
    with pypdfium2.PdfDocument(document) as opened:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened).encode()


OFFICE = "application/vnd.openxmlformats-officedocument."


def _unpacked(document: bytes) -> bytes:
    """What stands in the parts of a file of Word or Excel."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def _taken(response: Any, troubles: list[BaseException]) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body and response.get("Content-Type") == "application/pdf":  # a HEAD has none
        body += _words(body)
    elif body and response.get("Content-Type", "").startswith(OFFICE):
        body += _unpacked(body)
    lines = [f"{name}: {value}" for name, value in sorted(response.items())]
    lines += [f"Set-Cookie: {cookie.OutputString()}" for _name, cookie in sorted(response.cookies.items())]
    kind = response.get("Content-Type", "").partition(";")[0] if body else ""
    return Answer(response.status_code, "\n".join(lines), body, kind, troubles[0] if troubles else None)
