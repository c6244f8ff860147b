"""A process killed while it attaches a file: nothing half-written is served, and what nobody points at is swept up."""

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.processes import KILLED, Process
from waypost.core.models import AuditRow
from waypost.files import folder, vault
from waypost.files.models import StoredFile
from waypost.publications.models import Attachment
from waypost.publications.tests.sharing import drafted

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT, PREVIEW = b"%PDF-CANARY " * 20_000, b"CANARY small"  # more than one chunk
POINTS = [
    "file content written",
    "file content on disk",
    "file content in place",
    "file preview written",
    "file preview on disk",
    "file preview in place",
    "file row written",
]


@pytest.fixture
def attach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Process:
    """A process that attaches a file, with a storage and keys that the test shares."""
    lying_in = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path / "files"}
    changed = {**settings.STORAGES["default"], "OPTIONS": lying_in}
    settings.STORAGES = {**settings.STORAGES, "default": changed}
    keys = ",".join(base64.urlsafe_b64encode(key).decode().rstrip("=") for key in settings.FILE_KEYS)
    return Process("waypost.files.tests.run_attaching", tmp_path, WAYPOST_FILE_KEY=keys)


def lying(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("point", POINTS)
def test_killed_at(
    point: str, attach: Process, cast: Cast, enter: Callable[..., Client], tmp_path: Path, monkeypatch: Any
) -> None:
    item = drafted(cast, to=[cast.coast])
    author, acts = cast.officer.public_id, AuditRow.objects.count()
    assert attach.run(author, item.public_id, "half.pdf", fail_at=point) == KILLED
    assert lying(tmp_path), "it was killed before it wrote anything"
    assert not StoredFile.objects.exists()
    assert not Attachment.unfiltered.exists()
    assert AuditRow.objects.count() == acts
    assert "half.pdf" not in enter(cast.officer).get(f"/items/{item.public_id}/write/").content.decode()
    assert not any(b"CANARY" in path.read_bytes() for path in lying(tmp_path))

    assert attach.run(author, item.public_id, "whole.pdf") == 0
    file = StoredFile.objects.get()
    assert (vault.read(file), vault.read(file, vault.PREVIEW)) == (CONTENT, PREVIEW)
    assert vault.sweep() == 0, "what was just written may be somebody's who is still at work"
    tomorrow = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert vault.sweep() > 0
    assert {default_storage.path(file.storage_name + part) for part in ("", "-preview")} == {
        str(path) for path in lying(tmp_path)
    }
    assert vault.read(file) == CONTENT


def test_every_fail_point_is_tried() -> None:
    named = set()
    for module in (vault, folder):
        source = Path(str(module.__file__)).read_text()
        named |= set(re.findall(r'fail_point\(f?"([^"]+)"\)', source))
    wanted = {name.format(part=part) for name in named for part in (vault.CONTENT, vault.PREVIEW)}
    assert wanted == set(POINTS)


def test_the_portal_keeps_its_files_in_a_folder_that_outlives_a_power_cut() -> None:
    assert settings.STORAGES["default"]["BACKEND"] == "waypost.files.folder.Folder"


def test_a_name_that_is_taken_is_not_written_over(attach: Process, tmp_path: Path) -> None:
    from django.core.files.base import ContentFile

    default_storage.save("sealed/ab/one", ContentFile(b"first"))
    assert default_storage.save("sealed/ab/one", ContentFile(b"second")) != "sealed/ab/one"
    assert (tmp_path / "files/sealed/ab/one").read_bytes() == b"first"
