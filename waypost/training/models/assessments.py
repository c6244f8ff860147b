"""What of a practical session is marked against which rubric, and how each learner was marked."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.people.models import Person
from waypost.training.models.enrolment import Nominee, oneself
from waypost.training.models.practicals import PracticalSession, taught_by
from waypost.training.models.programmes import Written
from waypost.training.models.rubrics import Rubric
from waypost.training.models.sittings import RESITS


class Decision(models.TextChoices):
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")
    REPEAT = "repeat", _("Asked to repeat")


class Assessed(MarkedThrough):
    """That learners are marked in a session against a rubric: this version of it."""

    marked_by = "session"

    session = MarkedLink(PracticalSession, models.CASCADE)
    rubric = MarkedLink(Rubric, models.PROTECT)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "rubric"], name="rubric_once_a_session")
        ]

    def __str__(self) -> str:
        return f"rubric {self.rubric_id} in session {self.session_id}"


class Assessment(Written):
    """How a learner was marked against a rubric: ``scores`` by criterion in its order, and what they came to.
    ``attempt`` is 1, or 2 and 3 for the re-sits, in whichever session of the cohort. A correction is the next
    ``number`` of the same attempt, with ``because``; the highest number holds. ``repeat_because``: why somebody is
    asked to repeat it.

    Personal: read by the learner, by those who run the cohort, and by those who teach in its sessions. Not by the unit
    that nominated: what it gets is a certificate.
    """

    marked_by = "nominee"

    nominee = MarkedLink(Nominee, models.PROTECT)
    session = MarkedLink(PracticalSession, models.PROTECT)
    rubric = MarkedLink(Rubric, models.PROTECT)
    number = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField()
    scores = models.JSONField()
    points = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=8, choices=Decision)
    note = models.CharField(max_length=300, blank=True)
    repeat_because = models.CharField(max_length=300, blank=True)
    because = models.CharField(max_length=300, blank=True, help_text="Why it was corrected")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nominee", "rubric", "number"], name="one_assessment_a_number"),
            models.CheckConstraint(
                condition=Q(attempt__range=(1, 1 + RESITS)), name="assessed_three_times_at_most"
            ),
            models.CheckConstraint(
                condition=Q(points__lte=F("out_of"), out_of__gt=0), name="assessed_within_what_there_is"
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.REPEAT) ^ Q(repeat_because=""), name="repeat_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.decision}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        if not isinstance(viewer, Person):
            return Q(**{f"{at}pk": None})
        concerned = writing(viewer, f"{at}nominee__intake__cohort__programme__")
        concerned |= Q(**{f"{at}nominee__intake__in": taught_by(viewer).values("session__intake")})
        return Q(super().visibility_rule(viewer, at)) & concerned | oneself(viewer, f"{at}nominee__")

    @property
    def percent(self) -> int:
        """The share of the points in whole per cent, rounded down: nobody reads 70 who has less."""
        return 100 * self.points // self.out_of


def is_for_another(person: int, attempt: int, before: Iterable[Assessment]) -> bool:
    """Is an attempt for another assessor than a person (the key)? The second re-sit is, of whoever marked a time
    before.
    """
    return attempt == 1 + RESITS and person in {each.by_id for each in before if each.attempt < attempt}


def by_try(rows: Iterable[Assessment]) -> list[Assessment]:
    """Of one learner's entries against a rubric, in the order of their numbers, those that hold: one an attempt."""
    return list({each.attempt: each for each in rows}.values())
