"""Tests of a cohort: opening one, taking it, re-sits, and points of tests on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action, quiet_action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.training.models import (
    RESITS,
    CohortTest,
    Intake,
    Key,
    Moment,
    Nominee,
    Paper,
    Placed,
    Question,
    Sitting,
    Status,
)
from waypost.training.policies import may_answer, may_run, may_run_test, may_take_test

MOST_POINTS = 1000


@dataclass(frozen=True)
class Window:
    """What is said of a test: both days are within it, ``pass_mark`` is in percent."""

    moment: str
    opens_on: date
    closes_on: date
    pass_mark: int
    crossed: bool = False


@action("training.test_opened", allowed=may_run)
def open_test(*, by: Person, intake: Intake, words: Window) -> CohortTest:
    """Let the enrolled of a cohort take a test on the newest forms; the post-test on those of the pre-test."""
    if CohortTest.unfiltered.filter(intake=intake.pk, moment=words.moment).exists():
        raise Refused(_("This cohort has this test already."), moment=_("Open already."))
    if words.closes_on < max(words.opens_on, clock.today()):
        raise Refused(_("The test would be over before it opens."), closes_on=_("Give a later day."))
    first, second, crossed = _forms(intake, words)
    test = CohortTest(
        intake_id=intake.pk,
        moment=words.moment,
        form_a_id=first,
        form_b_id=second,
        opens_on=words.opens_on,
        closes_on=words.closes_on,
        pass_mark=words.pass_mark,
        crossed=crossed,
    )
    test.save()
    doors.note(test=test.public_id, moment=words.moment, persons=_enrolled(intake))
    return test


@action("training.test_moved", allowed=may_run_test)
def move_test(*, by: Person, test: CohortTest, closes_on: date) -> CohortTest:
    """Give a test another last day."""
    if closes_on < max(test.opens_on, clock.today()):
        raise Refused(_("This day is over. Give today or a later one."), closes_on=_("Give a later day."))
    test.closes_on = closes_on
    test.save()
    doors.note(closes_on=closes_on.isoformat())
    return test


@action("training.sitting_begun", allowed=may_take_test)
def begin(*, by: Person, test: CohortTest) -> Sitting:
    """Begin a test, or the re-sit that was allowed; begun already, it goes on."""
    _demand_open(test)
    own = Sitting.unfiltered.filter(test=test.pk, nominee__person=by, nominee__status=Status.ENROLLED)
    newest = own.order_by("-number").first()
    if newest is not None and newest.handed_in_at is not None:
        raise Refused(_("You handed this test in. Whoever teaches may let you take it once more."))
    if newest is not None and newest.begun_at is not None:
        doors.about(newest)
        return newest
    nominee = Nominee.unfiltered.get(intake=test.intake_id, person=by, status=Status.ENROLLED)
    sitting = newest or Sitting(test_id=test.pk, nominee_id=nominee.pk, number=1)
    sitting.paper_id = test.paper_for(nominee.pk, sitting.number)
    sitting.begun_at = clock.now()
    sitting.save()
    doors.about(sitting)
    return sitting


@quiet_action(
    "training.answer_kept", allowed=may_answer, because="kept as it comes; the hand-in leaves the row"
)
def answer(*, by: Person, sitting: Sitting, place: int, chosen: Sequence[int]) -> Sitting:
    """Keep what is answered at a place of the form; nothing chosen takes it back."""
    _demand_in_time(sitting)
    placed = Placed.unfiltered.filter(paper=sitting.paper_id, place=place).values("question")
    question = Question.unfiltered.filter(pk__in=placed).first()
    if question is None:
        raise Refused(_("The test has no such question."))
    options = range(len(question.options))
    sitting.answers[str(place)] = sorted({each for each in chosen if each in options})
    sitting.save()
    return sitting


@action("training.test_handed_in", allowed=may_answer)
def hand_in(*, by: Person, sitting: Sitting) -> Sitting:
    """Hand in once and for all: the points are counted here."""
    _demand_in_time(sitting)
    keys = right_of(sitting.paper_id)
    sitting.points = sum(sitting.answers.get(str(place)) == right for place, right in keys.items())
    sitting.out_of = len(keys)
    sitting.handed_in_at = clock.now()
    sitting.save()
    return sitting


@action("training.resit_allowed", allowed=may_run_test)
def allow_resit(*, by: Person, test: CohortTest, nominee: Nominee) -> Sitting:
    """Let somebody take a test once more, on the other form; twice at most."""
    _demand_of_cohort(test, nominee)
    newest = Sitting.unfiltered.filter(test=test.pk, nominee=nominee.pk).order_by("-number").first()
    if newest is None or newest.handed_in_at is None:
        raise Refused(_("They have not handed in what they may take already."))
    if newest.number > RESITS:
        raise Refused(_("They took it three times. Nobody takes it more often."))
    sitting = Sitting(test_id=test.pk, nominee_id=nominee.pk, number=newest.number + 1)
    sitting.save()
    doors.about(Intake.unfiltered.get(pk=test.intake_id))
    doors.note(sitting=sitting.public_id, persons=_accounts([nominee]))
    return sitting


@action("training.scores_entered", allowed=may_run_test)
def enter_scores(
    *, by: Person, test: CohortTest, scores: Sequence[tuple[Nominee, int]], out_of: int
) -> list[Sitting]:
    """Write down the points of a test that was taken on paper. What was handed in is never overwritten."""
    if not 0 < out_of <= MOST_POINTS:
        raise Refused(_("A test has 1,000 points at most."), out_of=_("Give how many points there were."))
    rows = [_scored(test, nominee, points, out_of) for nominee, points in scores]
    doors.note(entered=len(rows))
    return rows


def right_of(paper: int | None) -> dict[int, list[int]]:
    """What is right at each place of a form."""
    places = dict(Placed.unfiltered.filter(paper=paper).values_list("question", "place"))
    keys = Key.unfiltered.filter(question__in=list(places)).values_list("question", "right")
    return {places[question]: right for question, right in keys}


def _scored(test: CohortTest, nominee: Nominee, points: int, out_of: int) -> Sitting:
    _demand_of_cohort(test, nominee)
    newest = Sitting.unfiltered.filter(test=test.pk, nominee=nominee.pk).order_by("-number").first()
    if newest is not None and (newest.handed_in_at or newest.begun_at):
        raise Refused(
            _("%(name)s took this test already. Allow a re-sit first.") % {"name": nominee.name_latin}
        )
    if not 0 <= points <= out_of:
        raise Refused(_("%(name)s cannot have more points than there were.") % {"name": nominee.name_latin})
    sitting = newest or Sitting(test_id=test.pk, nominee_id=nominee.pk, number=1)
    sitting.points, sitting.out_of, sitting.handed_in_at = points, out_of, clock.now()
    sitting.save()
    return sitting


def _forms(intake: Intake, words: Window) -> tuple[int, int, bool]:
    before = CohortTest.unfiltered.filter(intake=intake.pk, moment=Moment.BEFORE).first()
    if before is not None:
        return before.form_a_id, before.form_b_id, before.crossed
    papers = Paper.unfiltered.filter(
        programme__in=Intake.unfiltered.filter(pk=intake.pk).values("cohort__programme")
    )
    newest = list(papers.order_by("-edition", "letter").values_list("pk", flat=True)[:2])
    if not newest:
        raise Refused(_("The programme has no forms yet. Put them together from its questions first."))
    return newest[0], newest[1], words.crossed


def _enrolled(intake: Intake) -> list[str]:
    return _accounts(Nominee.unfiltered.filter(intake=intake.pk, status=Status.ENROLLED))


def _accounts(nominees: Iterable[Nominee]) -> list[str]:
    persons = Person.objects.filter(pk__in=[each.person_id for each in nominees])
    return [str(each) for each in persons.order_by("pk").values_list("public_id", flat=True)]


def _demand_open(test: CohortTest) -> None:
    today = clock.today()
    if today < test.opens_on:
        raise Refused(_("The test is not open yet."))
    if today > test.closes_on:
        raise Refused(_("The test is over. Ask whoever teaches for another day."))


def _demand_in_time(sitting: Sitting) -> None:
    if sitting.handed_in_at is not None:
        raise Refused(_("You handed this test in already. What you handed in stands."))
    _demand_open(CohortTest.unfiltered.get(pk=sitting.test_id))


def _demand_of_cohort(test: CohortTest, nominee: Nominee) -> None:
    if nominee.intake_id != test.intake_id or nominee.status != Status.ENROLLED:
        raise Refused(_("Only who is enrolled in the cohort takes its tests."))
