"""A meeting of a group, or of a project with one counterpart: its agenda, its papers, who comes and who came.

Words are in the language of whoever wrote them: minutes have one language of record (docs/decisions/0088).
"""

from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Audience, key
from waypost.access.marked import Marked, MarkedThrough
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.errors import DoorMisused
from waypost.core.ids import PublicId
from waypost.people.models import Group, Network, Organisation, Person, Seat
from waypost.projects.models import Project
from waypost.publications.models import Publication

MOST_ITEMS = 20  # of one agenda
MOST_PAPERS = 20  # of one meeting


class Stage(models.TextChoices):
    """How far the minutes of a meeting are. Adopted they are sealed: nothing of them is changed any more."""

    NONE = "", _("No minutes yet")
    DRAFT = "draft", _("Draft minutes")
    CIRCULATED = "circulated", _("Minutes circulated")
    ADOPTED = "adopted", _("Minutes adopted and sealed")


class Meeting(Marked):
    """Of a group it reaches who sits in it; of a project, the people of the organisation that runs it and of one
    counterpart: none who could not see the project. ``sequence`` counts what a calendar has to know, ``revision`` every
    change of what the form says.
    """

    reach_kind: ClassVar[int] = 22
    mark: ClassVar[Mark] = Mark.GREEN  # docs/decisions/0088

    public_id = PublicId()
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    project = MarkedLink(Project, models.PROTECT, null=True, blank=True)
    counterpart = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", help_text="It runs the project"
    )
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40, help_text="The meeting's own time zone")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    invited_at = models.DateTimeField(null=True, blank=True, help_text="When it was last said to the invited")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=300, blank=True, help_text="Why it was cancelled")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.NONE, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    comments_until = models.DateField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the adopted minutes")
    revision = models.PositiveIntegerField(default=1)

    class Meta(Marked.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_later"),
            models.CheckConstraint(
                condition=Q(
                    group__isnull=False,
                    project__isnull=True,
                    counterpart__isnull=True,
                    organisation__isnull=True,
                )
                | Q(
                    group__isnull=True,
                    project__isnull=False,
                    counterpart__isnull=False,
                    organisation__isnull=False,
                ),
                name="meeting_of_a_group_or_a_project",
            ),
            models.CheckConstraint(
                condition=Q(stage="adopted", adopted_at__isnull=False) & ~Q(digest="")
                | ~Q(stage="adopted") & Q(adopted_at__isnull=True, digest=""),
                name="adopted_minutes_are_sealed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-starts_at", "-id"], name="meeting_newest"),
            models.Index(fields=["group", "-starts_at"], name="meeting_of_group"),
        ]

    def __str__(self) -> str:
        return f"meeting {self.public_id}"

    @classmethod
    def unfiltered_by(cls, public_id: str) -> "Meeting | None":
        """For the worker, who acts for nobody."""
        return cls.unfiltered.filter(public_id=public_id).first()

    def reach_rows(self) -> list[Reach]:
        return [
            Reach(kind=self.reach_kind, thing=self.pk, key=value, side=Reach.Side.READS)
            for value in sorted(self._readers())
        ]

    def _readers(self) -> set[int]:
        if self.group_id is not None:
            return {key(Audience.GROUP, self.group_id, self.network_id)}
        bodies = (self.organisation_id, self.counterpart_id)
        return {key(Audience.ORGANISATION, body, self.network_id) for body in bodies if body is not None}

    @property
    def is_sealed(self) -> bool:
        return self.stage == Stage.ADOPTED

    @property
    def digest_groups(self) -> list[str]:
        """In groups of 16 signs, so that it can be compared by eye."""
        return [self.digest[at : at + 16] for at in range(0, len(self.digest), 16)]

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def there(self) -> datetime:
        """When it begins, on the clock of the place it is held at."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def until_there(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    def save(self, *args: Any, **kwargs: Any) -> None:
        demand_unsealed(self.pk)
        super().save(*args, **kwargs)


def demand_unsealed(meeting: int | None) -> None:
    """The last guard: nothing that minutes say is written once they are adopted. Actions refuse in words before."""
    if meeting and Meeting.unfiltered.filter(pk=meeting, stage=Stage.ADOPTED).exists():
        raise DoorMisused("These minutes are sealed. What comes after them is another meeting.")


class OfMinutes(MarkedThrough):
    """What the minutes of a meeting say: nothing of it is written or deleted once they are sealed."""

    marked_by = "meeting"

    class Meta(MarkedThrough.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        demand_unsealed(self.meeting_id)  # type: ignore[attr-defined]  # every one has this link
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        demand_unsealed(self.meeting_id)  # type: ignore[attr-defined]
        return super().delete(*args, **kwargs)


class Outcome(models.TextChoices):
    """What the meeting decided about an item, by consensus under the chair."""

    NONE = "", _("Not decided")
    AGREED = "agreed", _("Agreed")
    NOTED = "noted", _("Noted")
    DEFERRED = "deferred", _("Deferred")
    REFERRED = "referred", _("Referred")


class AgendaItem(OfMinutes):
    """One thing on the agenda, in its ``place``; what was said about it, and what was decided."""

    public_id = PublicId()
    meeting = MarkedLink(Meeting, models.CASCADE)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    notes = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NONE, blank=True)
    decision = models.CharField(max_length=600, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "place"], name="one_agenda_item_a_place"),
            models.CheckConstraint(
                condition=~Q(outcome="") | Q(decision=""), name="decision_says_which_it_is"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}"


class MeetingPaper(MarkedThrough):
    """An item of the portal that a meeting has before it. Who may see the item meets it here, nobody else."""

    marked_by = "meeting"

    public_id = PublicId()
    meeting = MarkedLink(Meeting, models.CASCADE)
    publication = MarkedLink(Publication, models.PROTECT)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "publication"], name="one_paper_a_meeting")
        ]

    def __str__(self) -> str:
        return f"paper {self.public_id}"


class Says(models.TextChoices):
    """What an invited seat, or organisation, answers."""

    COMES = "comes", _("Comes")
    REMOTE = "remote", _("Takes part remotely")
    ALTERNATE = "alternate", _("The alternate comes")
    NOT = "not", _("Does not come")


class Reply(MarkedThrough):
    """The newest answer to an invitation: of a seat, or where there are no seats of an organisation. ``sequence`` is
    that of the invitation it answers.
    """

    marked_by = "meeting"

    meeting = MarkedLink(Meeting, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    says = models.CharField(max_length=10, choices=Says)
    sequence = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=Q(seat__isnull=False), name="one_reply_a_seat"
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(seat__isnull=True),
                name="one_reply_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says}"


class How(models.TextChoices):
    IN_PERSON = "in-person", _("In person")
    REMOTE = "remote", _("Remotely")


class Presence(OfMinutes):
    """That somebody was there: for a seat, or so many for an organisation. A department counts once, whoever of its
    seats were there.
    """

    meeting = MarkedLink(Meeting, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    people = models.PositiveSmallIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=Q(seat__isnull=False), name="one_presence_a_seat"
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(seat__isnull=True),
                name="one_presence_an_organisation",
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="presence_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.how}"


def digest_of(said: Any) -> str:
    """SHA-256 over what minutes say, as canonical JSON: what the audit log keeps when they are adopted."""
    text = dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
