"""Trainers: how each stands in what a curriculum teaches, from candidate to accredited and what ends that; and the
teach-backs and deliveries that somebody marked on the way.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.ids import PublicId
from waypost.curriculum.models import Curriculum, CurriculumVersion, Status
from waypost.people.models import Person
from waypost.training.models.certificates import Certificate, Teaching
from waypost.training.models.enrolment import oneself
from waypost.training.models.practicals import Facilitation, PracticalSession, SessionDay
from waypost.training.models.programmes import Written
from waypost.training.models.rubrics import Exercise, Rubric


class Accreditation(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    PRE_ACCREDITED = "pre-accredited", _("Pre-accredited")
    ACCREDITED = "accredited", _("Accredited")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Ground(models.TextChoices):
    """On what an entry of a trainer's history stands."""

    PRIOR = "prior", _("Recognised on prior training")
    TAUGHT_BACK = "taught-back", _("Passed the training of trainers and the teach-back")
    OBSERVED = "observed", _("Passed an observed delivery")
    DELIVERED = "delivered", _("Taught in each of the two years: renewed by itself")
    INTERVIEWED = "interviewed", _("Observed again, and interviewed")
    NEW_VERSION = "new-version", _("The curriculum has a new major version")
    NOT_RENEWED = "not-renewed", _("Not renewed in time")


# What may follow upon what.
FOLLOWS: dict[Accreditation, tuple[Accreditation, ...]] = {
    Accreditation.CANDIDATE: (
        Accreditation.PRE_ACCREDITED,
        Accreditation.ACCREDITED,
        Accreditation.WITHDRAWN,
    ),
    Accreditation.PRE_ACCREDITED: (Accreditation.ACCREDITED, Accreditation.WITHDRAWN),
    Accreditation.ACCREDITED: (Accreditation.ACCREDITED, Accreditation.LAPSED, Accreditation.WITHDRAWN),
    Accreditation.LAPSED: (Accreditation.ACCREDITED, Accreditation.WITHDRAWN),
    Accreditation.WITHDRAWN: (Accreditation.CANDIDATE,),
}


