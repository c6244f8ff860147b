"""Signing off: a department says by letter that it agrees with the words of a version."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import Audience, opened, reading_keys_of
from waypost.access.marked import MarkedThrough
from waypost.core.ids import PublicId
from waypost.curriculum.models.versions import Curriculum, CurriculumVersion
from waypost.files.models import StoredFile
from waypost.people.models import Organisation, Person


class SignOff(MarkedThrough):
    """One department's, of the words that have this ``digest``: it counts for every version that says the same, and for
    no other. Seen by the organisation that keeps the curriculum, and by the group that is consulted.
    """

    marked_by = "version"

    public_id = PublicId()
    version = MarkedLink(CurriculumVersion, models.PROTECT)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", help_text="The department"
    )
    digest = models.CharField(max_length=64)
    signed_on = models.DateField()
    letter = models.CharField(max_length=80, blank=True, help_text="The number of the letter")
    scan = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "organisation", "digest"], name="one_sign_off_of_the_same_words"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["signed_on"], name="sign_off_by_day")]

    def __str__(self) -> str:
        return f"sign-off {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) & consulted(viewer, f"{at}version__curriculum__")


def consulted(viewer: Any, curriculum: str) -> Q:
    """The condition that a viewer keeps a curriculum, or sits in the group that is consulted on it. ``curriculum``
    leads there from the rows that are asked for.
    """
    groups = [
        ident for kind, ident, _network in map(opened, reading_keys_of(viewer)) if kind == Audience.GROUP
    ]
    return Curriculum.kept_by(viewer, curriculum) | Q(**{f"{curriculum}group__in": groups})
