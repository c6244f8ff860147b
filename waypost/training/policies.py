"""Who may do what with programmes. Pure questions."""

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.people.models import Network, Organisation, Post
from waypost.training.models import Programme


def may_run(by: Viewer, organisation: Organisation | None) -> bool:
    """Does ``by`` coordinate for this organisation: as its focal point, secretariat or trainer?"""
    own = organisation is not None and by.organisation is not None and by.organisation.pk == organisation.pk
    return own and by.is_active_member() and by.has_role(*Post.COORDINATING)


def may_run_in(by: Viewer, network: Network) -> bool:
    return key(Audience.NETWORK, network.pk) in keys_of(by)


def may_write(by: Viewer, programme: Programme) -> bool:
    """Whoever coordinates for the organisation that runs it, in its network."""
    own = key(Audience.ORGANISATION, programme.organisation_id, programme.network_id)
    return own in keys_of(by) and by.has_role(*Post.COORDINATING)


def may_read(by: Viewer, programme: Programme) -> bool:
    return programme.is_visible_to(by)
