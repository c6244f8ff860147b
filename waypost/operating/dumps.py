"""One consistent state of the whole data base in one file, read again without any data base server.

SQLite: a copy by its online backup, one file. PostgreSQL: ``pg_dump`` in its custom format, which is one snapshot by
itself; ``pg_restore`` reads it. Everything a manifest says is read from the dump, never from the living data base, so
the two can't differ. Sessions and the cache are left out: whoever holds a backup must be in nobody's session.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from django.db import connection

EPHEMERAL = ("cache", "django_session", "usersessions_usersession")
_ESCAPED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_COPY = re.compile(rb'COPY (?:\w+\.)?"?(\w+)"? \((.*)\) FROM stdin;\n')

# How the columns one asks for are to be read: int, str, bytes, bool, datetime.
Columns = Mapping[str, type]


class DumpFailed(Exception):
    """The data base could not be written out, read or put back; the sentence says why."""


class Dump(Protocol):
    """A dump at ``path``."""

    path: Path

    def write(self) -> None:
        """Write out the data base as it stands now."""

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""

    def rows(self, table: str, columns: Columns) -> Iterator[tuple[Any, ...]]:
        """The rows of one table, in no order; none where there is no such table."""

    def load(self) -> None:
        """Put everything into the portal's data base, which is empty; all of it or nothing."""


def dump_in(folder: Path, kind: str) -> Dump:
    """The dump of this kind (Django's ``vendor``) in a backup's folder."""
    return SQLiteDump(folder / "data.sqlite3") if kind == "sqlite" else PostgreSQLDump(folder / "data.pgdump")


class SQLiteDump:
    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self) -> None:
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(self.path)) as copy:
                connection.connection.backup(copy)
                # One file, and nothing left in it of what is taken out.
                copy.execute("PRAGMA journal_mode=DELETE")
                there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
                for table in sorted(there & set(EPHEMERAL)):
                    copy.execute(f"DELETE FROM {table}")  # noqa: S608  our own three names
                copy.commit()
                copy.execute("VACUUM")
        except sqlite3.Error as problem:
            raise DumpFailed(f"SQLite says: {problem}.") from problem

    def counts(self) -> dict[str, int]:
        with closing(self._open()) as copy:
            tables = copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                "AND sql NOT LIKE 'CREATE VIRTUAL%'"
            ).fetchall()
            return {
                name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  names of our tables
                for (name,) in tables
            }

    def rows(self, table: str, columns: Columns) -> Iterator[tuple[Any, ...]]:
        with closing(self._open()) as copy:
            known = copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
            if known:
                names = ", ".join(f'"{name}"' for name in columns)
                for row in copy.execute(f'SELECT {names} FROM "{table}"'):  # noqa: S608  names of our tables
                    yield tuple(
                        _native(value, kind) for value, kind in zip(row, columns.values(), strict=True)
                    )

    def load(self) -> None:
        connection.ensure_connection()
        try:
            with closing(self._open()) as copy:
                copy.backup(connection.connection)
        except sqlite3.Error as problem:
            raise DumpFailed(f"SQLite says: {problem}.") from problem
        connection.close()  # opened anew it finds its journal mode again

    def _open(self) -> sqlite3.Connection:
        try:
            return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error as problem:
            raise DumpFailed(f"'{self.path}' can't be read: {problem}.") from problem


class PostgreSQLDump:
    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self) -> None:
        without = [f"--exclude-table-data={table}" for table in EPHEMERAL]
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *without, f"--file={self.path}")

    def counts(self) -> dict[str, int]:
        counted: Counter[str] = Counter()
        for table, _columns, line in self._copied():
            counted[table] += line is not None
        return dict(counted)

    def rows(self, table: str, columns: Columns) -> Iterator[tuple[Any, ...]]:
        places: list[tuple[int, type]] = []
        for _table, names, line in self._copied(f"--table={table}"):
            if line is None:
                places = [(names.index(name), kind) for name, kind in columns.items()]
                continue
            values = line[:-1].split(b"\t")
            yield tuple(_copied_value(values[place], kind) for place, kind in places)

    def load(self) -> None:
        _run(
            "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
            f"--dbname={connection.settings_dict['NAME']}", str(self.path),
        )  # fmt: skip

    def _copied(self, *chosen: str) -> Iterator[tuple[str, list[str], bytes | None]]:
        """(table, its columns, a line of it) as COPY writes them; first None in place of a line for each table."""
        command = [_program("pg_restore"), "--data-only", *chosen, "--file=-", str(self.path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:  # noqa: S603
            assert reading.stdout is not None and reading.stderr is not None  # noqa: S101, PT018
            table, names = "", list[str]()
            for line in reading.stdout:
                if table and line == b"\\.\n":
                    table = ""
                elif table:
                    yield table, names, line
                elif found := _COPY.fullmatch(line):
                    table = found[1].decode()
                    names = [name.strip(' "') for name in found[2].decode().split(",")]
                    yield table, names, None
            said = reading.stderr.read().decode(errors="replace").strip()
        if reading.returncode:
            raise DumpFailed(f"pg_restore can't read '{self.path}': {said}")


def _run(name: str, *arguments: str) -> None:
    """A program of PostgreSQL on the portal's data base. The password goes by the environment: no list shows it."""
    found = connection.settings_dict
    address = {
        "PGDATABASE": found["NAME"],
        "PGUSER": found["USER"],
        "PGPASSWORD": found["PASSWORD"],
        "PGHOST": found["HOST"],
        "PGPORT": str(found["PORT"]),
        "PGSSLMODE": found["OPTIONS"].get("sslmode", ""),
    }
    given = {name: value for name, value in address.items() if value}
    command = [_program(name), *arguments]
    done = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise DumpFailed(
            f"{name} says: {done.stderr.strip().splitlines()[0] if done.stderr.strip() else 'nothing'}"
        )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise DumpFailed(
            f"{name} isn't on this machine. Install PostgreSQL's client programs, of the server's version or newer: "
            "apt-get install postgresql-client"
        )
    return found


def _native(value: Any, kind: type) -> Any:
    """A value as SQLite keeps it."""
    if value is None:
        return None
    return _moment(value) if kind is datetime else kind(value)


def _copied_value(raw: bytes, kind: type) -> Any:
    """A value as COPY writes it."""
    if raw == b"\\N":
        return None
    text = re.sub(rb"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), raw, flags=re.DOTALL).decode()
    reading: dict[type, Callable[[str], Any]] = {
        bytes: lambda text: bytes.fromhex(text.removeprefix("\\x")),
        bool: lambda text: text == "t",
        datetime: _moment,
    }
    return reading.get(kind, kind)(text)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
