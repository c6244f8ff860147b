"""Small packages made in memory: whole ones, and ones that no tool would write."""

import struct
import zipfile
from io import BytesIO

PAGE = """<!doctype html><html lang="en"><title>Page</title><script src="talk.js"></script><p>Look at the photo.</p>"""
TALK_1_2 = """
var api = window.parent.API; api.LMSInitialize("");
api.LMSSetValue("cmi.core.lesson_status", "completed"); api.LMSSetValue("cmi.core.score.raw", "80");
api.LMSSetValue("cmi.core.lesson_location", "3"); api.LMSFinish("");
"""
TALK_2004 = """
var api = window.parent.API_1484_11; api.Initialize("");
api.SetValue("cmi.completion_status", "completed"); api.SetValue("cmi.score.scaled", "0.8");
api.SetValue("cmi.location", "3"); api.Terminate("");
"""
ONE_ITEM = '<item identifier="one" identifierref="r1"><title>One</title></item>'
ONE_RESOURCE = '<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html"/>'
_SPACES = {
    "1.2": 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    "2004": 'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" '
    'xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"',
}


def manifest(
    items: str = ONE_ITEM,
    resources: str = ONE_RESOURCE,
    *,
    version: str = "1.2",
    after: str = "",
    collection: str = "",
    attributes: str = "",
) -> str:
    """``after`` stands in the organization behind its items, ``collection`` behind the resources."""
    spaces = _SPACES["2004" if "2004" in version or "1.3" in version else "1.2"]
    return (
        f'<?xml version="1.0" encoding="utf-8"?><manifest identifier="m" {spaces} {attributes}>'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>"
        f'<organizations default="o"><organization identifier="o"><title>Documents</title>{items}{after}'
        f"</organization></organizations><resources>{resources}</resources>{collection}</manifest>"
    )


def scorm(more: dict[str, str | bytes] | None = None, **said: str) -> BytesIO:
    """A whole package of one part; ``more`` are files that are added or put in the place of others."""
    talk = TALK_2004 if "2004" in said.get("version", "") else TALK_1_2
    return zipped({"imsmanifest.xml": manifest(**said), "index.html": PAGE, "talk.js": talk, **(more or {})})


def zipped(files: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.filename = name  # as it is, whatever ZipInfo thinks of it
            entry.compress_type = packing
            archive.writestr(entry, content)
    return made


def au(name: str = "a", url: str = "index.html", attributes: str = "") -> str:
    return (
        f'<au id="https://waypost.test/{name}" {attributes}><title><langstring lang="th">ตรวจหนังสือเดินทาง</langstring>'
        f'</title><description><langstring lang="th">-</langstring></description><url>{url}</url></au>'
    )


def structure(*parts: str, course: str = "https://waypost.test/course") -> str:
    return (
        '<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">'
        f'<course id="{course}"><title><langstring lang="en">Travel documents</langstring></title>'
        '<description><langstring lang="en">-</langstring></description></course>'
        f"{''.join(parts)}</courseStructure>"
    )


def changed(made: BytesIO, name: str, **fields: int) -> BytesIO:
    """The archive with other numbers in the directory's entry of this name."""
    places = {
        "flags": (8, "<H"),
        "method": (10, "<H"),
        "crc": (16, "<L"),
        "packed": (20, "<L"),
        "size": (24, "<L"),
    }
    places |= {"made_by": (4, "<H"), "mode": (38, "<L"), "offset": (42, "<L")}
    content, at = bytearray(made.getvalue()), 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", content, at + 28)[0]
        if content[at + 46 : at + 46 + length] == name.encode():
            for field, value in fields.items():
                where, shape = places[field]
                struct.pack_into(shape, content, at + where, value)
        at += 46
    return BytesIO(bytes(content))
