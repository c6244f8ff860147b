"""The two days in Phuket: planned, attended, marked and signed for, before anybody is certified; and what the exercise
of the marine police is to be marked against.
"""

import json
from typing import Any

import typst
from django.conf import settings

from waypost.demo.seed.files import FOLDER
from waypost.demo.seed.persons import address
from waypost.demo.seed.phuket import intake_of
from waypost.demo.seed.story import Story
from waypost.demo.world import assessing as world
from waypost.demo.world import phuket, practicals
from waypost.files.intake import take_in
from waypost.people.models import Person
from waypost.training import sheets as papers
from waypost.training.actions import assessing, attendance, rubrics, sheets
from waypost.training.actions.assessing import Marks
from waypost.training.actions.attendance import Entry
from waypost.training.actions.practicals import Day, PracticalWords, Trainer, plan_session
from waypost.training.actions.rubrics import CriterionWords, RubricWords
from waypost.training.lists.attendance import roster_of
from waypost.training.lists.practicals import sessions, whole
from waypost.training.models import Nominee, PracticalSession, Presence, Programme, Rubric, SessionDay


def schedule_assessing(story: Story) -> None:
    for row in world.RUBRICS:
        story.at(world.WRITTEN_AT, lambda row=row: _write(story, row))  # type: ignore[misc]
    story.at(world.CHOSEN_AT, lambda: _choose(story))
    for session in world.SESSIONS:
        story.at(world.PLANNED_AT, lambda row=session: _plan(story, row))  # type: ignore[misc]
        story.at(session.day.ends_at, lambda row=session: _held(story, row))  # type: ignore[misc]
        story.at(world.RESAT_AT, lambda row=session: _resat(story, row))  # type: ignore[misc]


def _write(story: Story, row: world.RubricRow) -> None:
    by = story.cast[phuket.BY]
    criteria = [
        CriterionWords(each.english, each.thai, each.points, each.critical, *each.full)
        for each in row.criteria
    ]
    rubrics.write_rubric(
        by=by,
        programme=Programme.visible_to(by).get(code=row.programme),
        words=RubricWords(row.exercise, *row.title, criteria),
    )


def _choose(story: Story) -> None:
    by = story.cast[phuket.BY]
    session = PracticalSession.visible_to(by).get(title_en=practicals.POSTPONED)
    assessing.choose_rubrics(by=by, session=session, rubrics=[_rubric(by, world.BOARDING)])


def _plan(story: Story, row: world.SessionRow) -> None:
    by, words = story.cast[phuket.BY], row.words
    session = plan_session(
        by=by,
        intake=intake_of(story),
        words=PracticalWords(**words, capacity=len(phuket.ROLL)),
        days=[Day(*row.day)],
        trainers=[_trainer(story, key, row.lead) for key in _seven()],
    )
    assessing.choose_rubrics(by=by, session=session, rubrics=[_rubric(by, row.rubric)])


def _seven() -> list[str]:
    return [phuket.LEADS, *(key for key, *_name in phuket.TRAINERS)]


def _trainer(story: Story, key: str, lead: str) -> Trainer:
    names = story.cast[key].names()
    return Trainer("lead" if key == lead else "co", **names, email=address(key))


def _rubric(by: Person, row: world.RubricRow) -> Rubric:
    return Rubric.visible_to(by).get(programme__code=row.programme, exercise=row.exercise)


def _held(story: Story, row: world.SessionRow) -> None:
    """Attendance by the lead trainer, the signed sheet, and everybody's marks by those who teach with them."""
    by = story.cast[row.lead]
    session, roll = _session(by, row), _roll(by)
    day = SessionDay.visible_to(by).get(session=session.pk)
    entries = [_entry(nth, each, row) for nth, each in enumerate(roll)]
    attendance.take_attendance(by=by, day=day, entries=entries)
    sheets.keep_sheet(by=by, session=session, scan=take_in(_scan(by, session), "signed-sheet.pdf"))
    assessors = _assessors(story)
    for nth, nominee in enumerate(roll):
        weak = nth in world.FAILED.get(row.rubric.exercise, ()) or nth in world.REPEATS.get(
            row.rubric.exercise, ()
        )
        because = world.REPEAT_BECAUSE if nth in world.REPEATS.get(row.rubric.exercise, ()) else ""
        marks = Marks(_scores(nth, row.rubric, weak=weak), repeat_because=because)
        _assess(assessors[nth % len(assessors)], row, nominee, marks)


def _resat(story: Story, row: world.SessionRow) -> None:
    """Who was not through is marked once more, and passes."""
    again = (*world.FAILED.get(row.rubric.exercise, ()), *world.REPEATS.get(row.rubric.exercise, ()))
    assessors = _assessors(story)
    roll = _roll(assessors[0])
    for nth in again:
        marks = Marks(_scores(nth, row.rubric, weak=False), attempt=2, opened=1)
        _assess(assessors[(nth + 1) % len(assessors)], row, roll[nth], marks)


def _assess(by: Person, row: world.SessionRow, nominee: Nominee, marks: Marks) -> None:
    assessing.assess(
        by=by, session=_session(by, row), rubric=_rubric(by, row.rubric), nominee=nominee, marks=marks
    )


def _assessors(story: Story) -> list[Person]:
    """Those of the seven who lead neither day."""
    leads = {each.lead for each in world.SESSIONS}
    return [story.cast[key] for key in _seven() if key not in leads]


def _session(by: Person, row: world.SessionRow) -> PracticalSession:
    return PracticalSession.visible_to(by).get(title_en=row.words["title_en"])


def _roll(by: Person) -> list[Nominee]:
    rows = Nominee.visible_to(by).filter(intake__cohort__programme__code=phuket.PROGRAMME)
    return list(rows.order_by("pk"))


def _entry(nth: int, nominee: Nominee, row: world.SessionRow) -> Entry:
    if row is world.SESSIONS[0] and nth in world.LEFT_EARLY:
        return Entry(nominee, Presence.PARTIAL.value, world.STAYED)
    return Entry(nominee, Presence.PRESENT.value)


def _scores(nth: int, row: world.RubricRow, *, weak: bool) -> list[int]:
    """All points but one here and there; who is weak finds little of what is critical."""
    return [
        each.points // 2 if weak and each.critical else each.points - ((nth // (place + 1) + place) % 3 == 0)
        for place, each in enumerate(row.criteria)
    ]


def _scan(by: Person, session: PracticalSession) -> bytes:
    """The portal's own sheet to sign on, in Thai, with ink on it."""
    [found] = whole(by, sessions(by).filter(pk=session.pk))
    data = papers.paper(by, roster_of(by, found), "sign-in", "th").data
    given = {"data": json.dumps(data)}
    fonts = [str(settings.PRINT_FONTS)]
    made: Any = typst.compile(
        str(FOLDER / "signed-sheet.typ"), format="pdf", font_paths=fonts, sys_inputs=given
    )
    return bytes(made)
