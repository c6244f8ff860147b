"""What is too large for memory: sealed while it comes, read from any point, laid down before its row is there."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadhandler import StopFutureHandlers
from django.test import RequestFactory

from waypost.core.doors import outside_actions
from waypost.core.errors import DoorMisused
from waypost.files import uploads, vault
from waypost.files.kinds import EMODULE
from waypost.files.models import StoredFile
from waypost.files.seal import CHUNK, Opened, Sealing, seal
from waypost.files.spool import Spool

KEY = b"k" * 32


@pytest.mark.plain
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_in_pieces_it_is_sealed_as_in_one(size: int) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    sealed = BytesIO()
    sealing = Sealing(sealed, key=KEY, name="x")
    for at in range(0, size, 40_000):
        sealing.write(content[at : at + 40_000])
    sealing.finish()
    assert sealing.size == size
    assert sealed.getvalue() == b"".join(seal(content, key=KEY, name="x"))
    assert b"".join(Opened(sealed, key=KEY, name="x").read()) == content


@pytest.mark.plain
def test_a_spool_is_read_from_any_point_and_holds_nothing_plain() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", b"plain words " * 20_000)
        archive.writestr("b.txt", b"others")
    spool = Spool()
    for at in range(0, len(packed.getvalue()), 30_000):
        spool.write(packed.getvalue()[at : at + 30_000])
    with spool.reader() as reader:
        spool._sealed.seek(0)
        assert b"plain words" not in spool._sealed.read()
        with zipfile.ZipFile(reader) as archive:
            assert archive.read("b.txt") == b"others"
            assert archive.read("a.txt") == b"plain words " * 20_000
        assert (reader.seek(-3, 2), reader.seek(2), reader.tell()) == (spool.size - 3, 2, 2)


class _Match:
    def __init__(self, func: Any) -> None:
        self.func = func


@pytest.mark.plain
def test_only_a_view_that_says_so_gets_large_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_SEALED", 10)
    request: Any = RequestFactory().get("/")
    request.resolver_match = _Match(lambda: None)
    plain = uploads.Sealed(request)
    plain.new_file("package", "x.zip", "", 0)
    assert (plain.receive_data_chunk(b"abc", 0), plain.file_complete(3)) == (b"abc", None)
    request.resolver_match = _Match(uploads.sealed_uploads(lambda: None))
    large = uploads.Sealed(request)
    with pytest.raises(StopFutureHandlers):
        large.new_file("package", "x.zip", "", 0)
    assert large.receive_data_chunk(b"abcdefgh", 0) is None
    large.receive_data_chunk(b"ijklmnop", 8)
    sent = large.file_complete(16)
    assert sent is not None
    assert (sent.size, sent.read()) == (
        11,
        b"abcdefghijk",
    )  # one more than is taken, so that it is seen to be too large
    sent.close()


@pytest.mark.django_db
def test_what_is_laid_down_is_kept_inside_an_action_only() -> None:
    laid = vault.lay_down("x", EMODULE, iter([b"one", b"two"]))
    assert default_storage.exists(laid.storage_name)
    assert StoredFile.objects.count() == 0
    with pytest.raises(DoorMisused):
        vault.keep_laid(laid)
    with outside_actions(because="a test's world"):
        vault.keep_laid(laid)
    kept = StoredFile.objects.get()
    assert (kept.size, vault.read(kept)) == (6, b"onetwo")
    opened = vault.open_part(kept)
    assert b"".join(opened.read(2, 4)) == b"et"
    opened.close()
    assert not kept.kind.readable
