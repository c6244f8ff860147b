"""A group with its seats, for the tests of this room and of others."""

from datetime import date
from typing import Any

from tests.cast import SINCE, Cast
from waypost.groups.actions import charters, seats
from waypost.groups.actions.charters import Purpose
from waypost.groups.models import Charter, Kind
from waypost.people.models import Organisation, Person, Post, Seat

FOUNDED = date(2020, 3, 2)


def purpose(**given: Any) -> Purpose:
    facts = {"purpose_en": "To agree on what is taught.", "purpose_th": "เพื่อตกลงเนื้อหาที่สอน"}
    return Purpose(**{"kind": Kind.WORKING, "founded_on": FOUNDED, **facts, **given})


def found(cast: Cast, name: str = "Working group") -> Charter:
    """A working group of the Thai programme, without seats."""
    made = charters.found(
        by=cast.secretariat, network=cast.programme, name_en=name, name_th="คณะทำงาน", purpose=purpose()
    )
    return charter(cast.secretariat, made)


def charter(person: Person, made: Charter) -> Charter:
    """As this person reads it now."""
    return Charter.visible_to(person).select_related("group__network").get(pk=made.pk)


def give(by: Person, made: Charter, whom: Person | Post, role: str = "main", since: date = FOUNDED) -> Seat:
    post = whom if isinstance(whom, Post) else _post(whom)
    return seats.seat(by=by, charter=charter(by, made), post=post, role=Seat.Role(role), since=since)


def _post(person: Person) -> Post:
    assert person.acting_as is not None
    return person.acting_as.post


def vacant(body: Organisation, title: str = "Another post") -> Post:
    return Post.objects.create(organisation=body, role=Post.Role.OFFICER, title_en=title, title_th="ตำแหน่งอื่น")


__all__ = ["FOUNDED", "SINCE", "charter", "found", "give", "purpose", "vacant"]
