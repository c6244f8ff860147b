"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.ticks import tick
from waypost.groups.actions.following import remind_the_due


@tick(name="groups.actions", every=3600)
def actions() -> None:
    """Owners of action items are reminded: seven days before, on the day, weekly after."""
    remind_the_due()
