"""Trainers of a curriculum: named as candidates, marked on the way, accredited or recognised on prior training,
renewed, lapsed, withdrawn.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import DoorMisused, Refused
from waypost.curriculum.models import Curriculum
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.actions.practicals import check_revision
from waypost.training.actions.rubrics import reckoned
from waypost.training.lists.certificates import holds_until
from waypost.training.lists.trainers import people_to_name
from waypost.training.models import (
    FOLLOWS,
    Accreditation,
    Demonstration,
    Exercise,
    Facilitation,
    Ground,
    PracticalSession,
    Rubric,
    SessionDay,
    Trainer,
    TrainerEntry,
    major_of,
)
from waypost.training.policies import may_accredit, may_lapse, may_mark, may_name_trainers, may_observe
from waypost.training.renewal import ends_after_new_version, is_to_be_told, taught_each_year
from waypost.training.rubrics import Outcome

SENT_AGAIN = timedelta(minutes=30)  # the same mark within it is the same one


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
        Ground.PRIOR,
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


@action("training.teach_back_marked", allowed=may_mark)
def mark_teach_back(
    *, by: Person, trainer: Trainer, rubric: Rubric, scores: Sequence[int], on: date, note: str = ""
) -> Demonstration:
    """Keep how a teach-back went, against a rubric that stands. Written once: another teach-back is another row."""
    if on > clock.today():
        raise Refused(_("This day has not come. Give the day of the teach-back."), on=_("Not yet."))
    found = _found(Exercise.TEACH_BACK, rubric, scores, note, curriculum=trainer.curriculum_id)
    return _marked(by, trainer, Exercise.TEACH_BACK, rubric, scores, found, on, note)


@action("training.delivery_observed", allowed=may_observe)
def observe(
    *,
    by: Person,
    session: PracticalSession,
    revision: int,
    taught: Facilitation,
    rubric: Rubric,
    scores: Sequence[int],
    note: str = "",
) -> Demonstration:
    """Keep how a trainer of the session taught, as another trainer saw it. ``taught`` is the trainer's row there, as it
    was offered with a ``revision`` of the session.
    """
    check_revision(session, revision)
    days = SessionDay.unfiltered.filter(session=session.pk, off=None, starts_at__lte=clock.now())
    held = days.order_by("-starts_at").first()
    if held is None:
        raise Refused(_("No day of this session has begun. Come back when it is held."))
    # Who is named is looked up last: else whoever sends nothing that could be kept would learn it from the refusal.
    curricula = PracticalSession.unfiltered.filter(pk=session.pk).values(
        "intake__cohort__programme__curriculum__curriculum"
    )
    found = _found(Exercise.DELIVERY, rubric, scores, note, curriculum__in=curricula)
    trainer = Trainer.of_facilitation(taught)
    if trainer is None:
        raise Refused(
            _("%(name)s is not named as a trainer of what is taught here. Ask who keeps the curriculum.")
            % {"name": taught.name}
        )
    if trainer.person_id == by.pk:
        raise Refused(_("Nobody observes themselves. Choose another trainer."))
    made = _marked(
        by,
        trainer,
        Exercise.DELIVERY,
        rubric,
        scores,
        found,
        clock.day_of(held.starts_at),
        note,
        session=session,
    )
    doors.note(trainer=trainer.public_id)
    return made


@action("training.trainer_pre_accredited", allowed=may_accredit)
def pre_accredit(*, by: Person, trainer: Trainer) -> Trainer:
    """Say that the training of trainers and the teach-back are passed: what comes next is to be observed teaching."""
    _demand(trainer, Accreditation.PRE_ACCREDITED)
    _demand_trained(trainer)
    _enter(trainer, Accreditation.PRE_ACCREDITED, by, Ground.TAUGHT_BACK)
    return trainer


@action("training.trainer_accredited", allowed=may_accredit)
def accredit(*, by: Person, trainer: Trainer) -> Trainer:
    """Accredit whoever was pre-accredited and passed an observed delivery, for two years."""
    if trainer.state != Accreditation.PRE_ACCREDITED:
        raise Refused(
            _(
                "Only a pre-accredited trainer can be accredited in this way. For others, recognise prior training."
            )
        )
    _demand_trained(trainer)
    _demand_passed(
        trainer,
        Exercise.DELIVERY,
        _since_named(trainer),
        _("No delivery was observed and passed since the trainer was named. It comes first."),
    )
    _enter(trainer, Accreditation.ACCREDITED, by, Ground.OBSERVED, until=holds_until(clock.today()))
    return trainer


@action("training.trainer_renewed", allowed=may_accredit)
def renew(*, by: Person, trainer: Trainer, interview: str) -> Trainer:
    """For two years more, after an interview and a delivery that was observed since the accreditation was given,
    renewed or cut short by a new version; also of somebody whose accreditation is over.
    """
    if trainer.state not in (Accreditation.ACCREDITED, Accreditation.LAPSED):
        raise Refused(_("Only who was accredited is renewed."))
    check_words(interview=interview)
    since = trainer.entered(Accreditation.ACCREDITED)
    _demand_passed(
        trainer,
        Exercise.DELIVERY,
        Q(at__gt=since, on__gte=clock.day_of(since)),
        _(
            "No delivery was observed and passed since the last accreditation, renewal or new version. It comes first."
        ),
    )
    until = holds_until(clock.today())
    _enter(trainer, Accreditation.ACCREDITED, by, Ground.INTERVIEWED, until=until, because=interview)
    return trainer


@action("training.trainer_lapsed", allowed=may_lapse)
def lapse(*, by: Clockwork, trainer: Trainer) -> Trainer:
    """Say in the history that an accreditation is over. Certificates that were issued stay as they are."""
    if not trainer.has_lapsed(clock.today()):
        doors.unheard()
        return trainer
    ground = Ground.NEW_VERSION if trainer.is_outdated else Ground.NOT_RENEWED
    _enter(trainer, Accreditation.LAPSED, None, ground)
    return trainer


@action("training.trainer_kept_on", allowed=may_lapse)
def keep_on(*, by: Clockwork, trainer: Trainer) -> Trainer:
    """Renew whoever taught in each of the two years, for two more."""
    if not _is_to_be_kept_on(trainer):
        doors.unheard()
        return trainer
    until = holds_until(trainer.valid_until or clock.today())
    _enter(trainer, Accreditation.ACCREDITED, None, Ground.DELIVERED, until=until)
    return trainer


@action("training.trainer_outdated", allowed=may_lapse)
def outdate(*, by: Clockwork, trainer: Trainer) -> Trainer:
    """There is a new major version: the accreditation ends soon, unless they are observed with it."""
    if not _is_of_before(trainer, major_of(trainer.curriculum_id)):
        doors.unheard()
        return trainer
    until = ends_after_new_version(clock.today(), trainer.valid_until or clock.today())
    _enter(trainer, Accreditation.ACCREDITED, None, Ground.NEW_VERSION, until=until)
    return trainer


@action("training.trainer_warned", allowed=may_lapse)
def warn(*, by: Clockwork, trainer: Trainer) -> Trainer:
    """Tell that the accreditation ends soon, once of each end."""
    trainer.warned_of = trainer.valid_until
    trainer.save()
    return trainer


def see_to_the_due() -> int:
    """The clock's part: what a new version ends soon, what renews by itself, what is told of and what is over. Returns
    for how many something happened.
    """
    rows = Trainer.unfiltered.filter(state=Accreditation.ACCREDITED).select_related("person").order_by("pk")
    majors = {pk: major_of(pk) for pk in {each.curriculum_id for each in rows}}
    return sum(_seen_to(each, majors[each.curriculum_id]) for each in rows)


def _seen_to(trainer: Trainer, major: int) -> bool:
    today, until = clock.today(), trainer.valid_until or clock.today()
    if _is_of_before(trainer, major):
        outdate(by=CLOCK, trainer=trainer)
        return True
    if not is_to_be_told(today, until):
        return False
    if _is_to_be_kept_on(trainer):
        keep_on(by=CLOCK, trainer=trainer)
        return True
    if trainer.has_lapsed(today):
        lapse(by=CLOCK, trainer=trainer)
        return True
    if trainer.warned_of == until or _renews(trainer):
        return False
    warn(by=CLOCK, trainer=trainer)
    return True


def _is_of_before(trainer: Trainer, major: int) -> bool:
    """Does an accreditation stand on a version before the newest major one, and nothing has said so yet?"""
    accredited = trainer.state == Accreditation.ACCREDITED
    return accredited and not trainer.is_outdated and major > trainer.major


def _is_to_be_kept_on(trainer: Trainer) -> bool:
    """Has the last day of an accreditation come that renews by itself?"""
    return trainer.is_at_end(clock.today()) and _renews(trainer)


def _renews(trainer: Trainer) -> bool:
    until = trainer.valid_until
    if until is None or trainer.is_outdated:
        return False
    return taught_each_year(trainer.taught_on(clock.now()), until)


def _found(
    exercise: Exercise, rubric: Rubric, scores: Sequence[int], note: str, **of_curriculum: Any
) -> Outcome:
    """What the points come to, where the note may be kept and the rubric stands in the curriculum."""
    check_words(note=note)
    stands = Rubric.unfiltered.filter(
        pk=rubric.pk,
        exercise=exercise,
        retired_at=None,
        **{f"programme__curriculum__{each}": value for each, value in of_curriculum.items()},
    )
    if not stands.exists():
        raise Refused(_("This rubric does not stand any more. Open the page again."))
    return reckoned(rubric, scores)


def _marked(
    by: Person,
    trainer: Trainer,
    exercise: Exercise,
    rubric: Rubric,
    scores: Sequence[int],
    found: Outcome,
    on: date,
    note: str,
    session: PracticalSession | None = None,
) -> Demonstration:
    """Sent twice, by a second click or because the answer was lost, it is kept once. Later it may be another one."""
    said = {
        "trainer_id": trainer.pk,
        "exercise": exercise,
        "rubric_id": rubric.pk,
        "session_id": session.pk if session else None,
        "on": on,
        "scores": list(scores),
        "note": note,
        "by": by,
    }
    kept = Demonstration.unfiltered.filter(at__gt=clock.now() - SENT_AGAIN, **said).first()
    if kept is not None:
        doors.unheard()
        return kept
    made = Demonstration(
        points=found.points, out_of=found.out_of, passed=found.passed, at=clock.now(), **said
    )
    made.save()
    doors.note(exercise=str(exercise), passed=found.passed)
    return made


def _demand_trained(trainer: Trainer) -> None:
    if trainer.trained_on(clock.today()) is None:
        raise Refused(
            _(
                "The trainer has no valid certificate of a training of trainers in this curriculum. That comes first."
            )
        )
    _demand_passed(
        trainer,
        Exercise.TEACH_BACK,
        _since_named(trainer),
        _("The trainer has not passed a teach-back since they were named. That comes first."),
    )


def _demand_passed(trainer: Trainer, exercise: Exercise, since: Q, sentence: str) -> None:
    rows = Demonstration.unfiltered.filter(since, trainer=trainer.pk, exercise=exercise, passed=True)
    if not rows.exists():
        raise Refused(sentence)


def _since_named(trainer: Trainer) -> Q:
    """What was marked before somebody was withdrawn counts for nothing when they are named anew."""
    return Q(at__gte=trainer.entered(Accreditation.CANDIDATE))


def _demand(trainer: Trainer, state: Accreditation) -> None:
    if state not in FOLLOWS[Accreditation(trainer.state)]:
        raise Refused(
            _("This trainer is withdrawn: name them as a candidate first.")
            if trainer.state == Accreditation.WITHDRAWN
            else _("This can’t follow upon where the trainer stands now.")
        )


def _enter(
    trainer: Trainer,
    state: Accreditation,
    by: Person | None,
    ground: Ground | None = None,
    *,
    until: date | None = None,
    **said: str,
) -> None:
    """Write the next entry of the history, and what repeats it."""
    if trainer.pk is not None and state not in FOLLOWS[Accreditation(trainer.state)]:
        raise DoorMisused(f"From {trainer.state} nobody comes to {state}. Ask before.")
    trainer.state, trainer.valid_until = state, until
    trainer.is_outdated = ground == Ground.NEW_VERSION
    if state == Accreditation.ACCREDITED and not trainer.is_outdated:
        trainer.major = major_of(trainer.curriculum_id)
    trainer.save()
    number = TrainerEntry.unfiltered.filter(trainer=trainer.pk).count() + 1
    TrainerEntry(
        trainer_id=trainer.pk,
        number=number,
        state=state,
        valid_until=until,
        ground=ground or "",
        by=by,
        at=clock.now(),
        **said,
    ).save()
