"""Nouns of the room. A curriculum says who may see it; its versions and what they say hang on it."""

from waypost.curriculum.models.consultation import (
    Comment,
    CommentKind,
    Consultation,
    Consulted,
    Disposition,
    Outcome,
    State,
    departments_seated,
)
from waypost.curriculum.models.document import Paragraph
from waypost.curriculum.models.versions import (
    MARKS,
    Curriculum,
    CurriculumVersion,
    Module,
    Status,
    digest_of,
)

__all__ = [
    "MARKS",
    "Comment",
    "CommentKind",
    "Consultation",
    "Consulted",
    "Curriculum",
    "CurriculumVersion",
    "Disposition",
    "Module",
    "Outcome",
    "Paragraph",
    "State",
    "Status",
    "departments_seated",
    "digest_of",
]
