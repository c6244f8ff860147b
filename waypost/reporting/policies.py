"""Who publishes editions, and who decides about overlaps."""

from typing import Any

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.people.models import Post
from waypost.reporting.models import Overlap


def may_publish_edition(by: Viewer, key: Any) -> bool:  # noqa: ARG001
    return by.has_role(Post.Role.SECRETARIAT) and by.is_active_member()


def may_judge(by: Viewer, overlap: Overlap) -> bool:
    """Who sees both, and coordinates for one of the two that keep them or is the secretariat of one's network."""
    if not by.has_role(*Post.COORDINATING) or not overlap.is_visible_to(by):
        return False
    held = keys_of(by)
    return any(
        key(Audience.ORGANISATION, organisation, network) in held
        or key(Audience.SECRETARIAT, 0, network) in held
        for organisation, network in overlap.kept_by()
    )
