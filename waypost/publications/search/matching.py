"""The one condition that differs between the data bases: do the words of a row match what was asked?

Both are given the same forms and the same tree, so both find the same rows. Every form is letters, marks and
digits (see ``core.words``), so nothing typed can mean anything to either language; values are parameters all
the same.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from waypost.core.compiled import Given
from waypost.core.words import Phrase
from waypost.publications.models.finding import CODE
from waypost.publications.search.asked import All, Code, Part


class Matches(Func):
    """``Indexed.visible_to(viewer).filter(Matches(part))``; in a compiled query, of what ``in_words`` gives."""

    output_field = BooleanField()

    def __init__(self, part: Part | Given) -> None:
        super().__init__(F("pk"), F("words"))
        self.part = part

    def as_postgresql(self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        words, parameters = compiler.compile(self.source_expressions[1])
        return f"{words} @@ %s::tsquery", [*parameters, self._words(tsquery)]

    def as_sqlite(  # type: ignore[override]  # its parameters may be anything
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, list[Any]]:
        pk, parameters = compiler.compile(self.source_expressions[0])
        found = "SELECT rowid FROM publications_words WHERE publications_words MATCH %s"
        return f"{pk} IN ({found})", [*parameters, self._words(fts)]

    def _words(self, language: Callable[[Part], str]) -> Any:
        return self.part if isinstance(self.part, Given) else language(self.part)


def in_words(part: Part) -> str:
    """The tree in the words of the data base, for a compiled query."""
    return (tsquery if connection.vendor == "postgresql" else fts)(part)


def tsquery(part: Part) -> str:
    """The tree in PostgreSQL's words."""
    if isinstance(part, Phrase):
        *firsts, last = part.forms
        return " <-> ".join([*(f"'{form}'" for form in firsts), f"'{last}'{':*' if part.open_ended else ''}"])
    if isinstance(part, Code):
        return f"'{CODE}{part.begins}':*"
    return (" & " if isinstance(part, All) else " | ").join(f"({tsquery(each)})" for each in part.parts)


def fts(part: Part) -> str:
    """The tree in FTS5's words."""
    if isinstance(part, Phrase):
        return f'"{" ".join(part.forms)}"{" *" if part.open_ended else ""}'
    if isinstance(part, Code):
        return f'"{CODE}{part.begins}" *'
    return (" AND " if isinstance(part, All) else " OR ").join(f"({fts(each)})" for each in part.parts)
