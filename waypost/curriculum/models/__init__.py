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
from waypost.curriculum.models.signing import SignOff
from waypost.curriculum.models.topics import Priority, ProposedTopic, TopicAnswer, TopicSupport
from waypost.curriculum.models.versions import (
    FROZEN,
    MARKS,
    Curriculum,
    CurriculumVersion,
    Module,
    Status,
    digest_of,
)

__all__ = [
    "FROZEN",
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
    "Priority",
    "ProposedTopic",
    "SignOff",
    "State",
    "Status",
    "TopicAnswer",
    "TopicSupport",
    "departments_seated",
    "digest_of",
]
