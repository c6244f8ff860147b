"""Verbs of the room."""

from waypost.training.actions import (
    enrolment,
    information,
    learning,
    modules,
    nomination,
    programmes,
    resources,
)

__all__ = ["enrolment", "information", "learning", "modules", "nomination", "programmes", "resources"]
