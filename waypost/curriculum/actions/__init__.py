"""Verbs of the room."""

from waypost.curriculum.actions import (
    consultation,
    dispositions,
    document,
    versions,
)

__all__ = [
    "consultation",
    "dispositions",
    "document",
    "versions",
]
