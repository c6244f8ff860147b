"""What arrives is kept in memory, up to a limit for each file and for all; what was cut off is known to be."""

import pytest
from django.conf import settings
from django.core.files.uploadhandler import load_handler
from django.http import HttpRequest

from waypost.core.errors import Refused
from waypost.files import uploads
from waypost.files.intake import LARGEST, take_in
from waypost.files.uploads import InMemory, Sealed

PIECE = 64 * 1024


def arrives(handler: InMemory, size: int) -> tuple[bytes, int]:
    """(what was kept, what was sent) of a file of ``size`` bytes that comes in pieces."""
    handler.new_file("files", "x.pdf", "application/pdf", size)
    for start in range(0, size, PIECE):
        handler.receive_data_chunk(b"x" * min(PIECE, size - start), start)
    file = handler.file_complete(size)
    return file.read(), int(file.size or 0)


def test_the_portal_takes_files_in_by_these_ways_only() -> None:
    handlers = [load_handler(path, HttpRequest()) for path in settings.FILE_UPLOAD_HANDLERS]
    assert [type(handler) for handler in handlers] == [Sealed, InMemory]


def test_a_view_that_asks_for_nothing_else_keeps_files_in_memory() -> None:
    handler = Sealed(HttpRequest())
    handler.new_file("files", "x.pdf", "application/pdf", 3)
    assert handler.receive_data_chunk(b"abc", 0) == b"abc"
    assert handler.file_complete(3) is None


@pytest.mark.parametrize("size", [0, 1, PIECE, LARGEST])
def test_a_file_within_the_limit_is_kept_whole(size: int) -> None:
    content, sent = arrives(InMemory(), size)
    assert (len(content), sent) == (size, size)


def test_of_a_larger_file_no_more_than_the_limit_is_kept() -> None:
    content, sent = arrives(InMemory(), LARGEST + 5 * PIECE)
    assert (len(content), sent) == (LARGEST + 1, LARGEST + 5 * PIECE)
    with pytest.raises(Refused, match="larger than 25 MB"):
        take_in(content, "x.pdf", size=sent)


def test_of_all_files_together_no_more_than_the_limit_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 3 * PIECE)
    handler = InMemory()
    assert len(arrives(handler, 2 * PIECE)[0]) == 2 * PIECE
    content, sent = arrives(handler, 2 * PIECE)
    assert (len(content), sent) == (PIECE, 2 * PIECE)
    with pytest.raises(Refused, match="together with the others"):
        take_in(content, "x.pdf", size=sent)
