"""From order to enrolment: what a cohort offers, whom units nominated by which order, and what became of each."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Anybody, Audience, Viewer, key
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.ids import PublicId
from waypost.people.models import NamedThen, Organisation, Person, Post
from waypost.training.models.bands import RankBand, Sex
from waypost.training.models.programmes import Cohort, Programme, Written, spoken


class Status(models.TextChoices):
    """Where somebody nominated stands. What follows upon enrolment comes with sessions and tests."""

    NOMINATED = "nominated", _("Nominated")
    WAITING = "waiting", _("On the waiting list")
    APPROVED = "approved", _("Approved")
    NOT_APPROVED = "not-approved", _("Not approved")
    ENROLLED = "enrolled", _("Enrolled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")
    WALK_IN = "walk-in", _("Came without a seat")


HOLDING = (Status.APPROVED, Status.ENROLLED)  # they have a seat
EXPECTED = (*HOLDING, Status.WALK_IN)  # at practical sessions
OVER = (Status.NOT_APPROVED, Status.WITHDRAWN, Status.REPLACED)
NEXT: dict[Status, tuple[Status, ...]] = {
    Status.NOMINATED: (
        Status.APPROVED,
        Status.WAITING,
        Status.NOT_APPROVED,
        Status.WITHDRAWN,
        Status.REPLACED,
        Status.WALK_IN,
    ),
    Status.WAITING: (
        Status.APPROVED,
        Status.NOT_APPROVED,
        Status.WITHDRAWN,
        Status.REPLACED,
        Status.WALK_IN,
    ),
    Status.WALK_IN: (Status.WITHDRAWN,),
    Status.APPROVED: (Status.ENROLLED, Status.WITHDRAWN, Status.REPLACED),
    Status.ENROLLED: (Status.WITHDRAWN, Status.REPLACED),
}


class Intake(MarkedThrough):
    """That units may nominate for a cohort, until which day. ``revision`` counts changes of it and of its seats."""

    marked_by = "cohort"

    public_id = PublicId()
    cohort = MarkedLink(Cohort, models.PROTECT)
    closes_on = models.DateField(help_text="The last day on which units nominate")
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["cohort"], name="one_intake_a_cohort")]

    def __str__(self) -> str:
        return f"intake {self.public_id}"

    @classmethod
    def programme_of(cls, public_id: str) -> Programme | None:
        """For those who tell of an intake: whether a reader sees it is asked when it is told."""
        found = cls.unfiltered.filter(public_id=public_id)
        return Programme.unfiltered.filter(pk__in=found.values("cohort__programme")).first()

    @property
    def programme(self) -> Programme:
        """The programme of a cohort that came with it (``select_related``)."""
        return self.cohort.programme  # type: ignore[no-any-return]  # a MarkedLink is untyped


class Seats(MarkedThrough):
    """How many of a unit the cohort takes: of an organisation, or of a division of it, named as the plan does."""

    marked_by = "intake"

    public_id = PublicId()
    intake = MarkedLink(Intake, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    unit_en = models.CharField(max_length=160, blank=True)
    unit_th = models.CharField(max_length=160, blank=True)
    seats = models.PositiveSmallIntegerField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "organisation", "unit_en"], name="seats_once_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.seats}"

    @property
    def name(self) -> str:
        unit = spoken(self, "unit")
        return f"{self.organisation.name}: {unit}" if unit else self.organisation.name


class Order(Written):
    """The order by which an organisation nominated: its number and day, and who wrote it into the portal."""

    marked_by = "intake"

    intake = MarkedLink(Intake, models.PROTECT)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    dated = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        pass

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        """For those who run the cohort, and for the organisation's own focal points."""
        return Q(super().visibility_rule(viewer, at)) & concerned(viewer, at, f"{at}organisation")


