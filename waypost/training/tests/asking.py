"""Questions in tests, by the room's own actions: ``asked(cast, programme, 4)`` of one topic, the first option right."""

from typing import Any

from waypost.people.models import Person
from waypost.places.models import Topic
from waypost.training.actions import questions
from waypost.training.actions.questions import QuestionWords
from waypost.training.models import Programme, Question

OPTIONS = (("The film lifts", "แผ่นฟิล์มลอก"), ("The film is flat", "แผ่นฟิล์มเรียบ"))


def words(**given: Any) -> QuestionWords:
    said: dict[str, Any] = {
        "topic": Topic.objects.order_by("pk")[0],
        "kind": "single",
        "text_en": "What shows that a photo was put in another's place?",
        "text_th": "อะไรแสดงว่าภาพถ่ายถูกเปลี่ยน",
        "options": OPTIONS,
        "right": [0],
        **given,
    }
    return QuestionWords(**said)


def asked(by: Person, programme: Programme, many: int = 1, **given: Any) -> list[Question]:
    rows = [words(**{"text_en": f"Question {n}?", **given}) for n in range(1, many + 1)]
    return [questions.write_question(by=by, programme=programme, words=each) for each in rows]
