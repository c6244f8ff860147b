"""Lessons as they are written, and a page of one as it lies before a learner."""

from dataclasses import dataclass
from typing import Any

from waypost.access.keys import Viewer
from waypost.training.lists.modules import Row, Way
from waypost.training.models import DONE, EModule, Lesson, LessonPage, PageKey, Programme, Progress, spoken


def lessons_of(viewer: Viewer, programme: Programme) -> list[Lesson]:
    """For those who write them."""
    return list(Lesson.visible_to(viewer).filter(programme=programme.pk).order_by("pk"))


def lesson_seen(viewer: Viewer, programme: Programme, public_id: str) -> Lesson | None:
    return Lesson.visible_to(viewer).filter(programme=programme.pk, public_id=public_id).first()


def lesson_of(viewer: Viewer, row: Row) -> Lesson | None:
    """In which a lesson that was put out goes on being written, for those who write it."""
    return Lesson.visible_to(viewer).filter(module=row.module.pk).first()


def module_of(viewer: Viewer, lesson: Lesson) -> EModule | None:
    """The e-module as which it was put out, while that is not taken off."""
    return EModule.visible_to(viewer).filter(pk=lesson.module_id or 0, taken_off_at=None).first()


def drafted(viewer: Viewer, lesson: Lesson) -> list[LessonPage]:
    """What is being written, in its order."""
    rows = LessonPage.visible_to(viewer).filter(lesson=lesson.pk, version=None)
    return list(rows.order_by("number", "pk"))


def page_drafted(viewer: Viewer, lesson: Lesson, public_id: str) -> LessonPage | None:
    rows = LessonPage.visible_to(viewer).filter(lesson=lesson.pk, version=None, public_id=public_id)
    return rows.select_related("picture", "video").first()


def page_seen(viewer: Viewer, public_id: str) -> LessonPage | None:
    """For what is shown on it."""
    rows = LessonPage.visible_to(viewer).filter(public_id=public_id)
    return rows.select_related("picture", "video", "programme").first()


def as_written(viewer: Viewer, page: LessonPage) -> dict[str, Any]:
    """What a form that writes the page anew begins with."""
    pairs = ("title", "text", "picture", "video", "question")
    names = [f"{each}_{language}" for each in pairs for language in ("en", "th")]
    found: dict[str, Any] = {name: getattr(page, name) for name in (*names, "asked", "number")}
    found |= {"picture": None, "video": None}
    for key in PageKey.visible_to(viewer).filter(page=page.pk):
        for n, (words, said) in enumerate(zip(page.options, key.said, strict=True), start=1):
            found |= {f"en_{n}": words[0], f"th_{n}": words[1], f"right_{n}": n - 1 in key.right}
            found |= {f"said_en_{n}": said[0], f"said_th_{n}": said[1]}
    return found


@dataclass
class Reading:
    """A page before a learner, with what they answered and what was said of it. ``onward`` is the page to go on to;
    None where they are through.
    """

    page: LessonPage
    many: int
    progress: Progress | None
    onward: int | None

    @property
    def is_done(self) -> bool:
        return self.progress is not None and self.progress.done_at is not None

    @property
    def chosen(self) -> list[int]:
        return list(self.progress.told.get("chosen", [])) if self.progress else []

    @property
    def options(self) -> list[tuple[int, str, bool]]:
        """Number, words, and whether it is chosen."""
        words = [spoken(_Pair(*each), "words") for each in self.page.options]
        return [(number, each, number in self.chosen) for number, each in enumerate(words)]

    @property
    def said(self) -> list[str]:
        """What is said of what they chose, option by option."""
        rows = self.progress.told.get("said", []) if self.progress else []
        return [words for each in rows if (words := spoken(_Pair(*each), "words"))]


class _Pair:
    def __init__(self, english: str, thai: str) -> None:
        self.words_en, self.words_th = english, thai


def before(viewer: Viewer, row: Row, number: int) -> Reading | None:
    """A page of the version that is theirs: that which they are in, or the newest."""
    version = row.way.version
    rows = LessonPage.visible_to(viewer).filter(version=version.pk, number=number)
    page = rows.select_related("picture", "video").first()
    if page is None:
        return None
    return Reading(page, version.tracked, row.way.progress.get(number - 1), onward(row.way, number))


def onward(way: Way, number: int) -> int | None:
    """From a page (0: from where they were last) to the first behind it that is not done; then from the first."""
    last = way.attempt.last_part if way.attempt and way.attempt.last_part is not None else 0
    begin = number if number else last
    order = [*range(begin, way.version.tracked), *range(begin)]
    undone = (each for each in order if each + 1 != number and not _is_done(way, each))
    return next((each + 1 for each in undone), None)


def _is_done(way: Way, part: int) -> bool:
    return part in way.progress and way.progress[part].status in DONE
