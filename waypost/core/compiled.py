"""A query that is put together once in a process, and from then on only asked.

Django takes half a millisecond of the processor to put a simple query together, five times what asking costs; a page
asks a dozen. What stands on every page is therefore put together once, with places for what is given each time:

    _SEATS = Compiled(lambda post, on: Seat.objects.filter(current(on), post=post).values_list("group_id", flat=True))
    _SEATS(post=7, on=clock.today())

The function meets a ``Given`` for each of its parameters. It must put them into the query without looking at them, and
must not look at anything else that changes, the clock or the language say: what it sees stays as it was the first time.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from copy import copy
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

_NUMBERS = (list, tuple, set, frozenset)


class Given(Expression):
    """The place of a value that comes when the query is asked: a number, a text, a day, a time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(  # type: ignore[override]  # its parameters may be anything
        self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        return "%s", [self]

    @property
    def spliced(self) -> str:
        """In the text of a query, the place of whole numbers with commas between."""
        return f"/*{self.name}*/"


class Among(Func):
    """The condition that a whole number (a field's name) is one of many given ones, in one place for all of them.

    ``compared``: the rows are found by something else, and each of many is compared with each of the numbers.
    """

    output_field = BooleanField()

    def __init__(self, field: str, numbers: Given, *, compared: bool = False) -> None:
        super().__init__(F(field))
        self.numbers, self.compared = numbers, compared

    def as_sql(  # type: ignore[override]  # its parameters may be anything
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, list[Any]]:
        sql, parameters = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql" and self.compared:
            # A set to look into: an array is gone through from its beginning for every row.
            return f"{sql} IN (SELECT unnest(%s::bigint[]))", [*parameters, self.numbers]
        if connection.vendor == "postgresql":
            # Something to find out first: it plans without looking up each of the numbers in the statistics.
            return f"{sql} = ANY((SELECT %s::bigint[])::bigint[])", [*parameters, self.numbers]
        return f"{sql} IN ({self.numbers.spliced})", [*parameters]


class Compiled(Generic[Row]):
    """``build`` gives a queryset of rows (a model's, or ``values_list``); a call gives the rows themselves.

    Among no numbers there is nothing, and nothing is asked. ``one_plan`` says that PostgreSQL may keep one plan for
    whatever is given: not where the values decide, as the words of a search do.
    """

    every: ClassVar[list["Compiled[Any]"]] = []

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], *, one_plan: bool = True) -> None:
        self._build = build
        self._one_plan = one_plan
        self._made: _Made[Row] | None = None
        Compiled.every.append(self)

    def __call__(self, **given: Any) -> list[Row]:
        if any(isinstance(each, _NUMBERS) and not each for each in given.values()):
            return []
        self._made = self._made or self.make()
        rows, compiler, sql, places, _spliced = self._made
        asking = copy(compiler)
        asking.connection = connections[DEFAULT_DB_ALIAS]
        text, values = _filled(sql, places, given, asking.connection)
        asking.as_sql = lambda *_a, **_k: (text, values)  # type: ignore[method-assign]
        asked = rows._chain()  # type: ignore[attr-defined]
        asked.query.get_compiler = lambda *_a, **_k: asking
        often = _OFTEN if self._made.spliced else 0
        with _prepared(asking.connection, often) if self._one_plan else nullcontext():
            return list(asked)

    def first(self, **given: Any) -> Row | None:
        return next(iter(self(**given)), None)

    def make(self) -> "_Made[Row]":
        """Put it together. Whenever that is done, the text has to be the same."""
        rows = self._build(*map(Given, inspect.signature(self._build).parameters))
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        text, values = compiler.as_sql()
        sql, places = _with_constants(text, values, compiler.connection)
        return _Made(rows, compiler, sql, places, spliced="/*" in sql)


class _Made(NamedTuple, Generic[Row]):
    """A query, what reads its rows, its text, and for each place in it a value or what is given. ``spliced``: some of
    what is given goes into the text itself, which is then another one for each reader.
    """

    rows: QuerySet[Any, Row]
    compiler: SQLCompiler
    sql: str
    places: list[Any]
    spliced: bool


def _with_constants(
    sql: str, places: Iterable[Any], connection: BaseDatabaseWrapper
) -> tuple[str, list[Any]]:
    """On PostgreSQL, the values that never change as part of the text: a plan for whatever is given can't see that an
    index on a part of the rows fits a value that comes later.
    """
    if connection.vendor != "postgresql":
        return sql, list(places)
    operations: Any = connection.ops
    connection.ensure_connection()
    written = (
        "%s" if isinstance(each, Given) else operations.compose_sql("%s", [each]).replace("%", "%%")
        for each in places
    )
    text = sql.replace("%%", "%%%%") % tuple(written)
    return text, [each for each in places if isinstance(each, Given)]


_OFTEN = 2  # a text that is one reader's alone is prepared when one connection asks it that often


@contextmanager
def _prepared(connection: BaseDatabaseWrapper, often: int) -> Iterator[None]:
    """Let PostgreSQL keep the plan of what is asked again and again: planning takes it as long as answering.

    Only of what is put together here: a plan for any values is a bad one in a list that somebody narrowed.
    """
    if connection.vendor != "postgresql":
        yield
        return
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    link = connection.connection
    before = link.cursor_factory, link.prepare_threshold
    link.cursor_factory, link.prepare_threshold = ServerBindingCursor, often
    try:
        yield
    finally:
        link.cursor_factory, link.prepare_threshold = before


def _filled(
    sql: str, places: list[Any], given: dict[str, Any], connection: BaseDatabaseWrapper
) -> tuple[str, tuple[Any, ...]]:
    for name, value in given.items():
        if isinstance(value, _NUMBERS) and (place := Given(name).spliced) in sql:
            sql = sql.replace(place, _numbers(value))
    return sql, tuple(
        _said(given[place.name], connection) if isinstance(place, Given) else place for place in places
    )


def _numbers(values: Iterable[int]) -> str:
    """Sorted, so that the same numbers are the same text."""
    return _keys(values) if isinstance(values, frozenset) else _in_order(values)


@lru_cache(maxsize=64)  # a page asks a dozen times with the same keys
def _keys(values: frozenset[int]) -> str:
    return _in_order(values)


def _in_order(values: Iterable[int]) -> str:
    return ", ".join(str(int(value)) for value in sorted(values))


def _said(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """A value as this data base's driver wants it."""
    if isinstance(value, _NUMBERS):
        return f"{{{_numbers(value)}}}"  # an array as it is written: of a list the driver looks at each
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, str) and "\0" in value:
        return ""  # typed into an address, and equal to nothing: PostgreSQL takes none
    return value
