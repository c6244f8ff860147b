"""The data base's account that the portal runs as: it reads and writes rows, and changes no table and no guard.

Whoever takes a web node over has its account. With the owner's they could take the guards of the audit log down first;
with this one they can't. PostgreSQL only.
"""

from typing import Any

from django.db import connection

from waypost.core.errors import Refused

# What is only added to, and what is only read; of every other table rows are read, added, changed and deleted.
_LESS = {
    "core_auditrow": "SELECT, INSERT, UPDATE (place)",
    "core_checkpoint": "SELECT, INSERT",
    "django_migrations": "SELECT",
}
_ROWS = "SELECT, INSERT, UPDATE, DELETE"


def let_run(role: str) -> int:
    """Give ``role`` what the portal needs to run, and nothing else, on every table there is now. How many there are.

    To be said again after each ``waypost migrate``. Raises Refused where there are no accounts, no such role, or one
    that may do everything anyway.
    """
    _check(role)
    quote, tables = connection.ops.quote_name, connection.introspection.table_names()
    name = quote(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = quote(cursor.fetchone()[0])
        cursor.execute(f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}")
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}")
        for table in tables:
            cursor.execute(f"GRANT {_LESS.get(table, _ROWS)} ON {quote(table)} TO {name}")
    return len(tables)


def _check(role: str) -> None:
    if connection.vendor != "postgresql":
        raise Refused("SQLite has no accounts: whoever may write the file may do everything with it.")
    found = _asked(
        "SELECT rolsuper OR rolcreaterole OR pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles "
        "WHERE rolname = %s",
        role,
    )
    if not found:
        raise Refused(f"There is no account '{role}'. Make it first: CREATE ROLE … LOGIN PASSWORD …;")
    if found[0][0]:
        raise Refused(f"'{role}' is the owner's account, or may become it. Name one that may do less.")


def _asked(statement: str, *given: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
