"""What is sent stays in memory until it is sealed: no plain content ever lies on a disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from waypost.files.intake import LARGEST

MOST = 4 * LARGEST  # bytes of one request, all its files together


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
