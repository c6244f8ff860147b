"""Joining instructions of a cohort: when and where, what to bring, whom to call. Written once; a change is the next."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.people.models import Person, Post
from waypost.training.models.enrolment import (
    HOLDING,
    OVER,
    Intake,
    Nominee,
    Seats,
    StatusEntry,
    concerned,
    oneself,
)
from waypost.training.models.programmes import Written, spoken


class Joining(Written):
    """What everybody with a seat is told. ``number`` counts up and is the sequence of the calendar; one that is
    ``cancelled`` says why, and that it does not take place.

    Seen by those who run the cohort, the focal points of its units and whoever has a seat: where officers meet is
    nothing to other readers of the programme.
    """

    marked_by = "intake"

    intake = MarkedLink(Intake, models.PROTECT)
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue_en = models.CharField(max_length=200)
    venue_th = models.CharField(max_length=200)
    bring_en = models.CharField(max_length=1000, blank=True, help_text="And what else one has to know")
    bring_th = models.CharField(max_length=1000, blank=True)
    call_en = models.CharField(max_length=160, help_text="A post and its telephone")
    call_th = models.CharField(max_length=160)
    cancelled = models.BooleanField(default=False)
    because_en = models.CharField(max_length=300, blank=True, help_text="Why it is cancelled")
    because_th = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "number"], name="one_joining_a_number"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="joining_ends_later"),
            models.CheckConstraint(
                condition=Q(cancelled=False) | ~Q(because_en=""), name="joining_cancelled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"instructions {self.number}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        own = Nominee.unfiltered.filter(oneself(viewer), intake=OuterRef(f"{at}intake"), status__in=HOLDING)
        seen = concerned(viewer, at) | Q(Exists(own))
        if isinstance(viewer, Person) and viewer.has_role(*Post.APPROVING):
            units = Seats.unfiltered.filter(intake=OuterRef(f"{at}intake"), organisation=viewer.organisation)
            network = {f"{at}intake__cohort__programme__network__in": viewer.networks()}
            seen |= Q(Exists(units)) & Q(**network)
        return Q(super().visibility_rule(viewer, at)) & seen

    @classmethod
    def told_before(cls, person: Person, intake: int) -> "Joining | None":
        """The newest that was sent for a cohort (by its key) while the person had a seat in it, which they left."""
        left = StatusEntry.unfiltered.filter(
            oneself(person, "nominee__"), nominee__intake=intake, status__in=OVER
        )
        over = left.order_by("-pk").first()
        sent = cls.unfiltered.filter(intake=intake, at__lte=over.at) if over else cls.unfiltered.none()
        return sent.order_by("-number").first()

    @property
    def venue(self) -> str:
        return spoken(self, "venue")

    @property
    def bring(self) -> str:
        return spoken(self, "bring")

    @property
    def call(self) -> str:
        return spoken(self, "call")

    @property
    def because(self) -> str:
        return spoken(self, "because")
