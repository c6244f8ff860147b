"""The menu. A room registers what it has built; what isn't built yet has no entry.

    navigation.register("alerts", _("Alerts"), "alerts:list", order=20, at={Place.ROOMS, Place.BAR})

in its ``AppConfig.ready``. An entry is current on every page whose address starts with its own, unless it stands
``alone``: then on its own page only. One that leads to a part of a list (``only``) is current where the list is
narrowed to that part, and on the pages about one thing of it (a view says so by ``stand_in``); then the list's own
entry isn't. On a page that says that there is nothing, none is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from waypost.access.keys import Viewer
from waypost.core.errors import DoorMisused

Chosen = Mapping[str, Sequence[str]]  # the values of each name behind the question mark
_NOTHING: Chosen = {}


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
    only: tuple[str, str] | None

    @property
    def address(self) -> str:
        page = _address(self.url_name)
        return f"{page}?{urlencode([self.only])}" if self.only else page

    def is_current(self, path: str, chosen: Chosen, within: Chosen = _NOTHING) -> bool:
        page = _address(self.url_name)
        if self.only:
            name, value = self.only
            of = chosen if path == page else within
            return _is_current(page, path) and [*of.get(name, ())] == [value]
        return path == page if self.alone else _is_current(page, path)


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
    only: tuple[str, str] | None = None,
) -> None:
    """Give the menu one more entry. ``order`` counts up from the left; ten apart leaves room."""
    if key in _entries:
        raise DoorMisused(f"The menu has an entry {key!r} already. Give this one another key.")
    _entries[key] = Entry(key, label, url_name, shown_to, order, frozenset(at), alone, only)


def entries() -> list[Entry]:
    return sorted(_entries.values(), key=lambda entry: entry.order)


def stand_in(request: HttpRequest, **part: str) -> None:
    """Say of which part of a list the thing is that this page is about: ``stand_in(request, kind="alert")``. The viewer
    sees the thing.
    """
    request.stands_in = {name: (value,) for name, value in part.items()}  # type: ignore[attr-defined]


def links_on(viewer: Viewer, request: HttpRequest) -> dict[str, list[Link]]:
    """The links on the page that answers this request."""
    within = getattr(request, "stands_in", _NOTHING)
    return links(viewer, request.path, dict(request.GET.lists()), within)


def links(
    viewer: Viewer, path: str, chosen: Chosen = _NOTHING, within: Chosen = _NOTHING
) -> dict[str, list[Link]]:
    """The links of each place, by the place's value, for this viewer on the page at ``path``, with what stands behind
    the question mark, about a thing ``within`` some part. Each condition is asked once, however many entries share it.
    """
    found: dict[str, list[Link]] = {place.value: [] for place in Place}
    shown = {condition: condition(viewer) for condition in {entry.shown_to for entry in entries()}}
    parts = {each.url_name for each in entries() if each.only and each.is_current(path, chosen, within)}
    for entry in entries():
        if shown[entry.shown_to]:
            current = entry.is_current(path, chosen, within) and (entry.only or entry.url_name not in parts)
            link = Link(entry.label, entry.address, bool(current))
            for place in entry.at:
                found[place.value].append(link)
    return found


_address = cache(reverse)  # the same for everybody, and dearer to find than to show


def _is_current(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
