"""The resources an e-module or a practical session is taught from, as far as the viewer sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from waypost.access.keys import Viewer
from waypost.training.lists.resources import Source, sources_of
from waypost.training.models import EModule, PracticalSession, Programme, TaughtFrom


@dataclass(frozen=True)
class Row:
    """One of them. ``source`` says which version it is taught from, and which one is out."""

    taught: TaughtFrom
    source: Source


def taught_from(viewer: Viewer, thing: EModule | PracticalSession) -> list[Row]:
    """What the viewer does not see leaves no gap. Four queries."""
    name = "module" if isinstance(thing, EModule) else "session"
    found = list(TaughtFrom.visible_to(viewer).filter(**{name: thing.pk}).order_by("pk"))
    pairs = zip(found, sources_of(viewer, found), strict=True)
    return [Row(each, source) for each, source in pairs if source is not None]


def taught_things(viewer: Viewer, rows: Iterable[TaughtFrom]) -> dict[int, EModule | PracticalSession]:
    """By the key of the row, the e-module or session it is of. Two queries."""
    found = list(rows)
    modules = EModule.visible_to(viewer).in_bulk({each.module_id for each in found if each.module_id})
    sessions = PracticalSession.visible_to(viewer).in_bulk(
        {each.session_id for each in found if each.session_id}
    )
    things = {each.pk: modules.get(each.module_id) or sessions.get(each.session_id) for each in found}
    return {pk: thing for pk, thing in things.items() if thing is not None}


def path_of(thing: EModule | PracticalSession, programme: Programme) -> str:
    if isinstance(thing, EModule):
        return reverse("emodule", args=[programme.public_id, thing.public_id])
    return reverse("practical", args=[thing.public_id])
