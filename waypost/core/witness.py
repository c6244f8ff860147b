"""The witness: a small file, kept elsewhere and only added to, of the checkpoints that were once the last.

Whoever puts an old copy of everything back can't make the witness forget. It holds signed notes one after the other,
with an empty line between; and where somebody rolled the portal back on purpose, a signed entry that says so:

    rolled back to 120
    at 2020-09-01T05:00:00+00:00
    because the upgrade of Monday was wrong

    — waypost.example/audit Az3grl...

What was witnessed before such an entry counts no more.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from waypost.core.models import Checkpoint
from waypost.core.notes import Head, KeyRing, Signer, read_note
from waypost.core.seal import note_of

_PURPOSE = "waypost witness"
_ROLLED_BACK = "rolled back to "


@dataclass(frozen=True)
class Witness:
    """The witness file at ``path``."""

    path: Path

    def last(self, ring: KeyRing) -> Head | None:
        """The furthest checkpoint that counts. Raises ImproperlyConfigured when an entry isn't signed by our keys."""
        found: Head | None = None
        for text, signature in self._entries():
            if text.startswith(_ROLLED_BACK):
                if not ring.signed(_PURPOSE, text.encode(), signature):
                    raise self._broken("It holds a roll-back that no key of this log signed.")
                found = None
                continue
            try:
                head = read_note(f"{text}\n\n{signature}\n", ring)
            except ValueError as problem:
                raise self._broken(str(problem)) from problem
            found = head if found is None or head.size >= found.size else found
        return found

    def add(self, note: str) -> None:
        """Append a checkpoint's note, and have it on the disk."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{note.strip()}\n\n")
            file.flush()
            os.fsync(file.fileno())

    def add_roll_back(self, *, size: int, at: datetime, because: str, signer: Signer) -> None:
        text = f"{_ROLLED_BACK}{size}\nat {at.isoformat()}\nbecause {' '.join(because.split())}"
        self.add(f"{text}\n\n{signer.sign_bytes(_PURPOSE, text.encode())}")

    def _entries(self) -> list[tuple[str, str]]:
        try:
            content = self.path.read_text(encoding="utf-8", errors="replace") if self.path.exists() else ""
        except OSError as problem:
            raise self._broken(f"It can't be read: {problem.strerror}.") from problem
        blocks = [block for block in content.strip().split("\n\n") if block]
        if len(blocks) % 2:
            raise self._broken("Its last entry isn't whole.")
        return list(zip(blocks[::2], blocks[1::2], strict=True))

    def _broken(self, why: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(f"WAYPOST_WITNESS is '{self.path}'. {why}")


def last_note() -> str | None:
    """The last checkpoint as a signed note; None while nothing is sealed."""
    last = Checkpoint.objects.order_by("size").last()
    return note_of(last) if last else None
