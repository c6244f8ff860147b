"""Members, routes and topics: what anybody may know.

Names are kept in English and Thai; ``name`` gives the one of the reader's language.
"""

from typing import ClassVar

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.core.exposure import Exposure


class Named(models.Model):
    """Something with a key and a name in both languages."""

    exposure = Exposure.OPEN

    key = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(max_length=160)
    name_th = models.CharField(max_length=160)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_th if translation.get_language() == "th" else self.name_en


class Section(models.TextChoices):
    """The five fixed sections of the portal; every activity and edition uses these keys."""

    MARITIME = "maritime", _("Maritime borders and smuggling")
    COVID = "covid", _("COVID-19 response")
    COOPERATION = "cooperation", _("Inter-agency cooperation")
    DOCUMENTS = "documents", _("Fraudulent travel documents")
    SHARING = "sharing", _("Information and intelligence sharing")


class Member(Named):
    """A member of the cooperation: a state or an organisation. ``key`` is the ISO 3166-1 code in lower
    case, or a short name.
    """

    class Kind(models.TextChoices):
        STATE = "state", _("State")
        ORGANISATION = "organisation", _("Organisation")

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.STATE)
    territory = models.CharField(
        max_length=3, blank=True, help_text="ISO 3166-1 numeric code of the shape on the map"
    )

    class Meta:
        ordering: ClassVar = ["name_en"]


class Route(Named):
    """A corridor, by sea, land or air, with the members it touches."""

    class Way(models.TextChoices):
        SEA = "sea", _("Sea route")
        LAND = "land", _("Land route")
        AIR = "air", _("Air route")

    way = models.CharField(max_length=4, choices=Way)
    members = models.ManyToManyField(Member, related_name="routes")

    class Meta:
        ordering: ClassVar = ["way", "name_en"]


class Topic(Named):
    """What an item is about. Every topic stands under one of the five sections; ``parent`` groups the finer ones."""

    section = models.CharField(max_length=12, choices=Section)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="finer")
    meaning_en = models.CharField(max_length=300, blank=True)
    meaning_th = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["section", "name_en"]

    @property
    def meaning(self) -> str:
        return self.meaning_th if translation.get_language() == "th" else self.meaning_en
