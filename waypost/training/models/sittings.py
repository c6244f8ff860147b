"""Tests of a cohort, before and after, and what each learner handed in."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.ids import PublicId
from waypost.training.models.enrolment import Intake, Nominee, oneself
from waypost.training.models.questions import Paper

RESITS = 2


class Moment(models.TextChoices):
    """When a cohort is tested: before it learns, and after."""

    BEFORE = "before", _("Pre-test")
    AFTER = "after", _("Post-test")


class CohortTest(MarkedThrough):
    """A test that the enrolled of a cohort take from one day to another, both within it. ``pass_mark`` in percent.

    Before, everybody has form A, and after form B; ``crossed``, every second learner has them the other way round.
    """

    marked_by = "intake"

    public_id = PublicId()
    intake = MarkedLink(Intake, models.PROTECT)
    moment = models.CharField(max_length=8, choices=Moment)
    form_a = MarkedLink(Paper, models.PROTECT)
    form_b = MarkedLink(Paper, models.PROTECT)
    opens_on = models.DateField()
    closes_on = models.DateField()
    pass_mark = models.PositiveSmallIntegerField(default=60)
    crossed = models.BooleanField(default=False)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "moment"], name="one_test_a_moment"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="test_closes_later"),
            models.CheckConstraint(condition=Q(pass_mark__range=(1, 100)), name="pass_mark_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"test {self.public_id}"

    def paper_for(self, nominee: int, number: int) -> int:
        """The key of the form somebody has at their first, second or third time: by turns."""
        turns = number - 1 + (self.moment == Moment.AFTER) + (nominee if self.crossed else 0)
        return int(self.form_b_id if turns % 2 else self.form_a_id)

    def passes(self, points: int, out_of: int) -> bool:
        return points * 100 >= self.pass_mark * out_of


class Sitting(MarkedThrough):
    """One time that somebody takes a test: the first, or a re-sit that was allowed. ``answers`` are numbers of options
    by the place of the question, kept as they come. Handed in, it has its points, and never changes.

    A test on paper has points alone, and no form. Personal: read by the learner, and by those who run the cohort.
    """

    marked_by = "test"

    public_id = PublicId()
    test = MarkedLink(CohortTest, models.PROTECT)
    nominee = MarkedLink(Nominee, models.PROTECT)
    number = models.PositiveSmallIntegerField(default=1)
    paper = MarkedLink(Paper, models.PROTECT, null=True, blank=True)
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    out_of = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["test", "nominee", "number"], name="one_sitting_a_number"),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(points__isnull=False, out_of__gt=0),
                name="handed_in_is_scored",
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__lte=F("out_of")), name="points_within_what_there_is"
            ),
            models.CheckConstraint(condition=Q(number__range=(1, 1 + RESITS)), name="two_resits_at_most"),
        ]

    def __str__(self) -> str:
        return f"sitting {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        runs = Q(super().visibility_rule(viewer, at))
        runs &= writing(viewer, f"{at}test__intake__cohort__programme__")
        return runs | oneself(viewer, f"{at}nominee__")

    @classmethod
    def first_scores(cls, intake: Intake) -> "dict[Moment, dict[int, float]]":
        """What the learners of a cohort had in percent when they first took each of its tests, by their keys. For sums:
        whoever shows one learner's asks ``visible_to``.
        """
        rows = cls.unfiltered.filter(test__intake=intake.pk, number=1, handed_in_at__isnull=False)
        found: dict[Moment, dict[int, float]] = {moment: {} for moment in Moment}
        for moment, nominee, points, out_of in rows.values_list(
            "test__moment", "nominee", "points", "out_of"
        ):
            found[Moment(moment)][nominee] = 100 * points / out_of
        return found

    @property
    def is_on_paper(self) -> bool:
        return self.paper_id is None

    @property
    def percent(self) -> float | None:
        """The share of the points, in percent."""
        return None if self.points is None or not self.out_of else 100 * self.points / self.out_of
