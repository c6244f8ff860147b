"""Verbs of the room."""

from waypost.training.actions import enrolment, learning, modules, nomination, programmes

__all__ = ["enrolment", "learning", "modules", "nomination", "programmes"]
