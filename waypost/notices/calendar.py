"""Meetings as calendar entries: iCalendar (RFC 5545), sent as invitations by mail (RFC 5546).

    entries([Meeting(...), ...], to="officer@police.example")    # to invite somebody, or without to be fetched by hand

A meeting keeps its identity for good, and each change counts its sequence up: a calendar replaces what it had, or takes
it away when the meeting is cancelled. An invitation is of one meeting, so several make several entries; what is fetched
by hand is one text with all of them (``together``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from waypost.core import clock
from waypost.notices.tidings import CalendarEntry

_LINE = 75  # octets at most


@dataclass(frozen=True)
class Meeting:
    """What takes place when and where, in the reader's language. ``sequence`` counts from 0; ``said_at`` is when it was
    said so. ``answered``: whoever is invited has said already that they come.
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
    answered: bool = True


def entries(meetings: Iterable[Meeting], *, to: str = "") -> tuple[CalendarEntry, ...]:
    """An entry for each: an invitation of the address, or what anybody may put into their calendar."""
    return tuple(_entry(each, to) for each in meetings)


def together(meetings: Iterable[Meeting]) -> CalendarEntry:
    """All of them in one text, for whoever fetches it."""
    events = [line for each in meetings for line in _event(each, "")]
    return _calendar("PUBLISH", events)


def without(meeting: Meeting) -> Meeting:
    """The same for who left: cancelled in their calendar, while it takes place."""
    return replace(meeting, sequence=meeting.sequence + 1, said_at=clock.now(), words="", cancelled=True)


def _entry(meeting: Meeting, to: str) -> CalendarEntry:
    invites = "REQUEST" if to else "PUBLISH"
    method = "CANCEL" if meeting.cancelled else invites
    return _calendar(method, _event(meeting, to))


def _calendar(method: str, events: list[str]) -> CalendarEntry:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waypost//Training//EN", f"METHOD:{method}"]
    lines = [*head, *events, "END:VCALENDAR"]
    return CalendarEntry(method, "".join(f"{_folded(line)}\r\n" for line in lines))


def _event(meeting: Meeting, to: str) -> list[str]:
    host = urlsplit(settings.PORTAL_ADDRESS).hostname
    answer = "ACCEPTED" if meeting.answered else "NEEDS-ACTION"
    guest = [f"ATTENDEE;PARTSTAT={answer};RSVP=FALSE:mailto:{to}"] if to else []
    return [
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
    ]


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
