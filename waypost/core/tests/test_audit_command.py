"""``waypost audit``, as an operator meets it."""

import secrets
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.append_only import log_laid_open
from waypost.core import seal
from waypost.core.management.commands import audit
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import keyring, read_note
from waypost.core.tests.log import empty, sealed, write

__all__ = ["sealed"]


def said(*command: Any) -> str:
    """What ``waypost audit …`` prints; a refusal to vouch ends with ``exit 1``."""
    out = StringIO()
    try:
        call_command("audit", *command, stdout=out)
    except SystemExit as end:
        return f"{out.getvalue()}exit {end.code}"
    return out.getvalue()


def change_row(place: int) -> None:
    with log_laid_open():
        AuditRow.objects.filter(place=place).update(canonical=b"{}")


@pytest.fixture
def kept(sealed: int, tmp_path: Path) -> Path:
    """The checkpoint over 40 rows, kept elsewhere."""
    file = tmp_path / "kept.note"
    file.write_text(said("checkpoint"))
    return file


def test_verify_vouches_for_a_log_that_holds(sealed: int) -> None:
    assert said("verify") == "The log holds: 40 rows under 6 checkpoints.\n"


def test_verify_tells_trouble_and_fails(sealed: int) -> None:
    change_row(9)
    lines = said("verify").splitlines()
    assert lines[0] == "Row 9: its bytes can't be read."
    assert lines[1].startswith("The checkpoint at 14 doesn't follow")
    assert lines[2:] == ["The log does not hold: 2 troubles in 40 rows under 6 checkpoints.", "exit 1"]


def test_verify_ends_its_tale_somewhere(sealed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "TOLD", 3)
    with log_laid_open():
        AuditRow.objects.update(actor="nobody")
    lines = said("verify").splitlines()
    assert lines[3:] == [
        "And 37 more.",
        "The log does not hold: 40 troubles in 40 rows under 6 checkpoints.",
        "exit 1",
    ]


def test_verify_compares_with_a_checkpoint_kept_elsewhere(kept: Path) -> None:
    assert said("verify", "--checkpoint", kept).startswith("The log holds")
    with log_laid_open():
        Checkpoint.objects.filter(size__gt=21).delete()
        AuditRow.objects.filter(place__gte=21).delete()
    assert said("verify").startswith("The log holds: 21 rows")
    lines = said("verify", "--checkpoint", kept).splitlines()
    assert lines[0].startswith("The log ends after 21 rows")
    assert lines[-1] == "exit 1"


def test_a_file_that_is_no_checkpoint_is_refused(sealed: int, tmp_path: Path) -> None:
    file = tmp_path / "kept.note"
    with pytest.raises(CommandError, match="can't be read: No such file"):
        said("verify", "--checkpoint", file)
    file.write_bytes(b"\xff\x00")
    with pytest.raises(CommandError, match="is of no use here"):
        said("verify", "--checkpoint", file)


def test_seal_seals_all_that_waits(sealed: int) -> None:
    write(400)
    assert said("seal") == "400 rows sealed, 0 waiting.\n"


def test_checkpoint_prints_what_can_be_read_again(sealed: int) -> None:
    head = read_note(said("checkpoint"), keyring())
    assert head.size == sealed


def test_there_is_no_checkpoint_of_an_empty_log(db: None) -> None:
    empty()
    with pytest.raises(CommandError, match="Nothing is sealed yet"):
        said("checkpoint")


def test_checkpoint_proves_that_it_goes_on_from_an_older_one(kept: Path) -> None:
    write(20)
    seal.seal()
    lines = said("checkpoint", "--since", kept).split("\n\n")[0].splitlines()
    assert lines[0] == "old 40"
    assert len(lines) > 1


def test_checkpoint_hands_out_no_proof_over_a_changed_log(kept: Path) -> None:
    write(20)
    seal.seal()
    change_row(5)
    with pytest.raises(CommandError, match="doesn't go on from that checkpoint"):
        said("checkpoint", "--since", kept)
    with log_laid_open():
        Checkpoint.objects.filter(size__gt=21).delete()
    with pytest.raises(CommandError, match="doesn't go on from that checkpoint"):
        said("checkpoint", "--since", kept)


def test_show_lists_the_newest_rows(sealed: int) -> None:
    newest = AuditRow.objects.order_by("-id")[0]
    lines = said("show").splitlines()
    assert len(lines) == 20
    assert lines[0].startswith(newest.token)


def test_show_gives_a_row_its_receipt(sealed: int) -> None:
    row = AuditRow.objects.get(place=11)
    text = said("show", row.token)
    assert text.startswith(bytes(row.canonical).decode())
    assert "c2sp.org/tlog-proof@v1" in text
    (waiting,) = write(1)
    assert said("show", waiting.token).endswith("It isn't sealed yet.\n")
    with pytest.raises(CommandError, match="There is no row nothing"):
        said("show", "nothing")


def test_show_vouches_for_no_changed_row(sealed: int) -> None:
    change_row(11)
    with pytest.raises(CommandError, match="run `waypost audit verify`"):
        said("show", AuditRow.objects.get(place=11).token)


def test_key_writes_a_key_once(tmp_path: Path) -> None:
    text = said("key", tmp_path / "log.key")
    assert "waypost.localhost/audit+" in text
    assert "PRIVATE" not in text
    with pytest.raises(CommandError, match="File exists"):
        said("key", tmp_path / "log.key")


def test_no_token_looks_like_an_option(sealed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """`waypost audit show -x…` would be asked for an option called x."""
    drawn = iter(["-begins-with-a-hyphen", "taken-instead-of-that"])
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: next(drawn))
    (row,) = write(1)
    assert row.token == "taken-instead-of-that"
    assert said("show", row.token).endswith("It isn't sealed yet.\n")
