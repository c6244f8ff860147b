"""Joining instructions as far as a viewer reads them: through ``Joining.visible_to`` alone."""

from collections.abc import Iterable

from waypost.access.keys import Viewer
from waypost.people.models import Person
from waypost.training.models import HOLDING, Intake, Joining, Nominee, oneself


def instructions_of(viewer: Viewer, intake: Intake) -> Joining | None:
    """The newest of a cohort."""
    return newest_of(viewer, [intake.pk]).get(intake.pk)


def newest_of(viewer: Viewer, intakes: Iterable[int]) -> dict[int, Joining]:
    """The newest of each of these intakes (keys). One query."""
    rows = Joining.visible_to(viewer).filter(intake__in=list(intakes)).order_by("number")
    return {each.intake_id: each for each in rows}


def seats_held(person: Person, intakes: Iterable[int]) -> set[int]:
    """In which of these intakes (keys) the person has a seat themselves."""
    own = Nominee.visible_to(person).filter(oneself(person), intake__in=list(intakes), status__in=HOLDING)
    return set(own.values_list("intake", flat=True))
