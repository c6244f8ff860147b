"""Whom the demo tells."""

from waypost.core.events import Silent, declare

declare(
    "demo.clock_moved", Silent("whoever moved it sees it on the page; what follows is told by its own room")
)
