"""Verbs of the room."""

from waypost.training.actions import (
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
    testing,
    trainers,
)

__all__ = [
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
    "testing",
    "trainers",
]
