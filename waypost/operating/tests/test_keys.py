"""Changing keys: what hangs on the old moves to the new, killed or not, and a loss is told in words."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from tests.cast import Cast
from waypost.core import seal
from waypost.core.doors import OPERATOR
from waypost.core.notes import keyring
from waypost.core.tests.log import sealed, troubles, write
from waypost.files import actions, keys, vault
from waypost.files.intake import Clean
from waypost.files.kinds import PDF
from waypost.files.models import StoredFile
from waypost.people.actions import factors
from waypost.people.signin import sealing
from waypost.publications.actions import attaching
from waypost.publications.tests.sharing import drafted

__all__ = ["sealed"]

CONTENT = b"%PDF- content"


def said(*command: Any) -> str:
    out = StringIO()
    call_command("keys", *command, stdout=out)
    return out.getvalue()


@pytest.fixture
def files(cast: Cast) -> list[StoredFile]:
    """Five stored files."""
    item = drafted(cast, to=[cast.coast])
    for number in range(5):
        clean = Clean(f"{number}.pdf", PDF, CONTENT, None, 1, None, None)
        attaching.attach(by=cast.officer, publication=item, clean=clean)
    return list(StoredFile.objects.order_by("pk"))


@pytest.fixture
def apps(cast: Cast) -> list[Authenticator]:
    """Five authenticator apps."""
    persons = [cast.officer, cast.deputy, cast.colleague, cast.secretariat, cast.focal_point]
    return [
        Authenticator.objects.create(
            user=person, type=Authenticator.Type.TOTP, data={"secret": sealing.seal(person.email), "last": 7}
        )
        for person in persons
    ]


def test_file_keys_move_in_batches_and_go_on_after_a_kill(
    files: list[StoredFile], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    old, new = settings.FILE_KEYS[0], os.urandom(32)
    settings.FILE_KEYS = [new, old]
    assert "old: 5 files" in said("list")
    assert actions.rewrap_keys(by=OPERATOR) == 2  # and here it was killed
    assert "current: 2 files" in said("list")
    assert [vault.read(file) for file in StoredFile.objects.all()] == [CONTENT] * 5
    assert said("rotate", "file").startswith("3 secrets moved to the current key, none is left")
    assert said("rotate", "file").startswith("0 secrets moved")
    settings.FILE_KEYS = [new]
    assert [vault.read(file) for file in StoredFile.objects.all()] == [CONTENT] * 5
    settings.FILE_KEYS = [old]
    assert f"{keys.key_id(new)} MISSING: 5 files can't be read" in said("list")


def test_factor_secrets_move_in_batches_and_go_on_after_a_kill(
    apps: list[Authenticator], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(factors, "BATCH", 2)
    old, new = settings.FACTOR_KEY, "n3w-" * 12
    settings.FACTOR_KEY, settings.OLD_FACTOR_KEYS = new, [old]
    assert "5 secrets not under the current one" in said("list")
    assert factors.reseal(by=OPERATOR) == 2
    assert said("rotate", "factor").startswith("3 secrets moved")
    settings.OLD_FACTOR_KEYS = []
    for app in Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user"):
        assert sealing.unseal(app.data["secret"]) == app.user.email
        assert app.data["last"] == 7, "which step was used last stays: no code is good twice"


def test_a_secret_that_no_key_opens_is_said(apps: list[Authenticator], settings: Any) -> None:
    settings.FACTOR_KEY = "other-key-" * 5
    with pytest.raises(CommandError, match="can't be opened with any key in WAYPOST_FACTOR_KEY"):
        said("rotate", "factor")


def test_a_new_sealing_key_keeps_what_the_old_one_signed(sealed: int, settings: Any, tmp_path: Path) -> None:
    assert "its public line" in said("rotate", "seal", str(tmp_path / "new.key")).lower()
    settings.SEAL_KEY = tmp_path / "new.key"
    assert troubles() == []
    write(3)
    assert seal.seal() == 3
    assert troubles() == []
    assert len(keyring().verifiers) == 2
    listed = said("list")
    assert "verifies only: 6 checkpoints" in listed
    assert "current: 1 checkpoint" in listed
    with pytest.raises(CommandError, match="No key was written"):
        said("rotate", "seal", str(tmp_path / "new.key"))
    with pytest.raises(CommandError, match="wants the file"):
        said("rotate", "seal")


def test_keys_are_copied_for_their_owner_only_and_never_beside_the_data(
    db: None, tmp_path: Path, settings: Any
) -> None:
    keyring()
    folder = tmp_path / "keys"
    assert "keep the two apart" in said("backup", str(folder)).replace("\n", " ")
    assert sorted(path.name for path in folder.iterdir()) == [
        "factor.key",
        "file.key",
        "seal.key",
        "secret.key",
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert (folder / "factor.key").read_text().strip() == settings.FACTOR_KEY
    assert (folder / "seal.key").read_text() == settings.SEAL_KEY.read_text()
    with pytest.raises(CommandError, match="kept apart"):
        said("backup", str(settings.DATA / "keys"))
    with pytest.raises(CommandError, match="File exists"):
        said("backup", str(folder))


@pytest.mark.parametrize("key", ["file", "factor", "secret", "seal"])
def test_a_loss_and_a_theft_are_told_in_words(key: str) -> None:
    words = said("lost", key)
    assert "Lost: " in words
    assert "Stolen: " in words
    assert f"WAYPOST_{key.upper()}" in words


def test_a_fresh_key_is_one_that_the_settings_take(db: None) -> None:
    assert len(said("new", "file").strip()) == 43
    assert len(said("new", "factor").strip()) == 64
