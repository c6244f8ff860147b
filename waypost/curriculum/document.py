"""A document as it is written: its paragraphs in their order, and what can be done with them.

Nothing here asks the data base. Whatever is done, a paragraph that lives on keeps its id, and no id stands twice: of
one that is split the first piece keeps it, of two that are merged the first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from waypost.core.errors import Refused
from waypost.core.ids import short_id
from waypost.curriculum.models import Paragraph

Kind = Paragraph.Kind
MOST_PARAGRAPHS = 600
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class ModuleFacts:
    """What the heading of a module says besides its title."""

    code: str
    minutes: int
    delivery: str


@dataclass(frozen=True)
class Words:
    """One paragraph as it is written."""

    kind: str
    text_en: str = ""
    text_th: str = ""
    module: ModuleFacts | None = None
    stable: str = field(default_factory=short_id)

    @property
    def is_heading(self) -> bool:
        return self.kind in Paragraph.HEADINGS


Document = tuple[Words, ...]


@dataclass(frozen=True)
class ModuleWords:
    """One module as it is written at once, in both languages; outcomes one a line."""

    code: str
    title_en: str
    title_th: str
    minutes: int
    delivery: str
    outcomes_en: str = ""
    outcomes_th: str = ""


def words_of(row: Paragraph) -> Words:
    """What a paragraph that is kept says. Its module came with it, where it has one."""
    module = row.module if row.module_id else None
    facts = ModuleFacts(module.code, module.minutes, module.delivery) if module else None
    return Words(row.kind, row.text_en, row.text_th, facts, row.stable)


def of_modules(modules: Iterable[ModuleWords], before: Document = ()) -> Document:
    """The document that says these modules. A module of ``before`` is known by its code: its paragraphs keep their
    ids, and its texts stay.
    """
    known = {each[0].module.code: each for each in sections(before) if each[0].module}
    return tuple(words for module in modules for words in _section_of(module, known.get(module.code, ())))


def _section_of(module: ModuleWords, before: Document) -> Document:
    facts = ModuleFacts(module.code, module.minutes, module.delivery)
    heading = Words(Kind.MODULE, module.title_en, module.title_th, facts)
    outcomes = [Words(Kind.OUTCOME, en, th) for en, th in _lines(module.outcomes_en, module.outcomes_th)]
    said = [each for each in before if each.kind == Kind.OUTCOME]
    kept = [replace(new, stable=old.stable) for new, old in zip(outcomes, said, strict=False)]
    if before:
        heading = replace(heading, stable=before[0].stable)
    texts = [each for each in before if each.kind == Kind.TEXT]
    return (heading, *kept, *outcomes[len(kept) :], *texts)


def _lines(english: str, thai: str) -> list[tuple[str, str]]:
    """One outcome a line where both languages have as many; else one in all."""
    one, other = english.splitlines(), thai.splitlines()
    if len(one) != len(other) or not all([*one, *other]):
        return [(english, thai)] if english or thai else []
    return list(zip(one, other, strict=True))


def modules_of(document: Document) -> list[ModuleWords]:
    """The modules that a document says, in their order: what programmes use."""
    found = []
    for heading, *rest in sections(document):
        if heading.module is None:
            continue
        outcomes = [each for each in rest if each.kind == Kind.OUTCOME]
        facts, said = (
            heading.module,
            [[each.text_en for each in outcomes], [each.text_th for each in outcomes]],
        )
        found.append(
            ModuleWords(
                facts.code,
                heading.text_en,
                heading.text_th,
                facts.minutes,
                facts.delivery,
                *("\n".join(filter(None, lines)) for lines in said),
            )
        )
    return found


def sections(document: Document) -> list[Document]:
    """A part or module each: its heading, and what follows until the next."""
    found: list[list[Words]] = []
    for words in document:
        if words.is_heading or not found:
            found.append([])
        found[-1].append(words)
    return [tuple(each) for each in found]


def numbers(document: Document) -> dict[str, str]:
    """The number of each paragraph by its id: 3 for the third heading, 3.2 for the second paragraph below it."""
    found = {}
    for nth, section in enumerate(sections(document), 1):
        for at, words in enumerate(section):
            found[words.stable] = f"{nth}.{at}" if at else str(nth)
    return found


def place_of(document: Document, stable: str) -> int:
    for at, words in enumerate(document):
        if words.stable == stable:
            return at
    raise Refused(_("This paragraph is not there any more. Look at what stands there now."))


def changed(document: Document, words: Words) -> Document:
    """Say a paragraph anew; its id says which."""
    at = place_of(document, words.stable)
    return (*document[:at], words, *document[at + 1 :])


def added(document: Document, words: Iterable[Words], below: str = "") -> Document:
    """New ones below the paragraph with this id, or at the end."""
    at = place_of(document, below) + 1 if below else len(document)
    return (*document[:at], *words, *document[at:])


def taken_out(document: Document, stable: str) -> Document:
    """Without this paragraph. What stood below a heading stands below the one before it then."""
    at = place_of(document, stable)
    return _begun((*document[:at], *document[at + 1 :]))


def section_taken_out(document: Document, stable: str) -> Document:
    """Without this heading and what stands below it."""
    gone = {each.stable for each in _section(document, stable)}
    return tuple(each for each in document if each.stable not in gone)


def moved(document: Document, stable: str, steps: int) -> Document:
    """A paragraph so many places down; up, where ``steps`` is negative. At either end it stays there."""
    at = place_of(document, stable)
    rest = [*document[:at], *document[at + 1 :]]
    rest.insert(max(0, min(len(rest), at + steps)), document[at])
    return _begun(tuple(rest))


def section_moved(document: Document, stable: str, steps: int) -> Document:
    """A heading with all that stands below it, past so many others."""
    whole, own = sections(document), _section(document, stable)
    at = whole.index(own)
    rest = [*whole[:at], *whole[at + 1 :]]
    rest.insert(max(0, min(len(rest), at + steps)), own)
    return tuple(words for section in rest for words in section)


def split(document: Document, stable: str) -> Document:
    """One paragraph into those between which an empty line stands, in either language. Where one language has fewer of
    them, the last ones are in the other alone. A heading can't be split.
    """
    at = place_of(document, stable)
    words = document[at]
    english, thai = _EMPTY_LINE.split(words.text_en.strip()), _EMPTY_LINE.split(words.text_th.strip())
    if words.is_heading or max(len(english), len(thai)) < 2:
        raise Refused(
            _("There is no empty line to split at. Leave one where the next paragraph is to begin.")
        )
    pieces = [
        Words(words.kind, _at(english, nth), _at(thai, nth)) for nth in range(max(len(english), len(thai)))
    ]
    return (*document[:at], replace(pieces[0], stable=stable), *pieces[1:], *document[at + 1 :])


def merged(document: Document, stable: str) -> Document:
    """A paragraph with the one above it, which keeps its id and kind."""
    at = place_of(document, stable)
    above, words = document[at - 1] if at else None, document[at]
    if above is None or above.is_heading or words.is_heading:
        raise Refused(_("There is no paragraph above to merge this one with: a heading stays by itself."))
    both = replace(
        above,
        text_en=_joined(above.text_en, words.text_en),
        text_th=_joined(above.text_th, words.text_th),
    )
    return (*document[: at - 1], both, *document[at + 1 :])


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _at(pieces: Sequence[str], nth: int) -> str:
    return pieces[nth] if nth < len(pieces) else ""


def _section(document: Document, stable: str) -> Document:
    for section in sections(document):
        if section[0].stable == stable:
            return section
    raise Refused(_("This paragraph is not there any more. Look at what stands there now."))


def _begun(document: Document) -> Document:
    """The same, if it begins with a heading, as a document has to."""
    if document and not document[0].is_heading:
        raise Refused(_("A document begins with the heading of a part or module. Put one above first."))
    return document
