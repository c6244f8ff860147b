"""XML of strangers as a plain tree: no entity, nothing fetched, bounded in depth, number and size.

Names are kept without their name space: packages of ten years' authoring tools bind the right elements to the wrong
ones, and no two elements that are read here differ by it alone.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.parsers import expat

from waypost.training.packages.findings import Unfit

LARGEST = 8 * 1024 * 1024  # bytes
MOST_ELEMENTS = 100_000
MOST_NESTED = 60
_XML = "http://www.w3.org/XML/1998/namespace"
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_PYTHONS_NAMES = {b"windows-874": "cp874", b"x-windows-874": "cp874"}  # the usual letters of Thai programs
_OTHER_LETTERS = {18, 19}  # an encoding that is not known, or is not what the first bytes say
_NOT_A_SIGN = 4


@dataclass
class Element:
    """``attributes`` by local name, those of XML itself as ``xml:base``, ``xml:lang``, name spaces as ``xmlns:…``.
    ``text`` is what stands directly in the element, without white space around it.
    """

    name: str
    space: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, *wanted: str) -> Iterator["Element"]:
        """The children of these names, in their order."""
        return (each for each in self.children if each.name in wanted)

    def first(self, *path: str) -> "Element | None":
        """The first child of the name, its first child of the next name, and so on."""
        found: Element | None = self
        for name in path:
            found = next(found.all(name), None) if found else None
        return found

    def words(self, *path: str) -> str:
        found = self.first(*path)
        return " ".join(found.text.split()) if found else ""

    def get(self, *names: str) -> str:
        """The first attribute there is of these, without white space around it; otherwise nothing."""
        return next((self.attributes[name].strip() for name in names if name in self.attributes), "")

    def walk(self) -> Iterator["Element"]:
        yield self
        for each in self.children:
            yield from each.walk()


def read(xml: bytes, place: str) -> Element:
    """The root. Raises Unfit for what is no XML, has entities of its own, or is more than anybody writes."""
    if not xml.strip():
        raise Unfit("xml_empty", place)
    if len(xml) > LARGEST:
        raise Unfit("xml_large", place)
    try:
        return _Builder(place, _letters(xml)).build(xml)
    except expat.ExpatError as problem:
        raise _unfit(problem, xml, place) from None
    except LookupError:  # letters that Python doesn't know either
        raise Unfit("xml_letters", place) from None


def number(written: str, least: int, most: int) -> Decimal | None:
    """A number that somebody wrote, if it is one and lies between the two."""
    try:
        found = Decimal(written.strip()) if len(written) < 40 else Decimal("NaN")
    except InvalidOperation:
        return None
    return found if found.is_finite() and least <= found <= most else None


def _letters(xml: bytes) -> str | None:
    """Letters that are called otherwise here than in the file; None where the parser finds them itself."""
    declared = _DECLARED.search(xml[:200])
    return _PYTHONS_NAMES.get(declared[1].lower()) if declared else None


def _unfit(problem: expat.ExpatError, xml: bytes, place: str) -> Unfit:
    letters = problem.code in _OTHER_LETTERS or (problem.code == _NOT_A_SIGN and not _is_readable(xml))
    if letters:
        return Unfit("xml_letters", place, problem.lineno)
    if not re.search(rb"<[A-Za-z_:]", xml) and b"\0" not in xml:
        return Unfit("xml_empty", place)
    return Unfit("xml_broken", place, problem.lineno)


def _is_readable(xml: bytes) -> bool:
    declared = _DECLARED.search(xml[:200])
    try:
        codecs.decode(xml, declared[1].decode() if declared else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return False
    return True


class _Builder:
    def __init__(self, place: str, letters: str | None) -> None:
        self._place = place
        self._open: list[Element] = []
        self._elements = 0
        self._root: Element | None = None
        self._spaces: dict[str, str] = {}  # declared for the element that comes next
        self._parser = expat.ParserCreate(letters, namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartNamespaceDeclHandler = self._named
        self._parser.StartElementHandler = self._started
        self._parser.EndElementHandler = self._ended
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = self._declared

    def build(self, xml: bytes) -> Element:
        self._parser.Parse(xml, True)
        assert self._root is not None  # noqa: S101  without a root the parser complained
        return self._root

    def _named(self, prefix: str | None, space: str | None) -> None:
        self._spaces[f"xmlns:{prefix or ''}"] = space or ""

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._open) == MOST_NESTED or self._elements > MOST_ELEMENTS:
            raise Unfit("xml_large", self._place, self._parser.CurrentLineNumber)
        space, _, name = tag.rpartition(" ")
        element = Element(name, space, self._parser.CurrentLineNumber)
        element.attributes = self._spaces | {_attribute(each): value for each, value in attributes.items()}
        self._spaces = {}
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _ended(self, _tag: str) -> None:
        element = self._open.pop()
        element.text = element.text.strip()

    def _said(self, text: str) -> None:
        self._open[-1].text += text

    def _declared(self, *_: object) -> None:
        raise Unfit("xml_entities", self._place, self._parser.CurrentLineNumber)


def _attribute(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"xml:{local}" if space == _XML else local
