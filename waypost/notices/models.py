"""What is told to whom: notices in the portal, mails that go out, and what each person wants of it.

No row holds content. A notice names an event and a subject; its words are made when somebody reads it or a mail is
sent, from what the person may see at that moment.
"""

from datetime import datetime, time, timedelta, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.core.models import Event
from waypost.people.models import Endorsement, Organisation, Person, Post, Tenure


class Pace(models.TextChoices):
    """How soon somebody hears of a thing outside the portal. In the portal every notice is there at once."""

    FLASH = "A", _("At once, at night too for duty posts")
    ACTION = "B", _("At once, outside quiet hours")
    FOLLOW = "C", _("Once a day")
    COMMUNITY = "D", _("Once a week")
    PORTAL = "E", _("In the portal only")


DIRECT = (Pace.FLASH, Pace.ACTION)  # a mail of its own
DIGESTED = (Pace.FOLLOW, Pace.COMMUNITY)  # gathered


class Notice(models.Model):
    """That an event concerns a person. Exactly one per event, person and kind, however often the worker dies.

    ``kind`` names the telling that made it (see ``telling``); ``subject_label`` and ``subject_id`` (a public id) name
    what it is about. Written by one INSERT … SELECT, so the public id is made by the data base.
    """

    exposure = Exposure.PERSONAL

    public_id = PublicId(max_length=32)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    subject_label = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    pace = models.CharField(max_length=1, choices=Pace)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "person", "kind"], name="one_notice_a_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at", "-id"], name="notice_by_person"),
            models.Index(
                fields=["person", "-at", "-id"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(fields=["pace", "at"], condition=Q(read_at__isnull=True), name="notice_to_gather"),
            models.Index(fields=["subject_id", "kind"], name="notice_by_subject"),
        ]

    def __str__(self) -> str:
        return self.kind


class Digest(models.Model):
    """One mail's worth of notices of one pace, up to ``until``. One per person and period: no storm of digests."""

    REACHES_BACK: ClassVar = timedelta(days=31)  # what is older isn't news

    exposure = Exposure.PERSONAL

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    pace = models.CharField(max_length=1, choices=Pace)
    period = models.CharField(max_length=12, help_text="The pace and the day it is due")
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "period"], name="one_digest_a_period"),
        ]

    def __str__(self) -> str:
        return self.period


class Mail(models.Model):
    """A mail that waits, went out, or will not: about a notice or a digest, to a person or to a post's own mailbox; or
    a farewell, to the address that a post or a person has left (``farewell_to``), which says that their mails go
    elsewhere.

    At least once: it is marked sent after the mail server took it, and a repeated one carries the same Message-ID
    (``token``). ``send_after`` is portal time; ``leased_until`` is wall time and also holds back what failed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Not sent")
        DEAD = "dead", _("Could not be sent")

    exposure = Exposure.PERSONAL

    token = PublicId(max_length=32)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", help_text="Whose address was left"
    )
    farewell_to = models.EmailField(blank=True, help_text="The address that the post or the person has left")
    pace = models.CharField(max_length=1, choices=Pace)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    send_after = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    because = models.CharField(max_length=200, blank=True, help_text="Why it was not sent")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, digest__isnull=True, person__isnull=True, farewell_to="")
                | Q(
                    notice__isnull=True,
                    digest__isnull=False,
                    post__isnull=True,
                    person__isnull=True,
                    farewell_to="",
                )
                | (
                    Q(notice__isnull=True, digest__isnull=True)
                    & (
                        Q(post__isnull=False, person__isnull=True)
                        | Q(post__isnull=True, person__isnull=False)
                    )
                    & ~Q(farewell_to="")
                ),
                name="mail_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["notice"], condition=Q(post__isnull=True), name="one_mail_a_notice"
            ),
            models.UniqueConstraint(
                fields=["notice", "post"], condition=Q(post__isnull=False), name="one_mail_a_mailbox"
            ),
            models.UniqueConstraint(fields=["digest"], name="one_mail_a_digest"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["pace", "id"], condition=Q(state="waiting"), name="mail_waiting"),
            models.Index(fields=["-id"], condition=Q(state="dead"), name="mail_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.token}"

    @property
    def address(self) -> str:
        """Where it goes, as things stand now."""
        if self.farewell_to:
            return self.farewell_to
        if self.post is not None:
            return self.post.mailbox
        return self.addressee.email

    @property
    def addressee(self) -> Person:
        """The person it goes to, where it goes to no post's mailbox."""
        return self.person or (self.notice or self.digest).person  # type: ignore[union-attr]  # it has one of the three

    @property
    def reason(self) -> str:
        """Why it was not sent, in the reader's language; what the mail server answered as it came."""
        return gettext(self.because) if self.because else ""

    def networks(self) -> set[int]:
        """Ids of the networks the addressee was ever endorsed in: whose secretariat looks after this mail."""
        tenures = Tenure.objects.filter(post=self.post_id)
        if self.post_id is None:
            tenures = Tenure.objects.filter(person=self.addressee)
        return set(Endorsement.objects.filter(tenure__in=tenures).values_list("network_id", flat=True))


