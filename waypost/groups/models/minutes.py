"""The minutes of a meeting, paragraph by paragraph, and what was said about them before they were adopted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core.ids import PublicId
from waypost.groups.models.meetings import AgendaItem, Meeting, OfMinutes
from waypost.people.models import Organisation, Person

MOST_PARAGRAPHS = 200


class Kind(models.TextChoices):
    HEADING = "heading", _("Heading")
    TEXT = "text", _("Paragraph")
    DECISION = "decision", _("Decision")


class MinutesParagraph(OfMinutes):
    """One paragraph, in its ``place``. One that was taken out stays, for what was said about it."""

    public_id = PublicId()
    meeting = MarkedLink(Meeting, models.CASCADE)
    item = MarkedLink(AgendaItem, models.PROTECT, null=True, blank=True)
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    text = models.TextField()
    is_out = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "place"], name="one_paragraph_of_minutes_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.place}"


class Settled(models.TextChoices):
    """What became of a comment."""

    OPEN = "", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not accepted")
    MERGED = "merged", _("Dealt with together with another")


class MinutesComment(OfMinutes):
    """What an organisation says about a paragraph, with the text as it stood then, and how it was answered."""

    public_id = PublicId()
    meeting = MarkedLink(Meeting, models.CASCADE)
    paragraph = MarkedLink(MinutesParagraph, models.PROTECT)
    text_then = models.TextField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()
    settled = models.CharField(max_length=10, choices=Settled, default=Settled.OPEN, blank=True)
    merged_into = MarkedLink("self", models.PROTECT, null=True, blank=True)
    answer = models.CharField(max_length=600, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(settled="rejected") | ~Q(answer=""), name="rejected_comment_says_why"
            ),
            models.CheckConstraint(
                condition=Q(settled="merged", merged_into__isnull=False)
                | ~Q(settled="merged") & Q(merged_into__isnull=True),
                name="merged_comment_says_into_which",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.public_id}"
