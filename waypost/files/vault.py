"""Where the sealed contents lie: Django's storage, under names that say nothing.

A content is written before its row commits, so a row never lacks its content; one whose row never came is swept up
later (``sweep``).
"""

import hashlib
import logging
import os
import secrets
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from waypost.core import clock, doors
from waypost.core.failpoints import fail_point
from waypost.files import keys
from waypost.files.intake import Clean
from waypost.files.models import FileText, StoredFile
from waypost.files.seal import Opened, seal

log = logging.getLogger(__name__)

FOLDER = "sealed"
CONTENT, PREVIEW = "content", "preview"
_BESIDE = {CONTENT: "", PREVIEW: "-preview"}


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
        storage_name=_new_name(),
        created_at=clock.now(),
    )
    parts = {CONTENT: clean.content} | ({PREVIEW: clean.preview} if clean.preview is not None else {})
    _put(file, parts)
    file.save()
    fail_point("file row written")
    return file


def _new_name() -> str:
    """A storage name: random, lower case, in one of 256 folders."""
    name = secrets.token_hex(20)
    return f"{FOLDER}/{name[:2]}/{name}"


def _put(file: StoredFile, parts: dict[str, bytes]) -> None:
    key = os.urandom(32)
    for part, content in parts.items():
        sealed = BytesIO(b"".join(seal(content, key=key, name=_bound(file, part))))
        default_storage.save(_place(file, part), File(sealed))
    file.wrapped_key, file.key_id = keys.wrap(key, of=file.public_id)


def open_part(file: StoredFile, part: str = CONTENT) -> Opened:
    """The content (or the preview) of a file that wasn't erased. Raises Tampered, KeyMissing, InvalidTag.

    Whoever calls this has decided that the reader may read.
    """
    if file.wrapped_key is None:
        raise LookupError("The file was erased.")
    key = keys.unwrap(bytes(file.wrapped_key), file.key_id, of=file.public_id)
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
    places = [_place(file, part) for part in _BESIDE]
    transaction.on_commit(lambda: _delete(places))


def sweep() -> int:
    """Delete the sealed contents that no file points at any more, or never did. Returns how many."""
    kept = set(StoredFile.objects.kept().values_list("storage_name", flat=True))
    before = timezone.now() - _WAITS
    stray = [
        place
        for place in _places()
        if place.removesuffix(_BESIDE[PREVIEW]) not in kept
        and default_storage.get_modified_time(place) < before
    ]
    _delete(stray)
    if stray:
        log.info("%s sealed contents without a file were deleted.", len(stray))
    return len(stray)


def parts_of(storage_name: str, has_preview: bool) -> list[str]:
    """The places in the storage of a kept file."""
    return [storage_name, *([storage_name + _BESIDE[PREVIEW]] if has_preview else [])]


def still_kept(place: str) -> bool:
    """Is what should lie at this place a file's that wasn't erased?"""
    return StoredFile.objects.kept().filter(storage_name=place.removesuffix(_BESIDE[PREVIEW])).exists()


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
    return file.storage_name + _BESIDE[part]


def _bound(file: StoredFile, part: str) -> str:
    """What the sealed bytes are bound to: they open as this part of this file, and as nothing else."""
    return f"{file.public_id}/{part}"
