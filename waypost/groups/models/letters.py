"""The register of a group's letters, incoming and outgoing: what came and went on paper, what it asks for, and until
when. A letter that was entered is not changed; one entered by mistake is struck out and keeps its line.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.core.ids import PublicId
from waypost.files.models import StoredFile
from waypost.groups.models.charters import Space
from waypost.people.models import Organisation


class Way(models.TextChoices):
    IN = "in", _("Incoming")
    OUT = "out", _("Outgoing")


class Wants(models.TextChoices):
    """What a letter is for; only what is for action or comment is waited for."""

    ACTION = "action", _("For action")
    COMMENT = "comment", _("For comment")
    INFORMATION = "information", _("For information")
    RESPONSE = "response", _("In response")


WAITED_FOR = (Wants.ACTION, Wants.COMMENT)


class Letter(MarkedThrough):
    """One letter. ``other`` is who wrote it to the group, or to whom the group wrote; ``organisation`` the same, where
    the portal knows it. ``answers`` is the letter it answers.
    """

    marked_by = "space"

    public_id = PublicId()
    space = MarkedLink(Space, models.PROTECT)
    way = models.CharField(max_length=4, choices=Way)
    number = models.CharField(max_length=60, help_text="As it stands on the letter")
    dated = models.DateField()
    other = models.CharField(max_length=160)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=200)
    wants = models.CharField(max_length=12, choices=Wants)
    due_on = models.DateField(null=True, blank=True)
    answers = MarkedLink("groups.Letter", models.PROTECT, null=True, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    struck_because = models.CharField(max_length=200, blank=True, help_text="Why it counts no longer")

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(wants__in=["action", "comment"]),
                name="what_is_due_asks_for_something",
            ),
            models.CheckConstraint(
                condition=~Q(wants="response") | Q(answers__isnull=False), name="a_response_answers_a_letter"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "-dated"], name="letter_by_space")]

    def __str__(self) -> str:
        return f"letter {self.public_id}"

    @property
    def waits(self) -> bool:
        """Does it ask for an answer, and count?"""
        return self.wants in WAITED_FOR and not self.struck_because

    @classmethod
    def is_answered(cls) -> Exists:
        """The condition that a letter has an answer that counts."""
        return Exists(cls.unfiltered.filter(answers=OuterRef("pk"), struck_because=""))

    @classmethod
    def is_open(cls, at: str = "") -> Q:
        """The condition that somebody waits for an answer, which is still to come."""
        return Q(~cls.is_answered(), **{f"{at}wants__in": WAITED_FOR, f"{at}struck_because": ""})

    @classmethod
    def same(cls, space: int, way: str, number: str, dated: date) -> "QuerySet[Letter]":
        """For the action: the letter with this number and date in the register, if it stands there."""
        return cls.unfiltered.filter(
            space=space, way=way, number__iexact=number, dated=dated, struck_because=""
        )
