"""Practical sessions: who plans them, who sees whose name, how days move, and what a learner is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.models import Event
from waypost.notices.fanout import fan_out
from waypost.notices.models import Notice
from waypost.training.actions import attendance, practicals
from waypost.training.actions.attendance import Entry
from waypost.training.actions.practicals import Day, PracticalWords, standing_days
from waypost.training.lists.enrolment import courses_of
from waypost.training.lists.practicals import days_to_move, session_seen, sessions_of
from waypost.training.models import Facilitation, PracticalSession, Programme, SessionDay
from waypost.training.tests import playing
from waypost.training.tests.enrolling import ENROLLED, approved, named, offered
from waypost.training.tests.practising import DAYS, VESSEL, WORDS, day, fresh_session, planned, trainer
from waypost.training.tests.test_enrolment import seers

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]

TYPED = {
    **WORDS,
    "day-TOTAL_FORMS": 2,
    "day-INITIAL_FORMS": 0,
    "day-0-on": "2020-09-07",
    "day-0-begins": "09:00",
    "day-0-ends": "16.30",
    "day-0-minutes": "360",
    "trainer-TOTAL_FORMS": 2,
    "trainer-INITIAL_FORMS": 0,
    "trainer-0-role": "lead",
    "trainer-0-name_latin": "Narong Dee",
    "trainer-0-name_native": "ณรงค์ ดี",
}


def test_a_session_is_planned_read_and_postponed_on_pages(cast: Cast, enter: Enter) -> None:
    intake = offered(cast)
    office, page = enter(cast.trainer), f"/training/cohorts/{intake.public_id}/sessions/"
    assert 'name="day-0-on"' in office.get(page).content.decode()
    wrong = office.post(page, {**TYPED, "day-0-ends": "08:00", "vessel_name": "Boat 812"})
    assert "ends after it begins" in wrong.content.decode() or "A vessel has a name" in wrong.content.decode()
    assert wrong.status_code == 422
    assert office.post(page, {**TYPED, "day-0-begins": "nine"}).status_code == 422
    assert office.post(page, TYPED).status_code == 302
    session = PracticalSession.unfiltered.get()
    at = f"/training/sessions/{session.public_id}/"
    assert SessionDay.unfiltered.get().minutes == 360
    read = enter(cast.ministry_officer).get(at).content.decode()
    assert "Boarding exercise" in read
    assert "Narong Dee" not in read
    assert "Narong Dee" in office.get(at).content.decode()
    assert "Boarding exercise" in office.get(f"/training/cohorts/{intake.public_id}/").content.decode()
    days = {"day-TOTAL_FORMS": 1, "day-INITIAL_FORMS": 0, "day-0-on": "2020-09-10", "day-0-begins": "09:00"}
    moved = {
        **days,
        "day-0-ends": "12:00",
        "kind": "weather",
        "because": "Waves of three metres.",
        "revision": 1,
    }
    assert enter(cast.immigration_focal_point).post(f"{at}postpone/", moved).status_code == 403
    assert office.post(f"{at}postpone/", {**moved, "because": ""}).status_code == 422
    assert office.post(f"{at}postpone/", moved).status_code == 302
    read = office.get(at).content.decode()
    assert "Postponed because of the weather" in read
    assert "Mon 7 Sep 2020" in read
    late = office.post(f"{at}write/", {**TYPED, "revision": 1, "title_en": "Mine"})
    assert "What stands now" in late.content.decode()
    assert 'value="Mine"' in late.content.decode()
    assert office.post(f"{at}write/", {**TYPED, "revision": 2, "title_en": "Mine"}).status_code == 302
    assert office.post(f"{at}cancel/", {"because": "No boat.", "revision": 1}).status_code == 422
    assert office.post(f"{at}cancel/", {"because": "No boat.", "revision": 3}).status_code == 302
    assert "It is not held on any day." in office.get(at).content.decode()
    assert enter(cast.officer).get(at).status_code == 404


def test_names_of_trainers_are_for_those_who_run_teach_and_learn(cast: Cast) -> None:
    intake = offered(cast)
    approved(cast, intake, named(cast, intake, ENROLLED))
    session = planned(cast, intake, trainer(cast.ministry_officer.email))
    runs = {"secretariat", "second_secretariat", "trainer"}
    row = Facilitation.unfiltered.get()
    assert seers(cast, row) == runs | {"immigration_officer", "ministry_officer"}
    assert "immigration_focal_point" in seers(cast, session)


def test_days_that_moved_stay_beside_those_that_stand(cast: Cast, hands: Any) -> None:
    intake = offered(cast)
    [row] = named(cast, intake, ENROLLED)
    approved(cast, intake, [row])
    session = planned(cast, intake)
    hands.forward(days=6, hours=-2)
    [first, _second] = standing_days(session)
    attendance.take_attendance(by=cast.secretariat, day=first, entries=[Entry(row, "present")])
    by: dict[str, Any] = {"by": cast.secretariat, "session": session, "revision": 1, "because": "Storm."}
    with pytest.raises(Refused, match="overlap"):
        practicals.postpone_session(**by, days=[day(7)])
    practicals.postpone_session(**by, days=[day(11)], weather=True)
    found = session_seen(cast.secretariat, session.public_id)
    assert found is not None
    assert [each.starts_at.day for each in found.days] == [7, 11]
    [change] = found.changes
    assert [each.starts_at.day for each in change.days] == [8]
    with pytest.raises(Overtaken):
        practicals.cancel_session(by=cast.secretariat, session=session, revision=1, because="x")
    session = fresh_session(session)
    practicals.cancel_session(by=cast.secretariat, session=session, revision=2, because="No boat.")
    found = session_seen(cast.secretariat, session.public_id)
    assert found is not None
    assert [each.starts_at.day for each in found.days] == [7]
    with pytest.raises(Refused, match="cancelled"):
        practicals.postpone_session(
            **{**by, "session": fresh_session(session), "revision": 3}, days=[day(12)]
        )


def test_a_day_that_is_over_and_was_not_held_is_taken_off(cast: Cast, hands: Any) -> None:
    intake = offered(cast)
    [row] = named(cast, intake, ENROLLED)
    approved(cast, intake, [row])
    session = planned(cast, intake)
    hands.forward(days=8)
    found = session_seen(cast.secretariat, session.public_id)
    assert found is not None
    assert days_to_move(cast.secretariat, found) == found.days  # nobody's attendance is written
    for each in found.days:
        attendance.take_attendance(by=cast.secretariat, day=each, entries=[Entry(row, "present")])
    stop: dict[str, Any] = {"by": cast.secretariat, "session": session, "revision": 1, "because": "Storm."}
    with pytest.raises(Refused, match="somebody was there"):
        practicals.cancel_session(**stop)
    absent = [Entry(row, "absent", opened=1)]
    attendance.take_attendance(
        by=cast.secretariat, day=found.days[1], entries=absent, because="The storm came first."
    )
    assert days_to_move(cast.secretariat, found) == found.days[1:]
    practicals.cancel_session(**stop)
    assert [each.starts_at.day for each in standing_days(session)] == [7]


@pytest.mark.parametrize(
    ("days", "trainers", "words", "sentence"),
    [
        ([], [], {}, "at least one day"),
        ([day(7), day(7, hours=1)], [], {}, "overlap"),
        ([Day(day(7).starts_at, day(7).ends_at, 181)], [], {}, "do not fit"),
        (DAYS, [trainer(), trainer()], {}, "one lead trainer"),
        (DAYS, [trainer("a@b.invalid"), trainer("a@b.invalid", "co")], {}, "stands there twice"),
        (DAYS, [], {"vessel_kind": "patrol"}, "a name and a kind"),
    ],
)
def test_what_cannot_be_held_is_refused(
    cast: Cast, days: list[Day], trainers: list[Any], words: dict[str, str], sentence: str
) -> None:
    said = PracticalWords(**{**WORDS, **words})
    with pytest.raises(Refused, match=sentence):
        practicals.plan_session(
            by=cast.secretariat, intake=offered(cast), words=said, days=days, trainers=trainers
        )
    assert not PracticalSession.unfiltered.exists()


def test_only_who_writes_the_programme_plans_and_moves(cast: Cast) -> None:
    intake = offered(cast)
    session = planned(cast, intake, trainer(cast.ministry_officer.email))
    for by in (cast.immigration_focal_point, cast.ministry_officer, cast.officer):
        with pytest.raises(Denied):
            planned(cast, intake, by=by)
        with pytest.raises(Denied):
            practicals.cancel_session(by=by, session=session, revision=1, because="x")


def test_who_learns_and_who_teaches_hears_of_days(cast: Cast) -> None:
    intake = offered(cast)
    approved(cast, intake, named(cast, intake, ENROLLED))
    session = planned(cast, intake, trainer(cast.ministry_officer.email), **VESSEL)
    by: dict[str, Any] = {"by": cast.secretariat, "session": session}
    practicals.postpone_session(**by, revision=1, days=[day(11)], because="Storm.", weather=True)
    practicals.cancel_session(
        by=cast.secretariat, session=fresh_session(session), revision=2, because="No boat."
    )
    for event in Event.objects.order_by("pk"):
        fan_out(event)
    told = {
        (notice.kind.partition(".session_")[2], notice.person.email.partition("@")[0])
        for notice in Notice.objects.filter(kind__contains="session_").select_related("person")
    }
    concerned = ("immigration-officer", "ministry-officer")
    assert told == {(kind, who) for kind in ("planned", "postponed", "cancelled") for who in concerned}


def test_the_learner_reads_what_is_done_and_when_the_practical_opens(cast: Cast, enter: Enter) -> None:
    intake = offered(cast)
    programme = Programme.unfiltered.get()
    for _nth in range(2):
        playing.added(cast, programme, by=cast.secretariat)
    rows = named(cast, intake, ENROLLED)
    approved(cast, intake, rows)
    planned(cast, intake)
    [course] = courses_of(cast.immigration_officer)
    attend = next(gate for gate in course.gates if gate.scope.value == "attend")
    assert [each.sentence for each in attend.requirements] == [
        "0 of 2 e-modules done. Do them before the practical.",
        "The next practical opens on Mon 7 Sep 2020, 09:00 ICT.",
    ]
    assert not attend.is_open
    page = enter(cast.immigration_officer).get("/training/mine/").content.decode()
    assert "Mon 7 Sep 2020, 09:00" in page
    assert [each.session.title_en for each in sessions_of(cast.immigration_officer, intake)] == [
        "Boarding exercise"
    ]
