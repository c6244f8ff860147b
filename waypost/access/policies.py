"""Who may mend what is derived."""

from typing import Any

from waypost.core.doors import OPERATOR


def only_the_operator(by: Any, thing: Any) -> bool:  # noqa: ARG001  whatever the thing
    """Whoever has a shell on the portal's machine, and no person by any page."""
    return by is OPERATOR
