"""What follows from a meeting: action items with an owner and a due date, and the feedback that was received."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core import clock
from waypost.core.ids import PublicId
from waypost.groups.models.meetings import AgendaItem, Meeting
from waypost.people.models import Organisation, Person, Seat

REMINDED_BEFORE = timedelta(days=7)
REMINDED_EVERY = timedelta(days=7)  # once it is overdue


class ActionItem(MarkedThrough):
    """What somebody is to do by a day: a seat of the group (whoever holds its post), or an organisation."""

    marked_by = "meeting"

    public_id = PublicId()
    meeting = MarkedLink(Meeting, models.CASCADE)
    item = MarkedLink(AgendaItem, models.PROTECT, null=True, blank=True)
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Its owner")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    evidence = models.CharField(max_length=600, blank=True)
    evidence_link = models.URLField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_action_item_a_number"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(evidence=""),
                name="done_action_has_evidence",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="action_item_open"),
        ]

    def __str__(self) -> str:
        return f"action {self.number}"

    @classmethod
    def unfiltered_by(cls, public_id: str) -> "ActionItem | None":
        """For the worker, who acts for nobody."""
        rows = cls.unfiltered.select_related("meeting", "seat")
        return rows.filter(public_id=public_id).first()

    @property
    def network_id(self) -> int:
        """Of the meeting it came with."""
        return int(self.meeting.network_id)

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_overdue(self) -> bool:
        return not self.is_done and self.due_on < clock.today()

    @property
    def days_late(self) -> int:
        return max(0, (clock.today() - self.due_on).days)


def reminder_due(due_on: date, reminded_on: date | None, today: date) -> bool:
    """Is a reminder of an open action item to be sent today? Seven days before, on the day, and weekly after it; one
    that was missed is sent late, and once.
    """
    if today < due_on - REMINDED_BEFORE:
        return False
    if today < due_on:
        last = due_on - REMINDED_BEFORE
    else:
        last = due_on + REMINDED_EVERY * ((today - due_on) // REMINDED_EVERY)
    return reminded_on is None or reminded_on < last


class Feedback(MarkedThrough):
    """What an organisation said of the work at a meeting, and how it was answered."""

    marked_by = "meeting"

    public_id = PublicId()
    meeting = MarkedLink(Meeting, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="By whom")
    about = models.CharField(max_length=200)
    words = models.TextField()
    received_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="answered_feedback_has_an_answer",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["received_on"], name="feedback_by_day")]

    def __str__(self) -> str:
        return f"feedback {self.public_id}"
