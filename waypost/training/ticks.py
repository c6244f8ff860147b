"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.doors import CLOCK
from waypost.core.ticks import tick
from waypost.training.actions.enrolment import enrol_the_ready
from waypost.training.actions.learning import sweep_launches


@tick(name="training.enrol", every=60)
def enrol() -> None:
    """Whoever was approved before they had an account."""
    enrol_the_ready()


@tick(name="training.launches", every=3600)
def sweep() -> None:
    """Forget who opened which e-module, once that opens nothing any more."""
    sweep_launches(by=CLOCK)
