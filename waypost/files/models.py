"""A stored file, and the text that was read from it. Neither is seen by itself: its owner is, by the owner's rule."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef

from waypost.core import doors
from waypost.core.errors import DoorMisused
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.files.kinds import KINDS, Kind


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def update(self, **kwargs: Any) -> int:
        doors.demand_open("StoredFile")
        return super().update(**kwargs)

    def kept(self) -> "StoredFileQuerySet":
        """Those that weren't erased."""
        return self.filter(wrapped_key__isnull=False)

    def unread(self) -> "StoredFileQuerySet":
        """Those whose text can be read and wasn't yet."""
        readable = [kind.media_type for kind in KINDS.values() if kind.readable]
        return self.kept().filter(media_type__in=readable, filetext__isnull=True)

    def without_owner(self) -> "StoredFileQuerySet":
        """Those that no row of any room points at."""
        found = self
        for link in _links_of_owners():
            pointing = link.model._base_manager.filter(**{link.name: OuterRef("pk")})
            found = found.filter(~Exists(pointing))
        return found


def _links_of_owners() -> list[models.ForeignKey[Any, Any]]:
    """Every foreign key that leads to a stored file, but those of rows about it, which go with it (its own text)."""
    hidden = StoredFile._meta.get_fields(include_hidden=True)
    links = [each for each in hidden if isinstance(each, models.ManyToOneRel)]
    return [each.field for each in links if each.on_delete is not models.CASCADE]


class StoredFile(models.Model):
    """A clean file, sealed in the storage. Never changed: a new content is a new file.

    ``size`` (bytes) and ``sha256`` are those of the clean content, which is not what was sent. ``wrapped_key`` is the
    file's own key under the key ``key_id``; erasing a file sets it to null, and nobody opens the content again.
    """

    exposure = Exposure.INTERNAL

    public_id = PublicId()
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    has_preview = models.BooleanField(default=False)
    has_small = models.BooleanField(default=False, db_default=False)
    tiles = models.CharField(
        max_length=16,
        blank=True,
        default="",
        db_default="",
        help_text="Names the container of its tiles, if any",
    )
    storage_name = models.CharField(max_length=80, unique=True)
    wrapped_key = models.BinaryField(null=True)
    key_id = models.CharField(max_length=16)
    created_at = models.DateTimeField()

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(media_type__in=sorted(KINDS)), name="file_of_a_known_kind"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["media_type", "id"], name="file_by_kind")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        doors.demand_open("StoredFile")
        if not self._state.adding:
            raise DoorMisused("A stored file is never changed. Take the new content in as a new file.")
        super().save(*args, **kwargs)

    @property
    def kind(self) -> Kind:
        return KINDS[self.media_type]

    def has_owner(self) -> bool:
        """Does a row of any room point at it?"""
        return not StoredFile.objects.filter(pk=self.pk).without_owner().exists()

    @property
    def is_erased(self) -> bool:
        return self.wrapped_key is None


class FileText(models.Model):
    """The text of a file, page by page (sheet by sheet, for a table). Derived: it can be read again at any time.

    A file that could not be read, or not to its end, has a row too, with the pages that were got and the ``trouble``.
    """

    class Trouble(models.TextChoices):
        NONE = "", "read to the end"
        HEAVY = "heavy", "stopped: too slow or too large"
        BROKEN = "broken", "could not be read"

    exposure = Exposure.INTERNAL

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True)
    pages = models.JSONField(default=list)
    trouble = models.CharField(max_length=8, choices=Trouble, blank=True)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"text of {self.file_id}, {len(self.pages)} pages"
