"""Marking the learners of a practical session against rubrics: choosing these, and writing down how somebody did."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.actions.attendance import BEFORE
from waypost.training.actions.practicals import standing_days
from waypost.training.actions.rubrics import reckoned
from waypost.training.models import (
    OF_TRAINERS,
    RESITS,
    Assessed,
    Assessment,
    Decision,
    Intake,
    Nominee,
    PracticalSession,
    Rubric,
    by_try,
    is_for_another,
    on_roster,
)
from waypost.training.policies import may_assess, may_hold
from waypost.training.rubrics import Outcome


@dataclass(frozen=True)
class Marks:
    """What an assessor says of a learner: points for each criterion in its order, a note, why they are to repeat it
    where they are, and why something is corrected. ``attempt`` and ``opened`` are those the page was opened for: which
    time it is, and the number of the newest entry that was shown, 0 where there was none.
    """

    scores: Sequence[int]
    note: str = ""
    repeat_because: str = ""
    because: str = ""
    attempt: int = 1
    opened: int = 0


@action("training.rubrics_chosen", allowed=may_hold)
def choose_rubrics(*, by: Person, session: PracticalSession, rubrics: Sequence[Rubric]) -> list[Assessed]:
    """Mark learners of a session against these rubrics, and no others. One that somebody was marked against stays."""
    if session.is_cancelled:
        raise Refused(_("This session is cancelled. Nobody is marked in it."))
    _check_of_the_programme(session, rubrics)
    rows = Assessed.unfiltered.filter(session=session.pk)
    wanted = {each.pk for each in rubrics}
    gone = rows.exclude(rubric__in=wanted)
    if Assessment.unfiltered.filter(session=session.pk, rubric__in=gone.values("rubric")).exists():
        raise Refused(_("Somebody was marked against a rubric you took off. Leave it ticked."))
    gone.delete()
    have = set(rows.values_list("rubric", flat=True))
    made = [Assessed(session_id=session.pk, rubric_id=each.pk) for each in rubrics if each.pk not in have]
    Assessed.unfiltered.bulk_create(made)
    doors.note(session=session.public_id, rubrics=len(wanted))
    return made


@action("training.learner_assessed", allowed=may_assess)
def assess(
    *, by: Person, session: PracticalSession, rubric: Rubric, nominee: Nominee, marks: Marks
) -> Assessment:
    """Write down how a learner did. Whether they passed follows from the rubric; who did not may be asked to repeat."""
    check_words(note=marks.note, repeat_because=marks.repeat_because, because=marks.because)
    row = _check_marked_here(session, rubric, nominee)
    before = list(
        Assessment.unfiltered.select_for_update().filter(nominee=row.pk, rubric=rubric.pk).order_by("number")
    )
    newest = before[-1] if before else None
    if marks.opened != (newest.number if newest else 0):
        raise Overtaken(
            _(
                "Somebody else marked this learner meanwhile. What stands now is shown. Open the page again to go on."
            ),
            theirs=newest,
        )
    _check_attempt(by, before, marks)
    found = reckoned(rubric, marks.scores)
    made = Assessment(
        nominee_id=row.pk,
        session_id=session.pk,
        rubric_id=rubric.pk,
        number=marks.opened + 1,
        attempt=marks.attempt,
        scores=list(marks.scores),
        points=found.points,
        out_of=found.out_of,
        decision=_decided(found, marks),
        note=marks.note,
        repeat_because=marks.repeat_because,
        because=marks.because,
        by=by,
        at=clock.now(),
    )
    made.save()
    doors.about(Intake.unfiltered.get(pk=session.intake_id))
    doors.note(session=session.public_id, rubric=rubric.public_id, nominee=row.public_id)
    return made


def _check_of_the_programme(session: PracticalSession, rubrics: Sequence[Rubric]) -> None:
    """Rubrics for learners of the session's own programme; a retired one only where it is in use already."""
    known = Rubric.unfiltered.filter(
        programme__in=Intake.unfiltered.filter(pk=session.intake_id).values("cohort__programme")
    )
    standing = known.filter(retired_at=None).exclude(exercise__in=OF_TRAINERS)
    stands = set(standing.values_list("pk", flat=True))
    stands |= set(Assessed.unfiltered.filter(session=session.pk).values_list("rubric", flat=True))
    if not {each.pk for each in rubrics} <= stands:
        raise Refused(
            _("One of these rubrics is retired, for trainers, or of another programme. Open the page again.")
        )


def _check_marked_here(session: PracticalSession, rubric: Rubric, nominee: Nominee) -> Nominee:
    if session.is_cancelled:
        raise Refused(_("This session is cancelled. Nobody is marked in it."))
    if not Assessed.unfiltered.filter(session=session.pk, rubric=rubric.pk).exists():
        raise Refused(_("Nobody is marked against this rubric in this session. Open its marks again."))
    # Locked, for re-sits run over all sessions of a cohort: two may be marked in two of them at once.
    rows = Nominee.unfiltered.select_for_update(of=("self",)).filter(on_roster(session), pk=nominee.pk)
    row = rows.first()
    if row is None:
        raise Refused(_("This learner is not expected in this session any more."))
    if not any(each.starts_at - BEFORE <= clock.now() for each in standing_days(session)):
        raise Refused(_("This session has not begun. Mark the learner when they did the exercise."))
    return row


def _check_attempt(by: Person, before: Sequence[Assessment], marks: Marks) -> None:
    """The first time, the next one after a time that was not passed, or a correction of the newest with its reason."""
    held = by_try(before)
    newest = held[-1] if held else None
    if newest is not None and marks.attempt == newest.attempt:
        if not marks.because:
            raise Refused(_("You correct what is written. Say why."), because=_("One sentence."))
    elif marks.attempt != (newest.attempt + 1 if newest else 1):
        raise Refused(_("This is not the learner's next attempt. Open the page again."))
    elif newest is not None and newest.decision == Decision.PASSED:
        raise Refused(
            _("This learner passed. Nothing is left to repeat. To correct a mistake, give the reason.")
        )
    elif marks.attempt > 1 + RESITS:
        raise Refused(_("This learner was marked three times. There is no further re-sit."))
    if is_for_another(by.pk, marks.attempt, before):
        raise Refused(_("You marked this learner before. Another assessor marks the second re-sit."))


def _decided(found: Outcome, marks: Marks) -> Decision:
    if found.passed and marks.repeat_because:
        sentence = _("These points pass. Who passed is not asked to repeat.")
        raise Refused(sentence, repeat=sentence)
    if marks.repeat_because:
        return Decision.REPEAT
    return Decision.PASSED if found.passed else Decision.FAILED
