"""Whether training can want anything of somebody. Everybody's first page asks, and most are wanted for nothing."""

from dataclasses import dataclass

from django.db.models import Exists, Q

from waypost.core import clock
from waypost.core.compiled import Compiled
from waypost.people.models import Person
from waypost.training.models.enrolment import Nominee, Status
from waypost.training.models.evaluation import Evaluation, Level, is_asked
from waypost.training.models.practicals import Facilitation


@dataclass(frozen=True)
class Waiting:
    """Were they ever nominated; are they lead or co-trainer anywhere; and of their organisation, whether nominations
    wait for a decision in a cohort it runs, approved officers of its own to be let in, and an evaluation for an answer.
    """

    learns: bool = False
    teaches: bool = False
    nominated: bool = False
    approved: bool = False
    asked: bool = False


def waiting_for(person: Person) -> Waiting:
    """One query, put together once. Whether the person may act on it is asked where it is looked up."""
    row = _WAITS.first(
        person=person.pk,
        email=person.email,
        organisation=person.organisation.pk if person.organisation else 0,
        on=clock.today(),
    )
    return Waiting(*map(bool, row or ()))


_ANSWERED_BY_UNITS = (Level.APPLICATION, Level.IMPACT)
_WAITS = Compiled(
    lambda person, email, organisation, on: Person.objects.filter(pk=person).values_list(
        Exists(Nominee.unfiltered.filter(Q(person=person) | Q(person=None, email=email))),
        Exists(
            Facilitation.unfiltered.filter(
                Q(person=person) | Q(person=None, email=email),
                role__in=Facilitation.TEACHING,
                session__is_cancelled=False,
            )
        ),
        Exists(
            Nominee.unfiltered.filter(
                status=Status.NOMINATED, intake__cohort__programme__organisation=organisation
            )
        ),
        Exists(Nominee.unfiltered.filter(status=Status.APPROVED, seats__organisation=organisation)),
        Exists(
            Evaluation.unfiltered.filter(
                level__in=_ANSWERED_BY_UNITS,
                opens_on__lte=on,
                closes_on__gte=on,
                intake__in=Nominee.unfiltered.filter(is_asked(), seats__organisation=organisation).values(
                    "intake"
                ),
            )
        ),
    )
)
