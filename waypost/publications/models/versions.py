"""Versions and their texts: the content, seen through the head, and not at all after withdrawal."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.reached import Reached, where
from waypost.core.ids import PublicId
from waypost.people.models import Person
from waypost.publications.models.heads import Publication
from waypost.publications.states import Stage


class Version(MarkedThrough):
    """One numbered state of the content. A draft version is seen by those who work on it only."""

    marked_by = "publication"

    public_id = PublicId()
    publication = MarkedLink(Publication, models.CASCADE)
    number = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    part = models.JSONField(default=dict, blank=True, help_text="What the kind adds, as plain values")
    changes = models.CharField(
        max_length=500, blank=True, help_text="What changed since the version before, in one sentence"
    )
    asks_answer = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    alone = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Published by its author alone; approved_by is empty until another person has checked it",
    )
    revision = models.PositiveIntegerField(
        default=1, help_text="Counts changes of the part and of the sentence on what changed"
    )

    class Meta(MarkedThrough.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["stage", "author"],
                condition=Q(stage__in=[Stage.DRAFT, Stage.REVIEW]),
                name="version_in_work",
            ),
            models.Index(fields=["submitted_at"], condition=Q(stage=Stage.REVIEW), name="version_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(stage__in=[Stage.DRAFT, Stage.REVIEW]),
                name="one_version_in_work",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.PUBLISHED)
                | Q(published_at__isnull=False, approved_by__isnull=False)
                | Q(published_at__isnull=False, alone=True),
                name="published_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("author")),
                name="approved_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def waits_for_check(self) -> bool:
        """One person published it, and nobody has checked it yet."""
        return self.stage == Stage.PUBLISHED and self.alone and self.approved_by_id is None

    @classmethod
    def worked_on_by(cls, viewer: Viewer) -> models.QuerySet["Version"]:
        """Versions in work that this viewer writes or may approve. Ask for the items by ``Publication.visible_to``.

        Of all versions few are in work: they are found by that, and each is asked whose it is.
        """
        works = Publication.working_rule(viewer, "publication__").of_few()
        return cls.unfiltered.filter(works, stage__in=[Stage.DRAFT, Stage.REVIEW])

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Reached:
        """The live one to its readers, and an earlier one to whoever opened it: what was taken out before somebody was
        reached is not for them. To those who work on it always.
        """
        return Publication.working_rule(viewer, f"{at}publication__", reading=cls.read_by(viewer, at))

    @classmethod
    def read_by(cls, viewer: Viewer, at: str = "") -> Q:
        """The condition that a version is one a reader may read, whoever the readers are."""
        from waypost.publications.models.answers import Opening

        published = where(at, stage=Stage.PUBLISHED, publication__stage=Stage.PUBLISHED)
        opened = Opening.unfiltered.filter(person=viewer.pk or 0, version=OuterRef(f"{at}pk"))
        return published & (where(at, publication__live=F(f"{at}pk")) | Q(Exists(opened)))


class Text(MarkedThrough):
    """A version's words in one language. One language is authoritative; each translation is approved by itself.

    ``revision`` counts saves: a form carries the one it was opened on. ``first_approved_at`` stays when a
    translation is redone and waits for approval again.
    """

    marked_by = "version"

    public_id = PublicId()
    version = MarkedLink(Version, models.CASCADE)
    language = models.CharField(max_length=5)
    authoritative = models.BooleanField(default=False)
    title = models.CharField(max_length=160, blank=True)
    summary = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True, help_text="Markdown")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    machine_made = models.BooleanField(default=False)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    first_approved_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "language"], name="one_text_a_language"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(authoritative=True), name="one_authoritative_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} text"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Reached:
        """As the version; a translation that nobody approved yet is seen by those who work on it only."""
        read = Version.read_by(viewer, f"{at}version__") & where(at, approved_at__isnull=False)
        return Publication.working_rule(viewer, f"{at}version__publication__", reading=read)
