"""Work on what strangers sent, in a process of its own: no keys, no data base, little memory, killed when slow.

    made = work("image.clean", content)

The content goes in and the parts come out through memory, never through a disk. What runs there (``python -m
waypost.files.confined``) knows nothing of Django; a new process is started for every piece of work.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

SECONDS = 20  # of wall time and of computing, unless a piece of work says otherwise
# So many at once in one process of the portal: what they may take together stays bounded.
_turns = threading.BoundedSemaphore(2)
_JOBS = "waypost.files.confined"
_ROOT = Path(__file__).resolve().parents[3]
# Nothing of the portal's own environment: its keys stand there.
_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",  # numpy would reserve memory for each processor of a large machine
}


@dataclass
class Made:
    """What came out: named parts, in the order in which they were made, and plain facts."""

    parts: list[tuple[str, bytes]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    finished: bool = False

    def part(self, name: str) -> bytes | None:
        return next((content for each, content in self.parts if each == name), None)


class Unfit(Exception):
    """The content can't be taken; ``why`` is the name of the reason (``intake`` has the sentences)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Stopped(Exception):
    """The work took too long or too much and was killed. ``made`` is what it had made by then."""

    def __init__(self, made: Made) -> None:
        super().__init__("too slow or too large")
        self.made = made


class Broken(Exception):
    """The work failed: the content is not what its first bytes say."""


def work(job: str, content: bytes, *, seconds: int = SECONDS, **facts: Any) -> Made:
    """Do ``job``, a function of a module in here, on ``content``. The fact ``reads`` names folders of ours that it may
    read beside what every job may. Raises Unfit, Stopped, Broken.
    """
    asked = {"job": f"{_JOBS}.{job}", "reads": facts.pop("reads", []), "facts": facts}
    with _turns, _in_memory() as given, _in_memory() as made:
        given.write(json.dumps(asked).encode() + b"\n" + content)
        given.seek(0)
        died = _run(given, made, seconds)
        made.seek(0)
        result, failure = _records(made)
    if failure:
        _raise(failure, result)
    if died or not result.finished:
        raise Stopped(result)
    return result


def _run(given: IO[bytes], made: IO[bytes], seconds: int) -> bool:
    """Whether the process came to a bad end."""
    # Our own interpreter and our own module; what was sent is read from standard input only.
    command = [sys.executable, "-P", "-m", "waypost.files.confined", str(seconds)]
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=given,
        stdout=made,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        close_fds=True,
    )
    try:
        return process.wait(timeout=seconds) != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        process.kill()
        process.wait()


def _records(made: IO[bytes]) -> tuple[Made, dict[str, str]]:
    """What was written, as far as it is whole: a line that names a part and its size, the part, and so on.

    What isn't such a record is passed over: whoever took a decoder over may write what they like.
    """
    result = Made()
    for line in iter(made.readline, b""):
        with contextlib.suppress(ValueError, TypeError, KeyError):
            record = dict(json.loads(line))
            if "part" not in record:
                result.facts, result.finished = dict(record.get("facts", {})), "facts" in record
                return result, {
                    name: str(record[name]) for name in ("unfit", "stopped", "broken") if name in record
                }
            content = made.read(record["size"])
            if len(content) == record["size"]:
                result.parts.append((record["part"], content))
    return result, {}


def _raise(failure: dict[str, str], result: Made) -> None:
    if "unfit" in failure:
        raise Unfit(failure["unfit"])
    if "stopped" in failure:
        raise Stopped(result)
    raise Broken(failure["broken"])


def _in_memory() -> IO[bytes]:
    return os.fdopen(os.memfd_create("waypost"), "w+b")
