"""Nouns of the room. Groups and their seats are ``people.Group`` and ``people.Seat``."""

from waypost.groups.models.charters import Charter, Funding, Kind, Space
from waypost.groups.models.following import ActionItem, Feedback
from waypost.groups.models.meetings import AgendaItem, Meeting, MeetingPaper, Presence, Reply
from waypost.groups.models.minutes import MinutesComment, MinutesParagraph

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Charter",
    "Feedback",
    "Funding",
    "Kind",
    "Meeting",
    "MeetingPaper",
    "MinutesComment",
    "MinutesParagraph",
    "Presence",
    "Reply",
    "Space",
]
