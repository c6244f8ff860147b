"""Who may read a programme's content, nominate for its cohorts and decide about it, and read sums. Who may begin and
write one: ``access.policies``.
"""

from typing import Any

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.access.policies import may_write
from waypost.core.doors import CLOCK
from waypost.curriculum.models import Curriculum
from waypost.people.models import Organisation, Person, Post
from waypost.training.models import (
    EXPECTED,
    OF_ONESELF,
    Accreditation,
    Certificate,
    Cohort,
    CohortTest,
    EModule,
    Evaluation,
    Facilitation,
    Intake,
    Launched,
    Level,
    Nominee,
    PracticalSession,
    Programme,
    Seats,
    SessionDay,
    Sitting,
    Status,
    Trainer,
    is_asked,
    oneself,
)
from waypost.training.models.practicals import led_in, taught_by

DECIDING = [*Post.APPROVING, Post.Role.SECRETARIAT]


def may_read(by: Viewer, programme: Programme) -> bool:
    return programme.is_visible_to(by)


def may_take(by: Viewer, module: EModule) -> bool:
    """Whoever may read the programme may take its e-modules, while they are there."""
    return module.taken_off_at is None and module.is_visible_to(by)


def may_go_on(by: Launched, _what: Any) -> bool:
    """May whoever opened an e-module still read its programme?"""
    return Programme(pk=by.launch.programme_id).is_visible_to(by.person)


def may_open(by: Viewer, cohort: Cohort) -> bool:
    """Let units nominate for a cohort: whoever writes its programme."""
    return _writes(by, Programme.visible_to(by).filter(pk=cohort.programme_id).first())


def may_run(by: Viewer, intake: Intake) -> bool:
    """Seats, and everybody on the list: whoever writes the programme."""
    return _writes(by, _programme(by, intake))


def may_hold(by: Viewer, session: PracticalSession) -> bool:
    """Move, write and cancel a practical session: whoever writes the programme."""
    seen = PracticalSession.visible_to(by).filter(pk=session.pk)
    return _writes(
        by, Programme.visible_to(by).filter(pk__in=seen.values("intake__cohort__programme")).first()
    )


def may_teach(by: Viewer, day: SessionDay) -> bool:
    """Take attendance: lead and co-trainers of the session, and whoever writes the programme."""
    session = PracticalSession.visible_to(by).filter(pk=day.session_id).first()
    return session is not None and may_teach_in(by, session)


def may_teach_in(by: Viewer, session: PracticalSession) -> bool:
    """Whoever may take attendance prints its sheets, and sends the signed one in."""
    if not isinstance(by, Person) or not session.is_visible_to(by):
        return False
    return taught_by(by).filter(session=session.pk).exists() or may_hold(by, session)


def may_assess(by: Viewer, session: PracticalSession) -> bool:
    """Mark the learners of a session: co-trainers of the cohort's sessions, and whoever writes the programme. Not who
    leads one of them, for everybody on the roll is expected there: nobody marks whom they taught as lead trainer. And
    nobody who learns in the cohort.
    """
    if not isinstance(by, Person) or not session.is_visible_to(by):
        return False
    taught = taught_by(by).filter(session__intake=session.intake_id)
    if led_in(by, session.intake_id) or _learns(by, session):
        return False
    return taught.exists() or may_hold(by, session)


def may_read_marks(by: Viewer, session: PracticalSession) -> bool:
    """The board of a session: those who run it, who teach in it, and who may mark in it."""
    return may_teach_in(by, session) or may_assess(by, session)


def _learns(by: Person, session: PracticalSession) -> bool:
    own = Nominee.visible_to(by).filter(oneself(by), intake=session.intake_id, status__in=EXPECTED)
    return own.exists()


def may_decide(by: Viewer, intake: Intake) -> bool:
    """The command: focal points and deputies of the organisation that runs it, or the secretariat where that is it."""
    return may_run(by, intake) and by.has_role(*DECIDING)


def may_decide_about(by: Viewer, nominee: Nominee, nominated_by: int) -> bool:
    """Nobody approves whom they nominated, nor themselves."""
    return by.pk != nominated_by and not is_oneself(by, nominee)


def is_oneself(by: Viewer, nominee: Nominee) -> bool:
    return by.pk == nominee.person_id or getattr(by, "email", "") == nominee.email


def may_certify(by: Viewer, intake: Intake) -> bool:
    """The command, as it approves: not the trainers, whose own work it would be."""
    return may_decide(by, intake)


def may_settle(by: Viewer, certificate: Certificate) -> bool:
    """Revoke a certificate, or issue it anew: the command, and nobody their own."""
    programme = Programme.visible_to(by).filter(pk=certificate.programme_id).first()
    others = Certificate.visible_to(by).filter(pk=certificate.pk).exclude(nominee__person=by.pk)
    return _writes(by, programme) and by.has_role(*DECIDING) and others.exists()


def may_name_trainers(by: Viewer, curriculum: Curriculum) -> bool:
    """The command of the organisation that keeps what they are to teach."""
    return may_write(by, curriculum) and by.has_role(*DECIDING)


def may_accredit(by: Viewer, trainer: Trainer) -> bool:
    """The same, and nobody themselves."""
    curriculum = Curriculum.visible_to(by).filter(pk=trainer.curriculum_id).first()
    return curriculum is not None and may_name_trainers(by, curriculum) and trainer.person_id != by.pk


