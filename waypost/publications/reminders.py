"""Whom the ladder, and whoever reminded all, really told of a silent organisation: read from the notices that were
written, never worked out from the clock, because only those are told who may see the item.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from waypost.access.marks import Mark
from waypost.core.models import Event
from waypost.notices.models import Notice
from waypost.people.models import Post
from waypost.publications.models import Addressee, Publication

_KINDS = ("publications.rung_reached", "publications.nobody_found", "publications.reminded")


class Heard(Enum):
    """One sort of people who heard of a silence."""

    PERSON = "person"
    INSIDE = "inside"
    MISSION = "mission"
    SECRETARIAT = "secretariat"
    ORIGINATOR = "originator"
    AUTHOR = "author"

    @property
    def words(self) -> str:
        return str(_WORDS[self])


_WORDS = {
    Heard.PERSON: _("the person addressed"),
    Heard.INSIDE: _("its own people"),
    Heard.MISSION: _("the mission focal point"),
    Heard.SECRETARIAT: _("the secretariat"),
    Heard.ORIGINATOR: _("the originator"),
    Heard.AUTHOR: _("the author"),
}
_BY_ROLE: dict[str, Heard] = {
    Post.Role.MISSION_FOCAL_POINT: Heard.MISSION,
    Post.Role.SECRETARIAT: Heard.SECRETARIAT,
}


class Item(Protocol):
    """A publication, or as much of one as a list has."""

    @property
    def public_id(self) -> str: ...

    @property
    def mark(self) -> int: ...

    @property
    def originator_id(self) -> int: ...


def heard(publications: Iterable[Item], rows: Iterable[Addressee]) -> dict[int, set[Heard]]:
    """By addressee id, who was told that no answer came. Give it items and rows the viewer may see. Two queries."""
    bodies = {row.pk: row.organisation_id for row in rows}
    items = {each.public_id: each for each in publications}
    notices = Notice.objects.filter(
        kind__in=_KINDS, subject_label=Publication.named_as, subject_id__in=list(items)
    )
    post = "person__acting_as__post__"
    columns = ("event", "subject_id", f"{post}role", f"{post}organisation")
    told = list(notices.order_by().values_list(*columns).distinct())
    events = Event.objects.in_bulk({event for event, *_rest in told})
    found: dict[int, set[Heard]] = defaultdict(set)
    for event, subject, role, body in told:
        facts = events[event].facts
        for row in facts.get("addressees", [facts.get("addressee")]):
            if row in bodies and (part := _part(items[subject], role, body, bodies[row])):
                found[row].add(part)
    return dict(found)


def _part(item: Item, role: str, body: int, addressed: int) -> Heard | None:
    """As what somebody was told: the ladder of STRICT and RED names nobody outside, whatever else they are."""
    if body == addressed:
        return Heard.PERSON if item.mark == Mark.RED else Heard.INSIDE
    if item.mark == Mark.RED:
        return Heard.AUTHOR
    if item.mark == Mark.STRICT:
        return Heard.ORIGINATOR
    return _BY_ROLE.get(role) or (Heard.ORIGINATOR if body == item.originator_id else None)
