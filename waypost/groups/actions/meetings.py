"""Calling a meeting: its agenda, its papers, the invitations and their answers, and who was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.access.keys import Audience, key, people_with
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.groups.models import AgendaItem, Meeting, MeetingPaper, Presence, Reply
from waypost.groups.models.meetings import MOST_ITEMS, MOST_PAPERS, How, Says
from waypost.groups.policies.meetings import may_answer, may_call, may_keep, seats_of
from waypost.people.models import Group, Organisation, Person, Seat
from waypost.people.models.posts import current
from waypost.projects.models import Project
from waypost.publications.models import Publication

CALENDAR = ("title", "starts_at", "ends_at", "place", "link")  # what an entry of a calendar says
OUT_OF_THE_WAY = 1000  # more than an agenda has places
MOST_PEOPLE = 200  # of one organisation at a meeting


@dataclass(frozen=True)
class Called:
    """When and where it is, and what about. Times are aware; ``agenda`` are the titles of its items in their order,
    each with the public id of the item that stood there, or without one.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    agenda: Sequence[tuple[str, str]]
    place: str = ""
    link: str = ""


@action("groups.meeting_called", allowed=may_call)
def call(
    *, by: Person, body: Group | Project, called: Called, counterpart: Organisation | None = None
) -> Meeting:
    """Write down a meeting of a group, or of a project with its counterpart. Nobody is invited yet."""
    _check(called)
    meeting = Meeting(network_id=body.network_id, **_columns(called))
    if isinstance(body, Project):
        _with_counterpart(meeting, body, counterpart)
    else:
        meeting.group = body
    meeting.save()
    meeting.recompile()
    _put_agenda(meeting, called.agenda)
    doors.about(meeting)
    doors.note(items=len(called.agenda))
    return meeting


@action("groups.meeting_written", allowed=may_keep)
def write(*, by: Person, meeting: Meeting, revision: int, called: Called) -> Meeting:
    """Say it anew. Where those who were invited have to know, they are told, and their calendars are."""
    check_revision(meeting, revision)
    _check_open(meeting)
    _check(called)
    moved = any(getattr(meeting, name) != getattr(called, name) for name in CALENDAR)
    for name, value in _columns(called).items():
        setattr(meeting, name, value)
    meeting.revision += 1
    meeting.sequence += moved
    meeting.save()
    _put_agenda(meeting, called.agenda)
    if not moved or meeting.invited_at is None or meeting.ends_at < clock.now():
        doors.unheard()
    return meeting


@action("groups.meeting_invited", allowed=may_keep)
def invite(*, by: Person, meeting: Meeting) -> Meeting:
    """Send the invitations: to everybody whom the meeting reaches."""
    _check_open(meeting)
    if meeting.starts_at < clock.now():
        raise Refused(
            _("This meeting has begun. Nobody can be invited to it any more: give it a later time.")
        )
    meeting.sequence += meeting.invited_at is not None
    meeting.invited_at = clock.now()
    meeting.save()
    return meeting


@action("groups.meeting_cancelled", allowed=may_keep)
def cancel(*, by: Person, meeting: Meeting, revision: int, because: str) -> Meeting:
    """It is not held; whoever was invited is told why, and it is taken out of their calendars."""
    check_revision(meeting, revision)
    _check_open(meeting)
    if not because:
        raise Refused(_("Say why, in one sentence."), because=_("One sentence."))
    if Presence.unfiltered.filter(meeting=meeting.pk).exists():
        raise Refused(_("Somebody was there: this meeting was held, and is not cancelled any more."))
    check_words(because=because)
    meeting.because, meeting.cancelled_at = because, clock.now()
    meeting.sequence += 1
    meeting.revision += 1
    meeting.save()
    if meeting.invited_at is None:
        doors.unheard()
    return meeting


