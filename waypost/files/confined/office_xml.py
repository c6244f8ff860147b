"""The XML inside Word and Excel files: no document type, no entity, nothing fetched, started or embedded, nobody named
who had a hand in it.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from waypost.files.confined import Unfit, office_parts

MOST_NESTED = 200
_RELATIONSHIP = "Relationship"

_FOLLOWED = ("http://", "https://", "mailto:", "tel:")
# What a relationship leads to, by the last word of its type.
_EMBEDDED = {"oleobject", "package", "control", "afchunk", "externallink", "externallinkpath", "connections"}
_EMBEDDED |= {"querytable", "subdocument", "frame", "activexcontrolbinary", "webextension", "customdata"}
_MACROS = {"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"}
# Fields that fetch or start something when the file is opened.
_FETCHES = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
# Functions of a table that do the same.
_CALLS = re.compile(r"\b(WEBSERVICE|IMAGE|STOCKHISTORY|RTD|CALL|REGISTER\.ID)\s*\(", re.IGNORECASE)
_FORMULAS = {
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
}
_ELSEWHERE = re.compile(r"\s*(?:\w+:|//|\\\\)")

# Text that was inserted, deleted or moved while changes were tracked.
_CHANGED = {"ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"}
_CHANGED |= {"cellIns", "cellDel", "cellMerge", "conflictIns", "conflictDel"}
_CHANGED |= {f"customXml{what}RangeStart" for what in ("Ins", "Del", "MoveFrom", "MoveTo")}
# Elements that go, and what is said of it; nothing where no reader would see it.
_GONE = {
    **dict.fromkeys(("commentRangeStart", "commentRangeEnd", "commentReference"), "comments"),
    **dict.fromkeys(("rPrChange", "pPrChange", "sectPrChange", "numberingChange"), "history"),
    **dict.fromkeys(("tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange"), "history"),
    **dict.fromkeys(("rsids", "permStart", "permEnd", "docVars", "docId", "writeProtection"), ""),
    **dict.fromkeys(("fileSharing", "absPath", "revisionPtr", "customWorkbookViews", "customSheetViews"), ""),
}
# Attributes that go: who did something, in which session, from which folder.
_NAMING = {"author", "initials", "userName", "refreshedBy", "lastModifiedBy"}
_OF_SCENARIO = {"user", "comment"}
_FOLDER = re.compile(r"(?:[A-Za-z]:|\\\\|file:)[\\/]")

Started = Callable[[str, dict[str, str]], None]


def check(xml: bytes) -> None:
    """Refuse XML in which something acts, or changes wait for a decision."""
    fields: list[str] = []
    formulas: list[str] = []
    reading = {"field": False, "formula": False}

    def started(tag: str, attributes: dict[str, str]) -> None:
        local = _local(tag)
        reading["field"], reading["formula"] = local == "instrText", local in _FORMULAS
        if local == "fldChar" or local in _FORMULAS:  # a new field, a new formula: its first word begins here
            (fields if local == "fldChar" else formulas).append("\n")
        fields.extend(f"\n{value}\n" for name, value in attributes.items() if _local(name) == "instr")
        if local in ("oleObject", "ddeLink", "altChunk", "control", "webVideoPr"):
            raise Unfit("embedded")
        if local in _CHANGED and "word" in tag:  # in one of the namespaces of a text
            raise Unfit("changes")
        if "schemas-microsoft-com:vml" in tag and _drawn_from_elsewhere(attributes):
            raise Unfit("outside")
        if local == _RELATIONSHIP:
            _check_relationship(attributes)

    def words(text: str) -> None:
        if reading["field"]:
            fields.append(text)
        if reading["formula"]:
            formulas.append(text)

    parse(xml, started, words)
    if _FETCHES.search("".join(fields)) or _CALLS.search("".join(formulas)):
        raise Unfit("embedded")


def bared(xml: bytes, broken_off: set[str]) -> tuple[bytes, set[str]]:
    """XML that was checked, without whoever had a hand in it; and what is said of what went.

    ``broken_off`` are ids of relationships that went: what refers to them goes as well.
    """
    root, removed = office_parts.parsed(xml), set()
    for each in list(root.iter("*")):
        local = _local(each.tag.replace("}", " "))
        for name in list(each.attrib):
            if _goes(local, name, each.get(name)) or (local == "pageSetup" and each.get(name) in broken_off):
                del each.attrib[name]
        if local in _GONE or _refers(each) in broken_off:
            removed |= {_GONE.get(local, "")} - {""}
            _remove(each)
    return office_parts.written(root), removed


def _goes(element: str, attribute: str, value: str) -> bool:
    local = _local(attribute.replace("}", " "))
    if local in _NAMING or (local.startswith("rsid") and "word" in attribute):
        return True
    if element == "scenario":
        return local in _OF_SCENARIO
    return local in ("descr", "title") and bool(_FOLDER.match(value))


def _refers(element: Any) -> str | None:
    """The id of the relationship an element is about, if it is about one."""
    found = (str(element.get(name)) for name in element.attrib if name.endswith("/relationships}id"))
    return next(found, None)


def _remove(element: Any) -> None:
    """Take an element out, and leave what stands behind it."""
    parent = element.getparent()
    if parent is None:
        raise Unfit("broken")
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def main_types(types: bytes) -> set[str]:
    """The content types a package names for its parts."""
    said: set[str] = set()
    parse(types, lambda _tag, attributes: said.add(attributes.get("ContentType", "")))
    return said


def parse(
    xml: bytes, started: Started, words: Callable[[str], None] | None = None, ended: Started | None = None
) -> None:
    """Walk through the elements. Raises Unfit for a document type, an entity, or what is no XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = [0]

    def start(tag: str, attributes: dict[str, str]) -> None:
        depth[0] += 1
        if depth[0] > MOST_NESTED:
            raise Unfit("broken")
        started(tag, attributes)

    def end(tag: str) -> None:
        depth[0] -= 1
        if ended is not None:
            ended(tag, {})

    def refuse(*_: object) -> None:
        raise Unfit("broken")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    if words is not None:
        parser.CharacterDataHandler = words
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise Unfit("broken") from None


def _drawn_from_elsewhere(attributes: dict[str, str]) -> bool:
    """An old kind of drawing names its picture by an address, beside the relationships."""
    return any(_local(name) == "src" and _ELSEWHERE.match(value) for name, value in attributes.items())


def _check_relationship(attributes: dict[str, str]) -> None:
    kind = attributes.get("Type", "").rsplit("/", 1)[-1].lower()
    if kind in _MACROS:
        raise Unfit("macros")
    if kind in _EMBEDDED:
        raise Unfit("embedded")
    outside = attributes.get("TargetMode", "").lower() == "external"
    followed = kind == "hyperlink" and attributes.get("Target", "").lower().startswith(_FOLLOWED)
    if outside and not followed:
        raise Unfit("outside")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
