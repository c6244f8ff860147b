"""A meeting from the call to sealed minutes, through its pages; who meets it, and who doesn't."""

import io
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from tests.cast import NOON, Cast
from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied, DoorMisused, Overtaken, Refused
from waypost.core.figures import Window, figures
from waypost.core.models import AuditRow, Event
from waypost.groups.actions import following, minutes
from waypost.groups.actions import meetings as actions
from waypost.groups.actions.following import Agreed, Said
from waypost.groups.models import (
    ActionItem,
    Feedback,
    Meeting,
    MinutesComment,
    MinutesParagraph,
    Presence,
)
from waypost.groups.models.following import reminder_due
from waypost.groups.needs import needs_of
from waypost.groups.tests.meeting import AGENDA, called, fresh, items, said, table
from waypost.notices import worker
from waypost.notices.models import Notice
from waypost.people.models import Person, Seat
from waypost.publications.tests.sharing import shared
from waypost.training.tests.teaching import funded
from waypost.training.tests.test_joining import entry_in, mails

Enter = Any
TYPED = {
    "body": "group:maritime", "counterpart": "", "title": "Technical meeting", "on": "2020-09-08", "begins": "09:00",
    "ends": "12:00", "zone": "Asia/Bangkok", "place": "Room 4", "link": "", "revision": "0",
    "line-TOTAL_FORMS": "5", "line-INITIAL_FORMS": "0", "line-MIN_NUM_FORMS": "0", "line-MAX_NUM_FORMS": "20",
    **{f"line-{n}-title": title for n, title in enumerate(AGENDA)},
}  # fmt: skip


def told(kind: str) -> set[str]:
    for event in Event.objects.order_by("pk"):
        worker.tell(event)
    return set(Notice.objects.filter(kind=kind).values_list("person__email", flat=True))


def people(*names: Person) -> set[str]:
    return {each.email for each in names}


def test_a_meeting_is_called_in_a_minute_and_its_invitations_go_to_who_sits_there(
    cast: Cast, enter: Enter
) -> None:
    table(cast)
    chair: Client = enter(cast.officer)
    assert "Call a meeting" in chair.get("/meetings/").content.decode()
    more = chair.post("/meetings/new/", {**TYPED, "more": "1"}).content.decode()
    assert 'name="line-6-title"' in more
    assert AGENDA[4] in more
    wrong = chair.post("/meetings/new/", {**TYPED, "ends": "08:00"})
    assert wrong.status_code == 422
    assert "It ends before it begins" in wrong.content.decode()
    assert not Meeting.unfiltered.exists()
    chair.post("/meetings/new/", TYPED)
    [meeting] = Meeting.unfiltered.all()
    page = f"/meetings/{meeting.public_id}/"
    assert [each.title for each in items(meeting)] == list(AGENDA)
    # Nobody is told before the invitations go out; then everybody who sits there is, but for who sent them.
    assert told("groups.meeting_invited") == set()
    chair.post(f"{page}invite/", {"do": "invite"})
    seats = people(cast.secretariat, cast.coast_officer, cast.coast_focal_point)
    assert told("groups.meeting_invited") == seats
    assert [need.what for need in needs_of(cast.coast_officer)] == ["Answer an invitation"]
    # Whoever does not sit there meets no trace, on any of its pages.
    for stranger in (cast.colleague, cast.customs_officer, cast.ministry_officer):
        assert enter(stranger).get(page).status_code == 404
        assert meeting.title not in enter(stranger).get("/meetings/").content.decode()
    # An answer of a seat that has no alternate is refused; another is kept, and read by the others.
    enter(cast.officer).post(f"{page}answer/", {"says": "alternate"})
    guest: Client = enter(cast.coast_officer)
    guest.post(f"{page}answer/", {"says": "alternate"})
    assert needs_of(cast.coast_officer) == []
    assert "The alternate comes" in enter(cast.secretariat).get(page).content.decode()
    assert enter(cast.coast_officer).get(f"{page}write/").status_code == 403
    entry = guest.get(f"{page}calendar/").content.decode()
    assert "DTSTART:20200908T020000Z" in entry
    assert "SEQUENCE:0" in entry
    # Moved, it moves in calendars, and who answered is asked anew; cancelled, it is taken out of them.
    chair = enter(cast.officer)
    write = {**TYPED, "begins": "10:00", "revision": str(fresh(meeting).revision), "line-TOTAL_FORMS": "1"}
    write |= {"line-0-item": items(meeting)[0].public_id}
    chair.post(f"{page}write/", write)
    assert [each.title for each in items(meeting)] == ["Opening"]
    assert told("groups.meeting_written") == seats
    assert [need.what for need in needs_of(cast.coast_officer)] == ["Answer an invitation"]
    stale = chair.post(f"{page}write/", {**write, "begins": "11:00"})
    assert stale.status_code == 422
    assert "Somebody changed this meeting" in stale.content.decode()
    assert 'value="11:00"' in stale.content.decode()
    chair.post(f"{page}invite/", {"do": "cancel", "because": "Flood", "revision": fresh(meeting).revision})
    assert told("groups.meeting_cancelled") == seats
    assert "METHOD:PUBLISH" in guest.get(f"{page}calendar/").content.decode()
    assert fresh(meeting).sequence == 2
    assert needs_of(cast.coast_officer) == []


