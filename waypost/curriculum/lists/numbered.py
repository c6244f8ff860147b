"""A version's paragraphs with the numbers readers call them by, and the section each stands in."""

from dataclasses import dataclass

from django.utils import translation

from waypost.access.keys import Viewer
from waypost.curriculum.document import Document, numbers, sections
from waypost.curriculum.lists.document import document_of
from waypost.curriculum.models import CurriculumVersion, Paragraph


@dataclass(frozen=True)
class Place:
    """A paragraph as it stands in a version. ``number`` is counted anew in each version; ``stable`` stays. ``part`` is
    the id of the heading (of a part or a module) below which it stands, empty before the first one.
    """

    stable: str
    number: str
    kind: str
    text_en: str
    text_th: str
    part: str = ""

    @property
    def text(self) -> str:
        first, other = self.text_en, self.text_th
        if translation.get_language() == "th":
            first, other = other, first
        return first or other

    @property
    def is_heading(self) -> bool:
        return self.kind in Paragraph.HEADINGS


def places_of(viewer: Viewer, version: CurriculumVersion) -> list[Place]:
    """Every paragraph of a version, in order. One query."""
    return numbered(document_of(viewer, version))


def numbered(document: Document) -> list[Place]:
    """The same of a document that is at hand."""
    number = numbers(document)
    return [
        Place(
            each.stable,
            number[each.stable],
            str(each.kind),
            each.text_en,
            each.text_th,
            section[0].stable if section[0].is_heading else "",
        )
        for section in sections(document)
        for each in section
    ]
