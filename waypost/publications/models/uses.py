""" "Your information was used": what a reader's organisation tells the originator. Nobody else meets it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.marks import Mark
from waypost.access.reached import where
from waypost.core.ids import PublicId
from waypost.people.models import Organisation, Person, Post
from waypost.publications.models.answers import acting_for
from waypost.publications.models.heads import Publication

# Who speaks for an organisation to another: its focal points, those of missions, and the secretariat.
SPEAKING = (*Post.APPROVING, Post.Role.MISSION_FOCAL_POINT, Post.Role.SECRETARIAT)


class Use(MarkedThrough):
    """For what an item was used, in which month, how often. ``times`` is a band: a small number could point to a case.

    Never changed; one for an organisation, purpose and month.
    """

    class Purpose(models.TextChoices):
        BRIEFING = "briefing", _("Briefing of officers")
        DETECTION = "detection", _("Detection at a point of entry")
        INVESTIGATION = "investigation", _("Investigation opened")
        TRAINING = "training", _("Training")
        OTHER = "other", _("Something else")

    class Times(models.TextChoices):
        ONCE = "once", _("Once")
        FEW = "few", _("2 to 5 times")
        SOME = "some", _("6 to 20 times")
        MANY = "many", _("More than 20 times")

    marked_by = "publication"

    public_id = PublicId()
    publication = MarkedLink(Publication, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=14, choices=Purpose)
    month = models.DateField(help_text="The first day of the month")
    times = models.CharField(max_length=6, choices=Times)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "organisation", "by", "purpose", "month"], name="one_use_a_month"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["month"], name="use_by_month")]

    def __str__(self) -> str:
        return f"used for {self.purpose}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """The originator's focal points' and the author's, and those of the organisation that says so; under RED the
        author's and the reader's own.
        """
        organisation = acting_for(viewer)
        if organisation is None:
            return Q(pk__in=[])
        head = f"{at}publication__"
        author = where(head, author=viewer.pk)
        told = where(head, originator=organisation.pk) & author
        own = where(at, by=viewer.pk)
        if viewer.has_role(*SPEAKING):
            wide = where(head, mark__lt=Mark.RED)
            told |= where(head, originator=organisation.pk) & wide
            own |= wide
        own &= where(at, organisation=organisation.pk)
        return Q(super().visibility_rule(viewer, at)) & (told | own)
