"""The local folder the sealed contents lie in: what has its name there is whole and on the disk."""

import contextlib
import os
from typing import Any

from django.core.files.storage import FileSystemStorage

from waypost.core.failpoints import fail_point

_HALF = ".half"


class Folder(FileSystemStorage):
    """Writes beside the name, to the disk, and then gives the name: a power cut leaves the whole or nothing of it.

    What was left half-written is swept up with the strays (``vault.sweep``).
    """

    def _save(self, name: str, content: Any) -> str:
        part = "preview" if name.endswith("-preview") else "content"
        try:
            half = super()._save(name + _HALF, content)  # type: ignore[misc]  # a hook of Django's, not in its stubs
        except OSError:  # the disk is full: what it took goes at once, it is wanted for other things
            with contextlib.suppress(OSError):
                os.unlink(self.path(name + _HALF))
            raise
        fail_point(f"file {part} written")
        _to_disk(self.path(half))
        fail_point(f"file {part} on disk")
        os.rename(self.path(half), self.path(name))
        folder = os.path.dirname(self.path(name))
        while folder.startswith(str(self.location)):  # the folders may be as new as the file
            _to_disk(folder)
            folder = os.path.dirname(folder)
        fail_point(f"file {part} in place")
        return name


def _to_disk(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