def test_mails_carry_the_invitation_and_what_becomes_of_it(cast: Cast) -> None:
    meeting = called(cast)
    mails()
    actions.invite(by=cast.secretariat, meeting=meeting)
    first = entry_in(mails(), cast.coast_officer.email)
    for line in ("METHOD:REQUEST", "SEQUENCE:0", "DTSTART:20200908T020000Z", "LOCATION:Room 4"):
        assert line in first
    assert f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{cast.coast_officer.email}" in first
    later = {"starts_at": said().starts_at + timedelta(hours=1), "place": "Room 5"}
    actions.write(by=cast.officer, meeting=fresh(meeting), revision=1, called=said(**later))
    moved = entry_in(mails(), cast.coast_officer.email)
    assert {"METHOD:REQUEST", "SEQUENCE:1", "LOCATION:Room 5"} <= {*moved}
    actions.cancel(by=cast.officer, meeting=fresh(meeting), revision=2, because="Flood")
    gone = entry_in(mails(), cast.coast_officer.email)
    assert {"METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED"} <= {*gone}
    uid = {line for lines in (first, moved, gone) for line in lines if line.startswith("UID")}
    assert len(uid) == 1


def test_clear_sentences_for_what_cannot_be(cast: Cast) -> None:
    group = table(cast)
    call = actions.call
    for wrong, sentence in (
        ({"ends_at": said().starts_at - timedelta(hours=1)}, "ends before it begins"),
        ({"place": ""}, "Say where it is held"),
        ({"title": "Passport AA1234567"}, "personal data"),
    ):
        with pytest.raises(Refused, match=sentence):
            call(by=cast.officer, body=group, called=said(**wrong))
    with pytest.raises(Denied):
        call(by=cast.coast_officer, body=group, called=said())
    over = call(by=cast.officer, body=group, called=said(starts_at=NOON - timedelta(hours=2), ends_at=NOON))
    with pytest.raises(Refused, match="has begun"):
        actions.invite(by=cast.officer, meeting=over)
    ahead = call(by=cast.officer, body=group, called=said())
    with pytest.raises(Refused, match="has not begun"):
        actions.take_attendance(by=cast.officer, meeting=ahead, revision=1, seats={})
    with pytest.raises(Refused, match="Nobody is invited yet"):
        actions.answer(by=cast.coast_officer, meeting=ahead, says="comes")
    first = items(ahead)[0].public_id
    twice = [("Opening", first), ("Again", first)]
    with pytest.raises(Refused, match="stands there twice"):
        actions.write(
            by=cast.officer,
            meeting=ahead,
            revision=1,
            called=actions.Called(**{**vars(said()), "agenda": twice}),
        )


def test_a_paper_is_one_that_everybody_invited_may_see(cast: Cast, enter: Enter) -> None:
    meeting = called(cast)
    seen, hidden = shared(cast, Mark.GREEN), shared(cast, Mark.AMBER)
    page = f"/meetings/{meeting.public_id}/papers/"
    office: Client = enter(cast.secretariat)
    office.post(page, {"number": seen.reference})
    assert seen.reference in enter(cast.coast_officer).get(f"/meetings/{meeting.public_id}/").content.decode()
    with pytest.raises(Refused, match="who are invited may not see"):
        actions.add_paper(by=cast.officer, meeting=fresh(meeting), publication=hidden)
    assert (
        hidden.reference
        not in enter(cast.coast_officer).get(f"/meetings/{meeting.public_id}/").content.decode()
    )


def _yesterday(cast: Cast, *agenda: str, **given: Any) -> Meeting:
    starts = NOON - timedelta(days=1)
    return called(cast, *agenda, starts_at=starts, ends_at=starts + timedelta(hours=3), **given)


