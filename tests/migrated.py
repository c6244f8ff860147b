"""A data base with all migrations and nothing else in it, made once and copied: migrating takes half a minute.

Its name says what it was made of, so a new migration makes another. On SQLite it is a file in ``build/``; on PostgreSQL
a data base of the tests' server, and in ``build/`` its dump for the next server. Whoever comes first makes it, the
others wait.
"""

import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
import pytest
from django.core.management.commands import migrate
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "migrated"
_LOCK = 2020_09_01


def into_folder(data: Path) -> None:
    """Give a portal whose data folder this is a migrated data base; it has none yet."""
    data.mkdir(parents=True, exist_ok=True)
    into_file(data / "waypost.sqlite3")


def into_file(path: Path) -> None:
    with closing(sqlite3.connect(_file())) as made, closing(sqlite3.connect(path)) as own:
        made.backup(own)


def template(server: str) -> str:
    """The name of the migrated data base on a server, for ``CREATE DATABASE … TEMPLATE``."""
    name, postgres = f"waypost_migrated_{_of_what()}", urlsplit(server)._replace(path="/postgres").geturl()
    with psycopg.connect(postgres, autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            # Under its name it is there when it is whole.
            link.execute(f"DROP DATABASE IF EXISTS {name}_begun WITH (FORCE)")  # type: ignore[call-overload]
            link.execute(f"CREATE DATABASE {name}_begun")  # type: ignore[call-overload]
            _fill(urlsplit(server)._replace(path=f"/{name}_begun").geturl())
            link.execute(f"ALTER DATABASE {name}_begun RENAME TO {name}")  # type: ignore[call-overload]
    return name


@contextmanager
def as_the_tests_data_base() -> Iterator[None]:
    """Inside the block, pytest-django makes the data base of the tests as a copy instead of migrating it."""
    with pytest.MonkeyPatch.context() as patching:
        if connection.vendor == "sqlite":
            patching.setattr(
                connection.creation, "_create_test_db", _copied(connection.creation._create_test_db)
            )
        else:
            server = os.environ["DATABASE_URL"]
            patching.setitem(connection.settings_dict["TEST"], "TEMPLATE", template(server))
        patching.setattr(migrate.Command, "handle", lambda *_given, **_named: None)
        yield


def _copied(create: Callable[..., str]) -> Callable[..., str]:
    def copied(*given: Any, **named: Any) -> str:
        name = create(*given, **named)
        into_file(Path(name))
        return name

    return copied


@cache
def _of_what() -> str:
    """All that decides what migrating makes: every migration of ours, and the versions of what others are in."""
    made_of = sha256((ROOT / "requirements" / "product.txt").read_bytes() + django.get_version().encode())
    for path in sorted(ROOT.glob("waypost/*/migrations/*.*")):
        if path.is_file():
            made_of.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return made_of.hexdigest()[:16]


def _fill(url: str) -> None:
    """An empty data base, with what an earlier server was given, where that was kept; or with the migrations."""
    kept, dump = KEPT / f"{_of_what()}.sql", shutil.which("pg_dump")
    with _alone():
        if kept.exists():
            with psycopg.connect(url) as link:
                link.execute(kept.read_bytes())
            return
        with TemporaryDirectory() as folder:
            _migrate(url, folder)
        if dump:
            said = subprocess.run(
                [dump, "--inserts", "--no-owner", url], capture_output=True, check=True
            ).stdout
            _keep(kept, re.sub(rb"(?m)^\\[a-z].*\n", b"", said))  # without what only psql understands


def _keep(kept: Path, content: bytes) -> None:
    """Under its name it is there when it is whole; what older migrations made is of no use."""
    for old in KEPT.glob(f"*{kept.suffix}"):
        old.unlink()
    begun = kept.with_suffix(".begun")
    begun.write_bytes(content)
    begun.rename(kept)


def _file() -> Path:
    kept = KEPT / f"{_of_what()}.sqlite3"
    with _alone():
        if not kept.exists():
            with TemporaryDirectory() as folder:
                _migrate("", folder)
                _keep(kept, (Path(folder) / "waypost.sqlite3").read_bytes())
    return kept


@contextmanager
def _alone() -> Iterator[None]:
    """One of all processes that run tests of this tree."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(url: str, folder: str) -> None:
    """The portal's own commands, on an empty data base: that of the address, or a file in the folder."""
    theirs = ("WAYPOST_", "DJANGO_", "DATABASE_URL", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    own = {"WAYPOST_TESTING": "1", "WAYPOST_DATA": folder, "WAYPOST_STATIC": folder, "DATABASE_URL": url}
    for words in (["migrate", "--verbosity", "0"], ["createcachetable"]):
        command = [sys.executable, "-m", "waypost", *words]
        subprocess.run(command, cwd=ROOT, env={**kept, **own}, check=True)
