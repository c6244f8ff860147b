"""Lessons written in the portal: their pages, as they are written and as they were put out, and what is right of the
questions on them.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.errors import DoorMisused
from waypost.core.ids import PublicId
from waypost.files.models import StoredFile
from waypost.training.models.modules import EModule, ModuleVersion, Part
from waypost.training.models.programmes import Programme, spoken
from waypost.training.packages import Kind


class Lesson(MarkedThrough):
    """What is being written to become an e-module, and goes on being written once it is one: ``module`` is the e-module
    as which it was put out. Read by those who write the programme; learners read what was put out.
    """

    marked_by = "programme"

    public_id = PublicId()
    programme = MarkedLink(Programme, models.CASCADE)
    module = MarkedLink(EModule, models.PROTECT, null=True, blank=True)
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    begun_at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["module"], name="one_lesson_a_module")]

    def __str__(self) -> str:
        return self.title_en

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}programme__")

    @property
    def title(self) -> str:
        return spoken(self, "title")


class Asked(models.TextChoices):
    """How many options of the question on a page are right."""

    NOTHING = "", _("No question")
    SINGLE = "single", _("One is right")
    SEVERAL = "several", _("Several are right")


class LessonPage(MarkedThrough):
    """A page of a lesson: words in Markdown, a picture, a video, a question with its options. Without a ``version`` it
    is what is being written, and read by those who write; with one it was put out so, is never changed, and is read
    by whoever reads the programme until the e-module is taken off.

    ``picture_*`` says what the picture shows, ``video_*`` what is seen and said in the video: for whoever can't see or
    hear it. ``options`` are pairs of words, English and Thai, numbered from 0.
    """

    marked_by = "programme"

    public_id = PublicId()
    programme = MarkedLink(Programme, models.CASCADE)
    lesson = MarkedLink(Lesson, models.CASCADE)
    version = MarkedLink(ModuleVersion, models.CASCADE, null=True, blank=True)
    number = models.PositiveSmallIntegerField(help_text="Its place, from 1")
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    text_en = models.TextField(blank=True)
    text_th = models.TextField(blank=True)
    picture = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    picture_en = models.CharField(max_length=300, blank=True)
    picture_th = models.CharField(max_length=300, blank=True)
    video = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    video_en = models.TextField(blank=True)
    video_th = models.TextField(blank=True)
    asked = models.CharField(max_length=8, choices=Asked, blank=True, default=Asked.NOTHING)
    question_en = models.TextField(blank=True)
    question_th = models.TextField(blank=True)
    options = models.JSONField(default=list)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "number"],
                condition=Q(version__isnull=False),
                name="one_lesson_page_a_number",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["lesson", "number"], name="lesson_page_by_place")]

    def __str__(self) -> str:
        return f"page {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and self.version_id is not None:
            raise DoorMisused("A page that was put out is never changed. Put out the next version.")
        super().save(*args, **kwargs)

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        writes = writing(viewer, f"{at}programme__")
        return Q(super().visibility_rule(viewer, at)) & (
            writes | Q(**{f"{at}version__isnull": False, f"{at}version__module__taken_off_at__isnull": True})
        )

    @property
    def title(self) -> str:
        return spoken(self, "title")

    @property
    def text(self) -> str:
        return spoken(self, "text")

    @property
    def question(self) -> str:
        return spoken(self, "question")

    @property
    def shown(self) -> str:
        """What its picture shows."""
        return spoken(self, "picture")

    @property
    def told(self) -> str:
        """What is seen and said in its video."""
        return spoken(self, "video")

    def as_part(self) -> Part:
        return Part(title=self.title_en, title_th=self.title_th, kind=Kind.PAGE, depth=0)


class PageKey(MarkedThrough):
    """What is right of the question on a page, as numbers of its options, and what is said of each option to whoever
    chose it: pairs of words. Never a learner's to read: an answer is judged in the action that keeps it.
    """

    marked_by = "page"

    page = MarkedLink(LessonPage, models.CASCADE)
    right = models.JSONField()
    said = models.JSONField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["page"], name="one_key_a_lesson_page")]

    def __str__(self) -> str:
        return f"key of page {self.page_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}page__programme__")
