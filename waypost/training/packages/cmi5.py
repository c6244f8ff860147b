"""The course structure of cmi5: a file of its own, or at the root of a zip.

Source: cmi5 Specification Profile for xAPI (Quartz, 1st edition), chapters 13 and 14, and CourseStructure.xsd.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qsl

from waypost.training.packages import addresses, kinds
from waypost.training.packages.archive import Archive
from waypost.training.packages.course import Course, Item, Kind, MoveOn, Standard
from waypost.training.packages.findings import Findings, Unfit
from waypost.training.packages.names import shown
from waypost.training.packages.trees import Element, number

NAME = "cmi5.xml"
SPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
# What the launch itself puts behind the address.
_LAUNCH = {"endpoint", "fetch", "actor", "activityid", "registration"}
_METHODS = ("AnyWindow", "OwnWindow")
_IRI = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_URL = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20]+")
_ABSOLUTE = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


@dataclass(frozen=True)
class _Child:
    """Of which names a child may be, and how many there must and may be of them."""

    names: tuple[str, ...]
    least: int = 1
    most: int = 1


_MANY = 1_000_000
_OPTIONAL = {"least": 0, "most": 1}
_PARTS = _Child(("au", "block"), 1, _MANY)
_TOLD = (_Child(("title",)), _Child(("description",)))
# The schema: the children of each element in the order in which they must stand. Elements of other name spaces may
# stand anywhere.
_SCHEMA: dict[str, tuple[_Child, ...]] = {
    "courseStructure": (_Child(("course",)), _Child(("objectives",), **_OPTIONAL), _PARTS),
    "course": _TOLD,
    "block": (*_TOLD, _Child(("objectives",), **_OPTIONAL), _PARTS),
    "au": (
        *_TOLD,
        _Child(("objectives",), **_OPTIONAL),
        _Child(("url",)),
        _Child(("launchParameters",), **_OPTIONAL),
        _Child(("entitlementKey",), **_OPTIONAL),
    ),
    "title": (_Child(("langstring",), 1, _MANY),),
    "description": (_Child(("langstring",), 1, _MANY),),
}


def read(root: Element, archive: Archive | None, findings: Findings) -> Course:
    """``archive`` is None for a course structure that came alone. Raises Unfit for what is no course structure."""
    if root.name != "courseStructure":
        raise Unfit("xml_other", NAME, root.line, name=root.name[:60])
    if root.space != SPACE:
        findings.warn("cmi5_space", NAME, root.line)
    _check_shape(root)
    reader = _Reader(root, archive, findings)
    items = tuple(reader.parts(root))
    course = root.first("course") or root
    reader.check_id(course)
    return Course(
        standard=Standard.CMI5,
        identifier=course.get("id"),
        title=_said(course, "title"),
        items=items,
        languages=tuple(dict.fromkeys(each.get("lang") for each in root.walk() if each.get("lang"))),
    )


def _check_shape(element: Element) -> None:
    """Raises Unfit for the first element that stands where the schema has none, or lacks one."""
    asked = _SCHEMA.get(element.name)
    children = [each for each in element.children if each.space == element.space]
    if asked is not None:
        at = 0
        for child in asked:
            found = 0
            while at < len(children) and found < child.most and children[at].name in child.names:
                at, found = at + 1, found + 1
            if found < child.least:
                raise Unfit("cmi5_lacks", NAME, element.line, element=element.name, child=child.names[0])
        if at < len(children):
            other = children[at]
            raise Unfit("cmi5_order", NAME, other.line, element=element.name, child=other.name[:60])
    for each in children:
        _check_shape(each)


class _Reader:
    def __init__(self, root: Element, archive: Archive | None, findings: Findings) -> None:
        self._archive = archive
        self._findings = findings
        self._ids: set[tuple[str, str]] = set()
        self._objectives = set()
        for each in (root.first("objectives") or Element("objectives", "", root.line)).all("objective"):
            self.check_id(each)
            self._objectives.add(each.get("id"))

    def check_id(self, element: Element) -> None:
        name = element.get("id")
        if not _IRI.fullmatch(name):
            self._findings.refuse("cmi5_id", NAME, element.line, id=shown(name))
        if (element.name, name) in self._ids:
            self._findings.refuse("cmi5_id_twice", NAME, element.line, id=shown(name))
        self._ids.add((element.name, name))

    def parts(self, element: Element) -> list[Item]:
        return [self._part(each) for each in element.all("au", "block")]

    def _part(self, element: Element) -> Item:
        self.check_id(element)
        objectives = self._named(element)
        if element.name == "block":
            parts = tuple(self.parts(element))
            title = _said(element, "title")
            return Item(element.get("id"), title, Kind.FOLDER, objectives=objectives, children=parts)
        launch, file, outside = self._launch(element)
        return Item(
            id=element.get("id"),
            title=_said(element, "title"),
            kind=Kind.AU,
            launch=launch,
            file=file,
            outside=outside,
            mastery=self._mastery(element),
            launch_data=(element.first("launchParameters") or element).text,
            move_on=self._move_on(element),
            own_window=self._word(element, "launchMethod", _METHODS, "AnyWindow") == "OwnWindow",
            entitlement=(element.first("entitlementKey") or element).text,
            objectives=objectives,
        )

    def _launch(self, element: Element) -> tuple[str, str, str]:
        """The address in the package and its file; or the address elsewhere."""
        url = element.first("url") or element
        facts = {"title": _said(element, "title")[:80], "href": shown(url.text)}
        if not _URL.fullmatch(url.text):
            self._findings.refuse("cmi5_url", NAME, url.line, **facts)
            return "", "", ""
        names = {name.lower() for name, _ in parse_qsl(url.text.partition("?")[2], keep_blank_values=True)}
        for name in sorted(names & _LAUNCH):
            self._findings.refuse("cmi5_taken", NAME, url.line, name=name, **facts)
        if url.text.lower().startswith(("http://", "https://")):
            self._findings.warn("cmi5_outside", NAME, url.line, **facts)
            return "", "", url.text
        if self._archive is None and not _ABSOLUTE.match(url.text):
            self._findings.refuse("cmi5_alone", NAME, url.line, **facts)
            return "", "", ""
        return (*self._inside(url, facts), "")

    def _inside(self, url: Element, facts: dict[str, str]) -> tuple[str, str]:
        try:
            address = addresses.inside(url.text)
        except Unfit as unfit:
            self._findings.refuse(unfit.finding.code, NAME, url.line, **facts)
            return "", ""
        names = [each for each in address.names if self._archive and each in self._archive]
        if not names:
            self._findings.refuse("href_missing", NAME, url.line, **facts)
            return "", ""
        if kinds.kind(names[0]) not in kinds.PAGES:
            self._findings.refuse("not_a_page", NAME, url.line, file=names[0], title=facts["title"])
        return addresses.launch(names[0], address.behind), names[0]

    def _named(self, element: Element) -> tuple[str, ...]:
        around = element.first("objectives")
        named = tuple(each.get("idref") for each in around.all("objective")) if around else ()
        for each in named:
            if each not in self._objectives:
                self._findings.warn("cmi5_objective_lost", NAME, element.line, id=shown(each))
        return named

    def _mastery(self, element: Element) -> Decimal | None:
        written = element.get("masteryScore")
        score = number(written, 0, 1) if written else None
        if written and score is None:
            self._findings.refuse("cmi5_word", NAME, element.line, name="masteryScore", value=written[:60])
        return score

    def _move_on(self, element: Element) -> MoveOn:
        known = tuple(each.value for each in MoveOn)
        return MoveOn(self._word(element, "moveOn", known, MoveOn.NOT_APPLICABLE.value))

    def _word(self, element: Element, name: str, known: tuple[str, ...], otherwise: str) -> str:
        written = element.get(name)
        if written and written not in known:
            self._findings.refuse("cmi5_word", NAME, element.line, name=name, value=written[:60])
        return written if written in known else otherwise


def _said(element: Element, name: str) -> str:
    return element.words(name, "langstring")
