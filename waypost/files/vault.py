"""Where the sealed contents lie: Django's storage, under names that say nothing.

A content is written before its row commits, so a row never lacks its content; one whose row never came is swept up
later (``sweep``).
"""

import hashlib
import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.core import clock, doors
from waypost.core.errors import Away
from waypost.core.failpoints import fail_point
from waypost.files import keys
from waypost.files.intake import Clean
from waypost.files.kinds import Kind
from waypost.files.models import FileText, StoredFile
from waypost.files.seal import Opened, Sealing, seal

log = logging.getLogger(__name__)

FOLDER = "sealed"
CONTENT, PREVIEW, SMALL, TILES = "content", "preview", "small", "tiles"


_COULD_NOT_BE_KEPT = gettext_lazy(
    "The file could not be kept: the storage of files is away or full. Attach it again later."
)
# A content without a row is somebody's who is just being kept, or nobody's. After a day it is nobody's.
_WAITS = timedelta(days=1)


def keep(clean: Clean) -> StoredFile:
    """A new stored file, sealed under a fresh key. Inside the owner's action, which commits both or neither."""
    file = StoredFile(
        name=clean.name,
        media_type=clean.kind.media_type,
        size=len(clean.content),
        sha256=hashlib.sha256(clean.content).hexdigest(),
        pages=clean.pages,
        width=clean.width,
        height=clean.height,
        has_preview=clean.preview is not None,
        has_small=clean.small is not None,
        storage_name=_new_name(),
        created_at=clock.now(),
    )
    parts = {CONTENT: clean.content, PREVIEW: clean.preview, SMALL: clean.small}
    _put(file, {name: part for name, part in parts.items() if part is not None})
    file.save()
    fail_point("file row written")
    return file


def lay_down(name: str, kind: Kind, pieces: Iterable[bytes]) -> StoredFile:
    """Seal a large content piece by piece and lay it into the storage, before any action: it takes seconds. The row is
    not there yet: ``keep_laid`` writes it, inside the owner's action. Without one the content is a stray, and swept up.
    """
    file, key, digest = StoredFile(name=name, media_type=kind.media_type), os.urandom(32), hashlib.sha256()
    file.storage_name = _new_name()
    with TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as sealed:
        sealing = Sealing(sealed, key=key, name=_bound(file, CONTENT))
        for piece in pieces:
            digest.update(piece)
            sealing.write(piece)
        sealing.finish()
        sealed.seek(0)
        with _reaching(_COULD_NOT_BE_KEPT):
            default_storage.save(_place(file, CONTENT), File(sealed))
    file.size, file.sha256 = sealing.size, digest.hexdigest()
    file.wrapped_key, file.key_id = keys.wrap(key, of=file.public_id)
    return file


def keep_laid(file: StoredFile) -> StoredFile:
    """Write the row of a content that was laid down."""
    file.created_at = clock.now()
    file.save()
    fail_point("file row written")
    return file


