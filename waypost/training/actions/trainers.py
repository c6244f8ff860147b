"""Trainers of a curriculum: named as candidates, recognised on prior training, lapsed, withdrawn."""

from datetime import date

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import DoorMisused, Refused
from waypost.curriculum.models import Curriculum
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.lists.certificates import holds_until
from waypost.training.lists.trainers import people_to_name
from waypost.training.models import FOLLOWS, Accreditation, Trainer, TrainerEntry
from waypost.training.policies import may_accredit, may_lapse, may_name_trainers


@action("training.trainer_named", allowed=may_name_trainers)
def name(*, by: Person, curriculum: Curriculum, person: Person) -> Trainer:
    """Name somebody as a candidate, or again after they were withdrawn."""
    if person.pk not in {each.pk for each in people_to_name([curriculum])}:
        raise Refused(
            _("Only who holds the post of a trainer in the network is named. Choose somebody else.")
        )
    trainer = Trainer.unfiltered.filter(curriculum=curriculum.pk, person=person).first()
    if trainer is not None and trainer.state != Accreditation.WITHDRAWN:
        raise Refused(_("%(name)s is named already.") % {"name": person.name})
    trainer = trainer or Trainer(curriculum_id=curriculum.pk, person=person)
    _enter(trainer, Accreditation.CANDIDATE, by)
    doors.about(trainer)
    return trainer


@action("training.trainer_recognised", allowed=may_accredit)
def recognise(*, by: Person, trainer: Trainer, recognised_by: str, recognised_on: str) -> Trainer:
    """Accredit somebody on prior training: by whom it was recognised, and which. For two years, and again for two."""
    check_words(recognised_by=recognised_by, recognised_on=recognised_on)
    _demand(trainer, Accreditation.ACCREDITED)
    until = holds_until(clock.today())
    _enter(
        trainer,
        Accreditation.ACCREDITED,
        by,
        until=until,
        recognised_by=recognised_by,
        recognised_on=recognised_on,
    )
    return trainer


@action("training.trainer_withdrawn", allowed=may_accredit)
def withdraw(*, by: Person, trainer: Trainer, because: str) -> Trainer:
    """End it for a reason. Certificates that were issued stay as they are."""
    check_words(because=because)
    _demand(trainer, Accreditation.WITHDRAWN)
    _enter(trainer, Accreditation.WITHDRAWN, by, because=because)
    return trainer


@action("training.trainer_lapsed", allowed=may_lapse)
def lapse(*, by: Clockwork, trainer: Trainer) -> Trainer:
    """Say in the history that an accreditation is over. Certificates that were issued stay as they are."""
    if not trainer.has_lapsed(clock.today()):
        doors.unheard()
        return trainer
    _enter(trainer, Accreditation.LAPSED, None)
    return trainer


def lapse_the_due() -> int:
    """The clock's part. Returns how many lapsed."""
    due = Trainer.unfiltered.filter(state=Accreditation.ACCREDITED, valid_until__lt=clock.today())
    return len([lapse(by=CLOCK, trainer=each) for each in due])


def _demand(trainer: Trainer, state: Accreditation) -> None:
    if state not in FOLLOWS[Accreditation(trainer.state)]:
        raise Refused(
            _("This trainer is withdrawn: name them as a candidate first.")
            if trainer.state == Accreditation.WITHDRAWN
            else _("This can’t follow upon where the trainer stands now.")
        )


def _enter(
    trainer: Trainer, state: Accreditation, by: Person | None, *, until: date | None = None, **said: str
) -> None:
    """Write the next entry of the history, and what repeats it."""
    if trainer.pk is not None and state not in FOLLOWS[Accreditation(trainer.state)]:
        raise DoorMisused(f"From {trainer.state} nobody comes to {state}. Ask before.")
    trainer.state, trainer.valid_until = state, until
    trainer.save()
    number = TrainerEntry.unfiltered.filter(trainer=trainer.pk).count() + 1
    TrainerEntry(
        trainer_id=trainer.pk, number=number, state=state, valid_until=until, by=by, at=clock.now(), **said
    ).save()
