"""The field's controlled words: a code, its label in both languages, and one line that says what it means."""

from typing import ClassVar

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.core.exposure import Exposure


class Vocabulary(models.TextChoices):
    ISSUER = "issuer", _("Issuer")
    DOCUMENT = "document", _("Document type")
    FRAUD = "fraud", _("Kind of fraud")
    LOCATION = "location", _("Place on the document")
    FEATURE = "feature", _("Security feature")
    TECHNIQUE = "technique", _("Technique")
    TOOL = "tool", _("Tool")
    LIGHT = "light", _("Light")
    POINT = "point", _("Kind of point of entry")
    REQUEST = "request", _("Action requested")


class Term(models.Model):
    """One word of a vocabulary. Alerts keep its code; so a code that was used stays for good.

    Those that came with the portal (``ours``) are fixed. The secretariat adds others, words them anew, and lets one end
    (``ended_at``): it is offered no more, and still read where it stands.
    """

    exposure = Exposure.OPEN

    vocabulary = models.CharField(max_length=10, choices=Vocabulary)
    code = models.CharField(max_length=8)
    group = models.CharField(
        max_length=40, blank=True, help_text="What it stands under in a list, in English"
    )
    group_th = models.CharField(max_length=60, blank=True)
    label_en = models.CharField(max_length=80)
    label_th = models.CharField(max_length=120)
    meaning_en = models.CharField(max_length=200)
    meaning_th = models.CharField(max_length=300)
    member_key = models.CharField(
        max_length=40, blank=True, help_text="Of an issuer: the member whose documents these are"
    )
    order = models.PositiveSmallIntegerField(default=0)
    ours = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["vocabulary", "order", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="one_term_a_code")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.label_th if translation.get_language() == "th" else self.label_en

    @property
    def meaning(self) -> str:
        return self.meaning_th if translation.get_language() == "th" else self.meaning_en

    @property
    def under(self) -> str:
        return self.group_th if translation.get_language() == "th" else self.group
