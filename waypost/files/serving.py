"""The one way a file leaves. Whether the reader may read it was decided by the caller, from its visible owner, before.

CLEAR and GREEN: ranges, and the reader's own cache, which asks every time. AMBER: every copy carries the reader's name,
organisation and the time, is given whole and kept nowhere. STRICT and RED: single pages as pictures, marked likewise;
never the original (docs/decisions/0013).
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, override

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.files import tiles, vault
from waypost.files.confined import Broken, Made, Stopped, Unfit, typeset, work
from waypost.files.kinds import PDF, STAMPED_FROM, VIDEO
from waypost.files.models import StoredFile
from waypost.files.vault import CONTENT, PREVIEW, SMALL

# A picture is shown by itself at most; nothing in a file runs, loads or is framed, whatever a browser makes of it.
_ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_COLOURS = {Mark.AMBER: "#FFC000", Mark.STRICT: "#FFC000", Mark.RED: "#FF2B2B"}


def respond(
    request: HttpRequest, file: StoredFile, mark: Mark, *, part: str = CONTENT, page: int | None = None
) -> HttpResponseBase:
    """Give a file, its preview or the small picture of it (``part``), or one ``page`` of it (from 1, as a picture) to
    ``request.person``.

    Raises Denied for an original that may not leave the portal, Refused for what could not be made ready.
    """
    if part == CONTENT and (page is None) is not mark.terms.leaves_the_portal:
        raise Denied("files.original", gettext("Under this mark files are read page by page, in the portal."))
    if mark >= STAMPED_FROM:
        response: HttpResponseBase = _made_for(request, file, mark, part, page)
        response["Cache-Control"] = "private, no-store"
    else:
        response = _as_it_lies(request, file, part)
        response["Cache-Control"] = "private, no-cache"
    return _dressed(response, file, part, page)


def play(request: HttpRequest, file: StoredFile, mark: Mark) -> HttpResponseBase:
    """Give a video to the player of a page, range by range. No copy of one can carry its reader's name; so from AMBER
    up nothing keeps it, and under a mark that leaves the portal in no form it is not given (docs/decisions/0081).
    """
    if file.kind is not VIDEO or not mark.terms.leaves_the_portal:
        raise Denied("files.original", gettext("Under this mark no video is played."))
    response = _as_it_lies(request, file, CONTENT)
    response["Cache-Control"] = "private, no-store" if mark >= STAMPED_FROM else "private, no-cache"
    return _dressed(response, file, CONTENT, None)


def respond_tile(
    request: HttpRequest, file: StoredFile, mark: Mark, place: tuple[int, int, int]
) -> HttpResponseBase | None:
    """One tile of a picture (level, column, row) for deep zoom; None where there is none, as under every mark whose
    copies carry their reader's name.
    """
    etag = f'"{file.public_id}-{"-".join(map(str, place))}"'
    content = tiles.tile(file, *place) if mark < STAMPED_FROM else None
    if content is None:
        return None
    response = get_conditional_response(request, etag=etag) or HttpResponse(content)
    response["Cache-Control"], response["ETag"] = "private, no-cache", etag
    return _dressed(response, file, PREVIEW, None)


@dataclass(frozen=True)
class Paper:
    """What is set for one reader from data: a Typst ``source`` of ours, plain ``data``, and the pictures it names."""

    name: str
    source: bytes
    data: dict[str, Any]
    pictures: dict[str, bytes]


def printed(request: HttpRequest, paper: Paper, mark: Mark) -> HttpResponse:
    """Set a paper as a PDF for ``request.person``. Its source shows the mark in head and foot; from AMBER up it carries
    the reader's name and the time, as every copy. Raises Denied under a mark that leaves the portal in no form, Refused
    for what could not be set.
    """
    if not mark.terms.leaves_the_portal:
        raise Denied("files.original", gettext("Under this mark nothing leaves the portal."))
    stamped = mark >= STAMPED_FROM
    response = HttpResponse(_set(paper, {**_marking(request, mark), "labels": "no"} if stamped else None))
    response["Cache-Control"] = "private, no-store" if stamped else "private, no-cache"
    response["Content-Type"] = PDF.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _ALONE
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Disposition"] = content_disposition_header(False, paper.name) or "inline"
    return response


def _set(paper: Paper, given: dict[str, Any] | None) -> bytes:
    """At midnight of the day, whatever the hour: what was made of the same data on a day is the same."""
    content = typeset.packed(paper.source, json.dumps(paper.data), paper.pictures)
    fonts = [str(settings.PRINT_FONTS / each) for each in settings.PRINTED_WITH]
    day = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    facts: dict[str, Any] = {"reads": fonts, "fonts": fonts, "made_at": int(day.timestamp()), "given": given}
    try:
        made: Made = work("typeset.paper", content, **facts)
    except (Stopped, Broken, Unfit):
        raise Refused(
            gettext("This page could not be set. Read it in the portal, and tell the secretariat.")
        ) from None
    return made.part("content") or b""


def _made_for(
    request: HttpRequest, file: StoredFile, mark: Mark, part: str, page: int | None
) -> HttpResponse:
    """A copy for this reader alone, whole."""
    if not file.kind.stamped:
        raise Denied("files.unstamped", gettext("A file of this kind cannot carry its reader's name."))
    given, content = _marking(request, mark), vault.read(file, part)
    document = part == CONTENT and file.kind.family == "pdf"
    try:
        if document and page is not None:
            made = work("pdf.page", content, number=page, given=given)
        elif document:
            made = work("pdf.stamp", content, given=given)
        else:
            made = work("image.stamp", content, given=given, kind=_content_type(file, part, page))
    except (Stopped, Broken, Unfit):
        raise Refused(
            gettext("This file could not be made ready for you. Try again later, or ask its originator.")
        ) from None
    response = HttpResponse(made.part("content") or b"")
    response["Accept-Ranges"] = "none"
    return response


def _as_it_lies(request: HttpRequest, file: StoredFile, part: str) -> HttpResponseBase:
    etag = f'"{file.public_id}-{part}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    opened = vault.open_part(file, part)
    opened.prove()
    start, stop, partial = _asked(request, etag, opened.size)
    if start >= stop and partial:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{opened.size}"})
    response = StreamingHttpResponse(opened.read(start, stop), status=206 if partial else 200)
    response._resource_closers.append(opened.close)  # type: ignore[attr-defined]  # as FileResponse does
    response["ETag"], response["Accept-Ranges"] = etag, "bytes"
    response["Content-Length"] = str(stop - start)
    if partial:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{opened.size}"
    return response


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int, bool]:
    """From where to where, and whether a part was asked for. One range; several are answered with the whole."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    fresh = request.headers.get("If-Range", etag) == etag
    if not found or not fresh or not any(found.groups()):
        return 0, size, False
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size, True
    return int(first), min(size, int(last) + 1) if last else size, True


