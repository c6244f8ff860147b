"""A document alert and a genuine reference: children of Publication. Their columns are for finding; what they say is
the part of a version (``waypost.alerts.part``), and what is derived from it is written when a version is published.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.publications.models import Publication
from waypost.publications.states import Stage


class Quality(models.IntegerChoices):
    """How good the fraud is."""

    POOR = 1, _("Poor")
    FAIR = 2, _("Fair")
    GOOD = 3, _("Good")
    FIRST = 4, _("Deceptive at first line")
    SECOND = 5, _("Deceptive at second line")


class Line(models.IntegerChoices):
    """Who can see a sign, and with what (ICAO Doc 9303-2, appendix A)."""

    FIRST = 1, _("First line: seconds, eye and hand")
    SECOND = 2, _("Second line: trained, simple equipment")
    THIRD = 3, _("Third line: forensic laboratory")


class Band(models.TextChoices):
    """How many were seen: never a number that could point to a case."""

    ONE = "1", _("One")
    FEW = "2-5", _("2 to 5")
    SOME = "6-20", _("6 to 20")
    MANY = "21+", _("21 or more")


class Reliability(models.TextChoices):
    """Of the source (Admiralty scale)."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class Credibility(models.TextChoices):
    """Of the information (Admiralty scale)."""

    CONFIRMED = "1", _("1: confirmed by other sources")
    PROBABLE = "2", _("2: probably true")
    POSSIBLE = "3", _("3: possibly true")
    DOUBTFUL = "4", _("4: doubtful")
    IMPROBABLE = "5", _("5: improbable")
    UNKNOWN = "6", _("6: cannot be judged")


class Alert(Publication):
    """A fraud seen on a document: what is wrong, how to check it, what to do. About an object, never a person."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    issuer = models.CharField(
        max_length=3, blank=True, help_text="ICAO Doc 9303-3 code; empty for a pseudo issuer"
    )
    issuer_printed = models.CharField(max_length=80, blank=True, help_text="A pseudo issuer, as printed")
    document = models.CharField(max_length=8, blank=True)
    model = models.CharField(max_length=60, blank=True)
    issued_from = models.PositiveSmallIntegerField(null=True, blank=True)
    issued_to = models.PositiveSmallIntegerField(null=True, blank=True)
    fraud = models.CharField(max_length=8, blank=True, help_text="The primary one; others are traits")
    quality = models.PositiveSmallIntegerField(choices=Quality, null=True, blank=True)
    seen_in = models.CharField(max_length=3, blank=True, help_text="Where it was seen, by ICAO code")
    point = models.CharField(max_length=8, blank=True, help_text="Kind of point of entry, never the desk")
    seen_month = models.DateField(null=True, blank=True, help_text="The first day of the month")
    band = models.CharField(max_length=4, choices=Band, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    superseded_by = MarkedLink("alerts.Alert", models.SET_NULL, null=True, blank=True)

    class Meta(Publication.Meta):
        constraints: ClassVar = []
        indexes: ClassVar = [
            models.Index(fields=["issuer", "document", "fraud"], name="alert_by_document"),
            models.Index(fields=["seen_in", "point"], name="alert_by_place"),
        ]

    @classmethod
    def valid_on(cls, day: date) -> QuerySet[Self]:
        """Those that are out, have not expired and were not replaced, for a query over publications that the viewer
        may see.
        """
        out = cls.unfiltered.filter(stage=Stage.PUBLISHED, superseded_by__isnull=True)
        return out.filter(Publication.still_valid(day))


class Trait(MarkedThrough):
    """One code among several that a published alert is found by: every kind of fraud in it, and where, on what and with
    which tool its findings are checked. Derived from the live version.
    """

    marked_by = "alert"

    alert = MarkedLink(Alert, models.CASCADE)
    vocabulary = models.CharField(max_length=10)
    code = models.CharField(max_length=8)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alert", "vocabulary", "code"], name="one_trait_an_alert")
        ]
        indexes: ClassVar = [models.Index(fields=["vocabulary", "code", "alert"], name="trait_by_code")]

    def __str__(self) -> str:
        return f"{self.vocabulary} {self.code}"

    @classmethod
    def having(cls, vocabulary: str, codes: Iterable[str]) -> QuerySet[Self]:
        """The rows with one of these codes, for a query over publications that the viewer may see."""
        return cls.unfiltered.filter(vocabulary=vocabulary, code__in=list(codes))

    @classmethod
    def tally(cls, vocabulary: str, publications: list[int]) -> list[tuple[int, str]]:
        """(publication, code) of these publications, which the viewer was shown, as far as they are out."""
        rows = cls.unfiltered.filter(
            vocabulary=vocabulary, alert__in=publications, alert__stage=Stage.PUBLISHED
        )
        return list(rows.values_list("alert", "code"))


class Specimen(Publication):
    """A genuine reference: what a document looks like as its issuer makes it. Specimen or pseudonymised data only."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    issuer = models.CharField(max_length=3, blank=True)
    document = models.CharField(max_length=8, blank=True)
    model = models.CharField(max_length=60, blank=True)
    issued_from = models.PositiveSmallIntegerField(null=True, blank=True)
    issued_to = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Publication.Meta):
        constraints: ClassVar = []
        indexes: ClassVar = [models.Index(fields=["issuer", "document"], name="specimen_by_document")]


def having(model: type[Alert | Specimen], name: str, values: Iterable[str]) -> QuerySet[Any]:
    """The rows with one of these values in a column, for a query over publications that the viewer may see."""
    return model.unfiltered.filter(**{f"{name}__in": list(values)})


def tally(model: type[Alert | Specimen], name: str, publications: list[int]) -> list[tuple[int, str]]:
    """(id, value) of those of these publications, which the viewer was shown, that are out and have one in a column."""
    rows = model.unfiltered.filter(pk__in=publications, stage=Stage.PUBLISHED).exclude(**{name: ""})
    return list(rows.values_list("pk", name))
