"""The questions of a programme, what is right of them, and the parallel forms put together from them.

What is right stands in a row of its own (``Key``), which nobody reads but those who write the programme: whatever shows
a question to a learner has no key to show.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.ids import PublicId
from waypost.places.models import Topic
from waypost.training.models.programmes import Programme, Written, spoken

MOST_OPTIONS = 6


class Kind(models.TextChoices):
    SINGLE = "single", _("One is right")
    SEVERAL = "several", _("Several are right")
    TRUE_FALSE = "true-false", _("True or false")


class Question(MarkedThrough):
    """A question as it was asked: its words never change. Said anew it is the next one, which ``replaces`` it; so what
    somebody answered stays readable. ``options`` are pairs of words, English and Thai, numbered from 0.

    Read by those who write the programme, and by a learner while a form with it lies before them.
    """

    marked_by = "programme"

    public_id = PublicId()
    programme = MarkedLink(Programme, models.PROTECT)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    text_en = models.TextField()
    text_th = models.TextField()
    options = models.JSONField()
    anchor = models.BooleanField(
        default=False, help_text="It stands on every form, so that forms and years can be compared"
    )
    replaces = MarkedLink("self", models.PROTECT, null=True, blank=True)
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["replaces"], name="question_said_anew_once")]

    def __str__(self) -> str:
        return f"question {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        asked = Placed.unfiltered.filter(paper__in=before(viewer)).values("question")
        writes = Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}programme__")
        return writes | Q(**{f"{at}pk__in": asked})

    @property
    def text(self) -> str:
        return spoken(self, "text")

    @property
    def choices(self) -> list[str]:
        """The options in the reader's language."""
        return [spoken(_Pair(*each), "words") for each in self.options]


class _Pair:
    def __init__(self, english: str, thai: str) -> None:
        self.words_en, self.words_th = english, thai


class Key(Written):
    """What is right of a question, as numbers of its options, and what is said about it. Never a learner's to read."""

    marked_by = "question"

    question = MarkedLink(Question, models.PROTECT)
    right = models.JSONField()
    feedback_en = models.TextField(blank=True)
    feedback_th = models.TextField(blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["question"], name="one_key_a_question")]

    def __str__(self) -> str:
        return f"key of {self.question_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}question__programme__")

    @property
    def feedback(self) -> str:
        return spoken(self, "feedback")


class Paper(Written):
    """One of two parallel forms, A and B, which have as many questions of each topic. ``edition`` counts the pairs of a
    programme: forms are never changed, they are put together anew.
    """

    marked_by = "programme"

    public_id = PublicId()
    programme = MarkedLink(Programme, models.PROTECT)
    edition = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=1)
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "edition", "letter"], name="one_paper_a_letter")
        ]

    def __str__(self) -> str:
        return f"{self.edition}{self.letter}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        writes = Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}programme__")
        return writes | Q(**{f"{at}pk__in": before(viewer)})


class Placed(Written):
    """Which question stands where on a form, from 1."""

    marked_by = "paper"

    paper = MarkedLink(Paper, models.CASCADE)
    place = models.PositiveSmallIntegerField()
    question = MarkedLink(Question, models.PROTECT)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "place"], name="one_question_a_place"),
            models.UniqueConstraint(fields=["paper", "question"], name="question_once_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.place}"


def before(viewer: Viewer) -> Any:
    """The forms that lie before somebody: begun, and not handed in."""
    from waypost.training.models.sittings import Sitting  # it hangs on what stands here

    own = Sitting.unfiltered.filter(nominee__person=viewer.pk or 0, begun_at__isnull=False)
    return own.filter(handed_in_at=None).values("paper")
