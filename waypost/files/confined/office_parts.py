"""The parts of a Word or Excel file: those stay that a relationship leads to which stays itself.

What leads to comments, to who had a hand in the file, and to what other systems keep beside it, goes
(docs/decisions/0020), and with it the parts behind and whatever in the text refers to them.
"""

import posixpath
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lxml import etree

from waypost.files.confined import Unfit

TYPES = "[Content_Types].xml"

# By the last word of a relationship's type, what its sender is told of it; nothing where no reader would see it.
_GONE = {
    **dict.fromkeys(("comments", "threadedcomment"), "comments"),
    "revisionheaders": "history",
    **dict.fromkeys(("commentsextended", "commentsids", "commentsextensible", "people", "person"), ""),
    **dict.fromkeys(("vmldrawing", "usernames", "revisionlog", "printersettings", "thumbnail"), ""),
    **dict.fromkeys(("core-properties", "extended-properties", "custom-properties"), ""),
    **dict.fromkeys(("customxml", "customxmlprops", "classificationlabels"), ""),
}


@dataclass
class Kept:
    """The parts that stay; for each the ids of its relationships that went; and what is said of it."""

    parts: dict[str, bytes] = field(default_factory=dict)
    broken_off: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    removed: set[str] = field(default_factory=set)


def kept(entries: dict[str, bytes]) -> Kept:
    """What stays of the entries of an archive."""
    by_name = {name.lower(): name for name in entries}
    found, waiting = Kept(), [""]
    while waiting:
        source = waiting.pop()
        name = by_name.get(_relations_of(source).lower())
        if name is None or name in found.parts:
            continue
        root = parsed(entries[name])
        for each in list(root):
            kind = _kind(each)
            if kind in _GONE:
                root.remove(each)
                found.broken_off[source].add(each.get("Id", ""))
                found.removed |= {_GONE[kind]} - {""}
            elif target := _part(each, source, by_name):
                found.parts.setdefault(target, entries[target])
                waiting.append(target)
        found.parts[name] = written(root)
    found.parts = {TYPES: _types(entries[TYPES], found.parts), **found.parts}
    return found


def main_part(entries: dict[str, bytes]) -> str:
    """The name of the part with the text itself."""
    by_name = {name.lower(): name for name in entries}
    relations = parsed(entries[by_name.get("_rels/.rels", "")]) if "_rels/.rels" in by_name else ()
    mains = [_part(each, "", by_name) for each in relations if _kind(each) == "officedocument"]
    if len(mains) != 1 or not mains[0]:
        raise Unfit("broken")
    return mains[0]


def parsed(xml: bytes) -> Any:
    """The root element. Nothing is fetched or replaced, whatever the text says; what isn't XML is refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise Unfit("broken") from None


def written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _kind(relation: Any) -> str:
    return str(relation.get("Type", "")).rpartition("/")[2].lower()


def _part(relation: Any, source: str, by_name: dict[str, str]) -> str:
    """The part a relationship leads to; "" for one that leads outside, or nowhere."""
    if relation.get("TargetMode", "").lower() == "external":
        return ""
    target = relation.get("Target", "").partition("#")[0]
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lower().lstrip("/")
    return by_name.get(path) or by_name.get(unquote(path), "")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _types(types: bytes, parts: dict[str, bytes]) -> bytes:
    """The list of the types, without the parts that went."""
    root, names = parsed(types), {name.lower() for name in parts}
    for each in list(root):
        name = each.get("PartName")
        if name is not None and name.lstrip("/").lower() not in names:
            root.remove(each)
    return written(root)
