"""The rule as one condition of SQL.

It stands in nearly every query of every page, often several times. Put together from Django's Exists and filters it
cost more than the query it was part of: so it is written out here, once.
"""

from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q
from django.db.models.lookups import Exact, In
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import AND, WhereNode

from waypost.access.fields import MarkedLink
from waypost.access.models import Reach
from waypost.core.compiled import Among, Given


def where(at: str, **conditions: Any) -> Q:
    """Conditions on the rows that the path ``at`` leads to ("version__", or "" for the rows themselves)."""
    return Q(**{f"{at}{name}": value for name, value in conditions.items()})


class Reached(Func):
    """A reach row of the thing in these keys on this side, and none that shuts them out: membership, no mark, no OR.

    ``thing`` is the path to its id. Whoever acts for the organisation ``spared`` is not shut out where it is spared.
    ``barring`` are the keys by which somebody is shut out: more than open it where its holder is provisional.
    Where ``reading`` holds, to be a reader is enough: asked in the same breath, because two rules joined by OR
    are planned badly.
    """

    output_field = BooleanField()

    def __init__(
        self,
        thing: str,
        *,
        kind: int,
        side: int,
        keys: tuple[int, ...] | Given,
        barring: tuple[int, ...] | Given,
        spared: int | Given,
        reading: Q | None = None,
    ) -> None:
        super().__init__(F(thing), *([reading] if reading is not None else []))
        self.kind, self.side, self.spared, self.few = int(kind), int(side), spared, False
        self.keys, self.barring = keys, barring

    def as_sql(  # type: ignore[override]  # its parameters may be anything
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, list[Any]]:
        (thing, parameters), *readings = [compiler.compile(each) for each in self.source_expressions]
        # Kind and sides are our own numbers and stand in the text: the partial indexes are seen to fit.
        table = Reach._meta.db_table
        of_thing = f"SELECT 1 FROM {table} reach WHERE reach.kind = {self.kind} AND reach.thing = {thing}"  # noqa: S608
        found_out = connection.vendor == "postgresql"
        few = self.few or _names_its_rows(compiler.query.where)
        among, its_keys = (_found_out if found_out and few else _known)(self.keys)
        barring, its_barring = (_found_out if found_out else _known)(self.barring)
        side, given = f"reach.side = {self.side}", []
        for condition, its in readings:
            side, given = f"({side} OR (reach.side = {int(Reach.Side.READS)} AND {condition}))", [*its]
        mine = f"{of_thing} AND reach.key {among} AND {side}"
        barred = f"{of_thing} AND reach.key {barring} AND reach.side = {int(Reach.Side.BARRED)}"
        spared = "(reach.spares IS NULL OR reach.spares <> %s)"
        sql = f"(EXISTS({mine}) AND NOT EXISTS({barred} AND {spared}))"
        return sql, [*parameters, *its_keys, *given, *parameters, *its_barring, self.spared]

    def of_few(self) -> Self:
        """The same, where something else in the query leaves few rows to be asked of."""
        twin = self.copy()
        twin.few = True
        return twin


def _spelt(keys: tuple[int, ...] | Given) -> str:
    return keys.spliced if isinstance(keys, Given) else ", ".join(str(int(key)) for key in keys)


def _known(keys: tuple[int, ...] | Given) -> tuple[str, list[Any]]:
    """Keys that stand in the text, where PostgreSQL looks up each of them in the statistics: by them it finds the rows.
    The driver keeps no place for each of a hundred keys.
    """
    return f"IN ({_spelt(keys)})", []


def _found_out(keys: tuple[int, ...] | Given) -> tuple[str, list[Any]]:
    """Keys as something PostgreSQL has to find out first, so that it plans without looking up each of them in the
    statistics. That takes longer than most queries run (0.4 ms for 20 keys, each time they stand in one), and helps
    only where rows are found by the keys: not with who is shut out, nor where the rows are known otherwise. Given
    later, they come as one value beside the text: the text is the same for all readers, and so is the plan.
    """
    if isinstance(keys, Given):
        return "= ANY((SELECT %s::bigint[])::bigint[])", [keys]
    return f"= ANY((SELECT '{{{_spelt(keys)}}}'::bigint[])::bigint[])", []


def _names_its_rows(where: WhereNode) -> bool:
    """Does a query say by id, their own or that of the thing above, which rows it is about?"""
    return where.connector == AND and not where.negated and any(map(_names_a_row, where.children))


def _names_a_row(condition: Any) -> bool:
    if isinstance(condition, WhereNode):
        return _names_its_rows(condition)
    if not isinstance(condition, Exact | In) or not _is_said(condition):
        return False
    column = condition.lhs.source_expressions[0] if isinstance(condition.lhs, Among) else condition.lhs
    field = getattr(column, "target", None)
    return getattr(field, "unique", False) or isinstance(field, MarkedLink)


def _is_said(condition: Exact | In) -> bool:
    """Is it compared with a value, and not with what another table holds?"""
    return condition.rhs_is_direct_value() or isinstance(condition.rhs, Given)
