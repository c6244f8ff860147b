"""How fast the audit log is sealed and proved.

    python benchmarks/audit.py [rows]      1,000,000 without a number

On DATABASE_URL (an empty data base), else on an SQLite file of its own. The floor of proving is reading the same
rows once.
"""

# ruff: noqa: E402  Django is set up before its parts are imported

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.settings")
SCRATCH = tempfile.TemporaryDirectory(prefix="waypost-bench-")
os.environ.update(WAYPOST_TESTING="1", WAYPOST_DATA=SCRATCH.name)

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from waypost.core import audit, seal
from waypost.core.ids import random_id
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import keyring
from waypost.core.verify import Verification

AT = datetime(2020, 9, 1, 5, 0, tzinfo=UTC)
PAGE = 10_000


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def row(number: int) -> AuditRow:
    """A row as an action writes it, with the facts of a publication."""
    said = {
        "token": random_id(),
        "at": AT.isoformat(),
        "wall": timezone.now().isoformat(),
        "action": "publications.version_published",
        "outcome": audit.DONE,
        "actor": f"person-{number % 5_000:017}",
        "thing": f"publication:{number % 200_000:022}",
        "facts": {"version": number % 9, "mark": 2, "organisations": number % 40},
    }
    kept = {name: said[name] for name in ("token", "action", "outcome", "actor", "thing")}
    return AuditRow(**kept, at=AT, canonical=audit.canonical_bytes(said))


def write(rows: int) -> None:
    for first in range(0, rows, PAGE):
        AuditRow.objects.bulk_create(row(number) for number in range(first, min(first + PAGE, rows)))


def seal_all() -> None:
    while seal.seal():
        pass


def read() -> None:
    """The floor: every row's bytes once, in their order."""
    for _ in AuditRow.objects.order_by("place").values_list("place", "canonical").iterator(chunk_size=5_000):
        pass


def prove() -> None:
    troubles = list(Verification(keyring()).troubles())
    if troubles:
        sys.exit("\n".join(troubles))


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    call_command("migrate", "core", verbosity=0)
    if AuditRow.objects.exists():
        sys.exit("This data base holds an audit log already. The benchmark wants an empty one.")
    print(f"audit log on {connection.vendor}, {rows:,} rows")
    tell("written in bulk", rows, timed(lambda: write(rows)))
    tell("sealed", rows, timed(seal_all))
    floor = timed(read)
    tell("read (floor)", rows, floor)
    proved = timed(prove)
    tell("proved", rows, proved)
    print(f"  {Checkpoint.objects.count():,} checkpoints; proving takes {proved / floor:.1f} times the floor")


def tell(what: str, rows: int, seconds: float) -> None:
    print(f"  {what:16} {seconds:7.1f} s  {rows / seconds:10,.0f} rows/s")


if __name__ == "__main__":
    main()
