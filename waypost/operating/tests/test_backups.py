"""Backup, verify, restore, as an operator does them: whole or not at all, and every changed byte is named."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from tests.processes import KILLED
from waypost.core.errors import Refused
from waypost.core.notes import Head, keyring, make_key, write_note
from waypost.core.witness import Witness
from waypost.operating import backups, contents, proving, restoring
from waypost.operating.dumps import dump_in
from waypost.operating.manifest import Manifest
from waypost.operating.tests.portal import Portal


@pytest.fixture(autouse=True)
def with_its_key(home: Portal, settings: Any) -> None:
    """Backups are proved in this process, with the portal's key."""
    settings.SEAL_KEY = home.keys / "seal.key"


def troubles(backup: Path) -> list[str]:
    return list(proving.troubles(backup, keyring()))


@pytest.fixture
def copy(kept: Path, tmp_path: Path) -> Path:
    """The backup, to be spoiled."""
    return Path(shutil.copytree(kept, tmp_path / "copy"))


def manifest_of(backup: Path) -> dict[str, Any]:
    return json.loads((backup / "MANIFEST.json").read_text())


def test_a_backup_holds(home: Portal, kept: Path) -> None:
    done = home.run("backup", "verify", str(kept))
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("The backup holds: every byte")


def test_it_says_what_it_holds_and_holds_no_key_no_session_and_no_text(home: Portal, kept: Path) -> None:
    said = manifest_of(kept)
    rows, files = said["rows"], said["files"]
    assert rows["people_person"] > 10
    assert rows["core_auditrow"] == int(said["checkpoint"].splitlines()[1]) > 3
    assert rows.get("django_session", 0) == rows.get("cache", 0) == 0
    assert len(files) == 1 + 2 * 2  # the dump; two files with a preview each
    assert said["began"]
    assert "notices" in said["migrations"]
    everything = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())
    assert b"CANARY" not in everything
    for key in ("file.key", "seal.key"):
        assert (home.keys / key).read_bytes().strip() not in everything


def test_what_is_restored_is_what_was_backed_up(home: Portal, kept: Path, tmp_path: Path) -> None:
    """Same rows, same files, same root of the log; sessions ended, mail held, the restore in the log."""
    new = home.empty_one("new")
    done = new.run("restore", str(kept))
    assert done.returncode == 0, done.stderr
    assert "Mail is held" in done.stdout
    assert "All sessions are ended" in done.stdout
    assert "older release" not in done.stdout
    assert new.run("audit", "seal").returncode == 0
    verified = new.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    first = tmp_path / "kept.note"
    first.write_text(str(manifest_of(kept)["checkpoint"]))
    assert new.run("audit", "verify", "--checkpoint", str(first)).returncode == 0
    assert "operating.backup_restored" in new.run("audit", "show").stdout
    assert "Mail is held" in new.run("mail", "state").stdout

    again = tmp_path / "again"
    assert new.run("backup", str(again)).returncode == 0
    before, after = manifest_of(kept), manifest_of(again)
    assert {n: f for n, f in after["files"].items() if n.startswith("files/")} == {
        n: f for n, f in before["files"].items() if n.startswith("files/")
    }
    different = {table for table, count in after["rows"].items() if before["rows"].get(table) != count}
    assert different <= {"core_auditrow", "core_checkpoint", "core_tickrun", "notices_hold"}
    assert after["began"] == before["began"]

    said = new.run("restore", str(kept))
    assert said.returncode == 1
    assert "tables already" in said.stderr
    assert "0 mails were dropped" in new.run("mail", "release", "--drop").stdout
    assert "Mail goes out" in new.run("mail", "state").stdout


def test_a_backup_of_an_older_release_is_brought_up_to_this_one(
    home: Portal, kept: Path, tmp_path: Path
) -> None:
    """One that had no table yet for held mail: the restore holds it all the same."""
    older, new, backup = home.empty_one("older"), home.empty_one("newer"), tmp_path / "older"
    for command in (
        ["restore", str(kept)],
        ["mail", "release"],
        ["migrate", "notices", "0004", "--verbosity", "0"],
    ):
        done = older.run(*command)
        assert done.returncode == 0, done.stderr
    assert older.run("backup", str(backup)).returncode == 0
    assert "notices_hold" not in manifest_of(backup)["rows"]
    done = new.run("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert "its tables were brought up to this one" in done.stdout
    assert "Mail is held" in new.run("mail", "state").stdout


def spoil(file: Path) -> None:
    """Turn one bit in the middle, or back again."""
    whole = file.read_bytes()
    at = len(whole) // 2
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])


