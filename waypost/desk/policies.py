"""Who reads the audit log, and how the portal is used."""

from typing import Any

from waypost.access.keys import Viewer
from waypost.people.models import Post


def may_read_log(by: Viewer, person: Any = None) -> bool:  # noqa: ARG001
    """The auditor's post, while endorsed like everybody's. No other right leads here, not the secretariat's."""
    return by.has_role(Post.Role.AUDITOR) and by.is_active_member()


def may_read_measures(by: Viewer, network: Any = None) -> bool:  # noqa: ARG001
    """Those who run networks."""
    return by.has_role(Post.Role.SECRETARIAT) and by.is_active_member()


def may_ask_for_help(by: Viewer, person: Any = None) -> bool:  # noqa: ARG001
    """Members are counted; the page is open to everybody."""
    return by.is_active_member()
