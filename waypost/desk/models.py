"""What the desk keeps of its own: medians and who is quiet, counted now and then so that no first page has to."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F

from waypost.core.exposure import Exposure
from waypost.people.models import Network, Organisation


class Median(models.Model):
    """The median of one number over the organisations of a network, rounded, and how many were counted.

    ``number`` is one of ``figures.NUMBERS``; the number of a share (``SHARES``) is in percent.
    """

    exposure = Exposure.INTERNAL

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    number = models.CharField(max_length=20)
    value = models.PositiveIntegerField()
    organisations = models.PositiveIntegerField()
    as_of = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "number"], name="one_median_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} in {self.network}"


class Quiet(models.Model):
    """An organisation of a network none of whose members has signed in for a while; None: none ever did."""

    exposure = Exposure.INTERNAL

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    last_sign_in = models.DateTimeField(null=True)
    as_of = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "organisation"], name="quiet_once_a_network"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.network}"


class HelpDay(models.Model):
    """How often members opened the help page on a day. Never who."""

    exposure = Exposure.INTERNAL

    day = models.DateField(unique=True)
    opened = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.opened}"

    @classmethod
    def count(cls, day: date) -> None:
        """One more opening on this day."""
        HelpDay.objects.bulk_create([HelpDay(day=day)], ignore_conflicts=True)
        cls.objects.filter(day=day).update(opened=F("opened") + 1)
