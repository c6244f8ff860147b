"""The drill: what one officer answered in a week. Nobody else's."""

from datetime import date
from typing import ClassVar

from django.db import models

from waypost.core.exposure import Exposure
from waypost.people.models import Person


class DrillAnswer(models.Model):
    """One exercise of one week, answered once. ``exercise`` is a digest: of which alert it was made cannot be read from
    it. Seen by the person alone, and deleted with them; there is no list of several persons' answers anywhere.
    """

    exposure = Exposure.PERSONAL

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    week = models.DateField(help_text="Its Monday")
    exercise = models.CharField(max_length=16)
    choice = models.CharField(max_length=4)
    by_what = models.CharField(max_length=8, blank=True)
    right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "week", "exercise"], name="one_answer_an_exercise")
        ]

    def __str__(self) -> str:
        return f"{self.week}: {'right' if self.right else 'wrong'}"

    @classmethod
    def of_week(cls, person: Person, week: date) -> "dict[str, DrillAnswer]":
        """One's own, by exercise. One query."""
        return {row.exercise: row for row in cls.objects.filter(person=person.pk, week=week)}
