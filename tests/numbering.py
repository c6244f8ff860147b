"""Rows of each model are numbered from a place of their own, far up: a number met in a page tells which row it is of.

A test that takes one model's number for another's then fails, where it would have passed with everything from 1.
"""

import re

from django.apps import apps
from django.db import connection, models

from waypost.core.exposure import Exposure

FIRST, APART = 50_000_000, 100_000  # a number of eight digits; organisations' keys hold 32 bits
_NUMBER = re.compile(r"(?<![\w.,-])\d{8,}(?![\w-])")


def numbered() -> list[type[models.Model]]:
    """Our models that count their rows, less open reference, whose numbers stand in every form."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("waypost.")]
    closed = [m for m in ours if getattr(m, "exposure", None) is not Exposure.OPEN]
    return [m for m in closed if isinstance(m._meta.pk, models.BigAutoField)]


def number_apart() -> None:
    """Let every table count on from its own place. Before the first row of a test is written."""
    for place, model in enumerate(numbered()):
        _count_from(model._meta.db_table, model._meta.pk.column, FIRST + APART * place)


def _count_from(table: str, column: str, number: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, number])
            return
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [number, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def hidden_numbers() -> dict[str, str]:
    """Every number that has no business in a page, by what it is of: rows of what isn't open reference, and keys."""
    from waypost.access.models import Reach
    from waypost.publications.models import Release

    found = {
        str(pk): model.__name__
        for model in numbered()
        for pk in getattr(model, "unfiltered", model._base_manager).values_list("pk", flat=True)
    }
    keys = [*Reach.objects.values_list("key", flat=True), *Release.unfiltered.values_list("key", flat=True)]
    return found | {str(key): "key" for key in keys}


def numbers_in(text: str) -> set[str]:
    """The long numbers in a text that stand by themselves."""
    return set(_NUMBER.findall(text))
