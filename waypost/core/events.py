"""What the rooms tell: which action tells whom, declared once in each room's ``notices``.

The door leaves one ``Event`` row in the transaction of every action that is not silent; ``notices`` turns events
into notices later. An action that nobody declared fails the build.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from waypost.core.errors import DoorMisused


@dataclass(frozen=True)
class Silent:
    """Nobody is told, and here is why."""

    reason: str


@dataclass(frozen=True)
class Telling:
    """Who is told about an action, and how. ``plan`` is called by the worker with the event.

    ``plan`` belongs to the notices room (see ``waypost.notices.tell``); core only keeps it.
    """

    plan: Callable[[Any], None]
    words: str


_declared: dict[str, Telling | Silent] = {}


def declare(action_name: str, telling: Telling | Silent) -> None:
    if action_name in _declared:
        raise DoorMisused(f"{action_name} is declared twice in the rooms' notices files. Keep one.")
    _declared[action_name] = telling


def declared(action_name: str) -> Telling | Silent | None:
    return _declared.get(action_name)


def all_declared() -> dict[str, Telling | Silent]:
    return dict(_declared)
