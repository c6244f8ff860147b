"""Rubrics in tests, by the room's own actions: ``written(by, programme)``, two criteria, the first one critical."""

from typing import Any

from waypost.people.models import Person
from waypost.training.actions import rubrics
from waypost.training.actions.rubrics import CriterionWords, RubricWords
from waypost.training.models import Programme, Rubric

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
