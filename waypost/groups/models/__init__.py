"""Nouns of the room. Groups and their seats are ``people.Group`` and ``people.Seat``."""

from waypost.groups.models.charters import Charter, Funding, Kind, Space

__all__ = [
    "Charter",
    "Funding",
    "Kind",
    "Space",
]
