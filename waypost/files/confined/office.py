"""Word and Excel files: opened entry by entry under caps, refused if anything in them acts, written anew.

Comments, names of authors and other particulars go, pictures inside are written anew; text and layout stay as they are.
Changes that were tracked and not decided on are refused (docs/decisions/0020).
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from waypost.files.confined import Unfit, archives, image, office_parts, office_rows, office_text, office_xml

# What the main part of each kind says it is; with macros it says something else.
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    f"{_OFFICE}.wordprocessingml.document.main+xml": f"{_OFFICE}.wordprocessingml.document",
    f"{_OFFICE}.spreadsheetml.sheet.main+xml": f"{_OFFICE}.spreadsheetml.sheet",
}
_XML = {".xml", ".rels"}
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff"}
_INERT = {".emf", ".wmf", ".odttf", ".ttf", ".fntdata"}
_MACROS = ("vbaproject", "vbadata", "macrosheets")
_EMBEDDED = (
    "/embeddings/",
    "/activex/",
    "/ctrlprops/",
    "/externallinks/",
    "/querytables/",
    "/webextensions/",
)
# Taken in an archive, and never kept: notes of a table as they are drawn, and how somebody's printer was set.
_DRAWN_NOTES, _PRINTER = ".vml", "/printersettings/"
_OBJECT = re.compile(rb"ObjectType\s*=\s*[\"'](\w+)")
# What a drawing of another program may carry in itself: a photograph with all that the camera wrote.
_PLACED = (b"Exif\0\0", b"http://ns.adobe.com/", b"Photoshop 3.0\0")


def clean(content: bytes) -> Iterator[Any]:
    """Part "content"; facts: media type, what was removed, and for a table the number of its sheets as pages."""
    entries = archives.entries(content)
    if office_parts.TYPES not in entries:
        raise Unfit("kind")
    media_type = _media_type(entries[office_parts.TYPES])
    for name, body in entries.items():
        _check(name, body)
    found = office_parts.kept(entries)
    office_parts.main_part(entries)
    parts = {}
    for name, body in found.parts.items():
        parts[name], removed = _bared(name, body, found.broken_off.get(name, set()))
        found.removed |= removed
    yield "content", archives.packed(parts)
    sheets = [name for name in parts if name.lower().startswith("xl/worksheets/sheet")]
    yield {"media_type": media_type, "pages": len(sheets) or None, "removed": sorted(found.removed)}


def text(content: bytes) -> Iterator[Any]:
    """One part "page" for each sheet of a table, for each page a text was last laid out on."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        main = office_parts.main_part(
            {name: archive.read(name) if name == "_rels/.rels" else b"" for name in names}
        )
        pages = (
            office_text.of_table(content) if main.startswith("xl/") else office_text.of_text(archive, main)
        )
        for page in pages:
            yield "page", page.encode("utf-8", "replace")


def rows(content: bytes) -> Iterator[Any]:
    """The cells of a table as it was sent, in their places: see ``office_rows``. Refused as ``clean`` refuses it, and
    not written anew, since nothing of it is kept: that takes a large table ten times as long.
    """
    _checked(content, ".sheet")
    yield from office_rows.of_sheet(content)


def word_rows(content: bytes) -> Iterator[Any]:
    """The same of the first table of a Word file."""
    entries = _checked(content, ".document")
    yield from office_rows.of_first_table(entries[office_parts.main_part(entries)])


def _checked(content: bytes, kind: str) -> dict[str, bytes]:
    entries = archives.entries(content)
    if office_parts.TYPES not in entries:
        raise Unfit("kind")
    if not _media_type(entries[office_parts.TYPES]).endswith(kind):
        raise Unfit("kind")
    for name, body in entries.items():
        _check(name, body)
    return entries


def _media_type(types: bytes) -> str:
    said = office_xml.main_types(types)
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in said):
        raise Unfit("macros")
    found = [media_type for main, media_type in _MAIN.items() if main in said]
    if len(found) != 1:
        raise Unfit("kind")
    return found[0]


def _check(name: str, body: bytes) -> None:
    """Refuse what acts, or is of a kind that we can't look into, wherever in the archive it lies."""
    lowered, ending = f"/{name.lower()}", _ending(name)
    if any(word in lowered for word in _MACROS):
        raise Unfit("macros")
    if any(folder in lowered for folder in _EMBEDDED):
        raise Unfit("embedded")
    if ending in _XML:
        office_xml.check(body)
    elif ending == _DRAWN_NOTES:
        if set(_OBJECT.findall(body)) != {b"Note"} or b"imagedata" in body:
            raise Unfit("embedded")
    elif ending in _INERT:
        if any(sign in body for sign in _PLACED):
            raise Unfit("embedded")
    elif ending not in _PICTURES and _PRINTER not in lowered:
        raise Unfit("embedded")


def _bared(name: str, body: bytes, broken_off: set[str]) -> tuple[bytes, set[str]]:
    """A part that stays, and what its sender is told of what went from it."""
    ending = _ending(name)
    if ending in _PICTURES:
        return image.same_kind(body), set()
    if ending in _INERT or ending == ".rels" or name == office_parts.TYPES:
        return body, set()
    if ending in _XML:
        return office_xml.bared(body, broken_off)
    raise Unfit("embedded")


def _ending(name: str) -> str:
    return "." + name.lower().rpartition(".")[2]
