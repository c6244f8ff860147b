"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.ticks import tick
from waypost.reporting.actions import overlaps


@tick(name="reporting.overlaps", every=300, lease=1800)
def look() -> None:
    """Activities that changed since are compared anew."""
    overlaps.look()
