"""Files on a version: seen with it, and gone with it. A new version starts with those of the one before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.db import models

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core.ids import PublicId
from waypost.files.models import FileText, StoredFile
from waypost.publications.models.versions import Version

MOST_FILES = 10  # on one version


class Attachment(MarkedThrough):
    """One file on one version. ``description`` says what it shows, to those who don't see it too."""

    marked_by = "version"

    public_id = PublicId()
    version = MarkedLink(Version, models.CASCADE)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    description = models.CharField(max_length=200, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "file"], name="one_attachment_a_file")
        ]

    def __str__(self) -> str:
        return f"attachment of {self.version_id}"


@dataclass(frozen=True)
class AttachedPage:
    """The text of one page (of a table: one sheet) of an attached file. Pages count from 1."""

    version_id: int
    attachment_id: int
    number: int
    text: str


def attached_pages(versions: Iterable[int]) -> list[AttachedPage]:
    """The text of the files attached to these versions, as far as it was read. Two queries.

    For the index: who may see it is asked of the publication, as for every hit.
    """
    rows = list(Attachment.unfiltered.filter(version__in=list(versions)).values_list("version", "pk", "file"))
    read = FileText.objects.filter(file__in=[file for _version, _pk, file in rows])
    pages = dict(read.values_list("file", "pages"))
    return [
        AttachedPage(version, pk, number, text)
        for version, pk, file in rows
        for number, text in enumerate(pages.get(file, ()), start=1)
        if text
    ]
