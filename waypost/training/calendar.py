"""Meetings as calendar entries: iCalendar (RFC 5545), sent as invitations by mail (RFC 5546).

    entries([Meeting(...), ...], to="officer@police.example")    # to invite somebody, or without to be fetched by hand

A meeting keeps its identity for good, and each change counts its sequence up: a calendar replaces what it had, or takes
it away when the meeting is cancelled. An invitation is of one meeting, so several make several entries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from waypost.notices.tidings import CalendarEntry
from waypost.training.models import Intake, Joining

_LINE = 75  # octets at most


@dataclass(frozen=True)
class Meeting:
    """What takes place when and where, in the reader's language. ``sequence`` counts from 0; ``said_at`` is when it was
    said so.
    """

    ident: str
    sequence: int
    said_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    words: str
    cancelled: bool = False


def entries(meetings: Iterable[Meeting], *, to: str = "") -> tuple[CalendarEntry, ...]:
    """An entry for each: an invitation of the address, or what anybody may put into their calendar."""
    return tuple(_entry(each, to) for each in meetings)


def meetings_of(intake: Intake, joining: Joining) -> list[Meeting]:
    """What the instructions of a cohort call to. ``intake`` came with its cohort and programme."""
    return [
        Meeting(
            ident=intake.public_id,
            sequence=joining.number - 1,
            said_at=joining.at,
            starts_at=joining.starts_at,
            ends_at=joining.ends_at,
            title=f"{intake.programme.code}: {intake.cohort.name}",
            place=joining.venue,
            words=_words(joining),
            cancelled=joining.cancelled,
        )
    ]


def _words(joining: Joining) -> str:
    """What to bring and whom to call; or why it is cancelled."""
    if joining.cancelled:
        return joining.because
    call = _("Whom to call: %(whom)s") % {"whom": joining.call}
    return "\n".join(each for each in (joining.bring, call) if each)


def _entry(meeting: Meeting, to: str) -> CalendarEntry:
    invites = "REQUEST" if to else "PUBLISH"
    method = "CANCEL" if meeting.cancelled else invites
    host = urlsplit(settings.PORTAL_ADDRESS).hostname
    guest = [f"ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{to}"] if to else []
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Waypost//Training//EN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{meeting.ident}@{host}",
        f"SEQUENCE:{meeting.sequence}",
        f"DTSTAMP:{_moment(meeting.said_at)}",
        f"DTSTART:{_moment(meeting.starts_at)}",
        f"DTEND:{_moment(meeting.ends_at)}",
        f"SUMMARY:{_text(meeting.title)}",
        f"LOCATION:{_text(meeting.place)}",
        f"DESCRIPTION:{_text(meeting.words)}",
        f"STATUS:{'CANCELLED' if meeting.cancelled else 'CONFIRMED'}",
        f"ORGANIZER:mailto:{parseaddr(settings.MAIL_FROM)[1]}",
        *guest,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return CalendarEntry(method, "".join(f"{_folded(line)}\r\n" for line in lines))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """As a value of type TEXT: no sign in it ends the line or the value."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> str:
    """In pieces of at most 75 octets that part no letter; what goes on begins with a space."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