@contextmanager
def _reaching(sentence: Any) -> Iterator[None]:
    """What goes wrong with the storage inside is said by this sentence; that something isn't there is another thing."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, BotoCoreError, ClientError) as problem:
        log.error("The storage of files failed (%s).", type(problem).__name__)
        raise Away(sentence) from problem


def _new_name() -> str:
    """A storage name: random, lower case, in one of 256 folders."""
    name = secrets.token_hex(20)
    return f"{FOLDER}/{name[:2]}/{name}"


def _put(file: StoredFile, parts: dict[str, bytes]) -> None:
    key = os.urandom(32)
    for part, content in parts.items():
        sealed = BytesIO(b"".join(seal(content, key=key, name=_bound(file, part))))
        with _reaching(_COULD_NOT_BE_KEPT):
            default_storage.save(_place(file, part), File(sealed))
    file.wrapped_key, file.key_id = keys.wrap(key, of=file.public_id)


def add_tiles(file: StoredFile, container: bytes) -> None:
    """Seal the tiles that were made of a kept picture beside it, inside an action. Under a name of their own each time:
    a key seals one content once.
    """
    doors.demand_open("StoredFile")
    key = keys.unwrap(bytes(file.wrapped_key or b""), file.key_id, of=file.public_id)
    file.tiles = secrets.token_hex(8)
    sealed = BytesIO(b"".join(seal(container, key=key, name=_bound(file, TILES))))
    default_storage.save(_place(file, TILES), File(sealed))
    StoredFile.objects.filter(pk=file.pk).update(tiles=file.tiles)


def open_part(file: StoredFile, part: str = CONTENT) -> Opened:
    """The content (or the preview) of a file that wasn't erased. Raises Tampered, KeyMissing, InvalidTag.

    Whoever calls this has decided that the reader may read.
    """
    if file.wrapped_key is None:
        raise LookupError("The file was erased.")
    key = keys.unwrap(bytes(file.wrapped_key), file.key_id, of=file.public_id)
    with _reaching(_("The storage of files is away. The file is not lost: open it again in a few minutes.")):
        return Opened(default_storage.open(_place(file, part)), key=key, name=_bound(file, part))


def read(file: StoredFile, part: str = CONTENT) -> bytes:
    """A part in one piece."""
    opened = open_part(file, part)
    try:
        return b"".join(opened.read())
    finally:
        opened.close()


def erase(file: StoredFile) -> None:
    """Forget a file for good, inside an action: the wrapped key and the text now, the sealed bytes after commit.

    The row stays, so that what pointed at the file can say that it was erased.
    """
    doors.demand_open("StoredFile")
    FileText.objects.filter(file=file).delete()
    StoredFile.objects.filter(pk=file.pk).update(wrapped_key=None)
    file.wrapped_key = None
    places = parts_of(file.storage_name, True, True, file.tiles)
    # Where the storage is away they are strays, and swept up.
    transaction.on_commit(lambda: _delete(places), robust=True)


def sweep() -> int:
    """Delete the sealed contents that no file points at any more, or never did. Returns how many."""
    rows = StoredFile.objects.kept().values_list(*NAMED)
    kept = {place for row in rows for place in parts_of(*row)}
    before = timezone.now() - _WAITS
    stray = [
        place
        for place in _places()
        if place not in kept and default_storage.get_modified_time(place) < before
    ]
    _delete(stray)
    if stray:
        log.info("%s sealed contents without a file were deleted.", len(stray))
    return len(stray)


NAMED = ("storage_name", "has_preview", "has_small", "tiles")  # the columns that say where a file lies


def parts_of(storage_name: str, has_preview: bool, has_small: bool, tiles: str) -> list[str]:
    """The places in the storage of a kept file."""
    beside = ["-preview"] * has_preview + ["-small"] * has_small + [f"-tiles-{tiles}"] * bool(tiles)
    return [storage_name, *(storage_name + each for each in beside)]


def still_kept(place: str) -> bool:
    """Is what should lie at this place a file's that wasn't erased?"""
    rows = StoredFile.objects.kept().filter(storage_name=place.partition("-")[0])
    return any(place in parts_of(*row) for row in rows.values_list(*NAMED))


def is_empty() -> bool:
    """Is nothing kept in the storage at all?"""
    return next(_places(), None) is None


def _places() -> Iterator[str]:
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:  # a new folder; a bucket lists nothing
        return
    for folder in folders:
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


def _delete(places: list[str]) -> None:
    for place in places:
        default_storage.delete(place)


def _place(file: StoredFile, part: str) -> str:
    if part == TILES:
        return f"{file.storage_name}-tiles-{file.tiles}"
    return file.storage_name if part == CONTENT else f"{file.storage_name}-{part}"


def _bound(file: StoredFile, part: str) -> str:
    """What the sealed bytes are bound to: they open as this part of this file, and as nothing else."""
    if part == TILES:
        part = f"{TILES}-{file.tiles}"
    return f"{file.public_id}/{part}"
