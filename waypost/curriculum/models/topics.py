"""Topics that departments propose for a curriculum, and what answers them."""

from typing import ClassVar

from django.db import models

from waypost.access.fields import MarkedLink
from waypost.access.keys import Audience, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.models import Reach
from waypost.core.ids import PublicId
from waypost.curriculum.models.versions import Curriculum
from waypost.people.models import Group, Organisation, Person
from waypost.places.models import Named


class Priority(Named):
    """A national priority that a topic serves. A few words that everybody may know."""

    class Meta:
        ordering: ClassVar = ["pk"]


class ProposedTopic(Marked):
    """What a department would have taught, and why: for the group it sits in, and whoever keeps the curriculum, who
    gives it its ``rank`` (1 comes first). Written in one language at least.
    """

    reach_kind: ClassVar[int] = 26

    public_id = PublicId()
    curriculum = MarkedLink(Curriculum, models.PROTECT)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", help_text="The department"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    title_en = models.CharField(max_length=160, blank=True)
    title_th = models.CharField(max_length=160, blank=True)
    why_en = models.TextField(blank=True)
    why_th = models.TextField(blank=True)
    priorities = models.ManyToManyField(Priority, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(title_en="", title_th=""), name="proposed_topic_has_a_title"
            ),
        ]

    def __str__(self) -> str:
        return f"topic {self.public_id}"

    def reach_rows(self) -> list[Reach]:
        kept = Curriculum.unfiltered.get(pk=self.curriculum_id)
        keeper = key(Audience.ORGANISATION, kept.organisation_id, kept.network_id)
        keys = (key(Audience.GROUP, self.group_id, kept.network_id), keeper)
        return [Reach(kind=self.reach_kind, thing=self.pk, key=each, side=Reach.Side.READS) for each in keys]


class TopicSupport(MarkedThrough):
    """A department that supports a topic. It counts once, whichever of its seats said so."""

    marked_by = "topic"

    topic = MarkedLink(ProposedTopic, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "organisation"], name="one_support_a_department"),
        ]

    def __str__(self) -> str:
        return f"support of {self.topic_id}"


class TopicAnswer(MarkedThrough):
    """A part or module that answers a topic, by the id of its heading: in every version in which that lives on."""

    marked_by = "topic"

    topic = MarkedLink(ProposedTopic, models.CASCADE)
    stable = models.CharField(max_length=12)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "stable"], name="one_answer_a_part"),
        ]

    def __str__(self) -> str:
        return self.stable
