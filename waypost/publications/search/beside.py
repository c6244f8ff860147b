"""What other rooms find by the same words. A room above registers how, and its rows stand under the list of items.

    beside.register(found, differences, rebuild)

``found`` turns (person, what was asked) into a ``Beside``, or None. ``differences`` and ``rebuild`` are the room's part
of ``waypost search check`` and ``rebuild``. A room asks its own rule who may see what; here nothing is known of its
things but a template.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from waypost.core.doors import Actor
from waypost.people.models import Person
from waypost.publications.search.asked import Asked


@dataclass(frozen=True)
class Beside:
    """Rows of another room, the template that shows them (as ``beside``), and the address of all of them. ``said``
    stands above the list of items, and leads to them.
    """

    template: str
    rows: list[Any]
    address: str
    more: bool
    said: Any

    @property
    def anchor(self) -> str:
        """Where they stand on the page."""
        return f"in-{self.template.partition('/')[0]}"


Finder = Callable[[Person, Asked], Beside | None]


@dataclass(frozen=True)
class _Room:
    found: Finder
    differences: Callable[[], Iterator[str]]  # a sentence for each thing whose kept words are stale
    rebuild: Callable[[Actor], int]  # how many texts were


_rooms: list[_Room] = []


def register(
    found: Finder, differences: Callable[[], Iterator[str]], rebuild: Callable[[Actor], int]
) -> None:
    room = _Room(found, differences, rebuild)
    if room not in _rooms:
        _rooms.append(room)


def beside(person: Person, asked: Asked) -> list[Beside]:
    """What the rooms above find for this member, in the order in which they registered."""
    return [found for room in _rooms if (found := room.found(person, asked)) is not None]


def differences() -> Iterator[str]:
    for room in _rooms:
        yield from room.differences()


def rebuild(by: Actor) -> int:
    return sum(room.rebuild(by) for room in _rooms)
