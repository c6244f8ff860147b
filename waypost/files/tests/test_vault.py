"""What lies in the storage says nothing; what nobody points at goes; what was erased is gone for good."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tests.cast import Cast
from waypost.core.doors import CLOCK, outside_actions
from waypost.core.errors import Denied, DoorMisused, Refused
from waypost.core.ticks import ticks
from waypost.files import vault
from waypost.files.actions import erase_orphan
from waypost.files.intake import Clean
from waypost.files.kinds import TEXT
from waypost.files.models import FileText, StoredFile
from waypost.files.seal import Tampered
from waypost.files.vault import PREVIEW, TILES, parts_of

WORDS = b"CANARY words " * 9000  # more than one chunk
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(tmp_path: Path, settings: Any) -> Path:
    lying_in = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": lying_in},
    }
    return tmp_path


def kept(content: bytes = WORDS, preview: bytes | None = b"CANARY small") -> StoredFile:
    with outside_actions("a file that nothing owns, to be looked at"):
        return vault.keep(Clean("note.txt", TEXT, content, preview, None, None, None))


def lying(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_it_comes_back_as_it_was(own_storage: Path) -> None:
    file = StoredFile.objects.get(pk=kept().pk)
    assert vault.read(file) == WORDS
    assert vault.read(file, PREVIEW) == b"CANARY small"
    assert file.size == len(WORDS)


def test_nothing_of_it_can_be_read_in_the_storage(own_storage: Path) -> None:
    kept()
    found = lying(own_storage)
    assert len(found) == 2
    for path in found:
        assert b"CANARY" not in path.read_bytes()
        assert "note" not in str(path.relative_to(own_storage))
        assert path.stat().st_mode & 0o077 == 0


def test_parts_do_not_change_places(own_storage: Path) -> None:
    file, other = kept(), kept()
    for part in ("", "-preview"):
        mine, theirs = own_storage / (file.storage_name + part), own_storage / (other.storage_name + part)
        mine.write_bytes(theirs.read_bytes())
    with pytest.raises(Tampered):
        vault.read(file)
    (own_storage / other.storage_name).write_bytes(
        (own_storage / f"{other.storage_name}-preview").read_bytes()
    )
    with pytest.raises(Tampered):
        vault.read(other)


def test_a_file_is_never_changed(own_storage: Path) -> None:
    file = kept()
    file.name = "other.txt"
    with outside_actions("to try"), pytest.raises(DoorMisused):
        file.save()
    with pytest.raises(DoorMisused):
        StoredFile.objects.filter(pk=file.pk).update(name="other.txt")


def test_erased_is_gone(own_storage: Path, django_capture_on_commit_callbacks: Any) -> None:
    file = kept()
    FileText.objects.create(file=file, pages=["words"], read_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True), outside_actions("to try"):
        vault.erase(file)
    again = StoredFile.objects.get(pk=file.pk)
    assert again.is_erased
    assert lying(own_storage) == []
    assert not FileText.objects.exists()
    with pytest.raises(LookupError):
        vault.read(again)


def test_what_was_not_committed_is_not_deleted(own_storage: Path) -> None:
    """An erasure that is rolled back leaves the content where it was."""
    file = kept()
    with transaction.atomic(), outside_actions("to try"):
        vault.erase(file)
        transaction.set_rollback(True)
    assert vault.read(StoredFile.objects.get(pk=file.pk)) == WORDS


def test_what_nothing_points_at_is_erased_by_the_clock_only(own_storage: Path, cast: Cast) -> None:
    file = kept()
    with pytest.raises(Denied):
        erase_orphan(by=cast.officer, file=file)  # type: ignore[arg-type]
    ticks()["files.orphans"].work()
    assert not StoredFile.objects.exists()


def test_what_something_points_at_is_not_erased(own_storage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept()
    monkeypatch.setattr(StoredFile, "has_owner", lambda _self: True)
    with pytest.raises(Refused):
        erase_orphan(by=CLOCK, file=file)


def test_strays_are_swept_up_when_a_day_old(own_storage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept()
    default_storage.save("sealed/ab/abcdef", ContentFile(b"half"))
    assert vault.sweep() == 0
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert vault.sweep() == 1
    assert vault.read(file) == WORDS
    assert vault.read(file, PREVIEW)


def test_every_file_that_can_be_read_is_read_once(own_storage: Path) -> None:
    file = kept(b"Some words")
    assert list(StoredFile.objects.unread()) == [file]
    ticks()["files.texts"].work()
    text = FileText.objects.get()
    assert (text.pages, text.trouble) == (["Some words"], "")
    assert not StoredFile.objects.unread().exists()


def test_tiles_lie_beside_the_picture_and_go_with_it(
    own_storage: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    file = kept()
    with outside_actions("tiles of a file that nothing owns"):
        vault.add_tiles(file, WORDS)
    file = StoredFile.objects.get(pk=file.pk)
    assert vault.read(file, TILES) == WORDS
    assert len(lying(own_storage)) == 3
    assert all(
        vault.still_kept(place) for place in parts_of(file.storage_name, True, file.has_small, file.tiles)
    )
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert vault.sweep() == 0
    default_storage.save(f"{file.storage_name}-tiles-of-a-try-that-failed", ContentFile(b"x"))
    assert vault.sweep() == 1
    with django_capture_on_commit_callbacks(execute=True), outside_actions("it is erased"):
        vault.erase(file)
    assert lying(own_storage) == []
