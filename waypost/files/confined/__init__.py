"""Work on what strangers sent, in a process of its own: no keys, no data base, little memory, killed when slow.

    made = work("image.clean", content)

The content goes in and the parts come out through memory, never through a disk. What runs there (``child``) knows
nothing of Django; for every piece of work a new process is forked from one that was made ready (``nursery``).
"""

import contextlib
import json
import logging
import os
from dataclasses import dataclass, field
from typing import IO, Any

from waypost.files.confined import nursery

log = logging.getLogger(__name__)

SECONDS = 20  # of wall time and of computing, unless a piece of work says otherwise
_JOBS = "waypost.files.confined"


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
    result, failure, well = _done(json.dumps(asked).encode() + b"\n" + content, seconds)
    if failure:
        _raise(failure, result)
    if not well or not result.finished:
        raise Stopped(result)
    return result


def _done(sent: bytes, seconds: int) -> tuple[Made, dict[str, str], bool]:
    """What came out, and whether the process came to a good end. If its nursery went, it is begun anew."""
    with nursery.turn() as nurseries:
        while True:
            with _in_memory() as given, _in_memory() as made:
                given.write(sent)
                given.seek(0)
                try:
                    well = next(nurseries).run(given, made, seconds)
                except nursery.Gone:
                    continue
                except StopIteration:
                    break
                made.seek(0)
                return *_records(made), well
    log.error("No confined process could be had: uploads and copies are refused until one can.")
    return Made(), {}, False


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
