"""The demo's lessons are packages that the package doctor has nothing against, the same bytes each time."""

import pytest

from waypost.demo.seed.lessons import packed
from waypost.demo.world.lessons import Lesson
from waypost.demo.world.training import LESSONS
from waypost.training.packages import Severity, examine

pytestmark = pytest.mark.plain


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.title[0])
def test_a_lesson_is_a_package_that_reports(lesson: Lesson) -> None:
    made = packed(lesson)
    report = examine(made, "lesson.zip")
    assert not report.codes(Severity.REFUSE) | report.codes(Severity.WARN)
    assert [each.mastery is not None for each in report.items] == [True]
    assert {"en", "th"} <= set(report.languages)
    assert report.seems.score
    assert report.seems.place
    assert packed(lesson).getvalue() == made.getvalue()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.title[0])
def test_every_question_has_a_right_answer_and_says_why(lesson: Lesson) -> None:
    pages = lesson.pages
    asked = [page for page in pages if page.options]
    assert asked
    for page in asked:
        assert 0 <= page.right < len(page.options)
        assert all(page.told)
    assert all(all(words) for page in pages for words in (page.title, page.text, *page.options))
