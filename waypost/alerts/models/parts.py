"""Series in which some number has a part: what is left to read of a worn one, anywhere in it.

No index knows of parts. Whether a series holds such a number is reckoned from its ends, a row at a time, by the data
base itself, and of a bounded number of rows. With n running from first to last, behind a prefix, the part can stand

- in the prefix, whole;
- at the end of the prefix and the beginning of the digits: the digits begin with its rest, which is one run of numbers;
- in the digits, r of them behind it: n // 10**r runs from one number to another, and some of them ends in the part.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from waypost.alerts.models.series import WIDEST, Series, series_holding

MOST_LOOKED_AT = 20_000  # series: some 50 ms


class HasPart(Func):
    """The condition that a number of the series has this part (normalised: letters A to Z and digits)."""

    output_field = BooleanField()

    def __init__(self, part: str) -> None:
        super().__init__(F("prefix"), F("width"), F("first"), F("last"))
        self.part = part

    def as_sql(  # type: ignore[override]  # its parameters may be anything
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, list[Any]]:
        prefix, width, first, last = (compiler.compile(each)[0] for each in self.source_expressions)
        found, patterns = [f"{prefix} LIKE %s"], [f"%{self.part}%"]
        for at in range(1, len(self.part)):
            rest = self.part[at:]
            if rest.isdecimal() and len(rest) <= WIDEST:
                found.append(f"({prefix} LIKE %s AND {_begins(rest, width, first, last)})")
                patterns.append(f"%{self.part[:at]}")
        if self.part.isdecimal():
            found += _inside(self.part, width, first, last)
        return f"({' OR '.join(found)})", patterns


def _begins(digits: str, width: str, first: str, last: str) -> str:
    """Some number begins with these digits: it is in the run that they begin, as long as the width leaves."""

    def begins(value: int) -> str:
        widths = range(len(digits), WIDEST + 1)
        values = " ".join(f"WHEN {each} THEN {value * 10 ** (each - len(digits))}" for each in widths)
        return f"CASE {width} {values} END"

    return f"{first} < {begins(int(digits) + 1)} AND {last} >= {begins(int(digits))}"


def _inside(digits: str, width: str, first: str, last: str) -> list[str]:
    """Some number has these digits, with so many behind them: the next that ends in them comes before the last."""
    ends, found = 10 ** len(digits), []
    for behind in range(WIDEST - len(digits) + 1):
        low, high = f"{first} / {10**behind}", f"{last} / {10**behind}"
        next_one = f"({int(digits) + ends} - ({low}) %% {ends}) %% {ends}"
        found.append(f"({width} >= {len(digits) + behind} AND {next_one} <= {high} - {low})")
    return found


def has_part(publication: int, part: str) -> bool:
    """Has a series of this publication's live version such a number? Of all its series."""
    return _live(publication).filter(HasPart(part)).exists()


def has_number(publication: int, number: str) -> bool:
    """Does a series of this publication's live version hold this (normalised) number?"""
    return _live(publication).filter(pk__in=series_holding(number).values("pk")).exists()


def _live(publication: int) -> QuerySet[Series]:
    return Series.unfiltered.filter(version__publication=publication, version__publication__live=F("version"))


def versions_with_part(part: str, among: QuerySet[Any, Any]) -> tuple[list[int], bool]:
    """Of these versions, those with a series in which a number has this part; and whether there are more series than
    were looked at, which are those of the newest versions. Two queries, over what the viewer may see alone.
    """
    every = Series.unfiltered.filter(version__in=among).order_by("-version", "-pk").values("pk")
    found = Series.unfiltered.filter(HasPart(part), pk__in=every[:MOST_LOOKED_AT])
    more = every[MOST_LOOKED_AT : MOST_LOOKED_AT + 1].exists()
    return sorted(found.order_by().values_list("version", flat=True).distinct()), more