def test_a_changed_byte_is_noticed_and_named(home: Portal, copy: Path) -> None:
    """In every file of it, one bit each."""
    files = sorted(path for path in copy.rglob("*") if path.is_file())
    assert len(files) == 7
    for file in files:
        spoil(file)
        [said] = troubles(copy)
        assert str(file.relative_to(copy)) in said
        spoil(file)
    assert troubles(copy) == []
    spoil(files[-1])
    refused = home.empty_one("spoiled").run("restore", str(copy))
    assert refused.returncode == 1
    assert "The backup isn't whole" in refused.stderr


def test_what_is_missing_or_added_is_named(copy: Path) -> None:
    gone = next(path for path in (copy / "files").rglob("*") if path.is_file())
    gone.unlink()
    (copy / "files/extra").write_text("x")
    assert troubles(copy) == [
        "files/extra: the manifest doesn't know this file.",
        f"{gone.relative_to(copy)} is missing.",
    ]


def test_a_manifest_that_says_other_than_its_rows_is_noticed(copy: Path) -> None:
    """Whoever holds the key can sign anything: the rows themselves are counted, and the log's root computed anew."""
    signer = keyring().signer
    assert signer is not None
    true = manifest_of(copy)
    wrong = {
        "rows": {**true["rows"], "people_person": 1},
        "migrations": {},
        "checkpoint": "",
        "files": {name: said for name, said in true["files"].items() if not name.endswith("-preview")},
    }
    for preview in copy.rglob("*-preview"):
        preview.unlink()
    Manifest(**{**true, **wrong}).write(copy, signer)
    said = troubles(copy)
    assert said[0] == "The audit log's last checkpoint isn't the one the manifest names."
    assert said[1] == "The migrations applied aren't those the manifest names."
    assert said[2].startswith("people_person has")
    assert len([line for line in said if line.endswith("and it isn't in the backup.")]) == 2


def test_a_log_that_was_rewritten_is_noticed_whoever_signed_the_manifest(kept: Path) -> None:
    """The root of every checkpoint is computed anew from the dumped rows."""
    log = contents.log_of(dump_in(kept, manifest_of(kept)["kind"]))
    assert list(log.troubles(keyring())) == []
    log.leaves[1] = b"x" * 32
    assert list(log.troubles(keyring())) == [
        f"The checkpoint at {log.size} doesn't follow from the rows of the audit log."
    ]
    del log.leaves[1]
    assert len(list(log.troubles(keyring()))) == 1


def test_a_backup_signed_by_somebody_else_is_none(kept: Path, settings: Any, tmp_path: Path) -> None:
    make_key(tmp_path / "other.key")
    settings.SEAL_KEY = tmp_path / "other.key"
    [said] = troubles(kept)
    assert said.endswith("a key signed it that isn't in WAYPOST_SEAL_KEY's file.")
    [said] = troubles(tmp_path)
    assert "is no backup" in said


@pytest.mark.parametrize("point", ["backup dumped", "backup signed"])
def test_a_backup_that_was_killed_is_not_there(home: Portal, tmp_path: Path, point: str) -> None:
    assert home.run("backup", str(tmp_path / "b"), fail_at=point).returncode == KILLED
    assert not (tmp_path / "b").exists()
    assert home.run("backup", str(tmp_path / "b")).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_full_disk_leaves_nothing_that_looks_whole(home: Portal, tmp_path: Path) -> None:
    """A process whose files can't grow further, as on a disk that is full."""
    limited = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
sys.argv = ["waypost", "backup", {str(tmp_path / "b")!r}]
from waypost.cli import main
main()
"""
    command = [sys.executable, "-c", limited]
    done = subprocess.run(command, env=home.environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert "The backup was not made, and nothing of it is left:" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_whatever_breaks_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A storage elsewhere has errors of its own."""

    def broken(*_: Any) -> Any:
        raise RuntimeError("the bucket is away")

    monkeypatch.setattr(backups, "_fill", broken)
    with pytest.raises(RuntimeError):
        backups.take(tmp_path / "b", connection.vendor)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "b").mkdir()
    with pytest.raises(Refused, match="is there already"):
        backups.take(tmp_path / "b", connection.vendor)


