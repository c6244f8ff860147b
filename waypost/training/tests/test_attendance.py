"""Attendance: who takes it, of whom, what is corrected, who came without a seat, and the briefing on a vessel."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core.errors import Denied, DoorMisused, Overtaken, Refused
from waypost.core.models import Event
from waypost.notices.fanout import fan_out
from waypost.notices.models import Notice
from waypost.training.actions import attendance
from waypost.training.actions.attendance import Entry
from waypost.training.lists.attendance import roster_of, taught
from waypost.training.lists.practicals import session_seen
from waypost.training.models import (
    Attendance,
    Facilitation,
    Intake,
    Nominee,
    PracticalSession,
    SessionDay,
    has_attended,
)
from waypost.training.tests.enrolling import (
    ENROLLED,
    NEWCOMER,
    THIRD,
    approved,
    named,
    offered,
    officer,
    standing,
    unit_of,
)
from waypost.training.tests.practising import VESSEL, planned, trainer
from waypost.training.tests.test_enrolment import seers

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]


def held(cast: Cast, hands: Any, **words: Any) -> tuple[SessionDay, list[Nominee]]:
    """The first day of a session, at noon, and three officers: two have a seat, the third waits."""
    intake = offered(cast)
    rows = named(cast, intake, ENROLLED, NEWCOMER, THIRD)
    approved(cast, intake, rows)
    planned(cast, intake, trainer(cast.ministry_officer.email), **words)
    hands.forward(days=6)
    return SessionDay.unfiltered.order_by("starts_at")[0], rows


def minutes_of(cast: Cast) -> dict[str, int]:
    found = session_seen(cast.trainer, PracticalSession.unfiltered.get().public_id)
    assert found is not None
    return {line.nominee.email: line.minutes for line in roster_of(cast.trainer, found).lines}


def test_a_lead_trainer_takes_attendance_and_corrects_it(cast: Cast, hands: Any) -> None:
    day, [first, second, third] = held(cast, hands)
    by: dict[str, Any] = {"by": cast.ministry_officer, "day": day}
    attendance.take_attendance(
        **by, entries=[Entry(first, "late"), Entry(second, "partial", 60), Entry(third, "present")]
    )
    assert minutes_of(cast) == {ENROLLED: 180, NEWCOMER: 60}
    with pytest.raises(Refused, match="Say why"):
        attendance.take_attendance(**by, entries=[Entry(second, "partial", 90, opened=1)])
    attendance.take_attendance(**by, entries=[Entry(second, "partial", 90, opened=1)], because="Miscounted.")
    assert minutes_of(cast)[NEWCOMER] == 90
    assert [each.number for each in Attendance.unfiltered.filter(nominee=second.pk).order_by("number")] == [
        1,
        2,
    ]
    with pytest.raises(Overtaken, match="Malee"):
        attendance.take_attendance(**by, entries=[Entry(second, "absent", opened=1)], because="Not there.")
    untouched = [Entry(first, "late", opened=1), Entry(second, "partial", 60, opened=1)]
    assert attendance.take_attendance(**by, entries=untouched) == []
    with pytest.raises(Refused, match="minutes from 1 to 180"):
        attendance.take_attendance(**by, entries=[Entry(first, "partial", 181, opened=1)], because="x")
    with pytest.raises(DoorMisused):
        Attendance.unfiltered.order_by("pk")[0].save()


def test_only_those_who_teach_or_run_it_take_attendance_and_see_it(cast: Cast, hands: Any) -> None:
    day, [first, *_others] = held(cast, hands)
    for by in (cast.immigration_focal_point, cast.immigration_officer, cast.officer):
        with pytest.raises(Denied):
            attendance.take_attendance(by=by, day=day, entries=[Entry(first, "present")])
    [row] = attendance.take_attendance(by=cast.trainer, day=day, entries=[Entry(first, "present")])
    runs = {"secretariat", "second_secretariat", "trainer"}
    assert seers(cast, row) == runs | {"immigration_focal_point", "immigration_officer", "ministry_officer"}
    third = Nominee.unfiltered.get(email=THIRD)
    assert "ministry_officer" not in seers(cast, third)
    assert [each.session.title_en for each in taught(cast.ministry_officer).today] == ["Boarding exercise"]
    assert not taught(cast.immigration_officer).any


def test_nobody_is_there_before_it_begins_and_apologies_are_taken(cast: Cast, hands: Any) -> None:
    day, [first, *_others] = held(cast, hands)
    hands.forward(days=-1)
    by: dict[str, Any] = {"by": cast.trainer, "day": day}
    with pytest.raises(Refused, match="has not begun"):
        attendance.take_attendance(**by, entries=[Entry(first, "present")])
    attendance.take_attendance(**by, entries=[Entry(first, "excused")], because="On duty at the pier.")
    assert minutes_of(cast)[ENROLLED] == 0


def test_on_a_vessel_the_briefing_comes_first(cast: Cast, hands: Any) -> None:
    day, [first, *_others] = held(cast, hands, **VESSEL)
    by: dict[str, Any] = {"by": cast.ministry_officer, "day": day}
    with pytest.raises(Refused, match="safety briefing first"):
        attendance.take_attendance(**by, entries=[Entry(first, "present")])
    attendance.brief(**by, trainer=Facilitation.unfiltered.get())
    with pytest.raises(Refused, match="ticked already"):
        attendance.brief(**by, trainer=Facilitation.unfiltered.get())
    attendance.take_attendance(**by, entries=[Entry(first, "present")])


def test_who_comes_without_a_seat_is_in_the_list_with_their_history(cast: Cast, hands: Any) -> None:
    day, [first, _second, third] = held(cast, hands)
    by: dict[str, Any] = {"by": cast.ministry_officer, "day": day}
    attendance.walk_in(**by, nominee=third)
    intake = Intake.unfiltered.get()
    unit = unit_of(intake, cast.immigration)
    attendance.walk_in(**by, named=(unit, officer("dao@immigration.invalid")))
    with pytest.raises(Refused, match="on the roll already"):
        attendance.walk_in(**by, named=(unit, officer("dao@immigration.invalid")))
    with pytest.raises(Refused, match="in the list already"):
        attendance.walk_in(**by, nominee=first)
    assert list(standing(intake).values()) == ["enrolled", "approved", "walk-in", "walk-in"]
    assert minutes_of(cast) == {ENROLLED: 0, NEWCOMER: 0, THIRD: 180, "dao@immigration.invalid": 180}
    for event in Event.objects.filter(name="training.walk_in"):
        fan_out(event)
    told = Notice.objects.filter(kind="training.walk_in").select_related("person")
    assert {each.person.email for each in told} == {cast.immigration_focal_point.email}


def test_who_is_there_for_four_fifths_attended() -> None:
    assert has_attended(80, 100)
    assert not has_attended(79, 100)
    assert not has_attended(0, 0)


def test_a_trainer_marks_a_day_on_its_page(cast: Cast, enter: Enter, hands: Any) -> None:
    day, [first, second, _third] = held(cast, hands, **VESSEL)
    session = PracticalSession.unfiltered.get()
    lead, page = enter(cast.ministry_officer), f"/training/sessions/{session.public_id}/days/{day.public_id}/"
    assert page in lead.get("/training/sessions/").content.decode()
    assert "Safety briefing first" in lead.get(page).content.decode()
    assert "Tick the safety briefing first" in lead.post(page, {"do": "all"}).content.decode()
    assert lead.post(page, {"do": "brief", "given_by": "Narong Dee"}).status_code == 302
    typed = {f"is_{first.public_id}": "partial", f"minutes_{first.public_id}": "30", "do": "all"}
    assert lead.post(page, {**typed, f"minutes_{first.public_id}": "many"}).status_code == 422
    assert lead.post(page, typed).status_code == 302
    assert minutes_of(cast) == {ENROLLED: 30, NEWCOMER: 180}
    late = lead.post(
        page, {f"is_{second.public_id}": "absent", f"opened_{second.public_id}": "0", "do": "keep"}
    )
    assert "Somebody else wrote about" in late.content.decode()
    assert f'name="opened_{second.public_id}" value="1"' in late.content.decode()
    shown = lead.get(f"/training/sessions/{session.public_id}/").content.decode()
    assert "Narong Dee" in shown
    assert "30" in shown
    own = enter(cast.immigration_officer).get(f"/training/sessions/{session.public_id}/").content.decode()
    assert "30 of 360 minutes." in own
    assert "Malee" not in own
    assert enter(cast.immigration_focal_point).get(page).status_code == 403
    assert lead.post(f"{page}walk-in/", {"do": "named", "email": "x"}).status_code == 422
    runs = enter(cast.trainer)
    third = Nominee.unfiltered.get(email=THIRD)
    assert "Pim" in runs.get(f"{page}walk-in/").content.decode()
    assert runs.post(f"{page}walk-in/", {"do": "found", "nominee": third.public_id}).status_code == 302
    assert minutes_of(cast)[THIRD] == 180
