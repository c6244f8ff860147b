"""Information sessions on the job: a quarter of an hour or two at the start of a shift, with material that was cleared.

Nobody's name is kept: how many listened, by sex and rank band. What was written down is never changed; a correction is
the next record, and the ones before stay.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.places.models import Topic
from waypost.training.models.bands import RankBand, Sex
from waypost.training.models.programmes import Written
from waypost.training.models.resources import Material, OwnThing

SHORTEST, LONGEST = 15, 30  # minutes
COUNTED = (Sex.FEMALE, Sex.MALE)  # nobody is asked: a trainer counts whom they see


class InformationSession(OwnThing):
    """One session, whatever is written of it: its newest record has the number ``revision``."""

    reach_kind: ClassVar[int] = 15

    def __str__(self) -> str:
        return f"information session {self.public_id}"


class Shift(models.TextChoices):
    MORNING = "morning", _("Morning shift")
    AFTERNOON = "afternoon", _("Afternoon shift")
    NIGHT = "night", _("Night shift")


class SessionRecord(Written):
    """What was written down of a session. ``unit`` and ``place`` are words in the language of whoever wrote them.

    ``attendances`` repeats the sum of its headcounts, which the figures add up. One that did not take place (it was
    entered by mistake) counts for nothing.
    """

    marked_by = "session"

    session = MarkedLink(InformationSession, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    took_place = models.BooleanField(default=True)
    unit = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    on = models.DateField()
    shift = models.CharField(max_length=10, choices=Shift)
    minutes = models.PositiveSmallIntegerField()
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    material = MarkedLink(Material, models.PROTECT)
    attendances = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=300, blank=True, help_text="Why it was corrected")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "number"], name="one_session_record_a_number"),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
                name="session_takes_a_quarter_to_a_half",
            ),
            models.CheckConstraint(condition=Q(attendances__gt=0), name="session_was_attended"),
        ]
        indexes: ClassVar = [models.Index(fields=["-on", "-id"], name="session_record_newest")]

    def __str__(self) -> str:
        return f"record {self.number}"

    @staticmethod
    def in_force(at: str = "") -> Q:
        """The condition that a record is its session's newest."""
        return Q(**{f"{at}number": F(f"{at}session__revision")})


class Headcount(Written):
    """How many of one sex and rank band listened. Nobody of a band leaves no row."""

    marked_by = "record"

    record = MarkedLink(SessionRecord, models.CASCADE)
    sex = models.CharField(max_length=8, choices=Sex)
    band = models.CharField(max_length=20, choices=RankBand)
    people = models.PositiveSmallIntegerField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "sex", "band"], name="one_headcount_a_band"),
            models.CheckConstraint(condition=Q(people__gt=0), name="headcount_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.people}"
