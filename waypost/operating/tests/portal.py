"""A portal of its own in a folder: an empty data base, files, keys; the commands run in it as processes."""

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection

from tests import migrated


@dataclass
class Portal:
    """``data`` holds SQLite and files; ``url`` is the address of an own PostgreSQL data base, or empty;
    ``more`` are further settings.
    """

    data: Path
    url: str
    keys: Path
    more: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str, fail_at: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        """``waypost COMMAND`` in this portal."""
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "waypost", *command],
            env={**self.environment, "WAYPOST_FAIL_AT": fail_at, **environment},
            cwd=settings.BASE,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WAYPOST_")}
        return {
            **clean,
            "DATABASE_URL": self.url,
            "WAYPOST_TESTING": "1",
            "WAYPOST_DATA": str(self.data),
            "WAYPOST_STATIC": str(self.data.parent / "static"),
            "WAYPOST_SEAL_KEY": str(self.keys / "seal.key"),
            "WAYPOST_FILE_KEY": str(self.keys / "file.key"),
            **self.more,
        }

    def empty_one(self, name: str) -> "Portal":
        """Another portal with the same keys and nothing in it."""
        return made(self.data.parent / name, self.keys)


def made(folder: Path, keys: Path, *, ready: bool = False) -> Portal:
    """A portal with nothing in it; its data base is of the kind the tests run on, migrated where it is ``ready``."""
    keys.mkdir(parents=True, exist_ok=True)
    if not (keys / "file.key").exists():
        (keys / "file.key").write_text(secrets.token_urlsafe(32))
    portal = Portal(folder, _own_data_base(ready), keys)
    folder.mkdir(parents=True, exist_ok=True)
    if ready and not portal.url:
        migrated.into_folder(folder)
    if not (keys / "seal.key").exists():
        made_key = portal.run("audit", "key", str(keys / "seal.key"), WAYPOST_SEAL_KEY="")
        assert made_key.returncode == 0, made_key.stderr
    return portal


def _own_data_base(ready: bool) -> str:
    if connection.vendor == "sqlite":
        return ""
    name = f"portal_{secrets.token_hex(4)}"
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(
            f"CREATE DATABASE {name} TEMPLATE {migrated.template(server) if ready else 'template1'}"
        )
    parts = urlsplit(server)
    return parts._replace(path=f"/{name}").geturl()