@action("groups.meeting_answered", allowed=may_answer)
def answer(*, by: Person, meeting: Meeting, says: str) -> Reply:
    """Say for the own seat, or the own organisation, whether somebody comes. A later answer replaces it."""
    _check_open(meeting)
    if meeting.invited_at is None:
        raise Refused(_("Nobody is invited yet. Answer when the invitation has come."))
    if meeting.ends_at < clock.now():
        raise Refused(_("This meeting is over. Who was there is said by those who keep its minutes."))
    seat, organisation = _own_place(by, meeting)
    if says == Says.ALTERNATE and (seat is None or _alternate_of(seat) is None):
        raise Refused(_("There is no alternate seat of your organisation. Choose another answer."))
    where = {"seat": seat} if seat else {"seat": None, "organisation": organisation}
    row = Reply.unfiltered.filter(meeting=meeting.pk, **where).first()
    row = row or Reply(meeting_id=meeting.pk, seat=seat, organisation=organisation)
    row.says, row.sequence, row.by, row.at = says, meeting.sequence, by, clock.now()
    row.save()
    doors.note(says=says)
    return row


@action("groups.paper_added", allowed=may_keep)
def add_paper(*, by: Person, meeting: Meeting, publication: Publication) -> MeetingPaper:
    """Put an item of the portal before the meeting. Everybody who is invited has to be able to see it."""
    _check_open(meeting)
    if not publication.is_visible_to(by):
        raise Refused(_("There is no item with this number for you to read. Correct the number."))
    rows = MeetingPaper.unfiltered.filter(meeting=meeting.pk)
    if rows.filter(publication=publication.pk).exists():
        raise Refused(_("This paper stands there already."))
    if rows.count() >= MOST_PAPERS:
        raise Refused(_("There are 20 papers already. Take one off first."))
    blind = meeting.people_who_can_see().exclude(pk__in=publication.people_who_can_see().values("pk"))
    n = blind.count()
    if n:
        raise Refused(
            ngettext(
                "%(n)d person who is invited may not see this item. Release it to them, or choose another paper.",
                "%(n)d persons who are invited may not see this item. Release it to them, or choose another paper.",
                n,
            )
            % {"n": n}
        )
    row = MeetingPaper(meeting_id=meeting.pk, publication_id=publication.pk)
    row.save()
    doors.note(paper=publication.public_id)
    return row


@action("groups.paper_taken_off", allowed=may_keep)
def take_off_paper(*, by: Person, meeting: Meeting, paper: MeetingPaper) -> None:
    """The meeting has it before it no longer; the item itself stays as it is."""
    _check_open(meeting)
    MeetingPaper.unfiltered.get(pk=paper.pk, meeting=meeting.pk).delete()
    doors.note(paper=paper.public_id)


@action("groups.attendance_taken", allowed=may_keep)
def take_attendance(
    *,
    by: Person,
    meeting: Meeting,
    revision: int,
    seats: Mapping[int, str] | None = None,
    organisations: Mapping[int, tuple[str, int]] | None = None,
) -> Meeting:
    """Who was there: of a group how each seat was (by its key), else how and how many of each organisation (by its
    key). Whoever is not named was not there. A department counts once.
    """
    check_revision(meeting, revision)
    check_unsealed(meeting)
    if meeting.is_cancelled:
        raise Refused(_("This meeting was cancelled. Call another one."))
    if meeting.starts_at > clock.now():
        raise Refused(_("This meeting has not begun. Say who was there once it has."))
    rows = _of_seats(meeting, seats or {}) or _of_organisations(meeting, organisations or {})
    Presence.unfiltered.filter(meeting=meeting.pk).delete()
    Presence.unfiltered.bulk_create(rows)
    meeting.revision += 1
    meeting.save()
    doors.note(there=len(rows))
    return meeting


def seats_at(meeting: Meeting) -> list[Seat]:
    """Who sits in the group on the day of the meeting, as the portal counts days."""
    rows = Seat.objects.filter(current(clock.day_of(meeting.starts_at)), group=meeting.group_id or 0)
    return list(rows.select_related("post__organisation"))


def check_revision(meeting: Meeting, revision: int) -> None:
    if revision != meeting.revision:
        raise Overtaken(
            _("Somebody changed this meeting since you opened the page. What stands now is shown here."),
            theirs=meeting,
        )


def check_unsealed(meeting: Meeting) -> None:
    """Refuse in words what ``demand_unsealed`` would not write."""
    if meeting.is_sealed:
        raise Refused(
            _(
                "The minutes of this meeting are sealed: they do not change any more. Take it to the next meeting."
            )
        )


def _check_open(meeting: Meeting) -> None:
    check_unsealed(meeting)
    if meeting.is_cancelled:
        raise Refused(_("This meeting was cancelled. Call another one."))


