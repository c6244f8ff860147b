"""Who publishes editions."""

from typing import Any

from waypost.access.keys import Viewer
from waypost.people.models import Post


def may_publish_edition(by: Viewer, key: Any) -> bool:  # noqa: ARG001
    return by.has_role(Post.Role.SECRETARIAT) and by.is_active_member()