def test_notes_become_minutes_and_minutes_are_sealed(cast: Cast, enter: Enter) -> None:
    meeting = _yesterday(cast, "Opening", "Topics")
    page = f"/meetings/{meeting.public_id}/"
    office: Client = enter(cast.secretariat)
    seats = {each.post_id: each for each in Seat.objects.filter(group=cast.maritime)}
    main, alternate = (seats[each.acting_as.post_id] for each in (cast.coast_officer, cast.coast_focal_point))
    office.post(
        f"{page}attendance/",
        {
            f"how_s{main.post.public_id}": "in-person",
            f"how_s{alternate.post.public_id}": "remote",
            "revision": "1",
        },
    )
    # Main and alternate both present are one organisation.
    assert "1 of 1 department was there" in office.get(page).content.decode()
    item = items(meeting)[1]
    note = {
        "notes": "Two drafts.\r\n\r\nOne is better.",
        "outcome": "agreed",
        "decision": "Take the second.",
        "revision": "1",
    }
    office.post(f"{page}items/{item.public_id}/", note)
    stale = office.post(f"{page}items/{item.public_id}/", {**note, "notes": "Mine"})
    assert stale.status_code == 422
    assert "Two drafts." in stale.content.decode()
    assert "Mine" in stale.content.decode()
    office.post(f"{page}minutes/", {"do": "compile", "revision": fresh(meeting).revision})
    rows = list(MinutesParagraph.unfiltered.order_by("place"))
    assert [(each.kind, each.text) for each in rows] == [
        ("heading", "Opening"), ("heading", "Topics"), ("text", "Two drafts."), ("text", "One is better."),
        ("decision", "Take the second."),
    ]  # fmt: skip
    # A draft is read by those who keep it.
    guest: Client = enter(cast.coast_officer)
    assert "Two drafts." not in guest.get(f"{page}minutes/").content.decode()
    assert guest.get(f"{page}minutes/paper/").status_code == 404
    assert guest.get(f"{page}minutes/{rows[2].public_id}/comment/").status_code == 404
    office = enter(cast.secretariat)
    circulate = {"do": "circulate", "comments_until": "2020-09-01", "revision": fresh(meeting).revision}
    assert "at least one day" in office.post(f"{page}minutes/", circulate).content.decode()
    office.post(f"{page}minutes/", {**circulate, "comments_until": "2020-09-10"})
    assert told("groups.minutes_circulated") == people(
        cast.officer, cast.coast_officer, cast.coast_focal_point
    )
    # Two comments; the paragraph changes meanwhile, and the second is kept beside the text it was about.
    guest = enter(cast.coast_officer)
    comment = f"{page}minutes/{rows[2].public_id}/comment/"
    guest.post(comment, {"words": "Three drafts.", "text_then": rows[2].text})
    office = enter(cast.secretariat)
    office.post(
        f"{page}minutes/{rows[2].public_id}/", {"do": "keep", "text": "Three drafts.", "revision": "1"}
    )
    late = enter(cast.coast_focal_point).post(
        comment, {"words": "Not two.", "text_then": rows[2].text}, follow=True
    )
    assert "changed while you wrote" in late.content.decode()
    assert "Two drafts." in late.content.decode()
    office = enter(cast.secretariat)
    adopt = {"do": "adopt", "revision": fresh(meeting).revision}
    assert "2 comments are not settled" in office.post(f"{page}minutes/", adopt).content.decode()
    first, second = MinutesComment.unfiltered.order_by("pk")
    one, verdict = f"{page}comments/{first.public_id}/", {"answer": "", "into": "", "revision": "1"}
    refused = office.post(one, {**verdict, "settled": "rejected"})
    assert "Say why it is not accepted" in refused.content.decode()
    office.post(one, {**verdict, "settled": "accepted"})
    late = office.post(one, {**verdict, "settled": "rejected", "answer": "No"})
    assert "Somebody settled this comment" in late.content.decode()
    merged = {**verdict, "settled": "merged", "into": first.public_id}
    office.post(f"{page}comments/{second.public_id}/", merged)
    following.agree(
        by=cast.secretariat, meeting=fresh(meeting), agreed=Agreed("Write it", date(2020, 9, 20), seat=main)
    )
    office.post(f"{page}minutes/", {"do": "adopt", "revision": fresh(meeting).revision})
    sealed = fresh(meeting)
    assert sealed.is_sealed
    assert len(sealed.digest) == 64
    row = AuditRow.objects.get(action="groups.minutes_adopted")
    assert sealed.digest in bytes(row.canonical).decode()
    assert told("groups.minutes_adopted") == people(cast.officer, cast.coast_officer, cast.coast_focal_point)
    assert "gives the digest" in office.get(f"{page}minutes/").content.decode()
    # On paper, with headings in either language.
    for language, word in (("en", "Action items"), ("th", "")):
        pdf = office.get(f"{page}minutes/paper/", {"language": language})
        text = pypdfium2.PdfDocument(io.BytesIO(pdf.content))[0].get_textpage().get_text_range()
        assert "Three drafts." in text
        assert sealed.digest[:16] in text.replace("\r\n", "")
        assert word in text
    _nothing_changes(cast, sealed, rows[2])


