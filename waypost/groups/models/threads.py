"""Threads of a group: a topic, and what was said about it, one after the other. Nothing that was said is changed;
whoever said it may take it back, and its place stays.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.core.ids import PublicId
from waypost.groups.models.charters import Space
from waypost.people.models import Organisation, Person


class Thread(MarkedThrough):
    """One topic. ``said_at`` is when something was last said: the order of the list."""

    marked_by = "space"

    public_id = PublicId()
    space = MarkedLink(Space, models.CASCADE)
    title = models.CharField(max_length=160)
    begun_at = models.DateTimeField()
    said_at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "-said_at"], name="thread_by_space")]

    def __str__(self) -> str:
        return f"thread {self.public_id}"

    @classmethod
    def by_public_id(cls, public_id: str) -> "Thread | None":
        """For the worker, who acts for nobody: what an event was about."""
        return cls.unfiltered.filter(public_id=public_id).first()


class Message(MarkedThrough):
    """What somebody said, for their organisation of that day. Taken back it has no words, and keeps its number."""

    marked_by = "thread"

    thread = MarkedLink(Thread, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    answers = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The number it answers")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_message_a_number"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(text=""), name="what_is_taken_back_has_no_words"
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(answers__lt=models.F("number")),
                name="message_answers_an_earlier_one",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.number}"


class Listener(MarkedThrough):
    """That somebody hears of what is said in a thread. Who listens is nobody else's business."""

    marked_by = "thread"

    thread = MarkedLink(Thread, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "person"], name="one_listens_once_to_a_thread")
        ]

    def __str__(self) -> str:
        return f"listener of thread {self.thread_id}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Any:
        return Q(super().visibility_rule(viewer, at)) & Q(**{f"{at}person": viewer.pk})

    @classmethod
    def of(cls, thread: int) -> "models.QuerySet[Listener]":
        """For the worker: everybody who listens, whether they still read the thread or not."""
        return cls.unfiltered.filter(thread=thread)
