"""The homes of training: what needs a coordinator, a focal point, a trainer and a learner on the first page, the board
of cohorts, the sessions one teaches in, and one's own courses.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.people.models import Person
from waypost.training.actions import attendance, certificates, nomination
from waypost.training.actions.attendance import Entry
from waypost.training.actions.certificates import Taught
from waypost.training.figures.stages import Stage
from waypost.training.lists.board import Board, board_of
from waypost.training.models import Intake, Nominee, Programme, SessionDay
from waypost.training.needs import needs_of
from waypost.training.tests.enrolling import ENROLLED, NEWCOMER, THIRD, approved, named, offered
from waypost.training.tests.playing import added
from waypost.training.tests.practising import planned, trainer
from waypost.training.tests.sitting import examined, learner, taken, with_a_bank

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]


def whats(person: Person) -> list[str]:
    return [str(need.what) for need in needs_of(person)]


def told(items: Any) -> list[tuple[str, str]]:
    return [(str(each.what), each.told) for each in items]


def test_a_decision_waits_and_then_the_letting_in(cast: Cast, enter: Enter, hands: Any) -> None:
    intake = offered(cast)
    rows = named(cast, intake, ENROLLED, NEWCOMER, THIRD)
    for person, waits in (
        (cast.second_secretariat, ["Decide about nominations"]),
        (cast.trainer, []),  # who runs it, and is not the command
        (cast.immigration_focal_point, []),
        (cast.coast_focal_point, []),
    ):
        assert whats(person) == waits
    page = enter(cast.second_secretariat).get("/")
    assert "3 officers are nominated." in page.content.decode()
    assert page.context["waiting"] >= 1
    approved(cast, intake, rows)
    assert whats(cast.second_secretariat) == []
    [need] = needs_of(cast.immigration_focal_point)
    assert (str(need.what), need.told) == ("Let approved officers in", "1 officer is approved.")
    assert whats(cast.coast_focal_point) == []
    hands.forward(days=40)  # the cohort is over
    assert whats(cast.immigration_focal_point) == []


def test_a_trainer_is_led_to_today_and_to_what_is_missing(cast: Cast, enter: Enter, hands: Any) -> None:
    intake = offered(cast)
    [row] = named(cast, intake, ENROLLED)
    approved(cast, intake, [row])
    session = planned(cast, intake, trainer(cast.ministry_officer.email))
    assert whats(cast.ministry_officer) == []
    hands.forward(days=5, hours=20)  # the morning of the 7th
    assert whats(cast.ministry_officer) == ["You teach today"]
    assert whats(cast.immigration_officer) == []
    browser = enter(cast.ministry_officer)
    shown = browser.get("/training/sessions/")
    assert [each.session.pk for each in shown.context["taught"].today] == [session.pk]
    assert "kind=roster" in shown.content.decode()
    hands.forward(hours=6)  # the day is over, and it is still today
    assert whats(cast.ministry_officer) == ["Attendance is missing"]
    hands.forward(days=2, hours=18)
    assert whats(cast.ministry_officer) == ["Attendance is missing"] * 2
    shown = browser.get("/training/sessions/")
    assert len(shown.context["taught"].late) == 1
    assert shown.content.decode().count(">missing<") == 2
    for day in SessionDay.unfiltered.all():
        attendance.take_attendance(by=cast.ministry_officer, day=day, entries=[Entry(row, "present")])
    assert whats(cast.ministry_officer) == []
    shown = browser.get("/training/sessions/")
    assert [each.session.pk for each in shown.context["taught"].held] == [session.pk]


def test_a_learner_reads_what_comes_next(cast: Cast, enter: Enter, hands: Any) -> None:
    intake = with_a_bank(cast)
    test = examined(cast)
    added(cast, Programme.unfiltered.get(), by=cast.secretariat)
    planned(cast, intake, trainer())
    person = learner(cast)
    steps = [need.told for need in needs_of(person)]
    assert steps == [
        "1 e-module is left to do. Do them before the practical.",
        "Pre-test, open until 30 Sep 2020",
    ]
    body = enter(person).get("/training/mine/").content.decode()
    assert all(each in body for each in steps)
    assert "<p>Practical session</p>" in body
    assert "What comes next" in body
    taken(cast, test, 0, 1)
    assert [need.told for need in needs_of(person)] == steps[:1]
    assert whats(cast.immigration_focal_point) == []
    hands.forward(days=40)  # no certificate without them
    assert [need.told for need in needs_of(person)] == ["1 e-module is left to do."]


def test_the_board_shows_how_far_each_cohort_is(cast: Cast, enter: Enter, hands: Any) -> None:
    intake = offered(cast)
    rows = named(cast, intake, ENROLLED, NEWCOMER, THIRD)
    board = board_of(cast.trainer)
    assert told(board.waiting) == [("Decide about nominations", "3 officers")]
    approved(cast, intake, rows)
    planned(cast, intake, trainer())
    board = board_of(cast.trainer)
    assert stages(board) == {"nominated": 3, "approved": 2, "enrolled": 1}
    assert told(board.waiting) == [("Approved and not enrolled", "1 officer")]
    assert [str(each.what) for each in board.coming] == [
        "The cohort begins", "Boarding exercise", "Last day of nominations", "Boarding exercise"
    ]  # fmt: skip
    hands.forward(days=8)
    assert ("Attendance is missing", "Boarding exercise") in told(board_of(cast.trainer).late)
    for day in SessionDay.unfiltered.all():
        attendance.take_attendance(by=cast.secretariat, day=day, entries=[Entry(rows[0], "present")])
    late = told(board_of(cast.trainer).late)
    assert ("The signed sheet is missing", "Boarding exercise") in late
    assert ("Attendance is missing", "Boarding exercise") not in late
    hands.forward(days=20)
    assert ("Enrolled and not certified", "1 officer") in told(board_of(cast.trainer).waiting)
    taught = Taught(cast.trainer, minutes_practical=60)
    certificates.certify(by=cast.second_secretariat, intake=intake, nominees=rows[:1], taught=taught)
    board = board_of(cast.trainer)
    assert stages(board) == {"nominated": 3, "approved": 2, "enrolled": 1, "attended": 1, "certified": 1}
    assert ("Enrolled and not certified", "1 officer") not in told([*board.waiting, *board.late])
    body = enter(cast.trainer).get("/training/board/").content.decode()
    [address] = [address for stage, _n, address in board.lines[0].numbers if stage == Stage.CERTIFIED]
    assert address.replace("&", "&amp;") in body
    assert Nominee.unfiltered.get(email=ENROLLED).name in enter(cast.trainer).get(address).content.decode()
    assert "Board of cohorts" in enter(cast.trainer).get("/training/").content.decode()
    assert "Board of cohorts" not in enter(cast.immigration_officer).get("/training/").content.decode()
    assert enter(cast.immigration_officer).get("/training/board/").status_code == 403
    assert board_of(cast.coast_focal_point).lines == []
    assert Intake.unfiltered.count() == 1


def test_a_full_board_keeps_what_is_late(cast: Cast, hands: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = offered(cast)
    rows = named(cast, intake, ENROLLED, cast.immigration_focal_point.email)
    approved(cast, intake, rows)
    offered(cast, code="MB-2")
    hands.forward(days=40)
    taught = Taught(cast.trainer, minutes_practical=60)
    certificates.certify(by=cast.second_secretariat, intake=intake, nominees=rows[:1], taught=taught)
    nomination.withdraw(by=cast.secretariat, intake=intake, nominee=rows[0], because="Left the service.")
    monkeypatch.setattr("waypost.training.lists.board.SHOWN", 1)
    board = board_of(cast.trainer)
    assert ([line.intake.pk for line in board.lines], board.hidden) == ([intake.pk], 1)
    assert told(board.late) == [("Enrolled and not certified", "1 officer")]


def stages(board: Board) -> dict[str, int]:
    [line] = board.lines
    return {stage.value: n for stage, n in line.reached.items() if n}
