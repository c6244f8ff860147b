"""The document of a version as a reader sees it: always from ``visible_to``."""

from dataclasses import dataclass
from typing import TypeVar

from django.utils import translation

from waypost.access.keys import Viewer
from waypost.core.differing import Change
from waypost.curriculum.difference import Step, steps
from waypost.curriculum.document import Document, Words, numbers, sections, words_of
from waypost.curriculum.models import CurriculumVersion, Module, Paragraph

T = TypeVar("T")


@dataclass(frozen=True)
class Shown:
    """One paragraph with its number; ``texts`` are (language, words), that of the reader first."""

    words: Words
    number: str
    texts: list[tuple[str, str]]

    @property
    def delivery(self) -> str:
        module = self.words.module
        return str(Module.Delivery(module.delivery).label) if module else ""

    @property
    def title(self) -> tuple[str, str]:
        """(language, words): in the reader's language, or the other where it is not written in it yet."""
        return next((each for each in self.texts if each[1]), self.texts[0])


@dataclass(frozen=True)
class Changed:
    """What became of one paragraph; ``texts`` are (language, change), that of the reader first."""

    step: Step
    shown: Shown
    texts: list[tuple[str, Change]]


def document_of(viewer: Viewer, version: CurriculumVersion) -> Document:
    """The paragraphs of a version in their order. One query."""
    rows = Paragraph.visible_to(viewer).filter(version=version.pk).select_related("module")
    return tuple(words_of(each) for each in rows.order_by("place"))


def shown(document: Document) -> list[Shown]:
    number = numbers(document)
    return [Shown(each, number[each.stable], texts_of(each)) for each in document]


def sections_shown(document: Document) -> list[list[Shown]]:
    """A part or module each: its heading first."""
    rows = iter(shown(document))
    return [[next(rows) for _words in section] for section in sections(document)]


def texts_of(words: Words) -> list[tuple[str, str]]:
    return reader_first([("en", words.text_en), ("th", words.text_th)])


def difference_of(before: Document, after: Document) -> list[Changed]:
    """What became of each paragraph, in the order of ``after``."""
    return [
        Changed(
            step,
            Shown(step.words, step.number or step.number_before, texts_of(step.words)),
            reader_first([("en", step.english), ("th", step.thai)]),
        )
        for step in steps(before, after)
    ]


def reader_first(both: list[tuple[str, T]]) -> list[tuple[str, T]]:
    return both[::-1] if translation.get_language() == "th" else both
