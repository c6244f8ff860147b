"""What a group is for and who pays for it, and its space: what it shares among itself.

The charter is read by whoever sits in the group and by the secretariat of its network, which gives the seats. What
hangs on the space (threads, letters) is read by the seats alone: to run a network is no reason to read along.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Audience, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.models import Reach
from waypost.core.ids import PublicId
from waypost.people.models import Group
from waypost.projects.models import Project


class Kind(models.TextChoices):
    """Reports count the departments of working groups; a circle is an audience of those who know a subject."""

    WORKING = "working", _("Technical working group")
    CIRCLE = "circle", _("Circle of specialists")


class Charter(Marked):
    """What one group is for. ``revision`` counts its changes, so that a form knows when it is overtaken."""

    reach_kind: ClassVar[int] = 20

    public_id = PublicId()
    group = models.OneToOneField(Group, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    purpose_en = models.TextField()
    purpose_th = models.TextField()
    founded_on = models.DateField()
    decision = models.CharField(
        max_length=60, blank=True, help_text="Number of the letter or order by which it was founded"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        pass

    def __str__(self) -> str:
        return f"charter {self.public_id}"

    @property
    def purpose(self) -> str:
        return self.purpose_th if translation.get_language() == "th" else self.purpose_en

    @classmethod
    def of_group(cls, group: int) -> "Charter":
        """For actions and the worker: the charter of a group by its id."""
        return cls.unfiltered.select_related("group__network").get(group=group)

    @classmethod
    def by_public_id(cls, public_id: str) -> "Charter | None":
        """For the worker, who acts for nobody: what an event was about."""
        return cls.unfiltered.select_related("group__network").filter(public_id=public_id).first()

    def reach_rows(self) -> list[Reach]:
        network = self.group.network_id
        reads = {key(Audience.GROUP, self.group_id, network), key(Audience.SECRETARIAT, 0, network)}
        return _rows(self, reads)


class Space(Marked):
    """What a group shares among itself hangs on its space: one for each group that has a charter."""

    reach_kind: ClassVar[int] = 21

    public_id = PublicId()
    group = models.OneToOneField(Group, models.PROTECT, related_name="+")

    class Meta(Marked.Meta):
        pass

    def __str__(self) -> str:
        return f"space {self.public_id}"

    @classmethod
    def of_id(cls, space: int) -> "Space":
        """For policies and actions, which ask about what hangs on it."""
        return cls.unfiltered.select_related("group__network").get(pk=space)

    def reach_rows(self) -> list[Reach]:
        return _rows(self, {key(Audience.GROUP, self.group_id, self.group.network_id)})


def _rows(thing: Any, reads: set[int]) -> list[Reach]:
    side = Reach.Side.READS
    return [Reach(kind=thing.reach_kind, thing=thing.pk, key=each, side=side) for each in sorted(reads)]


class Funding(MarkedThrough):
    """A project that pays for a group, from a day on, and until before one: two may at once."""

    marked_by = "charter"

    public_id = PublicId()
    charter = MarkedLink(Charter, models.CASCADE)
    project = MarkedLink(Project, models.PROTECT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["charter", "project"],
                condition=Q(until__isnull=True),
                name="group_is_paid_once_by_a_project",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="group_funding_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"funding {self.public_id}"
