"""Verbs of the room."""

from waypost.curriculum.actions import document, versions

__all__ = ["document", "versions"]
