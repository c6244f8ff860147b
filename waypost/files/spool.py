"""A large content on its way, sealed in a temporary file under a key that is nowhere else: no plain content lies on a
disk, and what a process that died left behind is noise.
"""

import io
import os
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings

from waypost.files.seal import CHUNK, Opened, Sealing

_NAME = "spool"


class Spool:
    """Written once, then read from any point. ``size`` in bytes."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._sealed = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  ``reader`` closes it
        self._sealing = Sealing(self._sealed, key=self._key, name=_NAME)
        self.write = self._sealing.write

    @property
    def size(self) -> int:
        return self._sealing.size

    def reader(self) -> io.BufferedReader:
        """What was written, to be read and sought in. Nothing can be written any more."""
        self._sealing.finish()
        return io.BufferedReader(_Plain(Opened(self._sealed, key=self._key, name=_NAME)), CHUNK)

    def close(self) -> None:
        self._sealed.close()


class _Plain(io.RawIOBase):
    """A sealed content as a file."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self._at = opened, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        begins = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._opened.size}
        self._at = begins[whence] + offset
        return self._at

    def readinto(self, into: Any) -> int:
        # To the end of the chunk and no further: what is asked for next begins with a chunk of its own.
        stop = min(self._at + len(into), (self._at // CHUNK + 1) * CHUNK)
        piece = b"".join(self._opened.read(self._at, stop))
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._opened.close()
        super().close()
