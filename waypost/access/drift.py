"""Where the stored reach differs from a fresh compile: an action forgot it, or somebody wrote past the doors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from waypost.access.keys import opened
from waypost.access.marked import Marked, roots
from waypost.access.models import Reach
from waypost.core.models import named

BATCH = 500
Line = tuple[int, int, int | None, datetime | None]  # key, side, spares, at


@dataclass(frozen=True)
class Drift:
    """One thing whose stored reach lacks lines it should have, or has lines it should not."""

    thing: Marked
    lacks: frozenset[Line]
    extra: frozenset[Line]

    def sentences(self) -> list[str]:
        name = named(self.thing)
        lacking = [f"{name} lacks: {told(line)}." for line in sorted(self.lacks, key=str)]
        return lacking + [
            f"{name} has, and should not: {told(line)}." for line in sorted(self.extra, key=str)
        ]


def told(line: Line) -> str:
    """A reach row in words, with ids only: "reads organisation 7 in network 2, published 2020-08-30 04:00:00 UTC"."""
    key, side, spares, at = line
    words = [Reach.Side(side).label.lower() if side in Reach.Side else f"side {side}", _audience(key)]
    words += [f"sparing organisation {spares}"] if spares else []
    published = f"published {at:%Y-%m-%d %H:%M:%S} UTC" if at else "unpublished"
    return f"{' '.join(words)}, {published}"


def _audience(key: int) -> str:
    try:
        audience, ident, network = opened(key)
    except ValueError:  # written past the doors
        return f"key {key}"
    words = [
        audience.name.lower(),
        *([str(ident)] if ident else []),
        *([f"in network {network}"] if network else []),
    ]
    return " ".join(words)


def drifts() -> Iterator[Drift]:
    """Every thing of every root whose reach is not what it would be now, looked at twice: an action may be at work."""
    for root in roots():
        for batch in _batches(root):
            stored = _stored(root, batch)
            for thing in batch:
                if _compared(thing, stored[thing.pk]) and (drift := _looked_at_again(thing)):
                    yield drift


def orphans() -> QuerySet[Reach]:
    """Reach rows of things that are gone, or of a kind that nobody has."""
    owned = Q(pk__in=[])
    for root in roots():
        owned |= Q(kind=root.reach_kind) & Q(Exists(root.unfiltered.filter(pk=OuterRef("thing"))))
    return Reach.objects.filter(~owned).order_by("pk")


def _batches(root: type[Marked]) -> Iterator[list[Marked]]:
    last = None
    ordered = root.unfiltered.order_by("pk")
    while batch := list((ordered if last is None else ordered.filter(pk__gt=last))[:BATCH]):
        yield batch
        last = batch[-1].pk


def _stored(root: type[Marked], batch: list[Marked]) -> dict[int, set[Line]]:
    rows = Reach.objects.filter(kind=root.reach_kind, thing__gte=batch[0].pk, thing__lte=batch[-1].pk)
    lines: dict[int, set[Line]] = defaultdict(set)
    for row in rows:
        lines[row.thing].add(_line(row))
    return lines


def _looked_at_again(thing: Marked) -> Drift | None:
    """The same comparison with the thing locked: nothing can be half way now."""
    with transaction.atomic():
        fresh = type(thing).unfiltered.select_for_update(of=("self",)).filter(pk=thing.pk).first()
        rows = Reach.objects.filter(kind=thing.reach_kind, thing=thing.pk)
        return _compared(fresh, map(_line, rows)) if fresh else None


def _compared(thing: Marked, stored: Iterable[Line]) -> Drift | None:
    has, should = frozenset(stored), frozenset(map(_line, thing.reach_rows()))
    return None if has == should else Drift(thing, lacks=should - has, extra=has - should)


def _line(row: Reach) -> Line:
    return row.key, int(row.side), row.spares, row.at