class Hold(models.Model):
    """No mail goes out while this row is there (see ``holding``). At most one. ``last_mail`` and ``last_event`` are the
    newest of each at that moment.
    """

    exposure = Exposure.INTERNAL

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    since = models.DateTimeField()
    last_mail = models.BigIntegerField()
    last_event = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_hold")]

    def __str__(self) -> str:
        return f"mail held since {self.since:%Y-%m-%d %H:%M}"


class Preference(models.Model):
    """What a person wants to hear of outside the portal, and when not. Without a row the defaults hold.

    Quiet hours are in the person's own time zone and may span midnight; both ends alike, or none, means no quiet hours.
    """

    exposure = Exposure.PERSONAL

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    mail = models.BooleanField(default=True)
    daily = models.BooleanField(default=True)
    weekly = models.BooleanField(default=True)
    quiet_from = models.TimeField(null=True, blank=True, default=time(20, 0))
    quiet_until = models.TimeField(null=True, blank=True, default=time(7, 30))

    def __str__(self) -> str:
        return f"preference of {self.person_id}"

    @classmethod
    def of(cls, person: Person) -> "Preference":
        return cls.objects.filter(person=person).first() or cls(person=person)

    def wants(self, pace: str) -> bool:
        """Is a mail of this pace wanted? What asks a focal point to act always comes by mail."""
        if pace == Pace.FOLLOW:
            return self.daily
        if pace == Pace.COMMUNITY:
            return self.weekly
        return self.mail or always_mailed(self.person)

    def quiet_end(self, now: datetime) -> datetime | None:
        """When the quiet hours that hold at ``now`` are over; None outside them."""
        return quiet_end(self.quiet_from, self.quiet_until, now.astimezone(zone_of(self.person)))


class Follow(models.Model):
    """A person keeps a key, and may want to hear of what has it: a topic, a route, a member, a kind, a search.

    What a key means is known to the room that registered the kind (see ``follows``). ``name`` is the person's own,
    empty where the key's is good enough.
    """

    class When(models.TextChoices):
        """How one hears of what is new there: the paces a follower may choose, or not at all."""

        AT_ONCE = Pace.ACTION.value, _("At once, by mail")
        DAILY = Pace.FOLLOW.value, _("In the daily mail")
        WEEKLY = Pace.COMMUNITY.value, _("In the weekly mail")
        PORTAL = Pace.PORTAL.value, _("In the inbox only")
        NOT = "-", _("Only keep it as a link")

    MOST: ClassVar = 50  # of one person

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=500)
    name = models.CharField(max_length=80, blank=True)
    when = models.CharField(max_length=1, choices=When, default=When.DAILY)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="one_follow_a_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="follow_by_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


def always_mailed(person: Person) -> bool:
    """Focal points and deputies answer for others: what asks them to act can't be switched off."""
    return person.has_role(*Post.APPROVING)


def quiet_end(start: time | None, end: time | None, local: datetime) -> datetime | None:
    """When the quiet hours from ``start`` until ``end`` that hold at ``local`` are over; None outside them."""
    if start is None or end is None or start == end:
        return None
    over = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    clock_time = local.time()
    if start < end:
        return over if start <= clock_time < end else None
    if clock_time < end:
        return over
    return over + timedelta(days=1) if clock_time >= start else None


def zone_of(whose: Person | Organisation) -> tzinfo:
    """The own time zone of a person, or of an organisation's mailboxes; the portal's where that isn't one."""
    try:
        return ZoneInfo(whose.time_zone)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder
        return ZoneInfo(settings.TIME_ZONE)
