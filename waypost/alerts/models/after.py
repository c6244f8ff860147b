"""What follows a published alert: a second check of an urgent one, "seen here too", the issuer's word against it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import ANYBODY, Viewer, viewer_given
from waypost.access.marked import MarkedThrough
from waypost.access.reached import where
from waypost.alerts.models.alerts import Alert, Band
from waypost.core.compiled import Compiled
from waypost.core.ids import PublicId
from waypost.people.models import Organisation, Person
from waypost.publications.models import Publication, Version
from waypost.publications.models.answers import acting_for
from waypost.publications.states import Stage


class SecondCheck(MarkedThrough):
    """An alert that one person published at once: by when another has to check it, and who did."""

    marked_by = "version"

    version = MarkedLink(Version, models.CASCADE)
    due_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    told_late_at = models.DateTimeField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version"], name="one_second_check_a_version")
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(at__isnull=True), name="second_check_due")
        ]

    def __str__(self) -> str:
        return f"second check of {self.version_id}"

    @classmethod
    def waiting_for(cls, viewer: Viewer) -> dict[int, datetime]:
        """By publication (id), by when what one person published has to be checked: of the live versions of what this
        viewer works on and did not write. One query.
        """
        return dict(_CHECKS(**viewer_given(viewer)))


class Sighting(MarkedThrough):
    """ "Seen here too": in which month, at what kind of point, how many in a band. Never a person, never a case."""

    marked_by = "alert"

    public_id = PublicId()
    alert = MarkedLink(Alert, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    month = models.DateField(help_text="The first day of the month")
    point = models.CharField(max_length=8)
    band = models.CharField(max_length=4, choices=Band)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["alert", "organisation", "month", "point"], name="one_sighting_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"seen in {self.month:%Y-%m}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """Whose it is, and those who work on the alert. Readers get totals (``alerts.after``)."""
        return _own_or_originator(viewer, at, Q(super().visibility_rule(viewer, at)))

    @classmethod
    def counted(cls, publication: Publication) -> list[tuple[int, int, str, str]]:
        """(organisation, member, point, band) of everything told of an alert, to be put into totals. One query."""
        rows = cls.unfiltered.filter(alert=publication.pk).order_by("point", "pk")
        return list(rows.values_list("organisation", "organisation__member", "point", "band"))


class Contest(MarkedThrough):
    """The issuing state's organisation says that an alert is wrong. Answered by the originator, by a day."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waiting for the originator")
        UPHELD = "upheld", _("The alert stands")
        CORRECTED = "corrected", _("Corrected in a new version")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    marked_by = "alert"

    public_id = PublicId()
    alert = MarkedLink(Alert, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    told_late_at = models.DateTimeField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["alert", "organisation"], condition=Q(outcome="open"), name="one_open_contest"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["due_at"], condition=Q(outcome="open"), name="contest_due")]

    def __str__(self) -> str:
        return f"contest by {self.organisation_id}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """Whose it is, and those who work on the alert. Its readers read that it is contested."""
        return _own_or_originator(viewer, at, Q(super().visibility_rule(viewer, at)))

    @classmethod
    def is_open(cls, publication: Publication) -> bool:
        """Does the issuing state contest an alert now? So much every reader reads."""
        return cls.unfiltered.filter(alert=publication.pk, outcome=cls.Outcome.OPEN).exists()

    @classmethod
    def waiting_for(cls, viewer: Viewer) -> dict[int, datetime]:
        """By alert (id), by when what the issuing state says is to be answered: of those this viewer works on. One
        query.
        """
        found: dict[int, datetime] = {}
        for alert, due_at in _CONTESTS(**viewer_given(viewer)):
            found.setdefault(alert, due_at)
        return found

    @classmethod
    def behind(cls, publication: Publication, public_id: str) -> "Contest | None":
        """For the worker, who acts for nobody: who said it."""
        return cls.unfiltered.filter(alert=publication.pk, public_id=public_id).first()


def _worked_on(at: str) -> Q:
    """For a compiled query: what the viewer sees and works on."""
    return Q(Publication.visibility_rule(ANYBODY, at).of_few()) & Q(
        Publication.working_rule(ANYBODY, at).of_few()
    )


_MOST_WAITING = 20  # who has more than that waiting begins with what is due first
_CHECKS = Compiled(
    lambda: (
        SecondCheck.unfiltered.filter(
            _worked_on("version__publication__"),
            at__isnull=True,
            version=F("version__publication__live"),
            version__publication__stage=Stage.PUBLISHED,
        )
        .exclude(version__author=ANYBODY.pk)
        .exclude(version__publication__author=ANYBODY.pk)
        .order_by("due_at")
        .values_list("version__publication", "due_at")[:_MOST_WAITING]
    )
)
_CONTESTS = Compiled(
    lambda: (
        Contest.unfiltered.filter(_worked_on("alert__publication__"), outcome=Contest.Outcome.OPEN)
        .order_by("due_at")
        .values_list("alert", "due_at")[:_MOST_WAITING]
    )
)


def _own_or_originator(viewer: Viewer, at: str, seen: Q) -> Q:
    organisation = acting_for(viewer)
    if organisation is None:
        return Q(pk__in=[])
    works = Q(Publication.working_rule(viewer, f"{at}alert__publication__"))
    return seen & (where(at, organisation=organisation.pk) | works)