def _nothing_changes(cast: Cast, sealed: Meeting, paragraph: MinutesParagraph) -> None:
    """Every way to change what the minutes say is refused in words, and the model itself refuses."""
    by, kept = cast.secretariat, MinutesParagraph.unfiltered.get(pk=paragraph.pk)
    item, revision = items(sealed)[0], sealed.revision
    comment = MinutesComment.unfiltered.order_by("pk")[0]
    for act in (
        lambda: minutes.write_paragraph(
            by=by, meeting=sealed, paragraph=kept, revision=kept.revision, text="x"
        ),
        lambda: minutes.add_paragraph(by=by, meeting=sealed, after=kept, text="x"),
        lambda: minutes.note(by=by, meeting=sealed, item=item, revision=item.revision, notes="x"),
        lambda: minutes.compile_minutes(by=by, meeting=sealed, revision=revision),
        lambda: minutes.settle(by=by, meeting=sealed, comment=comment, revision=2, settled="accepted"),
        lambda: minutes.comment(by=by, meeting=sealed, paragraph=kept, text_then="", words="x"),
        lambda: minutes.adopt(by=by, meeting=sealed, revision=revision),
        lambda: actions.write(by=by, meeting=sealed, revision=revision, called=said()),
        lambda: actions.take_attendance(by=by, meeting=sealed, revision=revision, seats={}),
        lambda: actions.cancel(by=by, meeting=sealed, revision=revision, because="x"),
        lambda: following.agree(
            by=by, meeting=sealed, agreed=Agreed("x", date(2020, 9, 9), organisation=cast.coast)
        ),
        lambda: following.move(
            by=by, action=ActionItem.unfiltered.get(), revision=1, due_on=date(2020, 9, 30)
        ),
    ):
        with pytest.raises(Refused, match="sealed"):
            act()
    with outside_actions("a guard"):
        for thing in (sealed, kept, item, comment, Presence.unfiltered.order_by("pk")[0]):
            with pytest.raises(DoorMisused, match="sealed"):
                thing.save()


