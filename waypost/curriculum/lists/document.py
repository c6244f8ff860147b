"""The document of a version as a reader sees it: always from ``visible_to``."""

from waypost.access.keys import Viewer
from waypost.curriculum.document import Document, words_of
from waypost.curriculum.models import CurriculumVersion, Paragraph


def document_of(viewer: Viewer, version: CurriculumVersion) -> Document:
    """The paragraphs of a version in their order. One query."""
    rows = Paragraph.visible_to(viewer).filter(version=version.pk).select_related("module")
    return tuple(words_of(each) for each in rows.order_by("place"))
