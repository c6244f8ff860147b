"""The threads of a group, and one of them, as somebody who sits there reads them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from waypost.access.keys import Viewer
from waypost.groups.models import Charter, Listener, Message, Space, Thread

SHOWN = 50


@dataclass(frozen=True)
class Said:
    """A message, and the one it answers."""

    message: Message
    answered: Message | None


def space_of(viewer: Viewer, charter: Charter) -> Space | None:
    """The group's space, for whoever sits there."""
    return Space.visible_to(viewer).select_related("group__network").filter(group=charter.group_id).first()


def threads(viewer: Viewer, charter: Charter) -> QuerySet[Thread]:
    """Those of a group, the one in which something was last said first."""
    rows = Thread.visible_to(viewer).filter(space__group=charter.group_id)
    return rows.order_by("-said_at", "-pk")


def newest(viewer: Viewer, charter: Charter, most: int = SHOWN) -> list[tuple[Thread, int]]:
    """The newest threads with how many messages stand in each. Two queries."""
    rows = list(threads(viewer, charter)[:most])
    held = Message.visible_to(viewer).filter(thread__in=[row.pk for row in rows], taken_back_at=None)
    counts = dict(held.order_by().values_list("thread").annotate(n=Count("pk", filter=Q(taken_back_at=None))))
    return [(row, counts.get(row.pk, 0)) for row in rows]


def said_in(viewer: Viewer, thread: Thread) -> list[Said]:
    """Everything said in a thread, in its order. One query."""
    rows = Message.visible_to(viewer).filter(thread=thread.pk).select_related("by", "organisation")
    found = {row.number: row for row in rows.order_by("number")}
    return [Said(row, found.get(row.answers or 0)) for row in found.values()]


def listens(viewer: Viewer, thread: Thread) -> bool:
    return Listener.visible_to(viewer).filter(thread=thread.pk).exists()
