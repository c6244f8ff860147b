"""The audit log is only added to. A test that tampers with it opens it for a moment."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

guards = importlib.import_module("waypost.core.migrations.0002_audit_append_only")


@contextmanager
def log_laid_open() -> Iterator[None]:
    """Inside the block the data base lets the log be changed."""
    editor = connection.schema_editor()
    guards.take_down(editor)
    try:
        yield
    finally:
        guards.put_up(editor)
