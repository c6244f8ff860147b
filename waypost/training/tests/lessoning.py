"""Lessons in tests, by the room's own actions: two pages, the second with a question."""

from typing import Any

from waypost.people.models import Person
from waypost.training.actions import lessons
from waypost.training.actions.lessons import Option, PageWords
from waypost.training.models import EModule, Lesson, Programme

READ: dict[str, Any] = {
    "title_en": "Coming alongside",
    "title_th": "การเข้าเทียบ",
    "text_en": "Come from **behind**.",
    "text_th": "เข้าจาก **ด้านหลัง**",
}
ASKED: dict[str, Any] = {
    "title_en": "Check yourself",
    "title_th": "ตรวจสอบตนเอง",
    "asked": "single",
    "question_en": "From where?",
    "question_th": "จากด้านใด",
    "options": (
        Option("From ahead", "จากด้านหน้า", said_en="The wave throws you off.", said_th="คลื่นจะซัดออก"),
        Option("From behind", "จากด้านหลัง", right=True, said_en="You keep control.", said_th="ควบคุมเรือได้"),
    ),
}


def drafted(by: Person, programme: Programme, *pages: dict[str, Any]) -> Lesson:
    lesson = lessons.begin_lesson(by=by, programme=programme, title_en="Alongside", title_th="เข้าเทียบเรือ")
    for each in pages or (READ, ASKED):
        lessons.write_page(by=by, programme=programme, lesson=lesson.public_id, words=PageWords(**each))
    return lesson


def written(by: Person, programme: Programme, *pages: dict[str, Any]) -> EModule:
    """Drafted, and put out."""
    lesson = drafted(by, programme, *pages)
    version = lessons.put_out(by=by, programme=programme, lesson=lesson.public_id)
    return EModule.unfiltered.get(pk=version.module_id)
