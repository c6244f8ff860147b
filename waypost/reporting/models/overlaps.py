"""Two activities that overlap, as the clock found them, and what persons decided about them.

Found pairs are kept, because a figure is a query of records, and so that a page asks for rows and compares nothing.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough, Seen
from waypost.access.marks import Mark
from waypost.core.errors import DoorMisused
from waypost.core.ids import PublicId
from waypost.people.models import Organisation, Person
from waypost.projects.models import Activity
from waypost.training.models import Engagement, Programme

Relation = Engagement.Outcome  # the same words where a programme notes that a partner was spoken to


class Overlap(MarkedThrough):
    """An activity and another one, or a programme of training. It is seen by who sees both.

    ``facts`` is what was compared; ``judged_facts`` what it was when somebody last decided: where they differ, it is
    asked again. ``gone_on``: since then the two overlap no longer. ``revision`` counts decisions and changed facts.
    """

    marked_by = "one"

    public_id = PublicId()
    one = MarkedLink(Activity, models.CASCADE)
    other = MarkedLink(Activity, models.CASCADE, null=True, blank=True)
    programme = MarkedLink(Programme, models.CASCADE, null=True, blank=True)
    signals = models.JSONField(help_text="Codes of reporting.overlaps.Signal")
    score = models.PositiveSmallIntegerField()
    facts = models.TextField()
    judged_facts = models.TextField(blank=True)
    relation = models.CharField(
        max_length=16, choices=Relation.choices, blank=True, help_text="As last decided"
    )
    found_on = models.DateField()
    gone_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="one_overlap_a_pair"),
            models.UniqueConstraint(fields=["one", "programme"], name="one_overlap_a_programme"),
            models.CheckConstraint(
                condition=Q(other__isnull=False, programme__isnull=True)
                | Q(other__isnull=True, programme__isnull=False),
                name="overlap_is_of_two",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | Q(other__gt=F("one")), name="overlap_lower_first"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-score", "id"], name="overlap_strongest")]

    def __str__(self) -> str:
        return f"overlap {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Q:
        """Of a pair of which one is hidden, nothing is told: not that it is there."""
        other = Q(**{f"{at}other__isnull": True}) | Q(Activity.visibility_rule(viewer, f"{at}other__"))
        programme = Q(**{f"{at}programme__isnull": True}) | Q(
            Programme.visibility_rule(viewer, f"{at}programme__")
        )
        return Q(super().visibility_rule(viewer, at)) & other & programme

    def mark_seen(self) -> None:
        super().mark_seen()
        for name in ("other", "programme"):
            link: Any = self._meta.get_field(name)
            above = link.get_cached_value(self, default=None)
            if isinstance(above, Seen):
                above.mark_seen()

    @staticmethod
    def standing(at: str = "") -> Q:
        """The condition that two overlap now. What was withdrawn counts at once, before the clock has looked."""
        return Q(**{f"{at}gone_on__isnull": True, f"{at}one__withdrawn_at__isnull": True}) & Q(
            **{f"{at}other__withdrawn_at__isnull": True}
        )

    @staticmethod
    def settled() -> Q:
        """The condition that somebody decided about what stands."""
        return Q(judged_facts=F("facts"))

    @property
    def is_settled(self) -> bool:
        return self.judged_facts == self.facts

    @property
    def is_asked_again(self) -> bool:
        return bool(self.judged_facts) and not self.is_settled

    @classmethod
    def by_public_id(cls, public_id: str) -> "Overlap | None":
        """For those who tell of one: whether a reader sees it is asked when it is told."""
        return cls.unfiltered.filter(public_id=public_id).first()

    @property
    def title(self) -> str:
        """The two by their titles, which came with it."""
        return " / ".join(each.title for each in (self.one, self.other, self.programme) if each is not None)

    def two(self) -> list[Activity | Programme]:
        """Both, whoever sees them: for who keeps them, and who may be told."""
        activities = Activity.unfiltered.filter(pk__in=[self.one_id, self.other_id])
        return [*activities, *Programme.unfiltered.filter(pk=self.programme_id or 0)]

    def kept_by(self) -> set[tuple[int, int]]:
        """(organisation, network) of those who keep the two."""
        return {(each.organisation_id, each.network_id) for each in self.two()}

    @property
    def mark(self) -> Mark:
        """The stricter one of the two, which came with it."""
        return Mark(max(each.mark for each in (self.one, self.other, self.programme) if each is not None))


class Judgement(MarkedThrough):
    """What somebody decided about two activities, and whom they engaged. Written once: another is the next number."""

    marked_by = "overlap"

    overlap = MarkedLink(Overlap, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    relation = models.CharField(max_length=16, choices=Relation.choices)
    note = models.CharField(max_length=500)
    partner = models.CharField(max_length=120, blank=True, help_text="Who was engaged")
    engaged_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True, help_text="Of the engagement")
    facts = models.TextField(help_text="What was compared when it was decided")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", help_text="Of who decided"
    )
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["overlap", "number"], name="one_judgement_a_number")
        ]
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="judgement_newest")]

    def __str__(self) -> str:
        return f"judgement {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise DoorMisused("A judgement is never changed. Write the next one.")
        super().save(*args, **kwargs)
