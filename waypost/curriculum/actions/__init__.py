"""Verbs of the room."""

from waypost.curriculum.actions import versions

__all__ = ["versions"]
