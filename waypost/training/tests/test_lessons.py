"""Lessons of the portal: written and put out by those who write the programme, read to their end by learners."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.errors import DoorMisused, Refused
from waypost.core.figures import Window
from waypost.demo.world import lessons as demo
from waypost.training import figures
from waypost.training.actions import learning, lessons, modules, reading
from waypost.training.actions.importing import prepare
from waypost.training.actions.lessons import Option, PageWords
from waypost.training.lists.modules import rows_of
from waypost.training.models import (
    EModule,
    Lesson,
    LessonPage,
    ModuleVersion,
    PageKey,
    ProgrammeOpening,
    Progress,
)
from waypost.training.packages.tests.builder import scorm
from waypost.training.tests.lessoning import ASKED, READ, drafted, written
from waypost.training.tests.playing import page_of
from waypost.training.tests.teaching import begun

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]
FILM = Path(demo.__file__).with_name("alongside.mp4").read_bytes()


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(made, "PNG")
    return made.getvalue()


def test_a_coordinator_writes_a_lesson_and_an_officer_reads_it_to_its_end(cast: Cast, enter: Enter) -> None:
    programme = begun(cast, Mark.AMBER, cast.coast)
    client, at = enter(cast.focal_point), f"/training/{programme.public_id}/"
    begin = client.post(f"{at}lessons/", {"title_en": "Alongside", "title_th": "เข้าเทียบเรือ"})
    lesson = begin.headers["Location"]
    assert client.post(lesson, {}).status_code == 422  # without a page
    shown = {
        **READ,
        "picture": SimpleUploadedFile("boat.png", picture()),
        "picture_en": "Two boats",
        "picture_th": "เรือสองลำ",
        "video": SimpleUploadedFile("boat.mp4", FILM),
        "video_en": "A boat comes alongside.",
        "video_th": "เรือเข้าเทียบ",
    }
    first = client.post(f"{lesson}pages/", {**shown, "video_th": ""})
    assert "Give both languages, or neither." in first.content.decode()
    shown |= {"picture": SimpleUploadedFile("b.png", picture()), "video": SimpleUploadedFile("b.mp4", FILM)}
    first = client.post(f"{lesson}pages/", shown)
    assert first.status_code == 302, first.content.decode()
    asked = {name: ASKED[name] for name in ("title_en", "title_th", "asked", "question_en", "question_th")}
    for n, each in enumerate(ASKED["options"], start=1):
        asked |= {
            f"en_{n}": each.en,
            f"th_{n}": each.th,
            f"said_en_{n}": each.said_en,
            f"said_th_{n}": each.said_th,
        }
    none_right = client.post(f"{lesson}pages/", asked)
    assert "Tick the option that is right." in none_right.content.decode()
    assert client.post(f"{lesson}pages/", {**asked, "right_2": "on"}).status_code == 302
    assert not EModule.unfiltered.exists()
    assert client.post(lesson, {"required": "on"}).status_code == 302
    assert client.post(lesson, {}).status_code == 422  # nothing was changed

    learner, module = enter(cast.coast_officer), EModule.unfiltered.get()
    started = learner.get(f"{page_of(module)}play/")
    assert started.headers["Location"] == f"{page_of(module)}pages/1/"
    page = learner.get(started.headers["Location"])
    assert "<strong>behind</strong>" in page.content.decode()
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    row = LessonPage.unfiltered.get(version__isnull=False, number=1)
    film = learner.get(f"/training/pages/{row.public_id}/video/", headers={"range": "bytes=0-9"})
    assert (film.status_code, b"".join(film.streaming_content)[4:8]) == (206, b"ftyp")
    assert learner.get(f"/training/pages/{row.public_id}/picture/").headers["Content-Type"] == "image/jpeg"
    onward = learner.post(f"{page_of(module)}pages/1/", {"page": row.public_id})
    assert onward.headers["Location"] == f"{page_of(module)}pages/2/"
    assert "Begun: 1 of 2 parts done" in learner.get(page_of(module)).content.decode()
    asking = LessonPage.unfiltered.get(version__isnull=False, number=2).public_id
    here = f"{page_of(module)}pages/2/"
    before = learner.get(here).content.decode()
    assert not any(said in before for said in ("You keep control.", "The wave throws you off.", "checked"))
    assert learner.post(here, {"page": asking}).status_code == 422
    assert learner.post(here, {"page": asking, "chosen": "7"}).status_code == 422
    learner.post(here, {"page": asking, "chosen": "0"})
    wrong = learner.get(here).content.decode()
    assert "Not right yet. Answer again." in wrong
    assert "The wave throws you off." in wrong
    assert "You keep control." not in wrong
    learner.post(here, {"page": asking, "chosen": "1"})
    assert "You keep control." in learner.get(here).content.decode()
    over = learner.get(page_of(module)).content.decode()
    assert "Done, 0 %" in over  # the point is won at the first answer
    assert "Right, at a later answer" in over
    assert figures.emodules_completed.value(Window(date(2020, 9, 1), date(2020, 9, 1))) == 1


def test_whoever_is_in_the_middle_goes_on_in_the_version_they_began(cast: Cast) -> None:
    programme = begun(cast)
    module = written(cast.focal_point, programme)
    old = list(LessonPage.unfiltered.filter(version__isnull=False).order_by("number"))
    reading.go_through(by=cast.officer, module=module, page=old[0].public_id)
    lesson = LessonPage.unfiltered.get(pk=old[0].pk).lesson_id
    draft = LessonPage.unfiltered.filter(lesson=lesson, version=None).order_by("number")
    to = {"by": cast.focal_point, "programme": programme, "lesson": _lesson(draft[0])}
    lessons.write_page(**to, page=draft[1].public_id, words=PageWords(**ASKED, number=1))
    assert [each.title_en for each in draft.all()] == ["Check yourself", "Coming alongside"]
    assert lessons.put_out(**to).number == 2
    [mine], [theirs] = (rows_of(each, programme).rows for each in (cast.officer, cast.colleague))
    assert (mine.way.version.number, theirs.way.version.number) == (1, 2)
    with pytest.raises(Refused, match="new version"):
        reading.go_through(by=cast.colleague, module=module, page=old[0].public_id)
    reading.go_through(by=cast.officer, module=module, page=old[1].public_id, chosen=[1])
    [mine] = rows_of(cast.officer, programme).rows
    assert (mine.is_done, mine.words, mine.way.version.number) == (
        True,
        "Done, 100 %, in an earlier version",
        2,
    )
    with pytest.raises(DoorMisused):
        old[0].save()
    reading.go_through(by=cast.officer, module=module, page=old[1].public_id, chosen=[0])
    kept = Progress.objects.get(attempt__person=cast.officer, part=1)
    assert (kept.score, kept.told["chosen"]) == (Decimal(1), [1])  # what is done stays done


def _lesson(page: LessonPage) -> str:
    return Lesson.unfiltered.get(pk=page.lesson_id).public_id


def test_who_sees_what_of_a_lesson(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    lesson = drafted(cast.focal_point, programme)
    draft = LessonPage.unfiltered.get(number=1).public_id
    at = f"/training/{programme.public_id}/lessons/"
    for reader in (cast.officer, cast.coast_focal_point):
        assert programme.is_visible_to(reader)
        assert not LessonPage.visible_to(reader).exists()
        for page in (
            "",
            f"{lesson.public_id}/",
            f"{lesson.public_id}/pages/",
            f"{lesson.public_id}/pages/{draft}/",
        ):
            assert enter(reader).get(at + page).status_code == 403
        assert enter(reader).get(f"/training/pages/{draft}/picture/").status_code == 404
    lessons.put_out(by=cast.focal_point, programme=programme, lesson=lesson.public_id)
    assert LessonPage.visible_to(cast.officer).count() == 2
    assert not PageKey.visible_to(cast.officer).exists()
    assert PageKey.visible_to(cast.deputy).count() == 2
    module = EModule.unfiltered.get()
    modules.take_off_module(by=cast.focal_point, programme=programme, module=module.public_id)
    assert not LessonPage.visible_to(cast.officer).exists()
    assert LessonPage.visible_to(cast.deputy).exists()
    outsider = begun(cast, Mark.AMBER, code="OWN")
    own = written(cast.focal_point, outsider)
    assert enter(cast.coast_officer).get(f"{page_of(own)}pages/1/").status_code == 404
    opened = ProgrammeOpening.unfiltered.filter(programme=outsider.pk)
    assert not opened.exists()
    assert enter(cast.officer).get(f"/training/{outsider.public_id}/rubrics/").status_code == 200
    assert opened.filter(person=cast.officer).exists()


def test_a_draft_is_renamed_and_deleted_until_it_is_put_out(cast: Cast, enter: Enter) -> None:
    programme = begun(cast)
    first, second = (drafted(cast.focal_point, programme) for _each in range(2))
    client, at = enter(cast.focal_point), f"/training/{programme.public_id}/lessons/"
    named = {"do": "rename", "title_en": "Boarding", "title_th": "การขึ้นเรือ"}
    wrong = client.post(f"{at}{first.public_id}/", {**named, "title_th": ""})
    assert wrong.status_code == 422
    assert "Alongside" in wrong.content.decode()
    held = client.post(f"{at}{first.public_id}/", {**named, "title_en": "Passport AB1234567"})
    assert "personal data" in held.content.decode()
    assert client.post(f"{at}{first.public_id}/", named).status_code == 302
    assert client.post(f"{at}{second.public_id}/", {"do": "discard"}).headers["Location"] == at
    assert client.post(f"{at}{second.public_id}/", {"do": "discard"}).status_code == 404  # sent twice
    assert [each.title_en for each in Lesson.unfiltered.all()] == ["Boarding"]
    assert set(LessonPage.unfiltered.values_list("lesson", flat=True)) == {first.pk}
    assert enter(cast.coast_focal_point).post(f"{at}{first.public_id}/", {"do": "discard"}).status_code == 403
    lessons.put_out(by=cast.focal_point, programme=programme, lesson=first.public_id)
    for does in (named, {"do": "discard"}):
        late = client.post(f"{at}{first.public_id}/", does)
        assert "Take the e-module off instead" in late.content.decode()
    assert Lesson.unfiltered.get().title_en == "Boarding"
    assert "Delete the lesson" not in client.get(f"{at}{first.public_id}/").content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text_en": "", "text_th": ""}, "The page is empty"),
        ({"text_en": "Passport AB1234567 of the holder"}, "personal data"),
        ({**ASKED, "question_en": ""}, "Ask the question"),
        ({**ASKED, "options": ASKED["options"][:1]}, "two options at least"),
        ({**ASKED, "options": [Option("Yes", "ใช่", right=True), Option("No", "ใช่")]}, "say the same"),
        (
            {**ASKED, "options": [Option("Yes", "ใช่", right=True), Option("No", "ไม่", right=True)]},
            "More than one",
        ),
        ({**ASKED, "options": [Option("Yes", "ใช่"), Option("No", "ไม่")]}, "Tick the option"),
    ],
    ids=["empty", "personal", "unasked", "one option", "same", "two right", "none right"],
)
def test_a_page_that_says_too_little_or_too_much_is_refused(
    cast: Cast, said: dict[str, Any], sentence: str
) -> None:
    programme = begun(cast)
    lesson = drafted(cast.focal_point, programme)
    with pytest.raises(Refused, match=sentence):
        lessons.write_page(
            by=cast.focal_point,
            programme=programme,
            lesson=lesson.public_id,
            words=PageWords(**{**READ, **said}),
        )
    assert LessonPage.unfiltered.count() == 2


def test_a_lesson_is_no_package_and_a_page_that_is_taken_out_stays_in_what_was_put_out(cast: Cast) -> None:
    programme = begun(cast)
    module = written(cast.focal_point, programme)
    page = LessonPage.unfiltered.get(version=None, number=1)
    to = {"by": cast.focal_point, "programme": programme}
    lessons.remove_page(**to, lesson=_lesson(page), page=page.public_id)
    assert [each.number for each in LessonPage.unfiltered.filter(version=None)] == [1]
    assert LessonPage.unfiltered.filter(version__isnull=False).count() == 2
    with pytest.raises(Refused, match="lesson written in the portal"):
        modules.replace_module(**to, module=module.public_id, package=prepare(scorm(), "x.zip"))
    with pytest.raises(Refused, match="page by page"):
        learning.launch(by=cast.officer, module=module, session_key="x", language="en")
    modules.take_off_module(**to, module=module.public_id)
    with pytest.raises(Refused, match="not there any more"):
        lessons.put_out(**to, lesson=_lesson(LessonPage.unfiltered.filter(version=None)[0]))
    assert ModuleVersion.unfiltered.count() == 1
