"""What stands in a dump, as far as a backup is judged by it: migrations, files, the sealed log."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from waypost.core.merkle import Frontier, leaf_hash
from waypost.core.notes import Head, KeyRing, write_note
from waypost.core.verify import disagreement
from waypost.files.keys import key_id
from waypost.files.vault import NAMED, parts_of
from waypost.operating.dumps import Columns, Dump

_SEALED: Columns = {
    "place": int,
    "token": str,
    "action": str,
    "outcome": str,
    "actor": str,
    "thing": str,
    "at": datetime,
    "canonical": bytes,
}
_CHECKPOINT: Columns = {
    "size": int,
    "origin": str,
    "root": bytes,
    "at": datetime,
    "key_id": str,
    "signature": bytes,
}


def migrations(dump: Dump) -> dict[str, list[str]]:
    """The migrations applied, by app."""
    applied = defaultdict(list)
    for app, name in dump.rows("django_migrations", {"app": str, "name": str}):
        applied[app].append(name)
    return {app: sorted(names) for app, names in sorted(applied.items())}


def files_named(dump: Dump) -> list[str]:
    """Where the storage must hold something, because a row says so."""
    kinds: Columns = {"has_preview": bool, "has_small": bool}
    columns = {name: kinds.get(name, str) for name in NAMED} | {"wrapped_key": bytes}
    rows = dump.rows("files_storedfile", columns)
    return sorted(place for *named, key in rows if key is not None for place in parts_of(*named))


def file_keys_missing(dump: Dump, keys: list[bytes]) -> set[str]:
    """Ids of the keys that some file's own key is wrapped with and that are not among ``keys``."""
    rows = dump.rows("files_storedfile", {"key_id": str, "wrapped_key": bytes})
    return {name for name, key in rows if key is not None} - {key_id(key) for key in keys}


@dataclass
class Log:
    """The sealed rows' leaves in order, and the checkpoints over them, as a dump has them."""

    leaves: dict[int, bytes] = field(default_factory=dict)
    checkpoints: list[tuple[Head, str, bytes]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def began(self) -> str:
        return self.leaves[0].hex() if 0 in self.leaves else ""

    @property
    def size(self) -> int:
        """How many rows the last checkpoint stands over."""
        return self.checkpoints[-1][0].size if self.checkpoints else 0

    def note(self) -> str:
        """The last checkpoint as a signed note; nothing where nothing was sealed."""
        return write_note(*self.checkpoints[-1]) if self.checkpoints else ""

    def root_at(self, size: int) -> bytes | None:
        """The root over the first ``size`` rows, computed from their bytes; None where one of them is missing."""
        frontier = Frontier()
        for place in range(size):
            if place not in self.leaves:
                return None
            frontier.add(self.leaves[place])
        return frontier.root()

    def troubles(self, ring: KeyRing) -> Iterator[str]:
        """What doesn't hold: every root is computed anew from the rows, every signature tried."""
        yield from self.wrong
        frontier = Frontier()
        for head, key, signature in self.checkpoints:
            while frontier.size < head.size and frontier.size in self.leaves:
                frontier.add(self.leaves[frontier.size])
            if frontier.size != head.size or frontier.root() != head.root:
                yield f"The checkpoint at {head.size:,} doesn't follow from the rows of the audit log."
                return
            if not ring.holds(head, key, signature):
                yield f"The signature of the checkpoint at {head.size:,} doesn't hold."
        if len(self.leaves) != frontier.size:
            yield "The audit log has rows with a place after its last checkpoint."


def log_of(dump: Dump) -> Log:
    """Read the log; a row whose columns say otherwise than its sealed bytes is among ``wrong``."""
    log = Log()
    for place, *columns, canonical in dump.rows("core_auditrow", _SEALED):
        if place is not None:
            log.leaves[place] = leaf_hash(canonical)
        if said := disagreement(columns, canonical):
            log.wrong.append(f"Row {place} of the audit log: {said}")
    for size, origin, root, at, key, signature in dump.rows("core_checkpoint", _CHECKPOINT):
        log.checkpoints.append((Head(origin=origin, size=size, root=root, at=at), key, signature))
    log.checkpoints.sort(key=lambda each: each[0].size)
    return log
