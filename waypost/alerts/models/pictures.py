"""Pictures of a version: what each shows, and what was made unreadable in it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core.compiled import Among, Compiled
from waypost.core.exposure import Exposure
from waypost.files.models import StoredFile
from waypost.people.models import Person
from waypost.publications.models import Attachment


class Picture(MarkedThrough):
    """What an attached picture shows: the genuine or the fraudulent document, in which light, which side."""

    class Role(models.TextChoices):
        GENUINE = "GEN", _("Genuine")
        FALSE = "FAL", _("Fraudulent")
        DETAIL = "DET", _("Detail")
        PAIR = "CMP", _("Both side by side")

    marked_by = "attachment"

    attachment = MarkedLink(Attachment, models.CASCADE)
    role = models.CharField(max_length=3, choices=Role)
    light = models.CharField(max_length=8, default="WHT")
    side = models.CharField(
        max_length=8, blank=True, help_text="Which place of the document, a code of `location`"
    )

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attachment"], name="one_picture_an_attachment")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.light}"


def genuine_previews(versions: list[int]) -> dict[int, str]:
    """By version, the attachment (public id) that shows a genuine document and has a preview, the first of them: of
    live versions of items that came through ``visible_to``. One query.
    """
    return dict(_PREVIEWS(versions=versions))


_PREVIEWS = Compiled(
    lambda versions: (
        Picture.unfiltered.filter(
            Among("attachment__version", versions),
            role=Picture.Role.GENUINE,
            attachment__file__has_preview=True,
        )
        .order_by("-pk")
        .values_list("attachment__version", "attachment__public_id")
    )
)


class Redaction(models.Model):
    """That a person looked at a picture and had what points to a holder burnt out of it; ``boxes`` is where, in
    fractions of width and height: [[x, y, w, h], …]. Empty boxes say that nothing had to go. Of the file as it is kept,
    so every version that carries the file carries this with it. ``original`` is sealed where the organisation chose
    that, and opened by nobody through the portal.
    """

    exposure = Exposure.INTERNAL

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="+")
    boxes = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    original = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"redaction of {self.file_id}"
