"""Who does what, where and when: activities of any partner, whether the portal knows the partner or not."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import MEMBERS, Audience, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.errors import DoorMisused
from waypost.core.ids import PublicId
from waypost.people.models import Network, Organisation, Person
from waypost.places.models import Member, Topic
from waypost.projects.models.projects import FundingLine, Project


class Level(models.TextChoices):
    AWARENESS = "awareness", _("Awareness")
    BASIC = "basic", _("Basic")
    ADVANCED = "advanced", _("Advanced")
    TRAINERS = "trainers", _("Training of trainers")
    MEETING = "meeting", _("Meeting or study visit")


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Activity(Marked):
    """What one partner does for one unit. Whoever does it, pays for it or takes part may be no organisation of the
    portal: then its name stands there in words. ``organisation`` keeps the record; ``source_id`` is what the keeper's
    own table calls it.

    TLP:GREEN it is its network's, TLP:CLEAR every member's; the donor officers of its project read it beside them.
    ``revision`` counts every change. What it said before is kept in ``ActivityBefore``.
    """

    reach_kind: ClassVar[int] = 24
    reach_follows: ClassVar[str] = "project"

    public_id = PublicId()
    title = models.CharField(max_length=160)
    done_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    done_by_name = models.CharField(max_length=120, blank=True)
    audience = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    audience_name = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=120, blank=True, help_text="Of the audience, as it calls it")
    topics = models.ManyToManyField(Topic, related_name="+")
    level = models.CharField(max_length=12, choices=Level)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    province = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The last day; none where it is not known")
    funder = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    funder_name = models.CharField(max_length=120, blank=True)
    project = MarkedLink(Project, models.PROTECT, null=True, blank=True)
    line = MarkedLink(FundingLine, models.PROTECT, null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    mark = models.PositiveSmallIntegerField(choices=Mark, default=Mark.GREEN)
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="It keeps it")
    source_id = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "network", "source_id"],
                condition=~Q(source_id=""),
                name="one_activity_a_source_id",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="activity_ends_later"
            ),
            models.CheckConstraint(condition=Q(mark__lte=Mark.GREEN), name="activity_is_clear_or_green"),
        ]
        indexes: ClassVar = [models.Index(fields=["-since", "-id"], name="activity_newest")]

    def __str__(self) -> str:
        return f"activity {self.public_id}"

    @property
    def doer(self) -> str:
        return self.done_by.name if self.done_by else self.done_by_name

    @property
    def reached(self) -> str:
        """The audience and its unit, as a reader calls them."""
        whole = self.audience.name if self.audience else self.audience_name
        return ": ".join(each for each in (whole, self.unit) if each)

    @property
    def paid_by(self) -> str:
        """Who pays, where the record itself says so."""
        return self.funder.name if self.funder else self.funder_name

    @property
    def where(self) -> str:
        parts = (self.place, self.province, self.member.name if self.member else "")
        return ", ".join(each for each in parts if each)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def reach_rows(self) -> list[Reach]:
        wide = MEMBERS if self.mark == Mark.CLEAR else key(Audience.NETWORK, self.network_id)
        return [
            Reach(kind=self.reach_kind, thing=self.pk, key=value, side=Reach.Side.READS)
            for value in sorted({wide} | Project.donors_of(self.project_id))
        ]


class ActivityBefore(MarkedThrough):
    """What an activity said until it was changed or withdrawn, by whom and when. ``said`` has its values by column;
    bodies by their codes, topics by their keys. Never changed.
    """

    marked_by = "activity"

    activity = MarkedLink(Activity, models.CASCADE)
    number = models.PositiveIntegerField(help_text="The revision it was")
    said = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="Who changed it")
    until = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "number"], name="one_activity_before_a_revision")
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise DoorMisused("What an activity said before is never changed.")
        super().save(*args, **kwargs)