def _check(called: Called) -> None:
    if called.ends_at <= called.starts_at:
        sentence = _("It ends before it begins. Correct one of the two times.")
        raise Refused(sentence, ends=sentence)
    if not called.agenda:
        raise Refused(_("The agenda is empty. Write at least one item."))
    if len(called.agenda) > MOST_ITEMS:
        raise Refused(_("An agenda has 20 items at most. Put some of them together."))
    if not called.place and not called.link:
        sentence = _("Say where it is held, or give the link by which one takes part.")
        raise Refused(sentence, place=sentence)
    check_words(title=called.title, place=called.place, link=called.link)
    for title, _item in called.agenda:
        check_words(agenda=title)


def _columns(called: Called) -> dict[str, object]:
    return {name: getattr(called, name) for name in (*CALENDAR, "zone")}


def _with_counterpart(meeting: Meeting, project: Project, counterpart: Organisation | None) -> None:
    if counterpart is None or counterpart.pk == project.organisation_id:
        sentence = _("Name the organisation you meet: one other than that which runs the project.")
        raise Refused(sentence, counterpart=sentence)
    theirs = people_with({key(Audience.ORGANISATION, counterpart.pk, project.network_id)})
    if not Person.objects.active().filter(theirs).exists():
        sentence = _(
            "Nobody of this organisation belongs to the project’s network, so nobody could be invited. "
            "Choose another one."
        )
        raise Refused(sentence, counterpart=sentence)
    meeting.project_id = project.pk
    meeting.organisation_id, meeting.counterpart = project.organisation_id, counterpart


def _put_agenda(meeting: Meeting, agenda: Sequence[tuple[str, str]]) -> None:
    """Items that stand keep what was said about them; one that is gone goes, unless something was said about it."""
    stand = {each.public_id: each for each in AgendaItem.unfiltered.filter(meeting=meeting.pk)}
    kept = [ident for _title, ident in agenda if ident in stand]
    if len({*kept}) != len(kept):
        raise Refused(_("One item stands there twice. Clear one of the two lines."))
    for ident, each in stand.items():
        if ident in kept:
            continue
        if each.notes or each.outcome:
            raise Refused(
                _("“%(title)s” has notes. Clear them before you take the item off.") % {"title": each.title}
            )
        each.delete()
    # Out of the way first: no two items stand at one place while they are moved.
    AgendaItem.unfiltered.filter(meeting=meeting.pk).update(place=F("place") + OUT_OF_THE_WAY)
    for place, (title, ident) in enumerate(agenda, 1):
        item = stand[ident] if ident in kept else AgendaItem(meeting_id=meeting.pk)
        item.title, item.place = title, place
        item.save()


def _own_place(by: Person, meeting: Meeting) -> tuple[Seat | None, Organisation]:
    """The own seat, else the own organisation: ``may_answer`` made sure that there is one."""
    if meeting.group_id is None:
        return None, cast(Organisation, by.organisation)
    seat = seats_of(by).filter(group=meeting.group_id).select_related("post__organisation").order_by("pk")[0]
    return seat, seat.post.organisation


def _alternate_of(seat: Seat) -> Seat | None:
    rows = Seat.objects.filter(current(clock.today()), group=seat.group_id, role=Seat.Role.ALTERNATE)
    return rows.filter(post__organisation=seat.post.organisation_id).exclude(pk=seat.pk).first()


def _of_seats(meeting: Meeting, seats: Mapping[int, str]) -> list[Presence]:
    sat = {each.pk: each for each in seats_at(meeting)}
    if seats.keys() - sat.keys():
        raise Refused(_("Somebody is named who did not sit in the group on that day. Open the page again."))
    return [
        Presence(meeting_id=meeting.pk, seat=sat[pk], organisation=sat[pk].post.organisation, how=How(how))
        for pk, how in seats.items()
    ]


def _of_organisations(meeting: Meeting, found: Mapping[int, tuple[str, int]]) -> list[Presence]:
    if found.keys() - {meeting.organisation_id, meeting.counterpart_id}:
        raise Refused(_("Only the two organisations that meet are counted here."))
    if any(not 0 < people <= MOST_PEOPLE for _how, people in found.values()):
        raise Refused(_("Give a whole number from 1 to 200 for each organisation that was there."))
    return [
        Presence(meeting_id=meeting.pk, organisation_id=body, how=How(how), people=people)
        for body, (how, people) in found.items()
    ]
