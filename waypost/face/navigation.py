"""The menu. A room registers what it has built; what isn't built yet has no entry.

    navigation.register("alerts", _("Alerts"), "alerts:list", order=20, at={Place.ROOMS, Place.BAR})

in its ``AppConfig.ready``. An entry is current on every page whose address starts with its own, unless it stands
``alone``: then on its own page only. On a page that says that there is nothing, none is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.urls import reverse

from waypost.access.keys import Viewer
from waypost.core.errors import DoorMisused


class Place(Enum):
    """Where an entry stands: the header, the phone's bottom bar, the footer's list of all pages."""

    ROOMS = "rooms"
    BAR = "bar"
    FOOT = "foot"


def members(viewer: Viewer) -> bool:
    """Who sees an entry that nothing else is said about: active members of a network."""
    return viewer.is_active_member()


def everybody(viewer: Viewer) -> bool:  # noqa: ARG001
    return True


@dataclass(frozen=True)
class Entry:
    key: str
    label: Any
    url_name: str
    shown_to: Callable[[Viewer], bool]
    order: int
    at: frozenset[Place]
    alone: bool


@dataclass(frozen=True)
class Link:
    """An entry on one page, for one viewer."""

    label: Any
    address: str
    current: bool


_entries: dict[str, Entry] = {}


def register(
    key: str,
    label: Any,
    url_name: str,
    *,
    order: int,
    at: set[Place],
    shown_to: Callable[[Viewer], bool] = members,
    alone: bool = False,
) -> None:
    """Give the menu one more entry. ``order`` counts up from the left; ten apart leaves room."""
    if key in _entries:
        raise DoorMisused(f"The menu has an entry {key!r} already. Give this one another key.")
    _entries[key] = Entry(key, label, url_name, shown_to, order, frozenset(at), alone)


def entries() -> list[Entry]:
    return sorted(_entries.values(), key=lambda entry: entry.order)


def links(viewer: Viewer, path: str) -> dict[str, list[Link]]:
    """The links of each place, by the place's value, for this viewer on the page at ``path``. Each condition is
    asked once, however many entries share it.
    """
    found: dict[str, list[Link]] = {place.value: [] for place in Place}
    shown = {condition: condition(viewer) for condition in {entry.shown_to for entry in entries()}}
    for entry in entries():
        if shown[entry.shown_to]:
            address = reverse(entry.url_name)
            current = path == address if entry.alone else _is_current(address, path)
            link = Link(entry.label, address, current)
            for place in entry.at:
                found[place.value].append(link)
    return found


def _is_current(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
