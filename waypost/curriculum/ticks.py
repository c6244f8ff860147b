"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.ticks import tick
from waypost.curriculum.actions.consultation import remind_the_silent


@tick(name="curriculum.consultations", every=3600)
def remind() -> None:
    """Departments that are silent, 14, 7 and 2 days before the deadline and on the day."""
    remind_the_silent()
