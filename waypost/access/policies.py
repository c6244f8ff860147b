"""Who may begin and write what an organisation runs in a network: projects, curricula, programmes. Pure questions, and
one of them as the condition of a query.
"""

from typing import Any, Protocol

from django.db.models import Q

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.people.models import Network, Organisation, Person, Post


class Run(Protocol):
    """What one organisation runs, or keeps, in one network."""

    @property
    def organisation_id(self) -> int: ...

    @property
    def network_id(self) -> int: ...


def may_begin(by: Viewer, organisation: Organisation | None) -> bool:
    """Does ``by`` coordinate for this organisation: as its focal point, secretariat or trainer?"""
    own = organisation is not None and by.organisation is not None and by.organisation.pk == organisation.pk
    return own and by.is_active_member() and by.has_role(*Post.COORDINATING)


def may_begin_in(by: Viewer, network: Network) -> bool:
    return key(Audience.NETWORK, network.pk) in keys_of(by)


def may_write(by: Viewer, thing: Run) -> bool:
    """Whoever coordinates for the organisation that runs it, in its network."""
    own = key(Audience.ORGANISATION, thing.organisation_id, thing.network_id)
    return own in keys_of(by) and by.has_role(*Post.COORDINATING)


def writing(viewer: Any, thing: str) -> Q:
    """``may_write`` as a condition on rows that lead to what is run by the path ``thing`` ("programme__")."""
    if (
        not isinstance(viewer, Person)
        or viewer.organisation is None
        or not viewer.has_role(*Post.COORDINATING)
    ):
        return Q(**{f"{thing}pk": None})
    return Q(**{f"{thing}organisation": viewer.organisation.pk, f"{thing}network__in": viewer.networks()})
