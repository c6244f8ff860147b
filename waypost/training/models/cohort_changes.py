"""That a cohort came to train trainers, or to do so no more: its history."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.people.models import Person
from waypost.training.models.programmes import Cohort, Written


class CohortChange(Written):
    """What a cohort was said to be from then on, and why. What it was when it was added is the other of the first."""

    marked_by = "cohort"

    cohort = MarkedLink(Cohort, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    trains_trainers = models.BooleanField()
    because = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "number"], name="one_cohort_change_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.trains_trainers}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        """For those who write the programme: it concerns how trainers stand, which nobody else reads."""
        return Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}cohort__programme__")
