"""A test with transactions of its own writes for good. After it the data base is put back as it was before the first.

SQLite copies its pages, PostgreSQL makes a data base from a template. To empty some 150 tables and write the cast anew
took ten times as long, and left those a test that doesn't ask for the cast without anybody.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase


class Kept(Protocol):
    """The data base as it stood when this was made."""

    def put_back(self) -> None: ...

    def forget(self) -> None: ...


class Pages:
    """SQLite: its pages, in memory."""

    def __init__(self) -> None:
        self._pages = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(self._pages)

    def put_back(self) -> None:
        connection.ensure_connection()
        self._pages.backup(connection.connection)

    def forget(self) -> None:
        self._pages.close()


class Template:
    """PostgreSQL: a data base that nobody opens."""

    def __init__(self) -> None:
        self._name = connection.settings_dict["NAME"]
        self._template = f"{self._name}_kept"
        self._make(self._template, self._name)

    def put_back(self) -> None:
        self._make(self._name, self._template)

    def forget(self) -> None:
        self._do("DROP DATABASE {}", self._template)

    def _make(self, name: str, template: str) -> None:
        connections.close_all()
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._do("CREATE DATABASE {} TEMPLATE {}", name, template)

    def _do(self, statement: str, *names: str) -> None:
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(statement.format(*map(connection.ops.quote_name, names)))


@pytest.fixture(autouse=True, scope="session")
def what_was_committed_goes_with_its_test(django_db_blocker: Any) -> Iterator[None]:
    """Before the first test that commits, all others were rolled back: the data base is as the run began it."""
    kept: list[Kept] = []

    def keep(_case: Any) -> None:
        if not kept:
            kept.append(Pages() if connection.vendor == "sqlite" else Template())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(keep))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: kept[0].put_back())
        yield
    with django_db_blocker.unblock():
        for each in kept:
            each.forget()
