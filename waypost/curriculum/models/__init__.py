"""Nouns of the room. A curriculum says who may see it; its versions and what they say hang on it."""

from waypost.curriculum.models.document import Paragraph
from waypost.curriculum.models.versions import (
    MARKS,
    Curriculum,
    CurriculumVersion,
    Module,
    Status,
    digest_of,
)

__all__ = ["MARKS", "Curriculum", "CurriculumVersion", "Module", "Paragraph", "Status", "digest_of"]
