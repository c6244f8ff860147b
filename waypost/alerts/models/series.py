"""Number series: ranges of document numbers that an alert declares, and the drawers they are found by.

All digits at the end of a number, twelve at most, are what varies in a series: so a number says by itself how wide the
series is that it can be in. A series lies in one drawer, a number is looked for in a few dozen: a look-up is so many
exact probes of one index, whatever the number of series, and works the same on both data bases.

    drawer = (issuer is not in it, so that a misread issuer still finds)   prefix · width · level · bucket

A series of ``size`` numbers has the ``level`` of the smallest power of two that is not smaller; ``bucket`` is its first
number, that many bits shorter. A number n can only be in series of a level whose bucket is that of n or the one before.
"""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core.compiled import Compiled, Given
from waypost.core.ids import PublicId
from waypost.publications.models import Version

WIDEST = 12  # digits of the number part of a series


class Series(MarkedThrough):
    """Numbers from ``first`` to ``last``, of ``width`` digits behind ``prefix``; of width 0, the one number that
    ``prefix`` is. Hangs on a version, and is seen with it; looked up in live versions only.
    """

    class Kind(models.TextChoices):
        BLANK = "BLK", _("Stolen blank")
        SEEN = "CFT", _("Numbers seen on counterfeits")
        LOST = "SLR", _("Stolen, lost or revoked, by the issuer")
        NEVER = "NIS", _("Never issued")

    DECLARED = (Kind.BLANK, Kind.LOST, Kind.NEVER)  # by the issuer alone

    marked_by = "version"

    public_id = PublicId()
    version = MarkedLink(Version, models.CASCADE)
    issuer = models.CharField(max_length=3, blank=True)
    document = models.CharField(max_length=8)
    kind = models.CharField(max_length=3, choices=Kind)
    mask = models.CharField(max_length=24, blank=True, help_text="Where letters (A) and digits (9) stand")
    prefix = models.CharField(max_length=24, blank=True)
    width = models.PositiveSmallIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many, where not all of the range"
    )
    declared_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    imported = models.BooleanField(default=False)
    drawer = models.CharField(max_length=60)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), first__gte=0), name="series_runs_forward"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["drawer"], name="series_by_drawer")]

    def __str__(self) -> str:
        return f"{self.shown_first}–{self.shown_last}"

    def holds(self, number: str) -> bool:
        """Is this normalised number in the series?"""
        digits = number[len(self.prefix) :]
        if not number.startswith(self.prefix) or len(digits) != self.width:
            return False
        return not self.width or (digits.isdecimal() and self.first <= int(digits) <= self.last)

    @property
    def shown_first(self) -> str:
        return self._shown(self.first)

    @property
    def shown_last(self) -> str:
        return self._shown(self.last)

    def _shown(self, value: int) -> str:
        return f"{self.prefix}{value:0{self.width}d}" if self.width else self.prefix


def series_holding(number: str) -> QuerySet[Series]:
    """The series that hold this (normalised) number, whoever asks: for a query over what the viewer may see."""
    width = min(len(number) - len(number.rstrip("0123456789")), WIDEST)
    value = int(number[-width:]) if width else 0
    inside = Q(first__lte=value, last__gte=value, width=width) | Q(width=0)
    return Series.unfiltered.filter(inside, drawer__in=drawers_for(number))


class InDrawers(Func):
    """The condition that a series lies in one of some drawers, given as one text, a line each: so many exact probes of
    one index.
    """

    output_field = BooleanField()

    def __init__(self, drawers: Given) -> None:
        super().__init__(F("drawer"))
        self.drawers = drawers

    def as_sql(  # type: ignore[override]  # its parameters may be anything
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, list[Any]]:
        sql, parameters = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"{sql} = ANY(string_to_array(%s::text, chr(10)))", [*parameters, self.drawers]
        listed = """SELECT value FROM json_each('["' || replace(%s, char(10), '","') || '"]')"""
        return f"{sql} IN ({listed})", [*parameters, self.drawers]


_IN_DRAWERS = Compiled(lambda drawers: Series.unfiltered.filter(InDrawers(drawers)))


def ids_holding(numbers: Iterable[str]) -> list[int]:
    """The ids of the series that hold one of these numbers, whoever asks, in whichever version: for a query over what
    the viewer may see. One query.
    """
    known = [each for each in numbers if _OF_A_NUMBER.fullmatch(each)]
    drawers = {drawer for number in known for drawer in drawers_for(number)}
    if not drawers:
        return []
    found = _IN_DRAWERS(drawers="\n".join(sorted(drawers)))
    return [each.pk for each in found if any(each.holds(number) for number in known)]


MOST_SHOWN = 50  # series of a version, in the order of its page


def numbers_said(versions: Iterable[int]) -> dict[int, list[str]]:
    """By version, what its page prints of its series: first, last, reference. For the words that are searched."""
    place = Window(RowNumber(), partition_by="version", order_by=["prefix", "first", "pk"])
    found: dict[int, list[str]] = {}
    rows = Series.unfiltered.filter(version__in=list(versions)).annotate(place=place)
    for each in rows.filter(place__lte=MOST_SHOWN).order_by("version", "place"):
        texts = dict.fromkeys([each.shown_first, each.shown_last, each.reference])
        found.setdefault(each.version_id, []).extend(filter(None, texts))
    return found


def sharing_numbers(series: Iterable[int]) -> QuerySet[Series]:
    """The series that have a number in common with one of these (by id), whoever asks: for a query over what the viewer
    may see.
    """
    mine = Series.unfiltered.filter(
        pk__in=list(series),
        prefix=OuterRef("prefix"),
        width=OuterRef("width"),
        first__lte=OuterRef("last"),
        last__gte=OuterRef("first"),
    )
    return Series.unfiltered.filter(Exists(mine))


_OF_A_NUMBER = re.compile("[A-Z0-9]+")


def drawer_of(prefix: str, width: int, first: int, last: int) -> str:
    """The drawer that a series lies in."""
    level = (last - first).bit_length()
    return _drawer(prefix, width, level, first >> level)


def drawers_for(number: str) -> list[str]:
    """The drawers in which a series that holds this number can lie. ``number`` is normalised: upper case, no spaces."""
    width = min(len(number) - len(number.rstrip("0123456789")), WIDEST)
    found = [_drawer(number, 0, 0, 0)]
    if not width:
        return found
    prefix, value = number[:-width], int(number[-width:])
    for level in range((10**width - 1).bit_length() + 1):
        bucket = value >> level
        found += [_drawer(prefix, width, level, each) for each in {bucket, max(bucket - 1, 0)}]
    return found


def _drawer(prefix: str, width: int, level: int, bucket: int) -> str:
    return f"{prefix}|{width}|{level}|{bucket}"
