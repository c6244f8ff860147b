"""Practical sessions of a cohort: when, at which place or on which vessel, who teaches, and how their days moved."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.ids import PublicId
from waypost.people.models import NamedThen, Person
from waypost.training.models.enrolment import EXPECTED, Intake, Nominee, Seats, Status, oneself
from waypost.training.models.programmes import Programme, Written, spoken


class VesselKind(models.TextChoices):
    PATROL = "patrol", _("Patrol boat")
    RESCUE = "rescue", _("Rescue boat")
    INFLATABLE = "inflatable", _("Inflatable boat")
    TRAINING = "training", _("Training vessel")
    OTHER = "other", _("Other vessel")


class PracticalSession(MarkedThrough):
    """What a cohort learns in person, on one day or several. ``revision`` counts every change of it.

    Where there is a vessel, the place is where one embarks.
    """

    marked_by = "intake"

    public_id = PublicId()
    intake = MarkedLink(Intake, models.PROTECT)
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    province = models.CharField(max_length=80)
    place_en = models.CharField(max_length=160)
    place_th = models.CharField(max_length=160)
    vessel_name = models.CharField(max_length=80, blank=True)
    vessel_kind = models.CharField(max_length=12, choices=VesselKind, blank=True)
    capacity = models.PositiveSmallIntegerField()
    is_cancelled = models.BooleanField(default=False)
    is_signed = models.BooleanField(
        default=False, db_default=False, help_text="A signed sheet of it was scanned"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(vessel_name="", vessel_kind="") | ~Q(vessel_name="") & ~Q(vessel_kind=""),
                name="vessel_has_a_name_and_a_kind",
            ),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="session_takes_somebody"),
        ]

    def __str__(self) -> str:
        return f"practical session {self.public_id}"

    @property
    def title(self) -> str:
        return spoken(self, "title")

    @property
    def place(self) -> str:
        return spoken(self, "place")

    @property
    def programme(self) -> Programme:
        """The programme of a session that came with it (``select_related``)."""
        return self.intake.cohort.programme  # type: ignore[no-any-return]  # a MarkedLink is untyped


class ForUnit(MarkedThrough):
    """That a session is for the officers of a unit. One without any is for everybody in the cohort."""

    marked_by = "session"

    session = MarkedLink(PracticalSession, models.CASCADE)
    seats = MarkedLink(Seats, models.PROTECT)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "seats"], name="session_for_a_unit_once")
        ]

    def __str__(self) -> str:
        return f"session {self.session_id} for {self.seats_id}"


def expected_in(session: PracticalSession) -> Q:
    """The condition that a session expects somebody on the roll: a seat or a walk-in, in a unit it is for."""
    units = ForUnit.unfiltered.filter(session=session.pk)
    theirs = ~Exists(units) | Q(seats__in=units.values("seats"))
    return Q(intake=session.intake_id, status__in=EXPECTED) & theirs


class SessionChange(Written):
    """That the days of a session moved, or that it is cancelled: why, by whom, when."""

    class Kind(models.TextChoices):
        WEATHER = "weather", _("Postponed because of the weather")
        OTHER = "other", _("Postponed")
        CANCELLED = "cancelled", _("Cancelled")

    marked_by = "session"

    session = MarkedLink(PracticalSession, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    because = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "number"], name="one_session_change_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"


class SessionDay(MarkedThrough):
    """One day of a session. One that moved, or that was cancelled, stays with the change that took it (``off``).

    ``minutes`` are those of teaching: breaks are not counted. ``entry`` is the public id of the first day in the place
    of which this one stands, where there is one: in calendars both are one entry, which moved.
    """

    marked_by = "session"

    public_id = PublicId()
    session = MarkedLink(PracticalSession, models.CASCADE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    off = MarkedLink(SessionChange, models.PROTECT, null=True, blank=True)
    entry = models.CharField(max_length=22, blank=True, default="", db_default="")

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_day_ends_later"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="session_day_lasts"),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="session_day_by_start")]

    def __str__(self) -> str:
        return f"day {self.public_id}"

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    @property
    def ident(self) -> str:
        """Which entry of a calendar it is."""
        return self.entry or self.public_id


class Facilitation(NamedThen, MarkedThrough):
    """Who teaches or observes a session, named as the officials write it. Whoever has an account is known by the mail
    address, as a nominee is; whether somebody has one is told to nobody.

    Seen by those who run the programme, those who are enrolled in the cohort, and those who teach with them: who else
    reads the programme needs no names.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead trainer")
        CO = "co", _("Co-trainer")
        OBSERVER = "observer", _("Observer")

    TEACHING: ClassVar = [Role.LEAD, Role.CO]
    marked_by = "session"

    session = MarkedLink(PracticalSession, models.CASCADE)
    role = models.CharField(max_length=8, choices=Role)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "email"], condition=~Q(email=""), name="teaches_once_a_session"
            ),
            models.UniqueConstraint(
                fields=["session"], condition=Q(role="lead"), name="one_lead_trainer_a_session"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="facilitation_by_person"),
            models.Index(fields=["email"], name="facilitation_by_email"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of session {self.session_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        return Q(super().visibility_rule(viewer, at)) & concerned(viewer, at)


def concerned(viewer: Any, at: str) -> Q:
    """The condition that the viewer runs the session's programme, learns in its cohort, or teaches in it."""
    if not isinstance(viewer, Person):
        return Q(**{f"{at}pk": None})
    own = Nominee.unfiltered.filter(person=viewer.pk, status=Status.ENROLLED)
    taught = Facilitation.unfiltered.filter(oneself(viewer))
    found = Q(**{f"{at}session__in": taught.values("session")})
    found |= Q(**{f"{at}session__intake__in": own.values("intake")})
    return found | writing(viewer, f"{at}session__intake__cohort__programme__")


def taught_by(viewer: Person) -> models.QuerySet[Facilitation]:
    """Where the viewer is lead or co-trainer: of cohorts whose officers they teach."""
    rows = Facilitation.unfiltered.filter(oneself(viewer), role__in=Facilitation.TEACHING)
    return rows.filter(session__is_cancelled=False)


def led_in(viewer: Person, intake: int) -> bool:
    """Did they lead a session of a cohort (its key) that has a day, also where it was cancelled after it?"""
    led = Facilitation.unfiltered.filter(oneself(viewer), role=Facilitation.Role.LEAD, session__intake=intake)
    return SessionDay.unfiltered.filter(session__in=led.values("session"), off=None).exists()


def trainers_to_come(session: int | None, now: datetime) -> models.QuerySet[Any, Any]:
    """The keys of those with an account who are to teach in a session (its key) that is still to be held."""
    ahead = SessionDay.unfiltered.filter(session=session or 0, off=None, ends_at__gt=now)
    rows = Facilitation.unfiltered.filter(session__in=ahead.values("session"), role__in=Facilitation.TEACHING)
    return rows.filter(person__isnull=False).values("person")
