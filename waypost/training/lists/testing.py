"""Tests of a cohort: as a learner takes them, and with the results as those who run the cohort read them."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.people.models import Person
from waypost.places.lists import in_order
from waypost.training.models import (
    CohortTest,
    Intake,
    Moment,
    Nominee,
    Placed,
    Question,
    Sitting,
    Status,
)

_MOMENTS = list(Moment)


@dataclass
class OwnTest:
    """A test as one learner meets it: with their newest sitting, where there is one."""

    test: CohortTest
    sitting: Sitting | None
    today: date

    @property
    def is_open(self) -> bool:
        return self.test.opens_on <= self.today <= self.test.closes_on

    @property
    def may_go_on(self) -> bool:
        """Can it be begun, or gone on with, today?"""
        return self.is_open and (self.sitting is None or self.sitting.handed_in_at is None)

    @property
    def is_begun(self) -> bool:
        return self.sitting is not None and self.sitting.begun_at is not None

    @property
    def is_done(self) -> bool:
        return self.sitting is not None and self.sitting.handed_in_at is not None

    @property
    def passed(self) -> bool:
        done = self.sitting
        return done is not None and self.test.passes(done.points or 0, done.out_of or 1)

    @property
    def words(self) -> str:
        if self.is_done:
            return _("Passed") if self.passed else _("Not passed")
        if self.today < self.test.opens_on:
            return _("Not open yet")
        if self.today > self.test.closes_on:
            return _("Over")
        return _("Begun") if self.is_begun else _("Open")


@dataclass
class Asked:
    """A question on the form that lies before somebody, with what they chose so far. No key comes with it."""

    place: int
    question: Question
    chosen: list[int]

    @property
    def options(self) -> list[tuple[int, str, bool]]:
        """Number, words, and whether it is chosen."""
        return [(n, words, n in self.chosen) for n, words in enumerate(self.question.choices)]


@dataclass
class Result:
    """One learner of a cohort and every time they took a test."""

    nominee: Nominee
    sittings: list[Sitting] = field(default_factory=list)

    @property
    def newest(self) -> Sitting | None:
        return self.sittings[-1] if self.sittings else None

    @property
    def waits(self) -> bool:
        """Has nothing been begun or handed in of what they may take?"""
        newest = self.newest
        return newest is None or (newest.begun_at is None and newest.handed_in_at is None)


def tests_of(viewer: Viewer, intake: Intake) -> list[CohortTest]:
    rows = CohortTest.visible_to(viewer).filter(intake=intake.pk)
    return sorted(rows, key=lambda each: _MOMENTS.index(Moment(each.moment)))


def test_seen(viewer: Viewer, intake: Intake, public_id: str) -> CohortTest | None:
    return CohortTest.visible_to(viewer).filter(intake=intake.pk, public_id=public_id).first()


def own_tests(viewer: Person, intake: Intake) -> list[OwnTest]:
    """Those one takes oneself; none for whoever is not enrolled."""
    nominee = _own(viewer, intake)
    if nominee is None:
        return []
    tests = tests_of(viewer, intake)
    rows = Sitting.visible_to(viewer).filter(nominee=nominee.pk).order_by("number")
    newest = {each.test_id: each for each in rows}
    return [OwnTest(test, newest.get(test.pk), clock.today()) for test in tests]


def form_before(viewer: Person, sitting: Sitting) -> list[Asked]:
    """The form that lies before somebody. Two queries."""
    placed = Placed.visible_to(viewer).filter(paper=sitting.paper_id).order_by("place")
    rows = list(placed.values_list("place", "question"))
    found = Question.visible_to(viewer).filter(pk__in=[pk for _place, pk in rows]).select_related("topic")
    questions = {each.pk: each for each in found}
    return [Asked(place, questions[pk], sitting.answers.get(str(place), [])) for place, pk in rows]


def results_of(viewer: Person, test: CohortTest) -> list[Result]:
    """Everybody enrolled, by name. Two queries."""
    nominees = Nominee.visible_to(viewer).filter(intake=test.intake_id, status=Status.ENROLLED)
    rows = sorted(nominees.select_related("seats__organisation"), key=lambda each: in_order(each.name_latin))
    results = {each.pk: Result(each) for each in rows}
    for sitting in Sitting.visible_to(viewer).filter(test=test.pk).order_by("number"):
        if sitting.nominee_id in results:
            results[sitting.nominee_id].sittings.append(sitting)
    return list(results.values())


def _own(viewer: Person, intake: Intake) -> Nominee | None:
    rows = Nominee.visible_to(viewer).filter(intake=intake.pk, status=Status.ENROLLED)
    return rows.filter(person=viewer.pk).first()
