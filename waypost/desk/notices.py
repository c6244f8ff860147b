"""Whom the room tells."""

from waypost.core.events import Silent, declare

declare("desk.log_read", Silent("the log is where readings of the log are looked at"))
