"""Saying later that a cohort trains trainers, or that it does not."""

from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.models import Certificate, Cohort, CohortChange, Intake, Programme


@action("training.cohort_changed", allowed=may_write)
def change_cohort(
    *, by: Person, programme: Programme, cohort: Cohort, trains_trainers: bool, because: str
) -> CohortChange:
    """From now on certificates of a cohort count on the way to being accredited, or do no more. Refused once one was
    issued: what its holders were told it is worth stays.
    """
    check_words(because=because)
    row = Cohort.unfiltered.select_for_update().get(pk=cohort.pk, programme=programme.pk)
    list(Intake.unfiltered.select_for_update().filter(cohort=row.pk))  # nobody certifies meanwhile
    if row.trains_trainers == trains_trainers:
        raise Refused(_("This stands so already. Nothing was changed."))
    if Certificate.unfiltered.filter(nominee__intake__cohort=row.pk).exists():
        raise Refused(
            _(
                "Certificates of this cohort are issued, and what they are worth stays. Recognise prior training on "
                "the page of a trainer instead."
            )
        )
    row.trains_trainers = trains_trainers
    row.save()
    number = CohortChange.unfiltered.filter(cohort=row.pk).count() + 1
    change = CohortChange(
        cohort_id=row.pk,
        number=number,
        trains_trainers=trains_trainers,
        because=because,
        by=by,
        at=clock.now(),
    )
    change.save()
    programme.revision += 1
    programme.save()
    doors.note(trains_trainers=trains_trainers, number=number)
    return change
