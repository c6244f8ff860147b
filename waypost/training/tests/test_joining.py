"""Joining instructions: told with a calendar entry that counts up, seen by those concerned, cancelled with a reason."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.models import Event
from waypost.notices.calendar import Meeting, entries
from waypost.notices.fanout import fan_out
from waypost.notices.judging import judge
from waypost.notices.models import Mail
from waypost.training.actions import joining, nomination, practicals
from waypost.training.actions.joining import Instructions
from waypost.training.actions.practicals import PracticalWords
from waypost.training.models import Intake, Joining, Nominee
from waypost.training.tests.enrolling import ENROLLED, NEWCOMER, approved, named, offered
from waypost.training.tests.practising import WORDS, day, fresh_session, planned

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]

TYPED = {
    "first_day": "2020-09-07",
    "from_hour": "09:00",
    "last_day": "2020-09-25",
    "until_hour": "16.30",
    "venue_en": "Pier 3; second floor",
    "venue_th": "ท่าเรือ 3",
    "bring_en": "Boots",
    "bring_th": "รองเท้าฝึก",
    "call_en": "Duty desk, +66 2 000 0000",
    "call_th": "เวรอำนวยการ +66 2 000 0000",
    "do": "send",
}


def held(cast: Cast, mark: Mark = Mark.GREEN) -> Intake:
    """A cohort in which one officer is enrolled and another one approved who has no account."""
    intake = offered(cast, mark=mark)
    approved(cast, intake, named(cast, intake, ENROLLED, NEWCOMER))
    return intake


def said(**given: Any) -> Instructions:
    begins, ends = datetime(2020, 9, 7, 2, tzinfo=UTC), datetime(2020, 9, 25, 9, 30, tzinfo=UTC)
    names = ("venue_en", "venue_th", "bring_en", "bring_th", "call_en", "call_th")
    return Instructions(starts_at=begins, ends_at=ends, **{**{n: TYPED[n] for n in names}, **given})


def mails() -> dict[str, tuple[str, list[Any]]]:
    """What the worker would send now, by address: the text and the attachments of the newest mail."""
    for event in Event.objects.filter(told_at__isnull=True).order_by("pk"):
        fan_out(event)
    letters = [judge(mail) for mail in Mail.objects.filter(state="waiting", post=None).order_by("pk")]
    Mail.objects.update(state="sent")
    return {each.to[0]: (str(each.body), list(each.attachments)) for each in letters if hasattr(each, "to")}


def entry_in(sent: dict[str, tuple[str, list[Any]]], address: str) -> list[str]:
    """The lines of the one entry somebody got, unfolded."""
    [(name, text, kind)] = sent[address][1]
    assert (name, kind.partition(";")[0]) == ("waypost-1.ics", "text/calendar")
    return text.replace("\r\n ", "").split("\r\n")


def test_instructions_go_out_with_an_invitation_that_counts_up(cast: Cast) -> None:
    intake, focal_point = held(cast), cast.immigration_focal_point
    mails()
    joining.send_joining(by=cast.secretariat, intake=intake, number=0, instructions=said())
    told = mails()
    first = entry_in(told, ENROLLED)
    for line in (
        "METHOD:REQUEST",
        "SEQUENCE:0",
        "DTSTART:20200907T020000Z",
        "LOCATION:Pier 3\\; second floor",
        "STATUS:CONFIRMED",
        f"ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{ENROLLED}",
    ):
        assert line in first
    assert "METHOD:PUBLISH" in entry_in(told, focal_point.email)
    assert NEWCOMER not in " ".join(body for body, _entries in told.values())
    joining.send_joining(by=cast.trainer, intake=intake, number=1, instructions=said(venue_en="Pier 4"))
    again = mails()
    assert {"METHOD:REQUEST", "SEQUENCE:1", "LOCATION:Pier 4"} <= set(entry_in(again, ENROLLED))
    assert "Changed: Mon 7 Sep 2020, 09:00 ICT, Pier 4" in again[ENROLLED][0]
    with pytest.raises(Overtaken):
        joining.send_joining(by=cast.secretariat, intake=intake, number=1, instructions=said())
    joining.cancel_joining(
        by=cast.secretariat, intake=intake, number=2, because_en="Storm.", because_th="พายุ"
    )
    last = entry_in(mails(), ENROLLED)
    assert {"METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED"} <= set(last)
    assert {line for line in first if line.startswith("UID")} == {line for line in last if "UID" in line}
    with pytest.raises(Refused, match="nothing to cancel"):
        joining.cancel_joining(by=cast.secretariat, intake=intake, number=3, because_en="x", because_th="ก")


def test_under_amber_a_mail_carries_no_entry_and_no_place(cast: Cast) -> None:
    intake = held(cast, Mark.AMBER)
    mails()
    joining.send_joining(by=cast.secretariat, intake=intake, number=0, instructions=said())
    told = mails()
    assert told[ENROLLED][1] == []
    assert "Pier" not in told[ENROLLED][0]


def test_a_line_is_folded_between_letters() -> None:
    at = datetime(2020, 9, 7, 2, tzinfo=UTC)
    meeting = Meeting("id", 0, at, at, at, "ก", "ท่าเรือ" * 20, "one\r\ntwo\nEND:VCALENDAR")
    first, second = entries([meeting, meeting])
    assert first == second
    assert all(len(line.encode()) <= 75 for line in first.text.split("\r\n"))
    lines = first.text.replace("\r\n ", "").split("\r\n")
    assert f"LOCATION:{'ท่าเรือ' * 20}" in lines
    assert "DESCRIPTION:one\\ntwo\\nEND:VCALENDAR" in lines
    assert lines.count("END:VCALENDAR") == 1


def test_one_writes_them_and_those_concerned_read_them(cast: Cast, enter: Enter) -> None:
    intake = held(cast)
    at = f"/training/cohorts/{intake.public_id}/"
    writer = enter(cast.secretariat)
    for wrong, sentence in (
        ({"bring_th": ""}, "Write it in this language too"),
        ({"from_hour": "nine"}, "This is no time"),
        ({"last_day": "2020-09-06"}, "It ends before it begins"),
        ({"first_day": "2020-08-07"}, "This time is over"),
        ({"venue_en": "Ask malee@police.example"}, "personal data"),
    ):
        answer = writer.post(f"{at}instructions/", {**TYPED, **wrong})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert writer.post(f"{at}instructions/", TYPED).status_code == 302
    late = writer.post(f"{at}instructions/", {**TYPED, "venue_en": "Mine of the venue"}).content.decode()
    assert "Mine of the venue" in late
    assert "What stands now" in late
    for reader in (cast.immigration_officer, cast.immigration_focal_point, cast.trainer):
        assert "Pier 3" in enter(reader).get(at).content.decode()
        assert enter(reader).get(f"{at}calendar/")["Content-Type"].startswith("text/calendar")
    assert "Pier 3" in enter(cast.immigration_officer).get("/training/mine/").content.decode()
    stranger = enter(cast.ministry_officer)
    assert "Pier 3" not in stranger.get(at).content.decode()
    assert stranger.get(f"{at}calendar/").status_code == 404
    assert not Joining.visible_to(cast.ministry_officer).exists()
    assert enter(cast.immigration_focal_point).get(f"{at}instructions/").status_code == 403
    with pytest.raises(Denied):
        joining.cancel_joining(
            by=cast.immigration_focal_point, intake=intake, number=1, because_en="x", because_th="ก"
        )
    cancelled = writer.post(
        f"{at}instructions/", {"do": "cancel", "because_en": "Storm", "because_th": "พายุ", "stood": "1"}
    )
    assert cancelled.status_code == 302
    assert "Storm" in enter(cast.immigration_officer).get("/training/mine/").content.decode()


def entries_in(sent: dict[str, tuple[str, list[Any]]], address: str) -> dict[str, list[str]]:
    """By their UID, the lines of the entries somebody got."""
    texts = [text.replace("\r\n ", "").split("\r\n") for _name, text, _kind in sent[address][1]]
    return {next(line for line in lines if line.startswith("UID")): lines for lines in texts}


def test_days_of_sessions_move_and_fall_away_in_calendars(cast: Cast, enter: Enter) -> None:
    intake = held(cast)
    mails()
    session = planned(cast, intake)
    planned_for = entries_in(mails(), ENROLLED)
    assert len(planned_for) == 2
    assert all(
        {"METHOD:REQUEST", "SEQUENCE:0", "STATUS:CONFIRMED"} <= set(each) for each in planned_for.values()
    )
    by: dict[str, Any] = {"by": cast.secretariat, "because": "Storm."}
    practicals.postpone_session(**by, session=session, revision=1, days=[day(11)], weather=True)
    moved = entries_in(mails(), ENROLLED)
    assert set(moved) == set(planned_for)
    first, second = planned_for
    assert {"METHOD:REQUEST", "SEQUENCE:1", "DTSTART:20200911T020000Z"} <= set(moved[first])
    assert {"METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"} <= set(moved[second])
    words = PracticalWords(**{**WORDS, "place_en": "Pier Two"})
    session = fresh_session(session)
    practicals.write_session(by=cast.secretariat, session=session, revision=2, words=words, trainers=[])
    elsewhere = entries_in(mails(), ENROLLED)
    assert {"SEQUENCE:2", "LOCATION:Pier Two\\, Chon Buri"} <= set(elsewhere[first])
    joining.send_joining(by=cast.secretariat, intake=intake, number=0, instructions=said())
    joined = entries_in(mails(), ENROLLED)
    assert len(joined) == 2
    assert "SEQUENCE:2" in joined[first]
    text = (
        enter(cast.immigration_officer)
        .get(f"/training/cohorts/{intake.public_id}/calendar/")
        .content.decode()
    )
    assert (text.count("BEGIN:VCALENDAR"), text.count("BEGIN:VEVENT"), text.count("STATUS:CANCELLED")) == (
        1,
        3,
        1,
    )
    practicals.cancel_session(**by, session=fresh_session(session), revision=3)
    assert "METHOD:CANCEL" in entries_in(mails(), ENROLLED)[first]


def test_who_leaves_has_it_taken_out_of_the_calendar(cast: Cast) -> None:
    intake = held(cast)
    planned(cast, intake)
    joining.send_joining(by=cast.secretariat, intake=intake, number=0, instructions=said())
    mails()
    [row] = Nominee.unfiltered.filter(email=ENROLLED)
    nomination.withdraw(by=cast.immigration_focal_point, intake=intake, nominee=row, because="Moved.")
    sent = mails()
    gone = entries_in(sent, ENROLLED)
    assert len(gone) == 3
    assert all({"METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"} <= set(each) for each in gone.values())
    joining.send_joining(by=cast.secretariat, intake=intake, number=1, instructions=said(venue_en="Pier 9"))
    assert ENROLLED not in mails()


def test_under_amber_who_leaves_hears_no_name(cast: Cast) -> None:
    intake = held(cast, Mark.AMBER)
    planned(cast, intake)
    mails()
    [row] = Nominee.unfiltered.filter(email=ENROLLED)
    nomination.withdraw(by=cast.secretariat, intake=intake, nominee=row, because="Moved.")
    body, attached = mails()[ENROLLED]
    assert "You have no seat any more" in body
    assert (attached, "Boats" in body) == ([], False)
