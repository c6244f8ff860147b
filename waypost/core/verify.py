"""Proving that nothing in the audit log was changed, removed, added or moved since it was sealed.

The rows are read once, in their order, and everything follows from their exact bytes: each checkpoint's root is
computed anew from its rows, so all checkpoints are consistent with each other. Where one doesn't hold, reading goes
on from the frontier it kept (if that leads to its signed root): trouble is told where it is, and later trouble too.

What can't be found here: an act that was never written; a row changed before it was sealed; and, without a
checkpoint kept elsewhere, the end cut off cleanly or an old copy of everything put back.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from waypost.core.merkle import Frontier, leaf_hash
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import Head, KeyRing
from waypost.core.seal import head_of

UNSEALED_FOR = timedelta(minutes=5)
GUARDS = {
    "core_auditrow_unplaced",
    "core_auditrow_unchanged",
    "core_auditrow_kept",
    "core_checkpoint_unchanged",
    "core_checkpoint_kept",
}
GUARDS_AGAINST_TRUNCATE = {"core_auditrow_not_emptied", "core_checkpoint_not_emptied"}
_PAGE = 5_000
_JSON = json.JSONDecoder()
_COLUMNS = ("token", "action", "outcome", "actor", "thing", "at", "canonical")

Row = tuple[int, str, str, str, str, str, datetime, bytes]


@dataclass
class Verification:
    """One reading of the whole log. ``troubles`` tells what is wrong, a sentence each; then the counts stand."""

    ring: KeyRing
    witness: Head | None = None  # a checkpoint that was kept elsewhere
    rows: int = 0
    checkpoints: int = 0
    _frontier: Frontier = field(default_factory=Frontier)
    _next: int = 0  # the place the next row must have

    def troubles(self) -> Iterator[str]:
        yield from _missing_guards()
        yield from self._witness_beyond_the_end()
        stream = _placed_rows()
        waiting = next(stream, None)
        for point in self._points():
            begin = self._next
            while waiting is not None and waiting[0] < point.size:
                yield from self._take(waiting)
                waiting = next(stream, None)
            yield from self._missing_until(point.size)
            yield from self._judge(point, begin)
        yield from _rows_after_the_last_checkpoint()
        yield from _unsealed_rows()

    def _take(self, row: Row) -> Iterator[str]:
        place, *columns, canonical = row
        yield from self._missing_until(place)
        if place < self._next:
            yield f"A row has the place {place:,}, which no row can have."
            return
        self._frontier.add(leaf_hash(canonical))
        self._next += 1
        self.rows += 1
        if wrong := disagreement(columns, canonical):
            yield f"Row {place:,}: {wrong}"

    def _missing_until(self, place: int) -> Iterator[str]:
        if place == self._next + 1:
            yield f"Row {self._next:,} is missing."
        elif place > self._next:
            yield f"Rows {self._next:,} to {place - 1:,} are missing."
        self._next = max(self._next, place)

    def _points(self) -> Iterator["Checkpoint | Head"]:
        """The checkpoints by size, the one kept elsewhere among them."""
        witness = self.witness
        for checkpoint in _checkpoints():
            if witness and witness.size <= checkpoint.size:
                yield witness
                witness = None
            self.checkpoints += 1
            yield checkpoint

    def _judge(self, point: "Checkpoint | Head", begin: int) -> Iterator[str]:
        follows = self._frontier.size == point.size and self._frontier.root() == bytes(point.root)
        if isinstance(point, Head):
            if not follows:
                yield (
                    f"The checkpoint kept elsewhere doesn't agree: the first {point.size:,} rows are not "
                    "the ones it was signed over. The log was rewritten."
                )
            return
        if not follows:
            yield (
                f"The checkpoint at {point.size:,} doesn't follow from rows {begin:,} to {point.size - 1:,}: "
                "at least one of them was changed, removed, added or moved."
            )
        if not self.ring.holds(head_of(point), point.key_id, bytes(point.signature)):
            yield (
                f"The signature of the checkpoint at {point.size:,} doesn't hold: the checkpoint was changed, "
                "or a key signed it that isn't in WAYPOST_SEAL_KEY's file."
            )
        yield from self._go_on_from(point, follows)

    def _go_on_from(self, point: Checkpoint, follows: bool) -> Iterator[str]:
        try:
            kept = Frontier.from_bytes(point.size, bytes(point.frontier))
        except ValueError:
            kept = Frontier()
        if kept.size != point.size or kept.root() != bytes(point.root):
            yield f"The frontier of the checkpoint at {point.size:,} doesn't lead to its root."
        elif not follows:
            self._frontier = kept

    def _witness_beyond_the_end(self) -> Iterator[str]:
        end = Checkpoint.objects.aggregate(end=Max("size"))["end"] or 0
        if self.witness and self.witness.size > end:
            yield (
                f"The log ends after {end:,} rows, and the checkpoint kept elsewhere was signed over "
                f"{self.witness.size:,}: its end was cut off, or an old copy was put back."
            )


def many(count: int, what: str) -> str:
    """ "1 row", "2,000 rows"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _placed_rows() -> Iterator[Row]:
    after = None
    placed = AuditRow.objects.filter(place__isnull=False).order_by("place").values_list("place", *_COLUMNS)
    while page := list((placed if after is None else placed.filter(place__gt=after))[:_PAGE]):
        yield from page
        after = page[-1][0]


