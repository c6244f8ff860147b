"""A group with its seats, for the tests of this room and of others."""

from datetime import date
from typing import Any

from tests.cast import Cast
from waypost.groups.actions import charters, seats, threads
from waypost.groups.actions.charters import Purpose
from waypost.groups.models import Charter, Kind, Space, Thread
from waypost.people.models import Network, Person, Post, Seat

FOUNDED = date(2020, 3, 2)


def purpose(**given: Any) -> Purpose:
    facts = {"purpose_en": "To agree on what is taught.", "purpose_th": "เพื่อตกลงเนื้อหาที่สอน"}
    return Purpose(**{"kind": Kind.WORKING, "founded_on": FOUNDED, **facts, **given})


def found(cast: Cast, name: str = "Working group", network: Network | None = None) -> Charter:
    """A working group, of the Thai programme where nothing else is said, without seats."""
    network = network or cast.programme
    made = charters.found(
        by=cast.secretariat, network=network, name_en=name, name_th="คณะทำงาน", purpose=purpose()
    )
    return charter(cast.secretariat, made)


def charter(person: Person, made: Charter) -> Charter:
    """As this person reads it now."""
    return Charter.visible_to(person).select_related("group__network").get(pk=made.pk)


def give(by: Person, made: Charter, whom: Person | Post, role: str = "main", since: date = FOUNDED) -> Seat:
    post = whom if isinstance(whom, Post) else _post(whom)
    return seats.seat(by=by, charter=charter(by, made), post=post, role=Seat.Role(role), since=since)


def space(person: Person, made: Charter) -> Space:
    return Space.visible_to(person).select_related("group__network").get(group=made.group_id)


def talked(by: Person, made: Charter, title: str = "What is taught first?") -> Thread:
    """A thread of two messages, the second an answer to the first."""
    thread = threads.begin(by=by, space=space(by, made), title=title, text="Say what your officers miss.")
    thread = Thread.visible_to(by).get(pk=thread.pk)
    threads.say(by=by, thread=thread, text="Interviews.", answers=1)
    return Thread.visible_to(by).get(pk=thread.pk)


def _post(person: Person) -> Post:
    assert person.acting_as is not None
    return person.acting_as.post


__all__ = ["FOUNDED", "charter", "found", "give", "purpose", "space", "talked"]
