"""The audit log is only added to. So it can't be emptied after a test either, but for the moment opened here."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import TransactionTestCase

guards = importlib.import_module("waypost.core.migrations.0002_audit_append_only")


@contextmanager
def log_laid_open() -> Iterator[None]:
    """Inside the block the data base lets the log be changed: to empty it after a test, or to tamper with it in one."""
    editor = connection.schema_editor()
    guards.take_down(editor)
    try:
        yield
    finally:
        guards.put_up(editor)


@pytest.fixture(autouse=True, scope="session")
def the_log_may_be_emptied_after_a_test() -> Iterator[None]:
    """Tests with transactions of their own end with a flush of every table; it finds the guards down, no test does."""
    flush = TransactionTestCase._fixture_teardown

    def with_the_log_laid_open(self: TransactionTestCase) -> None:
        with log_laid_open():
            flush(self)

    TransactionTestCase._fixture_teardown = with_the_log_laid_open  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]
