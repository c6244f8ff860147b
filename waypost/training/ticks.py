"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.doors import CLOCK
from waypost.core.ticks import MORE, tick
from waypost.training.actions import resources, taught_from
from waypost.training.actions.enrolment import enrol_the_ready
from waypost.training.actions.evaluation import ask_the_due, remind_of_evaluations
from waypost.training.actions.forgetting import forget_nominees, never_came_in
from waypost.training.actions.learning import sweep_launches
from waypost.training.actions.trainers import see_to_the_due


@tick(name="training.enrol", every=60)
def enrol() -> None:
    """Whoever was approved before they had an account."""
    enrol_the_ready()


@tick(name="training.launches", every=3600)
def sweep() -> None:
    """Forget who opened which e-module, once that opens nothing any more."""
    sweep_launches(by=CLOCK)


@tick(name="training.forget", every=86_400, lease=3600)
def forget() -> object:
    """Whoever was named for a cohort that is long over, and never came in."""
    return MORE if never_came_in().exists() and forget_nominees(by=CLOCK) else None


@tick(name="training.new_versions", every=60)
def new_versions() -> None:
    """Whoever tells or teaches from a resource of which there is a later version."""
    resources.tell_of_new_versions()
    taught_from.tell_of_new_versions()


@tick(name="training.trainers", every=3600)
def lapse() -> None:
    """Trainers whose accreditation renews by itself, ends soon or is over."""
    see_to_the_due()


@tick(name="training.evaluations", every=3600)
def evaluations() -> None:
    """Cohorts whose time has come are asked; whoever is silent is reminded once."""
    ask_the_due()
    remind_of_evaluations()
