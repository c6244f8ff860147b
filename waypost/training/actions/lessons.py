"""Writing a lesson page by page, and putting it out as the next version of an e-module."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.files.models import StoredFile
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.actions.modules import ModuleWords, begin_module, next_number, one_of
from waypost.training.models import (
    MOST_OPTIONS,
    NATIVE,
    Asked,
    EModule,
    Language,
    Lesson,
    LessonPage,
    ModuleVersion,
    PageKey,
    Programme,
)

MOST_LESSONS = 60  # of a programme
MOST_PAGES = 60  # of a lesson
PAIRS = ("title", "text", "picture", "video", "question")


@dataclass(frozen=True)
class Option:
    """An option of a question in both languages, whether it is right, and what is said to whoever chose it."""

    en: str
    th: str
    right: bool = False
    said_en: str = ""
    said_th: str = ""


@dataclass(frozen=True)
class PageWords:
    """What stands on a page. ``number`` is its place, from 1; 0 puts a new one behind the others."""

    title_en: str
    title_th: str
    text_en: str = ""
    text_th: str = ""
    picture_en: str = ""
    picture_th: str = ""
    video_en: str = ""
    video_th: str = ""
    asked: str = Asked.NOTHING
    question_en: str = ""
    question_th: str = ""
    options: Sequence[Option] = ()
    number: int = 0


@dataclass(frozen=True)
class Shown:
    """What is to be seen on a page from now on. ``picture`` came through the examination, ``video`` is laid down and
    has no row yet. Without one, that which is there stays, unless it is dropped.
    """

    picture: Clean | None = None
    video: StoredFile | None = None
    drops_picture: bool = False
    drops_video: bool = False


@action("training.lesson_begun", allowed=may_write)
def begin_lesson(*, by: Person, programme: Programme, title_en: str, title_th: str) -> Lesson:
    """Begin to write a lesson. Nobody but those who write the programme sees it before it is put out."""
    if Lesson.unfiltered.filter(programme=programme.pk).count() >= MOST_LESSONS:
        raise Refused(_("A programme has 60 lessons at most. Write on in one that is there."))
    check_words(title_en=title_en, title_th=title_th)
    lesson = Lesson(programme_id=programme.pk, title_en=title_en, title_th=title_th, begun_at=clock.now())
    lesson.save()
    doors.note(lesson=lesson.public_id)
    return lesson


@action("training.lesson_renamed", allowed=may_write)
def rename_lesson(*, by: Person, programme: Programme, lesson: str, title_en: str, title_th: str) -> Lesson:
    """Call a lesson otherwise that was not put out: then its e-module has the name."""
    found = _one(programme, lesson)
    _demand_unread(found)
    check_words(title_en=title_en, title_th=title_th)
    found.title_en, found.title_th = title_en, title_th
    found.save()
    doors.note(lesson=found.public_id)
    return found


@action("training.lesson_discarded", allowed=may_write)
def discard_lesson(*, by: Person, programme: Programme, lesson: str) -> None:
    """Delete a lesson that was not put out, with its pages. Nobody has read it but those who write."""
    found = _one(programme, lesson)
    _demand_unread(found)
    doors.note(lesson=found.public_id, pages=len(pages_of(found)))
    found.delete()


@action("training.lesson_page_written", allowed=may_write)
def write_page(
    *,
    by: Person,
    programme: Programme,
    lesson: str,
    words: PageWords,
    page: str = "",
    shown: Shown | None = None,
) -> LessonPage:
    """Write a page, a new one or (by its public id) one that is there. What was put out stays as it is."""
    found = _one(programme, lesson)
    there = pages_of(found)
    if not page and len(there) >= MOST_PAGES:
        raise Refused(_("A lesson has 60 pages at most. Begin a second one."))
    row = _page(there, page) if page else LessonPage(programme_id=programme.pk, lesson_id=found.pk)
    for name in (f"{each}_{language}" for each in PAIRS for language in ("en", "th")):
        setattr(row, name, getattr(words, name))
    row.asked, row.options = words.asked, [[each.en, each.th] for each in words.options]
    _show(row, shown or Shown())
    _check(row, words)
    _place(row, words.number or row.number, [each for each in there if each.pk != row.pk])
    _keep_key(row, words)
    doors.note(lesson=found.public_id, page=row.public_id)
    return row


@action("training.lesson_page_removed", allowed=may_write)
def remove_page(*, by: Person, programme: Programme, lesson: str, page: str) -> Lesson:
    """Take a page out of what is being written. What was put out has it still."""
    found = _one(programme, lesson)
    there = pages_of(found)
    gone = _page(there, page)
    doors.note(lesson=found.public_id, page=gone.public_id)
    gone.delete()
    _number([each for each in there if each.pk != gone.pk])
    return found


@action("training.lesson_put_out", allowed=may_write)
def put_out(*, by: Person, programme: Programme, lesson: str, required: bool = True) -> ModuleVersion:
    """Make what is written the next version of the e-module, and the e-module where there is none. Whoever began one
    before goes on in that. ``required``: of a new e-module, everybody is to go through it.
    """
    found = _one(programme, lesson)
    pages = pages_of(found)
    if not pages:
        raise Refused(_("The lesson has no page yet. Write one first."))
    keys = {each.page_id: each for each in PageKey.unfiltered.filter(page__in=[each.pk for each in pages])}
    content = [_content(each, keys.get(each.pk)) for each in pages]
    version = _version(by, pages, json.dumps(content, ensure_ascii=False).encode())
    module = _module(programme, found, version.sha256, required=required)
    version.module_id, version.number = module.pk, next_number(module)
    version.save()
    for each in pages:
        _put_out(each, version, keys.get(each.pk))
    doors.note(module=module.public_id, version=version.number, sha256=version.sha256)
    return version


def _version(by: Person, pages: list[LessonPage], content: bytes) -> ModuleVersion:
    return ModuleVersion(
        standard=NATIVE,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        contents=[each.as_part().kept() for each in pages],
        tracked=len(pages),
        imported_by=by,
        at=clock.now(),
    )


def pages_of(lesson: Lesson) -> list[LessonPage]:
    """What is being written, in its order."""
    rows = LessonPage.unfiltered.filter(lesson=lesson.pk, version=None)
    return list(rows.select_related("picture", "video").order_by("number", "pk"))


def _one(programme: Programme, lesson: str) -> Lesson:
    found = Lesson.unfiltered.filter(programme=programme.pk, public_id=lesson).first()
    if found is None:
        raise Refused(_("This lesson is not there any more. Go back to the programme."))
    return found


def _demand_unread(lesson: Lesson) -> None:
    if lesson.module_id is not None:
        raise Refused(
            _(
                "This lesson is put out, and learners may be in the middle of it. Take the e-module off instead."
            )
        )


def _module(programme: Programme, lesson: Lesson, digest: str, *, required: bool) -> EModule:
    """The e-module of a lesson, made where there is none. Refuses what it has already."""
    if lesson.module_id is None:
        words = ModuleWords(lesson.title_en, lesson.title_th, Language.BOTH, required=required)
        module = begin_module(programme, words)
        lesson.module_id = module.pk
        lesson.save()
        return module
    module = one_of(programme, EModule.unfiltered.get(pk=lesson.module_id).public_id)
    newest = ModuleVersion.unfiltered.filter(module=module.pk).order_by("-number")[0]
    if newest.sha256 == digest:
        raise Refused(_("Nothing was changed since it was put out last."))
    return module


def _page(there: list[LessonPage], page: str) -> LessonPage:
    found = next((each for each in there if each.public_id == page), None)
    if found is None:
        raise Refused(_("This page is not there any more. Go back to the lesson."))
    return found


def _show(row: LessonPage, shown: Shown) -> None:
    if shown.picture is not None:
        if shown.picture.kind.family != "image":
            sentence = _("Choose a picture: JPEG, PNG, GIF, WebP or TIFF.")
            raise Refused(sentence, picture=sentence)
        row.picture = vault.keep(shown.picture)
    elif shown.drops_picture:
        row.picture = None
    if shown.video is not None:
        row.video = vault.keep_laid(shown.video)
    elif shown.drops_video:
        row.video = None


def _check(row: LessonPage, words: PageWords) -> None:
    said = [
        each for option in words.options for each in (option.en, option.th, option.said_en, option.said_th)
    ]
    typed = {name: getattr(words, name) for name in _named()}
    check_words(contacts=False, **typed, options=" · ".join(said))
    if not (row.text_en or row.picture_id or row.video_id or row.asked):
        raise Refused(_("The page is empty. Give it words, a picture, a video or a question."))
    for name, there, sentence in (
        ("picture", row.picture_id, _("Say what the picture shows, in both languages.")),
        ("video", row.video_id, _("Say what is seen and said in the video, in both languages.")),
        ("question", row.asked, _("Ask the question in both languages.")),
    ):
        missing = [each for each in (f"{name}_en", f"{name}_th") if not getattr(row, each)]
        if there and missing:
            raise Refused(sentence, **dict.fromkeys(missing, sentence))
    if row.asked:
        _check_question(words)


def _named() -> list[str]:
    return [f"{each}_{language}" for each in PAIRS for language in ("en", "th")]


def _check_question(words: PageWords) -> None:
    if not 2 <= len(words.options) <= MOST_OPTIONS:
        raise Refused(_("A question has two options at least, and six at most."))
    if any(len({getattr(each, of) for each in words.options}) < len(words.options) for of in ("en", "th")):
        raise Refused(_("Two options say the same. Say one of them otherwise."))
    right = sum(each.right for each in words.options)
    if not right:
        raise Refused(_("Tick the option that is right."))
    if words.asked == Asked.SINGLE and right > 1:
        raise Refused(_("More than one option is ticked. Tick one, or choose “Several are right”."))


def _place(row: LessonPage, number: int, others: list[LessonPage]) -> None:
    """Write the page into its place, and the others around it."""
    place = min(number or len(others) + 1, len(others) + 1)
    row.number = place
    row.save()
    _number([*others[: place - 1], row, *others[place - 1 :]])


def _number(pages: list[LessonPage]) -> None:
    for number, each in enumerate(pages, start=1):
        if each.number != number:
            each.number = number
            each.save()


def _keep_key(row: LessonPage, words: PageWords) -> None:
    PageKey.unfiltered.filter(page=row.pk).delete()
    if row.asked:
        right = [number for number, each in enumerate(words.options) if each.right]
        PageKey(
            page_id=row.pk, right=right, said=[[each.said_en, each.said_th] for each in words.options]
        ).save()


def _content(page: LessonPage, key: PageKey | None) -> dict[str, Any]:
    """All that a page is, as plain values: whether something was changed is seen from it."""
    words = {name: getattr(page, name) for name in (*_named(), "asked", "options")}
    files = {name: file.sha256 for name in ("picture", "video") if (file := getattr(page, name))}
    return {**words, **files, "key": [key.right, key.said] if key else []}


def _put_out(page: LessonPage, version: ModuleVersion, key: PageKey | None) -> None:
    kept = {
        name: getattr(page, name)
        for name in (
            *_named(),
            "asked",
            "options",
            "number",
            "picture_id",
            "video_id",
            "programme_id",
            "lesson_id",
        )
    }
    row = LessonPage(version_id=version.pk, **kept)
    row.save()
    if key is not None:
        PageKey(page_id=row.pk, right=key.right, said=key.said).save()
