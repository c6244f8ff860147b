"""Rubrics of a programme: what is looked at when somebody is marked, and from how much one passes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core.ids import PublicId
from waypost.training.models.programmes import Programme, Written, spoken
from waypost.training.rubrics import Rule, Weight

MOST_CRITERIA = 8
MOST_POINTS = 5  # of one criterion: as many as can be tapped side by side on a telephone


class Exercise(models.TextChoices):
    """What is marked against a rubric. Learners are not marked by those ``OF_TRAINERS``."""

    DOCUMENTS = "documents", _("Document examination")
    INTERVIEW = "interview", _("Interview techniques")
    BOARDING = "boarding", _("Boarding and rescue exercise")
    TEACH_BACK = "teach-back", _("Teach-back")
    DELIVERY = "delivery", _("Observed delivery")


OF_TRAINERS = (Exercise.TEACH_BACK, Exercise.DELIVERY)


class Rubric(MarkedThrough):
    """A rubric as it was written: it never changes, so that what was marked against it stays readable. Said anew it is
    the next ``number``, which ``replaces`` it and retires it. ``overall`` and ``critical`` are the per cent from which
    one passes: of all points together, and of each critical criterion. Read by whoever reads the programme, for
    nobody is to be marked by what they may not know.
    """

    marked_by = "programme"

    public_id = PublicId()
    programme = MarkedLink(Programme, models.PROTECT)
    exercise = models.CharField(max_length=12, choices=Exercise)
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    overall = models.PositiveSmallIntegerField(default=70)
    critical = models.PositiveSmallIntegerField(default=70)
    number = models.PositiveSmallIntegerField(default=1)
    replaces = MarkedLink("self", models.PROTECT, null=True, blank=True)
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["replaces"], name="rubric_said_anew_once"),
            models.CheckConstraint(
                condition=Q(overall__range=(1, 100), critical__range=(1, 100)), name="rubric_asks_for_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"rubric {self.public_id}"

    @property
    def title(self) -> str:
        return spoken(self, "title")

    @property
    def rule(self) -> Rule:
        return Rule(self.overall, self.critical)


class Criterion(Written):
    """One thing that is looked at, in its ``place`` from 1, and what earns all its points. Who is weak in a
    ``is_critical`` one does not pass.
    """

    marked_by = "rubric"

    rubric = MarkedLink(Rubric, models.CASCADE)
    place = models.PositiveSmallIntegerField()
    words_en = models.CharField(max_length=200)
    words_th = models.CharField(max_length=200)
    full_en = models.CharField(max_length=300, blank=True, help_text="What earns all points")
    full_th = models.CharField(max_length=300, blank=True)
    points = models.PositiveSmallIntegerField()
    is_critical = models.BooleanField(default=False)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rubric", "place"], name="one_criterion_a_place"),
            models.CheckConstraint(
                condition=Q(points__range=(1, MOST_POINTS)), name="criterion_has_points_to_tap"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}"

    @property
    def words(self) -> str:
        return spoken(self, "words")

    @property
    def full(self) -> str:
        return spoken(self, "full")

    @property
    def weight(self) -> Weight:
        return Weight(self.points, self.is_critical)
