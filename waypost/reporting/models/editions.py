"""Editions of the newsletter: what is said in each section, and which figures stand beside it."""

from typing import ClassVar

from django.db import models
from django.utils import translation

from waypost.core.exposure import Exposure
from waypost.core.figures import Window
from waypost.places.models import Section


class Edition(models.Model):
    """A published edition. It reports ``since`` to ``until``, both days included; figures are as of ``until``."""

    exposure = Exposure.OPEN

    key = models.SlugField(max_length=20, unique=True)
    title_en = models.CharField(max_length=80)
    title_th = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField()
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-published_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="edition_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_th if translation.get_language() == "th" else self.title_en

    @property
    def window(self) -> Window:
        return Window(since=self.since, until=self.until)


class Passage(models.Model):
    """What an edition says in one section. Its numbers are not typed: ``figures`` names those that stand beside it."""

    exposure = Exposure.OPEN

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="passages")
    section = models.CharField(max_length=12, choices=Section)
    text_en = models.TextField()
    text_th = models.TextField()
    figures = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "section"], name="one_passage_a_section"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_section_display()}"

    @property
    def text(self) -> str:
        return self.text_th if translation.get_language() == "th" else self.text_en
