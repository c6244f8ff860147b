"""Two kinds of shared item: what was observed, and what one can use."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.publications.models import Publication


class Bulletin(Publication):
    """What was observed, where and when: methods, movements, warnings. Totals only, never persons."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    observed_from = models.DateField(null=True, blank=True)
    observed_to = models.DateField(null=True, blank=True)

    class Meta(Publication.Meta):
        constraints: ClassVar = []
        indexes: ClassVar = []


class Resource(Publication):
    """What members can use: guidance, training material, templates, laws. Always reviewed by a date."""

    class Use(models.TextChoices):
        GUIDANCE = "guidance", _("Guidance")
        TRAINING = "training", _("Training material")
        TEMPLATE = "template", _("Template or form")
        LAW = "law", _("Law or agreement")
        REPORT = "report", _("Report or study")

    publication = models.OneToOneField(
        Publication, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    use = models.CharField(max_length=12, choices=Use, blank=True)
    source = models.CharField(max_length=160, blank=True)

    class Meta(Publication.Meta):
        constraints: ClassVar = []
        indexes: ClassVar = []
