"""Nouns of the room. A project says who may see it; the lines of money it is paid from hang on it, without amounts."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import translation

from waypost.access.fields import MarkedLink
from waypost.access.keys import MEMBERS, Audience, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.ids import PublicId
from waypost.people.models import Network, Organisation

MARKS = (Mark.CLEAR, Mark.GREEN)


class Project(Marked):
    """What an organisation runs and donors pay for. TLP:GREEN it is its network's, TLP:CLEAR every member's; the donor
    officers of those who pay read it beside them, whichever network they belong to.
    """

    reach_kind: ClassVar[int] = 3

    public_id = PublicId()
    code = models.CharField(max_length=24, help_text="The organisation's own: of another's it tells nothing")
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    phase = models.CharField(max_length=24, blank=True)
    summary_en = models.TextField()
    summary_th = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The last day; none where it is not known")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="It runs it")
    mark = models.PositiveSmallIntegerField(choices=Mark, default=Mark.GREEN)
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "network", "code"], name="one_project_a_code"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="project_ends_later"
            ),
            models.CheckConstraint(condition=Q(mark__lte=Mark.GREEN), name="project_is_clear_or_green"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        return self.title_th if translation.get_language() == "th" else self.title_en

    @property
    def summary(self) -> str:
        return self.summary_th if translation.get_language() == "th" else self.summary_en

    @classmethod
    def donors_of(cls, project: int | None) -> set[int]:
        """The keys of those who pay for a project, or paid: it and its programmes are compiled with them."""
        lines = FundingLine.unfiltered.filter(project=project, mistaken=False)
        paying = lines.values_list("donor", flat=True)
        return {key(Audience.DONORS, donor) for donor in paying}

    def reach_rows(self) -> list[Reach]:
        wide = MEMBERS if self.mark == Mark.CLEAR else key(Audience.NETWORK, self.network_id)
        return [
            Reach(kind=self.reach_kind, thing=self.pk, key=value, side=Reach.Side.READS)
            for value in sorted({wide} | self.donors_of(self.pk))
        ]


class FundingLine(MarkedThrough):
    """What one donor pays for, under which number of theirs. A line is never taken away: it ends, and who paid reads
    on; or it was ``mistaken``, and gives nobody anything. What it said before is kept in ``LineBefore``.
    """

    marked_by = "project"

    public_id = PublicId()
    project = MarkedLink(Project, models.CASCADE)
    donor = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    purpose_en = models.CharField(max_length=300)
    purpose_th = models.CharField(max_length=300)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day it paid for")
    mistaken = models.BooleanField(default=False, db_default=False)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "donor", "reference"], name="one_line_a_reference")
        ]

    def __str__(self) -> str:
        return f"{self.donor} {self.reference}".strip()

    @property
    def purpose(self) -> str:
        return self.purpose_th if translation.get_language() == "th" else self.purpose_en

    @property
    def is_over(self) -> bool:
        return self.mistaken or self.ended_on is not None


class LineBefore(MarkedThrough):
    """What a line said until it was changed or ended, and why it was."""

    marked_by = "line"

    line = MarkedLink(FundingLine, models.CASCADE)
    reference = models.CharField(max_length=40, blank=True)
    purpose_en = models.CharField(max_length=300)
    purpose_th = models.CharField(max_length=300)
    because = models.CharField(max_length=300)
    until = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        pass

    def __str__(self) -> str:
        return f"line {self.line_id} before"

    @property
    def purpose(self) -> str:
        return self.purpose_th if translation.get_language() == "th" else self.purpose_en
