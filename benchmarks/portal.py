"""A data base of the benchmark's own, in the server that DATABASE_URL names.

Call ``begin`` before anything of Django's is imported.
"""

import atexit
import os
import secrets
import sys
import tempfile
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

SCRATCH = tempfile.TemporaryDirectory(prefix="waypost-bench-")


def begin() -> None:
    """Make the data base, point the settings at it, and migrate. It is dropped when the process ends."""
    server = os.environ.get("DATABASE_URL", "")
    if urlsplit(server).scheme not in {"postgres", "postgresql"}:
        sys.exit("The benchmark wants PostgreSQL. Run `make bench`, or give a server in DATABASE_URL.")
    name = f"waypost_bench_{secrets.token_hex(4)}"
    _run(server, "CREATE DATABASE {}", name)
    atexit.register(_drop, server, name)
    os.environ.update(
        DATABASE_URL=urlsplit(server)._replace(path=f"/{name}").geturl(),
        DJANGO_SETTINGS_MODULE="waypost.settings",
        WAYPOST_TESTING="1",
        WAYPOST_DEMO="0",
        WAYPOST_HOSTS="127.0.0.1,testserver",
        WAYPOST_CONTENT="http://content.waypost.localhost:8000",
        WAYPOST_DATA=f"{SCRATCH.name}/data",
        WAYPOST_STATIC=f"{SCRATCH.name}/static",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _drop(server: str, name: str) -> None:
    from django.db import connections

    connections.close_all()
    _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(sql.SQL(statement).format(sql.Identifier(name)))  # type: ignore[arg-type]