def _dressed(response: HttpResponseBase, file: StoredFile, part: str, page: int | None) -> HttpResponseBase:
    """With the headers that every file carries, whatever it is."""
    original = part == CONTENT and page is None
    response["Content-Type"] = _content_type(file, part, page)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _ALONE
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if original:
        to_disk = file.kind.family != "image"
        response["Content-Disposition"] = content_disposition_header(to_disk, file.name) or "attachment"
    return response


def _content_type(file: StoredFile, part: str, page: int | None) -> str:
    """Previews, and the pages of documents, are JPEGs; the one page of a picture is the picture."""
    if part == SMALL:
        return "image/webp"
    drawn = part == PREVIEW or (page is not None and file.kind.family == "pdf")
    return "image/jpeg" if drawn else file.kind.content_type


def _marking(request: HttpRequest, mark: Mark) -> dict[str, Any]:
    """What is drawn across a copy: the label, and who had it when. In English and Zulu time, for whoever finds it."""
    person = request.person  # type: ignore[attr-defined]
    if person.organisation is None:
        raise Denied("files.nameless")
    with override("en"):
        who = f"{person.name}, {person.organisation.name}"
    return {
        "label": mark.label,
        "colour": _COLOURS[mark],
        "who": who,
        "when": f"{clock.now():%Y-%m-%d %H:%MZ}",
    }
