"""What answers on the content's origin: launched e-modules and nothing else, under the secret of one launch.

    /c/<secret>/            the player: the table of contents, and a frame for the part that is open
    /c/<secret>/-/…         its scripts, and what it asks of the portal: open a part, keep what it tells
    /c/<secret>/f/<name>    a file of the package

No cookie is read or set: the secret in the address is the right. At each request it is asked whether it still holds and
whether its person may still read the programme. What a package holds may be hostile: it runs here, beside nothing.
"""

import base64
import json
import re
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from waypost.access.keys import remembering
from waypost.core.errors import Denied, Refused
from waypost.core.failpoints import fail_point
from waypost.files import vault
from waypost.files.kinds import STAMPED_FROM
from waypost.training.actions import learning
from waypost.training.actions.learning import Sent
from waypost.training.lists.playing import Playing, playing
from waypost.training.models import Launch, Launched, PackedFile
from waypost.training.models.runtime import Learner, api_of, readable, seed
from waypost.training.policies import may_go_on

_LAUNCHED = re.compile(r"/c/([A-Za-z0-9_-]{43})/(.*)", re.DOTALL)
_ACT = re.compile(r"-/(open|keep)/(\d{1,4})")
MOST_TOLD = 512 * 1024  # bytes a part may tell: notes of its own of 64 kB, and answers to very many questions
_SCRIPTS = {
    "player.js": ("training/player.js", "text/javascript"),
    "player.css": ("training/player.css", "text/css"),
    "scorm12.js": ("packages/scorm-again/dist/scorm12.min.js", "text/javascript"),
    "scorm2004.js": ("packages/scorm-again/dist/scorm2004.min.js", "text/javascript"),
}
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
# A part may run whatever it brought and load nothing from elsewhere. Its own pages are framed by the player alone.
_OF_A_PART = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; form-action 'self'; "
    "frame-ancestors 'self' {portal}"
)
_OF_THE_PLAYER = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors {portal}"
)
# Parts of old say their last word when their page is unloaded, which browsers allow by this name only.
_PERMISSIONS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), "
    "serial=(), usb=(), xr-spatial-tracking=(), unload=(self)"
)


def answer(request: HttpRequest) -> HttpResponseBase:
    """Everything that this origin answers."""
    with remembering():
        response = _answered(request)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Permissions-Policy"] = _PERMISSIONS
    response.headers["X-Robots-Tag"] = "none"
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers.setdefault("Content-Security-Policy", _policy(_OF_THE_PLAYER))
    return response


