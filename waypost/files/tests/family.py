"""Who has started whom, as the kernel tells it."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path


def children(parent: int | None = None) -> set[int]:
    """The living children of a process; without one, of this."""
    wanted, found = str(parent or os.getpid()), set()
    for each in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, of = each.read_text().rpartition(") ")[2].split()[:2]
            if of == wanted and state not in "ZX":
                found.add(int(each.parent.name))
    return found


def nurseries(owner: int | None = None) -> set[int]:
    return {each for each in children(owner) if b"waypost.files.confined\0" in _command(each)}


def alive(*processes: int) -> set[int]:
    return {each for each in processes if _command(each)}


def within(seconds: float, happens: Callable[[], bool]) -> bool:
    """Does it come about in time?"""
    until = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _command(process: int) -> bytes:
    """Empty of one that has ended, whether anybody has asked for its end or not."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""
