"""Sealing the audit log: committed rows get their places in a Merkle tree, and its head is signed.

One sealer at a time. It takes rows without a place in the order of their ids, never "ids after the last one": ids
commit out of order. One transaction gives the places and writes the checkpoint: a sealer that dies leaves nothing.
"""

import base64
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from waypost.core.failpoints import fail_point
from waypost.core.merkle import Frontier, Tree, leaf_hash, proves_inclusion
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import Head, Signer, keyring, write_note
from waypost.core.ticks import tick

BATCH = 1_000
_LOCK = 0x57415950  # "WAYP": the advisory lock of the sealer, in a number space of this data base

_GIVE_PLACES = """
UPDATE core_auditrow SET place = waiting.place
FROM (
    SELECT id, %s - 1 + row_number() OVER (ORDER BY id) AS place
    FROM (SELECT id FROM core_auditrow WHERE place IS NULL ORDER BY id LIMIT %s) AS oldest
) AS waiting
WHERE core_auditrow.id = waiting.id
RETURNING core_auditrow.place, core_auditrow.canonical
"""


@tick(name="core.seal", every=5, lease=120)
def seal(batches: int = 50) -> int:
    """Seal what waits, at most so many batches: the worker has more to do. Returns how many rows were sealed."""
    sealed = 0
    for _ in range(batches):
        if not AuditRow.objects.filter(place__isnull=True).exists():
            break
        batch = seal_batch(_signer())
        if batch == 0:  # another sealer is at it
            break
        sealed += batch
    return sealed


def _signer() -> Signer:
    signer = keyring().signer
    if signer is None:
        raise ImproperlyConfigured(
            "WAYPOST_SEAL_KEY names a file without a private key: with it one verifies, but seals nothing."
        )
    return signer


def seal_batch(signer: Signer) -> int:
    """Seal up to BATCH rows. Returns how many: 0 when there are none, or another sealer is at it."""
    with transaction.atomic():
        if not _alone():
            return 0
        frontier = last_frontier()
        rows = _give_places(frontier.size)
        if not rows:
            return 0
        fail_point("rows placed")
        frontier.extend(leaf_hash(canonical) for _place, canonical in rows)
        _sign(frontier, signer)
        fail_point("checkpoint written")
    fail_point("seal committed")
    return len(rows)


def last_frontier() -> Frontier:
    """Where the tree ends now: all that sealing needs to know of what was sealed before."""
    last = Checkpoint.objects.order_by("size").last()
    return Frontier.from_bytes(last.size, bytes(last.frontier)) if last else Frontier()


def head_of(checkpoint: Checkpoint) -> Head:
    return Head(origin=checkpoint.origin, size=checkpoint.size, root=bytes(checkpoint.root), at=checkpoint.at)


def note_of(checkpoint: Checkpoint) -> str:
    """The checkpoint as a signed note, to be kept elsewhere."""
    return write_note(head_of(checkpoint), checkpoint.key_id, bytes(checkpoint.signature))


@dataclass(frozen=True)
class Receipt:
    """The proof that one row is in the log: a path from its bytes to the root of a checkpoint."""

    canonical: bytes
    place: int
    path: list[bytes]
    checkpoint: Checkpoint

    def holds(self) -> bool:
        """Does the path lead from the row to the checkpoint's root? (The signature is another matter.)"""
        return proves_inclusion(
            leaf=leaf_hash(self.canonical),
            index=self.place,
            size=self.checkpoint.size,
            path=self.path,
            root=bytes(self.checkpoint.root),
        )

    def text(self) -> str:
        """As a C2SP tlog-proof; ``extra`` is the row's exact bytes. It verifies offline, with the log's public line."""
        lines = [
            "c2sp.org/tlog-proof@v1",
            f"extra {_text(self.canonical)}",
            f"index {self.place}",
            *map(_text, self.path),
        ]
        return "\n".join([*lines, "", note_of(self.checkpoint)])


def receipt(row: AuditRow) -> Receipt | None:
    """The receipt of a row from the first checkpoint over it, read from that one batch; None while it isn't sealed."""
    if row.place is None:
        return None
    checkpoint = Checkpoint.objects.filter(size__gt=row.place).order_by("size").first()
    if checkpoint is None:
        return None
    earlier = Checkpoint.objects.filter(size__lte=row.place).order_by("size").last()
    before = Frontier.from_bytes(earlier.size, bytes(earlier.frontier)) if earlier else Frontier()
    batch = AuditRow.objects.filter(place__gte=before.size, place__lt=checkpoint.size).order_by("place")
    leaves = [leaf_hash(canonical) for canonical in batch.values_list("canonical", flat=True)]
    path = Tree(leaves, before=before).inclusion(row.place)
    return Receipt(bytes(row.canonical), row.place, path, checkpoint)


def consistency(old: int, checkpoint: Checkpoint) -> list[bytes] | None:
    """The proof that a checkpoint's tree begins with that of its first ``old`` rows, read from all its rows. None where
    there is none: rows are missing, or the checkpoint is the smaller.
    """
    rows = AuditRow.objects.filter(place__lt=checkpoint.size).order_by("place")
    leaves = [leaf_hash(canonical) for canonical in rows.values_list("canonical", flat=True).iterator()]
    if len(leaves) != checkpoint.size or not 0 < old <= len(leaves):
        return None
    return Tree(leaves).consistency(old)


def _alone() -> bool:
    """Is this the only sealer? On PostgreSQL by an advisory lock that ends with the transaction; on SQLite every
    transaction of ours begins with the write lock (environment.sqlite), so whoever is in here is alone.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _give_places(first: int) -> list[tuple[int, bytes]]:
    """Give the oldest rows their places from ``first`` on. Returns (place, bytes) in order, of the very rows that
    were placed: others commit while we look.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_PLACES, [first, BATCH])
        rows = sorted(cursor.fetchall())
    if [place for place, _bytes in rows] != list(range(first, first + len(rows))):
        raise RuntimeError(f"The rows from place {first} on did not take the places they were given.")
    return rows


def _sign(frontier: Frontier, signer: Signer) -> None:
    head = Head(origin=signer.name, size=frontier.size, root=frontier.root(), at=timezone.now())
    Checkpoint.objects.create(
        origin=head.origin,
        size=head.size,
        root=head.root,
        frontier=frontier.to_bytes(),
        at=head.at,
        key_id=signer.verifier.key_id,
        signature=signer.sign(head),
    )


def _text(hashed: bytes) -> str:
    return base64.b64encode(hashed).decode()
