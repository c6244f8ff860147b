"""Rubrics in tests, by the room's own actions: ``written(by, programme)``, two criteria, the first one critical."""

from typing import Any

from tests.cast import Cast
from waypost.people.models import Person
from waypost.training.actions import assessing, rubrics
from waypost.training.actions.practicals import Trainer
from waypost.training.actions.rubrics import CriterionWords, RubricWords
from waypost.training.models import Cohort, Intake, PracticalSession, Programme, Rubric
from waypost.training.tests import practising

CRITERIA = (
    CriterionWords("Holds the page against the light", "ส่องหน้าเอกสารกับแสง", 5, is_critical=True),
    CriterionWords("Says what was found", "บอกสิ่งที่พบ", 5),
)


def words(**given: Any) -> RubricWords:
    said: dict[str, Any] = {
        "exercise": "documents",
        "title_en": "A passport at the counter",
        "title_th": "หนังสือเดินทางที่ช่องตรวจ",
        "criteria": CRITERIA,
        **given,
    }
    return RubricWords(**said)


def written(by: Person, programme: Programme, **given: Any) -> Rubric:
    return rubrics.write_rubric(by=by, programme=programme, words=words(**given))


def marked_in(
    cast: Cast, intake: Intake, *trainers: Trainer, **given: Any
) -> tuple[PracticalSession, Rubric]:
    """A session of a cohort with a rubric, by the secretariat: its days are those of ``practising``."""
    session = practising.planned(cast, intake, *trainers)
    programme = Programme.unfiltered.get(pk=Cohort.unfiltered.get(pk=intake.cohort_id).programme_id)
    rubric = written(cast.secretariat, programme, **given)
    assessing.choose_rubrics(by=cast.secretariat, session=session, rubrics=[rubric])
    return session, rubric
