"""That the holder of a seat's post was told what they took over: once for each of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core import clock
from waypost.groups.models.charters import Charter
from waypost.people.models import Seat, Tenure
from waypost.people.models.posts import current


class HandOver(MarkedThrough):
    """A seat whose post somebody took over from another, and when they were told."""

    marked_by = "charter"

    charter = MarkedLink(Charter, models.CASCADE)
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    tenure = models.ForeignKey(Tenure, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "tenure"], name="one_hand_over_a_holder")
        ]

    def __str__(self) -> str:
        return f"hand-over of seat {self.seat_id}"

    @classmethod
    def waiting(cls) -> "QuerySet[Tenure]":
        """For the clock: whoever came to hold the post of an open seat after it was given, and was not told."""
        today = clock.today()
        chartered = Charter.unfiltered.values("group")
        open_seats = Seat.objects.filter(
            current(today), group__in=chartered, post=OuterRef("post"), since__lt=OuterRef("since")
        )
        told = cls.unfiltered.filter(tenure=OuterRef("pk"))
        before = Tenure.objects.filter(post=OuterRef("post"), since__lt=OuterRef("since"))
        found = Tenure.objects.filter(current(today), Exists(open_seats), Exists(before), ~Exists(told))
        return found.order_by("pk")
