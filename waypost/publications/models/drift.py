"""Where the words that are searched differ from a fresh reading: forgotten by an action, or written past the doors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction

from waypost.publications.models.finding import Indexed
from waypost.publications.models.heads import Publication

BATCH = 200


@dataclass(frozen=True)
class Drift:
    """One publication whose rows aren't what they should be: how many are missing or other, how many are too many."""

    publication: Publication
    lacks: int
    extra: int

    def __str__(self) -> str:
        return f"publication:{self.publication.public_id} lacks {self.lacks} rows and has {self.extra} it should not."


def drifts() -> Iterator[Drift]:
    """Every publication whose words are stale, looked at twice: an action may be at work."""
    for batch in batches():
        publications = list(Publication.unfiltered.filter(pk__in=batch).order_by("pk"))
        for drift in _compared(publications):
            with transaction.atomic():
                locked = Publication.unfiltered.select_for_update().filter(pk=drift.publication.pk)
                yield from _compared(list(locked))


def batches() -> Iterator[list[int]]:
    """The ids of all publications, BATCH at a time."""
    last = 0
    while batch := list(
        Publication.unfiltered.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield batch
        last = batch[-1]


def look_up_is_sound() -> bool:
    """Does SQLite's own look-up table agree with the rows? PostgreSQL keeps that itself."""
    if connection.vendor != "sqlite":
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO publications_words(publications_words, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True


def make_look_up_anew() -> None:
    """SQLite's look-up table, from the rows as they stand."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO publications_words(publications_words) VALUES ('rebuild')")


def _compared(publications: list[Publication]) -> list[Drift]:
    stored = _by_publication(Indexed.unfiltered.filter(publication__in=publications))
    fresh = _by_publication(Indexed.fresh(publications))
    found = [
        Drift(p, lacks=len(fresh[p.pk] - stored[p.pk]), extra=len(stored[p.pk] - fresh[p.pk]))
        for p in publications
    ]
    return [drift for drift in found if drift.lacks or drift.extra]


def _by_publication(rows: Iterable[Indexed]) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = defaultdict(set)
    for row in rows:
        found[row.publication_id].add(row.compared())
    return found
