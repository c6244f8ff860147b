"""Verbs of the room."""

from waypost.training.actions import (
    enrolment,
    information,
    joining,
    learning,
    modules,
    nomination,
    practicals,
    programmes,
    questions,
    resources,
    testing,
)

__all__ = [
    "enrolment",
    "information",
    "joining",
    "learning",
    "modules",
    "nomination",
    "practicals",
    "programmes",
    "questions",
    "resources",
    "testing",
]