def _answered(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("Service-Worker"):
        return _said(HTTPStatus.FORBIDDEN, "No service worker is registered here.")
    found = _LAUNCHED.fullmatch(request.path_info)
    if found is None:
        return _said(HTTPStatus.NOT_FOUND, "There is nothing here. The portal has another address.")
    launch = Launch.holding(learning.hash_of(found[1]))
    by = Launched(launch) if launch else None
    act = _ACT.fullmatch(found[2])
    if act is not None:
        return _acted(request, by, act[1], int(act[2]))
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
    if by is None or not may_go_on(by, None):
        return _ended(found[2])
    return _given(request, by, found[2])


def _given(request: HttpRequest, by: Launched, path: str) -> HttpResponseBase:
    if path == "":
        return _player(by)
    if path.startswith("-/"):
        return _script(path.removeprefix("-/"))
    file = by.launch.file_called(path.removeprefix("f/")) if path.startswith("f/") else None
    if file is None:
        return _said(HTTPStatus.NOT_FOUND, "The package has no such file.")
    return _file(request, by, file)


def _policy(policy: str) -> str:
    return policy.format(portal=settings.PORTAL_ADDRESS)


def _said(status: HTTPStatus, words: str) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _ended(path: str) -> HttpResponse:
    """The launch holds no more. A person reads it in both languages: whose it was is not known any more."""
    if path.startswith(("-/", "f/")):
        return _said(HTTPStatus.FORBIDDEN, "Open the e-module again from the portal.")
    told = {"portal": settings.PORTAL_ADDRESS}
    pages = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            pages.append(render_to_string("training/_ended.html", {**told, "language": code}))
    page = render_to_string("training/ended.html", {"pages": pages})
    return HttpResponse(page, status=HTTPStatus.FORBIDDEN)


def _player(by: Launched) -> HttpResponse:
    with override(by.launch.language):
        found = playing(by)
        page = render_to_string("training/player.html", {"found": found, "told": _told(by, found)})
    return HttpResponse(page)


def _told(by: Launched, found: Playing) -> dict[str, Any]:
    """What the player's script is given."""
    return {
        "portal": settings.PORTAL_ADDRESS,
        "attempt": by.launch.attempt.public_id,
        "key": _key_of_what_waits(by),
        "first": found.first,
        "parts": [
            {"number": each.number, "flow": each.part.flow, "back": each.part.back} for each in found.opens
        ],
        "words": {
            "saving": _("Being saved"),
            "saved": _("Saved"),
            "waiting": _("No connection: what you do is kept in this browser and sent when it is back."),
            "ended": _(
                "You were signed out, or it was open for too long. Open the e-module again from the portal."
            ),
            "late": _("This e-module was opened in another window. Go on there."),
            "untracked": _("This part is shown and not tracked: nothing of it is reported."),
            "broken": _("This part could not be opened. Try again in a moment."),
        },
    }


def _key_of_what_waits(by: Launched) -> str:
    """Under it lies in the browser what could not be sent yet: nobody reads it in another session or e-module."""
    of = f"{by.launch.session_key}/{by.launch.attempt.public_id}"
    digest = salted_hmac("waypost e-module waiting", of, algorithm="sha256").digest()
    return base64.b64encode(digest).decode()


def _script(name: str) -> HttpResponse:
    if name not in _SCRIPTS:
        return _said(HTTPStatus.NOT_FOUND, "There is no such script.")
    where, kind = _SCRIPTS[name]
    return HttpResponse(
        _static(where),
        content_type=f"{kind}; charset=utf-8",
        headers={"Cache-Control": "private, max-age=600"},
    )


@lru_cache(maxsize=len(_SCRIPTS))
def _static(where: str) -> bytes:
    found = finders.find(where)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{where} is not installed. Run npm ci.")
    return Path(found).read_bytes()


def _file(request: HttpRequest, by: Launched, file: PackedFile) -> HttpResponseBase:
    """A file of the package, or a range of it, under a kind of our own. An answer without the file carries the policy
    too: a browser takes it over for the copy it has.
    """
    response = _piece(request, file)
    response["Content-Security-Policy"] = _policy(_OF_A_PART)
    response["Cache-Control"] = "private, no-store" if by.launch.mark >= STAMPED_FROM else "private, no-cache"
    return response


def _piece(request: HttpRequest, file: PackedFile) -> HttpResponseBase:
    etag = f'"{file.within.public_id}-{file.start}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    start, stop, partial = _asked(request, etag, file.size)
    if partial and start >= stop:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    opened = vault.open_part(file.within)
    content = opened.read(file.start + start, file.start + stop)
    response = StreamingHttpResponse(content, status=206 if partial else 200, content_type=file.kind)
    response._resource_closers.append(opened.close)  # type: ignore[attr-defined]  # as FileResponse does
    response["ETag"], response["Accept-Ranges"] = etag, "bytes"
    response["Content-Length"] = str(stop - start)
    if partial:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
    return response


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int, bool]:
    """From where to where, and whether a part was asked for: one range. Several are answered with the whole."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or not any(found.groups()) or request.headers.get("If-Range", etag) != etag:
        return 0, size, False
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size, True
    return int(first), min(size, int(last) + 1) if last else size, True


# What the player asks of the portal. JSON as plain text: a browser sends its last word in no other way.


def _acted(request: HttpRequest, by: Launched | None, act: str, part: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "POST"})
    if by is None:
        return _json({"refused": "ended"}, HTTPStatus.FORBIDDEN)
    try:
        with override(by.launch.language):
            return _opened(by, part) if act == "open" else _kept(request, by, part)
    except Denied:
        return _json({"refused": "ended"}, HTTPStatus.FORBIDDEN)
    except Refused as refused:
        return _json({"refused": "late", "sentence": str(refused.sentence)}, HTTPStatus.CONFLICT)


def _opened(by: Launched, part: int) -> HttpResponse:
    opened = learning.open_part(by=by, part=part)
    progress = opened.progress
    learner = Learner(by.launch.attempt.public_id, by.person.name_latin, by.launch.language)
    api = api_of(opened.standard, opened.part)
    told = seed(
        opened.standard,
        opened.part,
        progress.told,
        learner=learner,
        said=progress.said,
        resumes=progress.resumes,
        seconds=progress.seconds,
    )
    return _json(
        {
            "api": api,
            "launch": f"f/{opened.part.launch}",
            "opening": progress.opening,
            "seed": told if api else {},
        }
    )


def _kept(request: HttpRequest, by: Launched, part: int) -> HttpResponse:
    """Answered once the transaction is through: what is said to be kept is kept."""
    if int(request.headers.get("Content-Length") or 0) > MOST_TOLD:
        return _json({"refused": "large"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    sent = _sent(request.body)
    if sent is None:
        return _json({"refused": "nonsense"}, HTTPStatus.BAD_REQUEST)
    progress = learning.keep_progress(by=by, part=part, sent=sent)
    fail_point("progress kept")
    return _json({"kept": [progress.opening, progress.sequence], "status": progress.status})


def _sent(body: bytes) -> Sent | None:
    """What was sent, or None where it is nothing that the player sends."""
    try:
        typed = json.loads(body)
    except ValueError:
        return None
    if not isinstance(typed, dict):
        return None
    counts = [typed.get(name) for name in ("opening", "sequence")]
    if not all(type(each) is int and 0 < each < 2**31 for each in counts):
        return None
    told = readable(typed.get("cmi"))
    return Sent(counts[0], counts[1], told, typed.get("finished") is True, typed.get("said") is True)  # type: ignore[arg-type]


def _json(said: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(json.dumps(said), status=status, content_type="application/json")
