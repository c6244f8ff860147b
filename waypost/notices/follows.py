"""What can be followed: rooms register kinds, each with a matcher; notices finds the followers of a thing.

    register("topic", name_of=topic_name, keys_of=lambda publication, when: topic_keys(publication))

A telling then takes ``followers(publication, When.DAILY)`` as its recipients, narrowed to those who may see it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from waypost.access.keys import Viewer
from waypost.core.compiled import Compiled
from waypost.core.errors import DoorMisused
from waypost.core.remembering import remembered
from waypost.notices.models import Follow
from waypost.people.models import Person


@dataclass(frozen=True)
class Followable:
    """One kind of key. ``name_of`` gives a key's name in the active language, None where there is no such key.

    ``keys_of`` gives the keys a thing answers to. For searches that people saved it may look at the keys in use by
    those who want to hear so (``keys_in_use``) and say which of them find the thing.
    """

    kind: str
    name_of: Callable[[str], str | None]
    keys_of: "KeysOf"


KeysOf = Callable[[Any, Follow.When], Iterable[str]]


_kinds: dict[str, Followable] = {}


def register(kind: str, *, name_of: Callable[[str], str | None], keys_of: KeysOf) -> None:
    if kind in _kinds:
        raise DoorMisused(f"Two rooms let {kind} be followed. Rename one.")
    _kinds[kind] = Followable(kind, name_of, keys_of)


def name_of(kind: str, key: str) -> str | None:
    """What the key is called, or None when there is no such kind or key."""
    followable = _kinds.get(kind)
    return followable.name_of(key) if followable else None


def followers(thing: Any, when: Follow.When) -> QuerySet[Person]:
    """Whoever follows anything the thing answers to and wants to hear of it so, whether they may see it or not."""
    matching = Q(pk__in=[])
    for each in _kinds.values():
        matching |= Q(kind=each.kind, key__in=list(each.keys_of(thing, when)))
    return Person.objects.filter(pk__in=Follow.objects.filter(matching, when=when).values("person"))


def keys_in_use(kind: str, when: Follow.When) -> list[str]:
    """Every key of a kind that somebody follows so, each once."""
    keys = Follow.objects.filter(kind=kind, when=when).order_by("key")
    return list(keys.values_list("key", flat=True).distinct())


def kept_by(person: Viewer) -> list[Follow]:
    """What somebody keeps or follows, the newest first. One query a request."""
    return remembered(("kept", person.pk), lambda: _KEPT(person=person.pk or 0))


_KEPT = Compiled(lambda person: Follow.objects.filter(person=person).order_by("-since", "-pk"))
