"""Checkpoints as signed notes, and the file with the keys."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from waypost import environment
from waypost.core import notes
from waypost.core.notes import Head, keyring, make_key, read_note, write_note

HEAD = Head("waypost.localhost/audit", 1234, b"\x07" * 32, datetime(2020, 9, 1, 5, tzinfo=UTC))


@pytest.fixture
def key(settings: Any, tmp_path: Path) -> Path:
    settings.PORTAL_ADDRESS = "https://waypost.localhost:8000"
    settings.SEAL_KEY = tmp_path / "log.key"
    make_key(settings.SEAL_KEY)
    return tmp_path / "log.key"


def signed(head: Head = HEAD) -> str:
    signer = keyring().signer
    assert signer is not None
    return write_note(head, signer.verifier.key_id, signer.sign(head))


def test_a_checkpoint_is_written_as_witnesses_read_it(key: Path) -> None:
    origin, size, root, at, nothing, signature = signed().splitlines()
    assert (origin, size, at, nothing) == (
        "waypost.localhost/audit",
        "1234",
        "at 2020-09-01T05:00:00+00:00",
        "",
    )
    assert root == "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="
    assert signature.startswith("— waypost.localhost/audit ")


def test_what_was_signed_is_read_again(key: Path) -> None:
    assert read_note(signed(), keyring()) == HEAD


@given(st.data())
def test_a_changed_note_is_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("key") / "log.key"
    signer = make_key(path)
    ring = notes._read_lines(path.read_text().split(), path)
    head = Head(signer.name, 7, b"\x01" * 32, HEAD.at)
    note = write_note(head, signer.verifier.key_id, signer.sign(head))
    spot = data.draw(st.integers(0, len(note) - 1))
    letter = data.draw(st.characters().filter(lambda given: given != note[spot]))
    with contextlib.suppress(ValueError):
        assert (
            read_note(note[:spot] + letter + note[spot + 1 :], ring) == head
        )  # what base64 or the layout ignores


@pytest.mark.parametrize(
    "note", ["", "\n\n", "a\nb\n", "waypost.localhost/audit\n3\nAA==\nat never\n\n— x y\n"]
)
def test_nonsense_is_no_note(key: Path, note: str) -> None:
    with pytest.raises(ValueError, match="`waypost audit checkpoint` prints"):
        read_note(note, keyring())


def test_a_note_of_another_log_is_refused(key: Path) -> None:
    """The same key, another origin: a key signs for its own log only."""
    other = Head("elsewhere.example/audit", HEAD.size, HEAD.root, HEAD.at)
    with pytest.raises(ValueError, match="no key of this log"):
        read_note(signed(other), keyring())


def test_a_retired_key_still_verifies(key: Path) -> None:
    old, retired = signed(), keyring().verifiers.popitem()[1].line()
    key.unlink()
    make_key(key)
    with pytest.raises(ValueError, match="no key of this log"):
        read_note(old, keyring())
    key.write_text(key.read_text() + retired)
    assert read_note(old, keyring()) == HEAD


def test_a_key_is_written_once_and_for_its_owner_only(key: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_text()
    with pytest.raises(FileExistsError):
        make_key(key)
    assert key.read_text() == before


def test_the_demo_makes_its_own_key(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.SEAL_KEY = tmp_path / "seal.key"
    assert keyring().verifiers == keyring().verifiers
    assert settings.SEAL_KEY.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "0 private keys"),
        ("{line}\n{other}", "2 private keys"),
        ("nonsense", "a line that is no key"),
        ("{short}", "a line that is no key"),
        ("{swapped}", "a line that is no key"),
        ("{swapped_public}", "a line that is no key"),
        ("\x00\x01", "a line that is no key"),
    ],
)
def test_a_key_file_of_nonsense_is_refused(key: Path, content: str, sentence: str) -> None:
    line = key.read_text().strip()
    key.unlink()
    other = make_key(key)
    public = other.verifier.line()
    lines = {
        "line": line,
        "other": other.line(),
        "short": line[:-5],
        "swapped": other.line()[:-44] + line[-44:],
        "swapped_public": public[:-44] + line[-44:],
    }
    key.write_text(content.format(**lines))
    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        keyring()
    assert line[-40:] not in str(refused.value)


def test_a_key_that_cannot_be_read_is_refused(key: Path) -> None:
    key.unlink()
    with pytest.raises(ImproperlyConfigured, match="can be read"):
        keyring()
    key.write_bytes(b"\xff\xfe")
    with pytest.raises(ImproperlyConfigured, match="can be read"):
        keyring()


def test_a_key_that_everybody_can_read_is_refused(key: Path) -> None:
    key.chmod(0o604)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        keyring()


def test_a_set_key_must_be_there_and_outside_the_data_folder(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    given = {"given_by": "WAYPOST_SEAL_KEY", "demo": False}
    monkeypatch.delenv("WAYPOST_SEAL_KEY", raising=False)
    assert environment.seal_key(data, **given) is None
    assert environment.seal_key(data, **{**given, "demo": True}) == data / "seal.key"
    monkeypatch.setenv("WAYPOST_SEAL_KEY", str(key))
    assert environment.seal_key(data, **given) == key
    monkeypatch.setenv("WAYPOST_SEAL_KEY", str(tmp_path / "nothing"))
    with pytest.raises(ImproperlyConfigured, match="It wants the path of a key file"):
        environment.seal_key(data, **given)
    (data / "seal.key").write_text(key.read_text())
    monkeypatch.setenv("WAYPOST_SEAL_KEY", str(data / "seal.key"))
    with pytest.raises(ImproperlyConfigured, match="inside the data folder"):
        environment.seal_key(data, **given)
