"""What is sent stays in memory until it is sealed, or is sealed while it comes: no plain content lies on a disk."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from waypost.files.intake import LARGEST
from waypost.files.spool import Spool

MOST = 4 * LARGEST  # bytes of one request, all its files together
MOST_SEALED = 512 * 1024 * 1024  # of one that a view takes sealed, all together

View = TypeVar("View", bound=Callable[..., Any])


def sealed_uploads(view: View) -> View:
    """Mark a view that is sent what is too large for memory: it gets files that are sealed in a temporary file."""
    view.sealed_uploads = True  # type: ignore[attr-defined]
    return view


class Sealed(FileUploadHandler):
    """Before ``InMemory``, for views that are ``sealed_uploads``; others it leaves alone. What goes beyond
    ``MOST_SEALED`` is dropped: the file is then larger than any that is taken.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        found = getattr(request, "resolver_match", None)
        self._wanted = bool(found and getattr(found.func, "sealed_uploads", False))
        self._kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._wanted:
            self._spool = Spool()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        if not self._wanted:
            return raw_data
        piece = raw_data[: max(0, MOST_SEALED + 1 - self._kept)]
        self._kept += len(piece)
        self._spool.write(piece)
        return None

    def file_complete(self, file_size: int) -> Any:  # noqa: ARG002
        if not self._wanted:
            return None
        size, reader = self._spool.size, self._spool.reader()
        return UploadedFile(reader, self.file_name, self.content_type or "", size, self.charset)

    def upload_interrupted(self) -> None:
        if self._wanted and hasattr(self, "_spool"):
            self._spool.close()


class InMemory(FileUploadHandler):
    """Keeps one byte more than a file may have, so that a larger one is seen to be, and drops the rest of it.

    Of a request's files together no more than ``MOST`` is kept; those beyond it come out too large as well.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._file, self._size = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        self._size += len(raw_data)
        room = max(0, min(LARGEST + 1 - self._file.tell(), MOST - self._kept))
        self._file.write(raw_data[:room])
        self._kept += min(room, len(raw_data))

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:  # noqa: ARG002
        self._file.seek(0)
        return InMemoryUploadedFile(
            self._file,
            self.field_name,
            self.file_name,
            self.content_type or "",
            self._size,
            self.charset,
            self.content_type_extra,
        )