class Nominee(NamedThen, MarkedThrough):
    """One person a unit nominated. Personal: seen by those who coordinate for the organisation that runs the programme,
    by the focal points and deputies of the nominating one, and by the person, who is known by the mail address. Not by
    whoever else reads the programme.

    ``intake`` repeats that of the unit's ``seats``, so that nobody is nominated twice for one cohort.
    ``status`` repeats the newest entry of the history; both are written by one function of the actions.
    Lead and co-trainers of its practical sessions see those who are expected there. Who came to one without having been
    nominated has no ``order``.

    ``person`` is the account with which somebody is enrolled. ``replaces`` is whose place they take; ``keeps_seat``:
    that one had a seat, which is kept until the command decided.
    """

    marked_by = "seats"

    public_id = PublicId()
    intake = MarkedLink(Intake, models.PROTECT)
    order = MarkedLink(Order, models.PROTECT, null=True, blank=True)
    seats = MarkedLink(Seats, models.PROTECT)
    email = models.EmailField()
    sex = models.CharField(max_length=8, choices=Sex)
    rank_band = models.CharField(max_length=12, choices=RankBand)
    province = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    replaces = MarkedLink("self", models.PROTECT, null=True, blank=True)
    keeps_seat = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["intake", "email"], condition=~Q(status__in=OVER), name="nominated_once_a_cohort"
            ),
            models.UniqueConstraint(fields=["replaces"], name="replaced_by_one"),
            models.CheckConstraint(
                condition=~Q(status=Status.ENROLLED) | Q(person__isnull=False),
                name="enrolled_with_an_account",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "status"], name="nominee_by_person"),
            models.Index(fields=["email"], name="nominee_by_email"),
        ]

    def __str__(self) -> str:
        return f"nominee {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        seen = concerned(viewer, at, f"{at}seats__organisation") | _taught(viewer, at)
        return Q(super().visibility_rule(viewer, at)) & seen | oneself(viewer, at)

    @classmethod
    def accounts(cls, public_id: str) -> models.QuerySet[Any, Any]:
        """The key of the account of one, for those who tell them."""
        return cls.unfiltered.filter(public_id=public_id, person__isnull=False).values("person")

    @property
    def is_over(self) -> bool:
        return self.status in OVER


class StatusEntry(Written):
    """One step of somebody's history, with its reason where there is one. ``by`` is nobody where the clock acted."""

    marked_by = "nominee"

    nominee = MarkedLink(Nominee, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status)
    because = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nominee", "number"], name="one_status_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.status}"


def learners_of(programme: int) -> set[int]:
    """The keys of those who are enrolled in a programme: they read it, whatever its mark."""
    rows = Nominee.unfiltered.filter(intake__cohort__programme=programme, status=Status.ENROLLED)
    return {key(Audience.PERSON, person) for person in rows.values_list("person", flat=True) if person}


def oneself(viewer: Viewer, at: str = "") -> Q:
    """The condition that a row is about the viewer: enrolled with their account, or nominated by their address."""
    if not isinstance(viewer, Person):
        return Q(**{f"{at}pk": None})
    return Q(**{f"{at}person": viewer.pk}) | Q(**{f"{at}person": None, f"{at}email": viewer.email})


def _taught(viewer: Viewer | Anybody, at: str) -> Q:
    """The condition that the viewer teaches those of a row in a practical session."""
    from waypost.training.models.practicals import taught_by

    if not isinstance(viewer, Person):
        return Q(**{f"{at}pk": None})
    return Q(**{f"{at}intake__in": taught_by(viewer).values("session__intake"), f"{at}status__in": EXPECTED})


def concerned(viewer: Viewer | Anybody, at: str, organisation: str = "") -> Q:
    """The condition that the viewer runs the cohort of a row, or answers for the organisation that nominated, where the
    row has one (by the path to it).
    """
    programme = f"{at}intake__cohort__programme__"
    found = writing(viewer, programme)
    if not organisation or not isinstance(viewer, Person) or viewer.organisation is None:
        return found
    if viewer.has_role(*Post.APPROVING):
        found |= Q(**{organisation: viewer.organisation.pk, f"{programme}network__in": viewer.networks()})
    return found