def test_action_items_are_done_with_evidence_and_feedback_is_answered(cast: Cast, enter: Enter) -> None:
    meeting = _yesterday(cast)
    page, office = f"/meetings/{meeting.public_id}/", enter(cast.secretariat)
    main = Seat.objects.get(group=cast.maritime, post=cast.coast_officer.acting_as.post)
    action = {
        "words": "Send the list",
        "owner": f"s{main.post.public_id}",
        "due_on": "2020-09-05",
        "item": "",
    }
    office.post(f"{page}actions/", action)
    office.post(f"{page}actions/", {**action, "words": "Write a letter", "owner": f"o{cast.coast.public_id}"})
    first, _second = ActionItem.unfiltered.order_by("number")
    assert told("groups.action_agreed") == people(cast.coast_officer, cast.coast_focal_point)
    assert [need.title for need in needs_of(cast.coast_officer)] == ["Send the list", "Write a letter"]
    one = f"{page}actions/{first.public_id}/"
    denied = enter(cast.coast_focal_point).post(
        one, {"do": "done", "evidence": "It is", "link": "", "revision": "1"}
    )
    assert denied.status_code == 403
    guest: Client = enter(cast.coast_officer)
    bare = guest.post(one, {"do": "done", "evidence": "", "link": "", "revision": "1"})
    assert bare.status_code == 422
    guest.post(one, {"do": "done", "evidence": "Letter 12", "link": "", "revision": "1"})
    board = guest.get("/meetings/actions/").content.decode()
    assert "Write a letter" in board
    assert "Send the list" in guest.get(one).content.decode()
    assert [need.title for need in needs_of(cast.coast_officer)] == ["Write a letter"]
    # It is opened again, and its owner reminded: seven days before (it was agreed then), on the day, weekly after.
    done = ActionItem.unfiltered.get(pk=first.pk)
    following.open_again(by=cast.secretariat, action=done, revision=done.revision)
    assert told("groups.action_opened_again") == people(cast.coast_officer)
    for day, reminded in ((4, False), (5, True), (6, True), (12, True)):
        with clock.standing_at(NOON + timedelta(days=day - 1)):
            following.remind_the_due()
        on = ActionItem.unfiltered.get(pk=first.pk).reminded_on
        assert on == (date(2020, 9, 12) if day == 12 else date(2020, 9, 5) if reminded else None)
    assert told("groups.action_reminded") == people(cast.coast_officer, cast.coast_focal_point)
    done = ActionItem.unfiltered.get(pk=first.pk)
    following.done(by=cast.coast_officer, action=done, revision=done.revision, evidence="Letter 12")
    fed = {"organisation": "CGX", "about": "Topics", "words": "Too many.", "received_on": "2020-08-31"}
    office = enter(cast.secretariat)
    assert office.post(f"{page}feedback/", {**fed, "received_on": "2020-09-30"}).status_code == 422
    office.post(f"{page}feedback/", fed)
    following.receive(
        by=cast.secretariat,
        meeting=fresh(meeting),
        said=Said(cast.customs, "Dates", "Too late.", date(2020, 8, 31)),
    )
    kept = Feedback.unfiltered.order_by("pk")[0]
    office.post(f"{page}feedback/{kept.public_id}/", {"answer": "Two were taken out.", "revision": "1"})
    with pytest.raises(Overtaken):
        following.answer(by=cast.secretariat, feedback=kept, revision=1, answer="Mine")
    assert "Two were taken out." in enter(cast.coast_officer).get(page).content.decode()
    window = Window(date(2020, 8, 1), date(2020, 9, 1))
    counted = {name: figures()[f"groups.{name}"].value(window) for name in (
        "meetings_held", "feedback_received", "feedback_answered", "actions_open",
    )}  # fmt: skip
    assert counted == {"meetings_held": 0, "feedback_received": 2, "feedback_answered": 1, "actions_open": 1}


@pytest.mark.plain
def test_reminders_come_before_on_and_weekly_after_the_day() -> None:
    due, sent, on = date(2020, 6, 20), [], None
    for n in range(40):
        today = date(2020, 6, 1) + timedelta(days=n)
        if reminder_due(due, on, today):
            on = today
            sent.append((today - due).days)
    assert sent == [-7, 0, 7, 14]
    assert not reminder_due(due, date(2020, 6, 14), date(2020, 6, 15))
    assert reminder_due(due, None, date(2020, 6, 30)), "one that was missed is sent late"


def test_a_meeting_of_a_project_reaches_the_two_organisations_that_meet(cast: Cast, enter: Enter) -> None:
    project = funded(cast)
    by = cast.focal_point
    for counterpart, sentence in (
        (cast.police, "Name the organisation"),
        (cast.ministry, "Nobody of this organisation"),
    ):
        with pytest.raises(Refused, match=sentence):
            called(cast, by=by, body=project, counterpart=counterpart)
    starts = NOON - timedelta(days=1)
    meeting = called(
        cast, by=by, body=project, counterpart=cast.coast, starts_at=starts, ends_at=starts + timedelta(hours=1),
        zone="Asia/Jakarta",
    )  # fmt: skip
    sees = {person.pk for person in meeting.people_who_can_see()}
    assert sees <= {person.pk for person in project.people_who_can_see()}
    assert cast.coast_officer.pk in sees
    assert cast.lone_officer.pk not in sees
    assert cast.secretariat.pk not in sees
    # It shows its own clock and the reader's, where that is another.
    Person.objects.filter(pk=cast.coast_officer.pk).update(time_zone="Asia/Manila")
    page = enter(cast.coast_officer).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "12:00 WIB" in page
    assert "13:00 PST" in page
    client: Client = enter(cast.focal_point)
    attend = {
        f"how_o{cast.coast.public_id}": "remote",
        f"people_o{cast.coast.public_id}": "3",
        "revision": "1",
    }
    client.post(f"/meetings/{meeting.public_id}/attendance/", attend)
    assert "3 persons" in client.get(f"/meetings/{meeting.public_id}/").content.decode()
    window = Window(date(2020, 8, 1), date(2020, 9, 1))
    assert figures()["groups.meetings_held"].value(window) == 1
