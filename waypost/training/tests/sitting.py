"""Tests of a cohort in tests, by the room's own actions: ``taken(cast, examined(cast), 0, 1)``."""

from datetime import date
from typing import Any

from tests.cast import Cast
from waypost.people.models import Person
from waypost.training.actions import questions, testing
from waypost.training.actions.testing import Window
from waypost.training.models import CohortTest, Intake, Programme, Sitting
from waypost.training.tests.asking import asked
from waypost.training.tests.enrolling import ENROLLED, approved, named, offered

TODAY = date(2020, 9, 1)


def examined(cast: Cast, moment: str = "before", **given: Any) -> CohortTest:
    """A test of a cohort in which the immigration's officer is enrolled, on forms of two questions."""
    intake = Intake.unfiltered.first() or with_a_bank(cast)
    said = {"opens_on": TODAY, "closes_on": date(2020, 9, 30), "pass_mark": 60, **given}
    return testing.open_test(by=cast.secretariat, intake=intake, words=Window(moment=moment, **said))


def with_a_bank(cast: Cast) -> Intake:
    intake = offered(cast)
    approved(cast, intake, named(cast, intake, ENROLLED))
    programme = Programme.unfiltered.get()
    asked(cast.secretariat, programme, 4, feedback_en="Feedback of the key.", feedback_th="คำอธิบาย")
    questions.compose(by=cast.secretariat, programme=programme, most=5)
    return intake


def learner(cast: Cast) -> Person:
    return Person.objects.get(pk=cast.immigration_officer.pk)


def taken(cast: Cast, test: CohortTest, *chosen: int) -> Sitting:
    """Begun and handed in by the learner, with these options."""
    by = learner(cast)
    sitting = testing.begin(by=by, test=test)
    for place, option in enumerate(chosen, 1):
        testing.answer(by=by, sitting=sitting, place=place, chosen=[option])
    return testing.hand_in(by=by, sitting=sitting)
