"""Many rows at once, by COPY: without triggers, with the indexes made afterwards."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Copy rows of the named fields into the model's own table; every other field has its default."""
    fields = [model._meta.get_field(name) for name in names]
    left = [field for field in model._meta.local_concrete_fields if field not in fields]
    others = [field for field in left if field.db_default is models.NOT_PROVIDED]  # the table knows its own
    columns = [field.column for field in (*fields, *others)]
    statement = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        lines: list[str] = []
        for row in rows:
            lines.append("\t".join(map(_field, (*row, *(field.get_default() for field in others)))))
            if len(lines) == _AT_ONCE:
                copy.write("\n".join(lines) + "\n")
                lines.clear()
        if lines:
            copy.write("\n".join(lines) + "\n")


def numbered(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Each row behind its id, from 1."""
    return ((number, *row) for number, row in enumerate(rows, start=1))


_AT_ONCE = 2_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def _field(value: Any) -> str:
    """A value in COPY's text format."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value).translate(_ESCAPES)
    return str(value)


@contextmanager
def in_bulk() -> Iterator[None]:
    """No triggers and no indexes inside; both are back afterwards, ids go on behind the last, statistics are fresh."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        cursor.execute("SET session_replication_role = replica")
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(_SEQUENCES)
        for table, column, sequence in cursor.fetchall():
            cursor.execute(
                f"SELECT setval('{sequence}', (SELECT coalesce(max({column}), 0) + 1 FROM {table}))"
            )
        cursor.execute("VACUUM ANALYZE")


# Those that no constraint stands on.
_INDEXES = """
    SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND NOT i.indisunique AND NOT i.indisprimary
"""
_SEQUENCES = """
    SELECT t.relname, a.attname, s.relname FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('i', 'a') JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid WHERE s.relkind = 'S'
"""