@pytest.mark.parametrize("point", ["restore files copied", "restore rows loaded"])
def test_a_restore_that_was_killed_keeps_the_portal_shut(
    home: Portal, kept: Path, tmp_path: Path, point: str
) -> None:
    new = home.empty_one(f"killed-{point.split()[1]}")
    assert new.run("restore", str(kept), fail_at=point).returncode == KILLED
    assert "didn't come to its end" in new.run("worker", "--once").stderr
    said = new.run("restore", str(kept))
    assert said.returncode == 1
    assert "didn't come to its end. Empty the data base" in said.stderr


def test_a_roll_back_is_noticed_refused_and_recorded(home: Portal, kept: Path, tmp_path: Path) -> None:
    """The witness lies elsewhere and knows a later checkpoint than the backup's."""
    signer, file = keyring().signer, tmp_path / "witness"
    assert signer is not None
    head = Head(origin=signer.name, size=1000, root=b"x" * 32, at=timezone.now())
    Witness(file).add(str(manifest_of(kept)["checkpoint"]))
    Witness(file).add(write_note(head, signer.verifier.key_id, signer.sign(head)))
    witness = {"WAYPOST_WITNESS": str(file)}

    old = home.empty_one("old")
    said = old.run("restore", str(kept), **witness)
    assert said.returncode == 1
    assert re.search(r"ends after \d+ rows of the audit log, and 1,000 were witnessed", said.stderr)
    done = old.run("restore", str(kept), "--roll-back", "Monday's upgrade  was wrong", **witness)
    assert done.returncode == 0, done.stderr
    assert "This was a roll-back" in done.stdout
    row = next(line for line in old.run("audit", "show").stdout.splitlines() if "backup_restored" in line)
    assert "Monday's upgrade was wrong" in old.run("audit", "show", row.split()[0]).stdout
    assert "because Monday's upgrade was wrong" in file.read_text()
    assert Witness(file).last(keyring()) is None
    assert old.run("audit", "seal").returncode == 0
    assert "Added to" in old.run("audit", "witness", **witness).stdout
    verified = old.run("audit", "verify", **witness)
    assert verified.returncode == 0, verified.stdout
    assert Witness(file).last(keyring()) is not None


def test_a_backup_of_another_portal_is_refused(kept: Path, tmp_path: Path, settings: Any) -> None:
    """It is long enough, and its rows are others than the witness knows."""
    signer, ring = keyring().signer, keyring()
    assert signer is not None
    settings.WITNESS = tmp_path / "witness"
    head = Head(origin=signer.name, size=2, root=b"x" * 32, at=timezone.now())
    Witness(settings.WITNESS).add(write_note(head, signer.verifier.key_id, signer.sign(head)))
    dump = dump_in(kept, manifest_of(kept)["kind"])
    with pytest.raises(Refused, match="belongs to another portal, or somebody rewrote the log"):
        restoring._looks_back(dump, ring, "because")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("because one", "because two"), "no key of this log signed"),
        (lambda text: text + "half an entry\n\n", "isn't whole"),
        (lambda text: text.replace("rolled back to 7", "rolled up"), "doesn't hold a checkpoint"),
    ],
)
def test_a_witness_that_was_changed_is_no_witness(tmp_path: Path, change: Any, said: str) -> None:
    signer, witness = keyring().signer, Witness(tmp_path / "witness")
    assert signer is not None
    witness.add_roll_back(size=7, at=timezone.now(), because="one", signer=signer)
    assert witness.last(keyring()) is None
    witness.path.write_text(change(witness.path.read_text()))
    with pytest.raises(ImproperlyConfigured, match=said):
        witness.last(keyring())


def test_a_backup_of_a_later_release_or_another_kind_is_refused() -> None:
    plain = dict.fromkeys(["taken", "address", "began", "checkpoint"], "")
    terms: dict[str, Any] = {**plain, "rows": {}, "files": {}, "product": "9.0"}
    later = Manifest(kind=connection.vendor, migrations={"notices": ["9999_later"]}, **terms)
    with pytest.raises(Refused, match=r"later release \(9.0\).*notices 9999_later"):
        restoring._fits(later)
    with pytest.raises(Refused, match="set DATABASE_URL to one of the same kind"):
        restoring._fits(Manifest(kind="oracle", migrations={}, **terms))


def test_every_fail_point_is_tried() -> None:
    room = Path(backups.__file__).parent
    named = {
        n for file in room.glob("*.py") for n in re.findall(r'fail_point\("([^"]+)"\)', file.read_text())
    }
    tried = set(re.findall(r'"((?:backup|restore) \w+(?: \w+)?)"', Path(__file__).read_text()))
    assert named <= tried
