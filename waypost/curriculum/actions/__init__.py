"""Verbs of the room."""

from waypost.curriculum.actions import (
    consultation,
    dispositions,
    document,
    signing,
    topics,
    versions,
)

__all__ = [
    "consultation",
    "dispositions",
    "document",
    "signing",
    "topics",
    "versions",
]
