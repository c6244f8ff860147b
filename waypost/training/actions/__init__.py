"""Verbs of the room."""

from waypost.training.actions import (
    enrolment,
    information,
    learning,
    modules,
    nomination,
    programmes,
    questions,
    resources,
)

__all__ = [
    "enrolment",
    "information",
    "learning",
    "modules",
    "nomination",
    "programmes",
    "questions",
    "resources",
]
