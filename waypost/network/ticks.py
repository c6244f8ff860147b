"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.doors import CLOCK
from waypost.core.ticks import MORE, tick
from waypost.network import actions
from waypost.network.lists import came_to_nothing


@tick(name="network.forget", every=86_400, lease=3600)
def forget() -> object:
    """Nominations that came to nothing half a year ago."""
    return MORE if came_to_nothing().exists() and actions.forget(by=CLOCK) else None