def _checkpoints() -> Iterator[Checkpoint]:
    after = None
    ordered = Checkpoint.objects.order_by("size")
    while page := list((ordered if after is None else ordered.filter(size__gt=after))[:_PAGE]):
        yield from page
        after = page[-1].size


def _read(canonical: bytes) -> Any:
    """What the bytes say. Raises ValueError. (As ``json.loads``, in half the time: there are a million of them.)"""
    text = str(canonical, "utf-8")
    said, end = _JSON.raw_decode(text)
    if end != len(text):
        raise ValueError("There is more after the content.")
    return said


def disagreement(columns: list[Any], canonical: bytes) -> str:
    """What the columns say otherwise than the bytes; nothing when they agree."""
    try:
        said = _read(canonical)
        at = datetime.fromisoformat(said["at"])
        sealed = [said["token"], said["action"], said["outcome"], said["actor"], said["thing"], at]
    except (ValueError, KeyError, TypeError):
        return "its bytes can't be read."
    if sealed == columns:
        return ""
    differing = [name for name, was, stands in zip(_COLUMNS, sealed, columns, strict=False) if was != stands]
    return f"its column {' and '.join(differing)} doesn't say what its bytes say."


def _rows_after_the_last_checkpoint() -> Iterator[str]:
    with connection.cursor() as cursor:  # one statement: a sealer may be at work
        cursor.execute(
            "SELECT count(*) FROM core_auditrow WHERE place >= (SELECT coalesce(max(size), 0) FROM core_checkpoint)"
        )
        (count,) = cursor.fetchone()
    if count:
        yield (
            f"After the last checkpoint {many(count, 'row')} with a place: a checkpoint was removed, "
            "or somebody put them there."
        )


def _unsealed_rows() -> Iterator[str]:
    """Rows without a place must be young, and their columns agree with their bytes too."""
    limit = timezone.now() - UNSEALED_FOR
    late: list[datetime] = []
    for *columns, canonical in AuditRow.objects.filter(place__isnull=True).values_list(*_COLUMNS).iterator():
        if wrong := disagreement(columns, canonical):
            yield f"The unsealed row {columns[0]}: {wrong}"
            continue
        written = datetime.fromisoformat(_read(canonical)["wall"])
        late += [written] if written < limit else []
    if late:
        yield (
            f"Waiting to be sealed for more than {UNSEALED_FOR.seconds // 60} minutes: {many(len(late), 'row')}, the "
            f"first since {min(late):%Y-%m-%d %H:%M} UTC. Is the worker running, and has it the sealing key?"
        )


def _missing_guards() -> Iterator[str]:
    """The triggers that let the log only grow. (SQLite loses them when a later migration remakes a table.)"""
    wanted = set(GUARDS)
    if connection.vendor == "postgresql":
        wanted |= GUARDS_AGAINST_TRUNCATE
        standing = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
    else:
        standing = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(standing)
        wanted -= {name for (name,) in cursor.fetchall()}
    for name in sorted(wanted):
        yield f"The guard {name} is gone from the data base: nothing there keeps the log from being changed."
