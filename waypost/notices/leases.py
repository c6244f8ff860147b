"""Taking work from a queue in the data base, one row at a time and for a while: who dies gives it back."""

from datetime import timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

T = TypeVar("T", bound=models.Model)

# Minutes between tries: 1, 2, 4 … 64; after the last the row is dead and people look at it.
MOST_TRIES = 8


def free() -> Q:
    """The condition that nobody holds a row."""
    return Q(leased_until__isnull=True) | Q(leased_until__lte=timezone.now())


def take(queue: QuerySet[T], seconds: float) -> T | None:
    """The first free row of the queue, leased for ``seconds`` (wall time) and counted as one more try.

    PostgreSQL passes over rows that another worker is just taking; SQLite lets one worker in at a time.
    """
    if not queue.filter(free()).exists():
        return None
    with transaction.atomic():
        row = queue.filter(free()).select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.leased_until = timezone.now() + timedelta(seconds=seconds)  # type: ignore[attr-defined]
        row.tries += 1  # type: ignore[attr-defined]
        row.save(update_fields=["leased_until", "tries"])
    return row


def pause(tries: int) -> timedelta:
    """How long to leave alone what failed for the ``tries``-th time."""
    return timedelta(minutes=2 ** (tries - 1))
