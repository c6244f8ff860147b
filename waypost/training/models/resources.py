"""Resources of the portal in training: what an organisation tells from is adapted from one, and cleared for use."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import Audience, key
from waypost.access.marked import Marked
from waypost.access.models import Reach
from waypost.core.ids import PublicId
from waypost.people.models import Network, Organisation
from waypost.publications.models import Publication
from waypost.training.models.programmes import spoken


class OwnThing(Marked):
    """What one organisation keeps for itself in one network: its active members there read it, nobody else."""

    public_id = PublicId()
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        abstract = True

    def reach_rows(self) -> list[Reach]:
        own = key(Audience.ORGANISATION, self.organisation_id, self.network_id)
        return [Reach(kind=self.reach_kind, thing=self.pk, key=own, side=Reach.Side.READS)]


class Material(OwnThing):
    """What an organisation tells from: adapted from one version of a resource, and cleared for use by the authority
    whose matter it is. Adapted anew from a later version it is another material.
    """

    reach_kind: ClassVar[int] = 14

    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    resource = MarkedLink(Publication, models.PROTECT)
    version = models.PositiveSmallIntegerField(
        help_text="The number of the resource's version it was adapted from"
    )
    cleared_by_en = models.CharField(max_length=160, blank=True, help_text="Another authority")
    cleared_by_th = models.CharField(max_length=160, blank=True)
    cleared_on = models.DateField(null=True, blank=True)
    cleared_reference = models.CharField(max_length=60, blank=True, help_text="Number of its letter")
    added_at = models.DateTimeField()
    told = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="The number of the newest version that was told of"
    )
    put_away_at = models.DateTimeField(
        null=True, blank=True, help_text="Since then nobody tells from it any more"
    )

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cleared_on__isnull=True) | ~Q(cleared_by_en=""),
                name="material_cleared_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"material {self.public_id}"

    @classmethod
    def by_public_id(cls, public_id: str) -> "Material | None":
        """For those who tell of one: whether a reader sees it is asked when it is told."""
        return cls.unfiltered.filter(public_id=public_id).first()

    @property
    def title(self) -> str:
        return spoken(self, "title")

    @property
    def cleared_by(self) -> str:
        return spoken(self, "cleared_by")

    @property
    def is_used(self) -> bool:
        """May sessions be held with it?"""
        return self.cleared_on is not None and self.put_away_at is None
