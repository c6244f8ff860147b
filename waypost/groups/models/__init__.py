"""Nouns of the room. Groups and their seats are ``people.Group`` and ``people.Seat``."""

from waypost.groups.models.charters import Charter, Funding, Kind, Space
from waypost.groups.models.following import ActionItem, Feedback
from waypost.groups.models.handing import HandOver
from waypost.groups.models.letters import Letter, Wants, Way
from waypost.groups.models.meetings import AgendaItem, Meeting, MeetingPaper, Presence, Reply
from waypost.groups.models.minutes import MinutesComment, MinutesParagraph
from waypost.groups.models.threads import Listener, Message, Thread

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Charter",
    "Feedback",
    "Funding",
    "HandOver",
    "Kind",
    "Letter",
    "Listener",
    "Meeting",
    "MeetingPaper",
    "Message",
    "MinutesComment",
    "MinutesParagraph",
    "Presence",
    "Reply",
    "Space",
    "Thread",
    "Wants",
    "Way",
]
