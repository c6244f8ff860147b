"""What PostgreSQL is told of the reach table, so that it plans well for readers of nearly all and of very few."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="it is PostgreSQL that is told"),
]


def asked(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def test_keys_are_counted_closely() -> None:
    column = "attrelid = 'access_reach'::regclass AND attname = 'key'"
    assert asked(f"SELECT attstattarget FROM pg_attribute WHERE {column}") == "1000"  # noqa: S608  our own names


def test_looking_up_here_and_there_costs_little() -> None:
    assert asked("SHOW random_page_cost") == "1.1"
