"""A figure is a query: the number and the records that prove it come from one place and can't drift apart.

    @figure("people.officials_recruited", label=_("Officials recruited"), unit=_("officials"),
            section="sharing", distinct="person")
    def officials_recruited(window: Window) -> QuerySet[Tenure]:
        return Tenure.objects.filter(...)

    officials_recruited.value(window)     # how many distinct persons
    officials_recruited.evidence(window)  # the tenures that were counted

A figure has no typed number, no second query for the list behind it and no rounding: what is counted is what
is shown. Where each record stands for a number of something, ``total`` names that number and the value is its sum.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from waypost.core.errors import DoorMisused
from waypost.core.small_numbers import LEAST


@dataclass(frozen=True)
class Window:
    """What a figure reports on: the days from ``since`` to ``until``, both included.

    A figure of a state of things ("members covered") asks about the last day, ``on``; a figure of happenings
    ("handovers") about all of them.
    """

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"A window from {self.since} ends before it begins ({self.until}).")

    @property
    def on(self) -> date:
        return self.until

    @classmethod
    def of_day(cls, day: date) -> "Window":
        return cls(since=day, until=day)


Query = Callable[[Window], QuerySet[Any]]


@dataclass(frozen=True)
class Figure:
    """One registered figure. ``distinct`` is the path of what is counted once (``pk``: every record); ``total`` that of
    the number each record adds, where the figure is a sum. ``of_people``: it counts persons who are not known to be
    counted, so that a small number of them is published nowhere.
    """

    name: str
    label: Any
    unit: Any
    section: str
    distinct: str
    query: Query
    total: str = ""
    of_people: bool = False

    def evidence(self, window: Window) -> QuerySet[Any]:
        """The records behind the number, each once. One without a value at ``distinct`` counts for nothing."""
        return self.query(window).filter(**{f"{self.distinct}__isnull": False}).distinct()

    def value(self, window: Window) -> int:
        """How many different values the evidence has at ``distinct``; of a sum, what its records add up to."""
        if self.total:
            return self.evidence(window).order_by().aggregate(sum=Sum(self.total))["sum"] or 0
        return self.evidence(window).values(self.distinct).distinct().count()

    def published(self, window: Window) -> int | None:
        """The value as it may stand where everybody reads it: None where it is a small number of people."""
        value = self.value(window)
        return None if self.of_people and 0 < value < LEAST else value

    def tally(self, window: Window, by: str) -> dict[Any, int]:
        """The same value for each different value at the path ``by``, out of the same records."""
        counted = self.query(window).filter(**{f"{self.distinct}__isnull": False, f"{by}__isnull": False})
        n = Sum(self.total) if self.total else Count(self.distinct, distinct=True)
        return dict(counted.order_by().values_list(by).annotate(n=n))


_registry: dict[str, Figure] = {}


def figures() -> dict[str, Figure]:
    """Every registered figure by name."""
    return dict(_registry)


def figure(
    name: str,
    *,
    label: Any,
    unit: Any,
    section: str,
    distinct: str = "pk",
    total: str = "",
    of_people: bool = False,
) -> Callable[[Query], Figure]:
    """Register a figure. ``section`` is a key of ``places.Section``; ``label``, ``unit`` are lazy translations."""

    def register(query: Query) -> Figure:
        if name in _registry:
            raise DoorMisused(f"Two figures are called {name}. Rename one.")
        made = Figure(name, label, unit, section, distinct, query, total, of_people)
        _registry[name] = made
        return made

    return register
