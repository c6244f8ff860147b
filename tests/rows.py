"""The rows of everything marked, by the item they hang on: to see what a request changed, and of which item."""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from waypost.access.marked import MarkedThrough, Seen

Rows = dict[tuple[str, Any], tuple[Any, tuple[Any, ...]]]


def marked_rows(tables: Collection[str] | None = None) -> Rows:
    """By model and number: the number of the head it hangs on, and all its values. Of these tables, or of all."""
    rows: Rows = {}
    for model, head in _marked():
        if tables is not None and model._meta.db_table not in tables:
            continue
        names = [field.attname for field in model._meta.local_concrete_fields]
        for pk, above, *values in model.unfiltered.values_list("pk", head, *names):
            rows[model.__name__, pk] = above, tuple(map(repr, values))
    return rows


def heads_changed(before: Rows, written: Collection[str]) -> set[tuple[Any, str]]:
    """(head, model) of every row that is new, gone or different in the tables that were written to."""
    names = {model.__name__ for model, _head in _marked() if model._meta.db_table in written}
    before = {key: row for key, row in before.items() if key[0] in names}
    after = marked_rows(written)
    different = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {((after.get(key) or before[key])[0], key[0]) for key in different}


@contextmanager
def watched() -> Iterator[list[str]]:
    """The tables of marked models that are written to inside the block: far cheaper than to compare rows."""
    written: list[str] = []
    tables = {model._meta.db_table for model, _head in _marked()}

    def look(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found = _WRITE.match(sql)
        if found and found[1] in tables:
            written.append(found[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        yield written


_WRITE = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "?(\w+)', re.IGNORECASE)


@cache
def _marked() -> list[tuple[type[Seen], str]]:
    return [(m, _way_up(m)) for m in apps.get_models() if issubclass(m, Seen)]


def _way_up(model: type[Seen]) -> str:
    """The lookup from a row to its head's number: ``version__publication``, say."""
    steps = []
    while issubclass(model, MarkedThrough):
        steps.append(model.marked_by)
        model = model._meta.get_field(model.marked_by).related_model
    return "__".join([*steps, "pk"])
