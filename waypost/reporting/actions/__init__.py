"""Verbs of the room. Importing it registers their doors."""

from waypost.reporting.actions import editions, overlaps

__all__ = ["editions", "overlaps"]