class Trainer(MarkedThrough):
    """One person as a trainer of one curriculum. Personal: seen by those who coordinate for the organisation that keeps
    the curriculum, and by the person.

    ``state`` and ``valid_until`` repeat the newest entry of the history; one function of the actions writes both.
    ``major`` is the first number of the curriculum's version on which an accreditation stands; one that is
    ``is_outdated`` ends because there is a later one. ``warned_of`` is the end that was told of.
    """

    marked_by = "curriculum"

    public_id = PublicId()
    curriculum = MarkedLink(Curriculum, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=Accreditation)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day of an accreditation")
    major = models.PositiveSmallIntegerField(default=1, db_default=1)
    is_outdated = models.BooleanField(default=False, db_default=False)
    warned_of = models.DateField(null=True, blank=True)

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["curriculum", "person"], name="one_trainer_a_curriculum"),
            models.CheckConstraint(
                condition=~Q(state=Accreditation.ACCREDITED) | Q(valid_until__isnull=False),
                name="accredited_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"trainer {self.public_id}"

    @classmethod
    def visibility_rule(cls, viewer: Any, at: str = "") -> Q:
        coordinates = Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}curriculum__")
        return coordinates | Q(**{f"{at}person": viewer.pk if isinstance(viewer, Person) else None})

    def has_lapsed(self, today: date) -> bool:
        """Is the last day over, though nothing has said so yet?"""
        return self.is_at_end(today) and self.valid_until != today

    def is_at_end(self, today: date) -> bool:
        """Has the last day of an accreditation come?"""
        come = self.valid_until is not None and self.valid_until <= today
        return self.state == Accreditation.ACCREDITED and come

    def entered(self, state: Accreditation) -> datetime:
        """When the newest entry of a state was written in the history, of one that was come to."""
        return TrainerEntry.unfiltered.filter(trainer=self.pk, state=state).latest("number").at

    def trained_on(self, today: date, seen_by: Viewer | None = None) -> date | None:
        """The last day of the training of trainers of which they hold a certificate that is valid; None without. With
        ``seen_by``, of what that viewer sees.
        """
        ended, replaced = Certificate.ended()
        rows: Any = Certificate.unfiltered if seen_by is None else Certificate.visible_to(seen_by)
        rows = rows.filter(
            nominee__person=self.person_id,
            nominee__intake__cohort__trains_trainers=True,
            programme__curriculum__curriculum=self.curriculum_id,
        ).exclude(valid_until__lt=today)
        found: date | None = (
            rows.exclude(ended).exclude(replaced).order_by("-until").values_list("until", flat=True).first()
        )
        return found

    def taught_on(self, now: datetime, seen_by: Viewer | None = None) -> list[date]:
        """The days on which they taught what the curriculum says: of practical sessions that were held, and the last
        one of every cohort whose certificates name them. With ``seen_by``, of what that viewer sees.
        """
        teaches = Facilitation.unfiltered.filter(oneself(self.person), role__in=Facilitation.TEACHING)
        days: Any = SessionDay.unfiltered if seen_by is None else SessionDay.visible_to(seen_by)
        days = days.filter(
            session__in=teaches.values("session"),
            session__intake__cohort__programme__curriculum__curriculum=self.curriculum_id,
            off=None,
            ends_at__lte=now,
        )
        named = Teaching.on(self.person_id, self.curriculum_id, seen_by)
        return sorted(
            {*(timezone.localdate(each) for each in days.values_list("starts_at", flat=True)), *named}
        )

    @classmethod
    def of_facilitation(cls, row: Facilitation) -> "Trainer | None":
        """Whoever teaches in a session, as a trainer of what its programme teaches; None where nobody is named so, or
        not any more.
        """
        curricula = PracticalSession.unfiltered.filter(pk=row.session_id).values(
            "intake__cohort__programme__curriculum__curriculum"
        )
        known = Q(person=row.person_id) if row.person_id else Q(person__email=row.email or None)
        rows = cls.unfiltered.filter(known, curriculum__in=curricula).exclude(state=Accreditation.WITHDRAWN)
        return rows.select_related("person").first()

    @classmethod
    def by_public_id(cls, public_id: str) -> "Trainer | None":
        """For those who tell of one: whether a reader sees it is asked when it is told."""
        return cls.unfiltered.filter(public_id=public_id).first()

    def kept_by(self) -> tuple[int, int]:
        """The organisation that keeps the curriculum, and the network, by their keys."""
        row = Curriculum.unfiltered.get(pk=self.curriculum_id)
        return row.organisation_id, row.network_id


def major_of(curriculum: int) -> int:
    """The first number of the newest version of a curriculum (its key) that is finalised; 1 where none is."""
    rows = CurriculumVersion.unfiltered.filter(curriculum=curriculum, status=Status.FINALISED)
    return max((int(each.partition(".")[0]) for each in rows.values_list("number", flat=True)), default=1)


class TrainerEntry(Written):
    """One step of a trainer's history. ``by`` is nobody where the clock acted. Who recognised prior training, and
    which, is said where an accreditation stands on that; in ``because`` stands what an interview showed, or why
    somebody was withdrawn.
    """

    marked_by = "trainer"

    trainer = MarkedLink(Trainer, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=Accreditation)
    valid_until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=12, choices=Ground, blank=True, default="", db_default="")
    because = models.CharField(max_length=300, blank=True)
    recognised_by = models.CharField(max_length=160, blank=True)
    recognised_on = models.CharField(max_length=300, blank=True, help_text="Which prior training")
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trainer", "number"], name="one_trainer_entry_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"


class Demonstration(Written):
    """A trainer's teach-back, or a delivery of theirs in a practical session, as somebody marked it against a rubric.
    ``scores`` are the points of its criteria in their order; what they come to is kept beside them.
    """

    marked_by = "trainer"

    trainer = MarkedLink(Trainer, models.CASCADE)
    exercise = models.CharField(max_length=12, choices=Exercise)
    rubric = MarkedLink(Rubric, models.PROTECT)
    session = MarkedLink(PracticalSession, models.PROTECT, null=True, blank=True)
    on = models.DateField()
    scores = models.JSONField()
    points = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(exercise="teach-back", session__isnull=True)
                | Q(exercise="delivery", session__isnull=False),
                name="delivery_in_a_session",
            )
        ]

    def __str__(self) -> str:
        return f"{self.exercise} {self.points}/{self.out_of}"
