"""Verbs of the room."""

from waypost.training.actions import (
    attendance,
    certificates,
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
    sheets,
    testing,
    trainers,
)

__all__ = [
    "attendance",
    "certificates",
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
    "sheets",
    "testing",
    "trainers",
]
