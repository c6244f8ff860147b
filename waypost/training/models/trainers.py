"""Trainers: how each stands in what a curriculum teaches, from candidate to accredited and what ends that."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.access.fields import MarkedLink
from waypost.access.marked import MarkedThrough
from waypost.access.policies import writing
from waypost.core.ids import PublicId
from waypost.curriculum.models import Curriculum
from waypost.people.models import Person
from waypost.training.models.programmes import Written


class Accreditation(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    PRE_ACCREDITED = "pre-accredited", _("Pre-accredited")
    ACCREDITED = "accredited", _("Accredited")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What may follow upon what. Pre-accredited comes with the teach-back.
FOLLOWS: dict[Accreditation, tuple[Accreditation, ...]] = {
    Accreditation.CANDIDATE: (Accreditation.ACCREDITED, Accreditation.WITHDRAWN),
    Accreditation.PRE_ACCREDITED: (Accreditation.ACCREDITED, Accreditation.WITHDRAWN),
    Accreditation.ACCREDITED: (Accreditation.ACCREDITED, Accreditation.LAPSED, Accreditation.WITHDRAWN),
    Accreditation.LAPSED: (Accreditation.ACCREDITED, Accreditation.WITHDRAWN),
    Accreditation.WITHDRAWN: (Accreditation.CANDIDATE,),
}


class Trainer(MarkedThrough):
    """One person as a trainer of one curriculum. Personal: seen by those who coordinate for the organisation that keeps
    the curriculum, and by the person.

    ``state`` and ``valid_until`` repeat the newest entry of the history; one function of the actions writes both.
    """

    marked_by = "curriculum"

    public_id = PublicId()
    curriculum = MarkedLink(Curriculum, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=Accreditation)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day of an accreditation")

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
        over = self.valid_until is not None and self.valid_until < today
        return self.state == Accreditation.ACCREDITED and over


class TrainerEntry(Written):
    """One step of a trainer's history. ``by`` is nobody where the clock acted. Who recognised prior training, and
    which, is said where an accreditation stands on that.
    """

    marked_by = "trainer"

    trainer = MarkedLink(Trainer, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=Accreditation)
    valid_until = models.DateField(null=True, blank=True)
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
