"""Posts stay, persons move: who held which post when, who vouched for whom, who was invited."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.compiled import Given
from waypost.core.exposure import Exposure
from waypost.core.ids import PublicId
from waypost.people.models.bodies import Network, Organisation
from waypost.places.models import Member

PROVISIONAL_FOR = timedelta(days=30)
GRACE = timedelta(days=30)  # how long a word outlives the standing of whoever gave it


def current(on: date | Given, prefix: str = "") -> Q:
    """The condition that a dated row (``since`` until before ``until``) holds on a day."""
    return Q(**{f"{prefix}since__lte": on}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": on})
    )


def _ends_later(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=models.F("since")), name=name)


class Post(models.Model):
    """An office in an organisation: what others write to and call, whoever holds it."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("Officer")
        FOCAL_POINT = "focal-point", _("Organizational Focal Point")
        DEPUTY = "deputy", _("Deputy focal point")
        MISSION_FOCAL_POINT = "mission-focal-point", _("Mission focal point")
        SECRETARIAT = "secretariat", _("Portal secretariat")
        TRAINER = "trainer", _("Trainer")
        LEARNER = "learner", _("Learner")
        LOGISTICS = "logistics", _("Logistics officer")
        DONOR = "donor", _("Donor officer")
        AUDITOR = "auditor", _("Auditor")

    APPROVING: ClassVar = [Role.FOCAL_POINT, Role.DEPUTY]
    ASKING: ClassVar = [
        *APPROVING,
        Role.MISSION_FOCAL_POINT,
        Role.SECRETARIAT,
    ]  # and answering, for an organisation
    COORDINATING: ClassVar = [*APPROVING, Role.SECRETARIAT, Role.TRAINER]  # projects, curricula, programmes
    CONFIRMED_FOR: ClassVar = timedelta(days=90)

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    title_en = models.CharField(max_length=160)
    title_th = models.CharField(max_length=160)
    mailbox = models.EmailField(
        blank=True, help_text="The post's own mailbox, read by whoever holds the post"
    )
    phone = models.CharField(max_length=40, blank=True)
    phone_confirmed = models.CharField(
        max_length=40,
        blank=True,
        db_default="",
        help_text="The number somebody confirmed: a later one is not",
    )
    phone_confirmed_on = models.DateField(null=True, blank=True)
    phone_confirmed_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hours_en = models.CharField(max_length=120, blank=True)
    hours_th = models.CharField(max_length=120, blank=True)
    on_duty = models.BooleanField(
        default=False, help_text="A duty post: shown to every member on “Who do I call?”"
    )
    covers = models.ManyToManyField(Member, blank=True, related_name="mission_focal_points")

    class Meta:
        ordering: ClassVar = ["title_en"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "role"], name="post_by_role"),
            models.Index(fields=["role"], condition=Q(on_duty=True), name="post_on_duty"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_th if translation.get_language() == "th" else self.title_en

    @property
    def hours(self) -> str:
        return self.hours_th if translation.get_language() == "th" else self.hours_en

    @property
    def phone_is_confirmed(self) -> bool:
        """Has a person said of the number that stands there that it is right, not longer ago than a hand-over takes?"""
        on = self.phone_confirmed_on
        lasts = on is not None and on >= clock.today() - self.CONFIRMED_FOR
        return lasts and self.phone != "" and self.phone_confirmed == self.phone

    @property
    def approves(self) -> bool:
        return self.role in self.APPROVING


class Tenure(models.Model):
    """A person holding a post, from ``since`` until before ``until``. Figures about the network count these."""

    exposure = Exposure.PERSONAL

    public_id = PublicId()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recruited_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recruited",
        help_text="The mission focal point's tenure",
    )
    provisional_until = models.DateField(
        null=True, blank=True, help_text="Until then, or until somebody looked again, the holder only reads"
    )

    class Meta:
        constraints: ClassVar = [_ends_later("tenure_ends_later")]
        indexes: ClassVar = [models.Index(fields=["post", "since"], name="tenure_by_post")]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"

    def is_current(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def is_provisional(self, on: date) -> bool:
        return self.provisional_until is not None and on < self.provisional_until


class Endorsement(models.Model):
    """Somebody's word that the holder of a post belongs to a network. Without a current one there is no access.

    A word hangs on the standing of whoever gave it, at the post at which they gave it (``vouching``). It was given
    until ``given_until``; it holds until ``until``, which is earlier where that standing ends: see ``actions.chains``.
    The words of the operator (no ``vouching``) and of the secretariat are the roots and hang on nobody's standing.
    """

    exposure = Exposure.PERSONAL

    tenure = models.ForeignKey(Tenure, models.PROTECT, related_name="endorsements")
    network = models.ForeignKey(Network, models.PROTECT, related_name="endorsements")
    vouched_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", null=True)
    evidence = models.CharField(
        max_length=300, blank=True, help_text="What was seen: letter number, call-back"
    )
    vouching = models.ForeignKey(
        Tenure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="given",
        help_text="The tenure in which it was given; none: the operator's, a root",
    )
    since = models.DateField()
    until = models.DateField(
        help_text="Until before when it holds; derived where the word hangs on another's"
    )
    given_until = models.DateField(
        null=True, blank=True, help_text="At most a year; reviewed, never renewed silently. None: as until"
    )

    class Meta:
        constraints: ClassVar = [
            # It may never come to hold: where its giver's standing ended a month before it was to begin.
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="endorsement_ends_no_sooner_than_it_begins"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenure", "until"], name="endorsement_by_tenure"),
            models.Index(
                fields=["until"],
                condition=models.Q(until__lt=models.F("given_until")),
                name="endorsement_cut_short",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenure} in {self.network}"
