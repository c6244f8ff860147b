"""Who may do what no person does by any page: the clock's work, and the operator's."""

from typing import Any

from waypost.core.doors import CLOCK, OPERATOR, PORTAL


def only_the_clock(by: Any, _thing: Any) -> bool:
    """The worker, acting because time has passed."""
    return by is CLOCK


def only_the_operator(by: Any, _thing: Any) -> bool:
    """Whoever has a shell on the portal's machine."""
    return by is OPERATOR


def only_the_portal(by: Any, _thing: Any) -> bool:
    """A page that was answered, counted without whoever asked for it."""
    return by is PORTAL