def may_mark(by: Viewer, trainer: Trainer) -> bool:
    """A teach-back: the same, and an accredited trainer of the same curriculum who coordinates with them."""
    if trainer.person_id == by.pk or not Trainer.visible_to(by).filter(pk=trainer.pk).exists():
        return False
    own = Trainer.visible_to(by).filter(curriculum=trainer.curriculum_id)
    return may_accredit(by, trainer) or _accredited(by, own)


def may_observe(by: Viewer, session: PracticalSession) -> bool:
    """Note how a trainer of a session taught: an accredited trainer of what it teaches who is named in it, and does not
    lead it.
    """
    if not isinstance(by, Person) or not session.is_visible_to(by):
        return False
    seen = PracticalSession.visible_to(by).filter(pk=session.pk, is_cancelled=False)
    there = Facilitation.visible_to(by).filter(oneself(by), session__in=seen.values("pk"))
    curricula = seen.values("intake__cohort__programme__curriculum__curriculum")
    return there.exclude(role=Facilitation.Role.LEAD).exists() and _accredited(
        by, Trainer.visible_to(by).filter(curriculum__in=curricula)
    )


def _accredited(by: Viewer, rows: SeenQuerySet[Trainer]) -> bool:
    return rows.filter(person=by.pk or 0, state=Accreditation.ACCREDITED).exists()


def may_lapse(by: Any, _trainer: Trainer) -> bool:
    return by is CLOCK


def may_nominate(by: Viewer, intake: Intake) -> bool:
    """Focal points and deputies of an organisation that has seats in it, where they read the programme."""
    return _answers(by, by.organisation) and _seats(by, intake)


def may_change(by: Viewer, intake: Intake) -> bool:
    """Take somebody off the list, or put another in their place: the unit, and those who run it."""
    return may_nominate(by, intake) or may_run(by, intake)


def may_enrol(by: Any, intake: Intake) -> bool:
    """Take in those who are approved and have an account by now. Nothing is decided by it."""
    return by is CLOCK or may_change(by, intake)


def may_run_test(by: Viewer, test: CohortTest) -> bool:
    """Results, re-sits and points: whoever runs the cohort."""
    intake = Intake.visible_to(by).filter(pk=test.intake_id).first()
    return intake is not None and may_run(by, intake)


def may_take_test(by: Viewer, test: CohortTest) -> bool:
    """Whoever is enrolled in the cohort, for themselves."""
    return _enrolled(by, intake=test.intake_id)


def may_answer(by: Viewer, sitting: Sitting) -> bool:
    """Whose test it is, while they are enrolled."""
    return _enrolled(by, pk=sitting.nominee_id)


def may_evaluate(by: Any, intake: Intake) -> bool:
    """Have a cohort asked: whoever runs it, and the clock when the time has come."""
    return by is CLOCK or may_run(by, intake)


def may_answer_evaluation(by: Viewer, evaluation: Evaluation) -> bool:
    """For oneself: whoever is enrolled in the cohort, or came to it without a seat."""
    own = Nominee.visible_to(by).filter(oneself(by), is_asked(), intake=evaluation.intake_id)
    return evaluation.level in OF_ONESELF and own.exists()


def may_answer_about(by: Viewer, nominee: Nominee) -> bool:
    """As the superior: focal points and deputies of the organisation that nominated, about anybody but themselves."""
    if not isinstance(by, Person) or not _answers(by, by.organisation) or is_oneself(by, nominee):
        return False
    own = Nominee.visible_to(by).filter(pk=nominee.pk, seats__organisation=by.organisation)
    return own.filter(intake__cohort__programme__network__in=by.networks()).exists()


def may_state(by: Viewer, evaluation: Evaluation) -> bool:
    """The impact: focal points of the units of which somebody is asked. The return: whoever runs the cohort."""
    intake = Intake.visible_to(by).filter(pk=evaluation.intake_id).first()
    if intake is None:
        return False
    if evaluation.level == Level.RETURN:
        return may_run(by, intake)
    sent = Nominee.visible_to(by).filter(is_asked(), intake=intake.pk)
    own = sent.filter(seats__organisation=by.organisation)
    return evaluation.level == Level.IMPACT and may_nominate(by, intake) and own.exists()


def _enrolled(by: Viewer, **where: int) -> bool:
    own = Nominee.visible_to(by).filter(**where, person=by.pk or 0, status=Status.ENROLLED)
    return own.exists()


def _answers(by: Viewer, organisation: Organisation | None) -> bool:
    return organisation is not None and by.is_active_member() and by.has_role(*Post.APPROVING)


def _seats(by: Viewer, intake: Intake) -> bool:
    own = Seats.visible_to(by).filter(intake=intake.pk, organisation=by.organisation)
    return own.filter(intake__cohort__programme__network__in=by.networks()).exists()


def _programme(by: Viewer, intake: Intake) -> Programme | None:
    cohorts = Cohort.visible_to(by).filter(pk=intake.cohort_id)
    return Programme.visible_to(by).filter(pk__in=cohorts.values("programme")).first()


def _writes(by: Viewer, programme: Programme | None) -> bool:
    return programme is not None and may_write(by, programme)


def may_read_sums(by: Viewer) -> bool:
    """The secretariat of a network: sums of its organisations, and no session of another."""
    return by.is_active_member() and by.has_role(Post.Role.SECRETARIAT)
