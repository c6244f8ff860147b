"""From which resources of the portal e-modules and practical sessions are taught."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.core.ids import PublicId
from waypost.people.models import Person
from waypost.publications.models import Publication
from waypost.training.models.modules import EModule
from waypost.training.models.practicals import PracticalSession
from waypost.training.models.programmes import Programme


class TaughtFrom(MarkedThrough):
    """That an e-module or a practical session of a programme is taught from a resource, in which version. Seen by who
    sees both: whoever does not see the resource meets no trace of this.
    """

    marked_by = "programme"

    public_id = PublicId()
    programme = MarkedLink(Programme, models.CASCADE)
    module = MarkedLink(EModule, models.CASCADE, null=True, blank=True)
    session = MarkedLink(PracticalSession, models.CASCADE, null=True, blank=True)
    resource = MarkedLink(Publication, models.PROTECT)
    version = models.PositiveSmallIntegerField(help_text="The number of the version it is taught from")
    told = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="The number of the newest version that was told of"
    )
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(module__isnull=True, session__isnull=False)
                | Q(module__isnull=False, session__isnull=True),
                name="taught_from_for_one_thing",
            ),
            models.UniqueConstraint(fields=["module", "resource"], name="one_resource_a_module"),
            models.UniqueConstraint(fields=["session", "resource"], name="one_resource_a_session"),
        ]

    def __str__(self) -> str:
        return f"taught from {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        resource = Publication.visibility_rule(viewer, f"{at}resource__")
        return Q(super().visibility_rule(viewer, at)) & Q(resource)

    @classmethod
    def by_public_id(cls, public_id: str) -> "TaughtFrom | None":
        """For those who tell of one: whether a reader sees it is asked when it is told."""
        return cls.unfiltered.filter(public_id=public_id).first()

    def whose(self) -> Programme:
        """The programme, for those who tell of it."""
        return Programme.unfiltered.get(pk=self.programme_id)

    def readers(self) -> models.QuerySet[Person]:
        """Who sees the resource."""
        return Publication.unfiltered.get(pk=self.resource_id).people_who_can_see()
