"""A small audit log of its own for a test: empty at the start, sealed in many small batches."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from tests.append_only import log_laid_open
from waypost.core import audit, clock, seal
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import Head, keyring
from waypost.core.verify import Verification


def write(count: int) -> list[AuditRow]:
    """So many rows, waiting to be sealed."""
    return [
        audit.write(
            action="core.thing_tried",
            outcome=audit.DONE if number % 5 else audit.DENIED,
            actor=f"person-{number % 7}",
            thing=f"thing:{number % 11}" if number % 3 else "",
            facts={"version": number, "code": "สตม."},
            at=clock.now(),
        )
        for number in range(count)
    ]


def troubles(witness: Head | None = None) -> list[str]:
    """What verifying the log says is wrong with it."""
    return list(Verification(keyring(), witness).troubles())


def empty() -> None:
    with log_laid_open():
        AuditRow.objects.all().delete()
        Checkpoint.objects.all().delete()


@pytest.fixture
def sealed(db: None, monkeypatch: pytest.MonkeyPatch) -> int:
    """40 rows under six checkpoints; gives how many rows."""
    monkeypatch.setattr(seal, "BATCH", 7)
    empty()
    write(40)
    assert seal.seal() == 40
    return 40


def start(folder: Path, *command: str, **environment: str) -> "subprocess.Popen[str]":
    """A process of the portal, ``waypost COMMAND``, on this test's data base and with its sealing key."""
    given = {**os.environ, "WAYPOST_DATA": str(folder), **environment}
    in_use = connection.settings_dict
    if connection.vendor == "sqlite":
        (folder / "waypost.sqlite3").unlink(missing_ok=True)
        (folder / "waypost.sqlite3").symlink_to(in_use["NAME"])
    else:
        parts = {
            name: quote(str(in_use[name]), safe="") for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
        }
        given["DATABASE_URL"] = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**parts)
    keyring()  # made by now
    shutil.copy(settings.SEAL_KEY, folder / "seal.key")
    return subprocess.Popen(  # noqa: S603  a command of ours
        [sys.executable, "-m", "waypost", *command],
        env=given,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
