"""Verbs of the room."""

from waypost.training.actions import (
    enrolment,
    forgetting,
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
    "forgetting",
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
