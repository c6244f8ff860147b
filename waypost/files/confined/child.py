"""A confined process, just forked: limits first, then the one piece of work that it was given, on what follows there.

The work is a function that gets the content and the facts, and yields (name, part) or a dict of facts.
"""

import importlib
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from waypost.files.confined import Unfit, fence

MEMORY = 1408 * 1024 * 1024  # bytes of address space beside what the libraries have
LARGEST_RESULT = 256 * 1024 * 1024
OPEN_FILES = 64
# Python, its packages, the system's libraries, and this room's code: nothing the portal keeps.
READABLE = [
    sys.prefix,
    sys.base_prefix,
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/dev/urandom",
    str(Path(__file__).parents[1]),
]


def main(nursery: int, seconds: int, given: int, made: int, alive: int) -> None:
    """Work from ``given`` into ``made``. ``alive`` is closed when this process ends, and for nothing else."""
    fence.die_with(nursery)
    _hold_only(given, made, alive)
    _limit(seconds)
    with open(0, "rb", closefd=False) as sent:
        asked = json.loads(sent.readline())
        module, _, name = asked["job"].rpartition(".")
        job = getattr(importlib.import_module(module), name)
        fence.stay_inside(
            [*READABLE, *asked["reads"]]
        )  # from here on: what comes next was sent by a stranger
        content = sent.read()
    facts: dict[str, Any] = {}
    try:
        for each in job(content, **asked["facts"]):
            if isinstance(each, dict):
                facts.update(each)
            else:
                _write({"part": each[0], "size": len(each[1])}, each[1])
    except Unfit as unfit:
        _write({"unfit": unfit.why})
    except MemoryError:
        _write({"stopped": "memory"})
    except Exception as problem:
        # Whatever a decoder makes of nonsense; its message may quote the content, so only its kind goes out.
        _write({"broken": type(problem).__name__})
    else:
        _write({"facts": facts})


def _hold_only(given: int, made: int, alive: int) -> None:
    """Nothing of the nursery's, above all not the way to its owner: files of others come by it."""
    for place, handle in enumerate((given, made, os.open(os.devnull, os.O_WRONLY), alive)):
        os.dup2(handle, place)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))


def _limit(seconds: int) -> None:
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, mapped + MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_RESULT),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _write(record: dict[str, Any], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(record).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
