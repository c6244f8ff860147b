"""The kinds of file the portal takes, and how a kind is told from the bytes. What the sender says is never asked.

Text is the one exception: its bytes fit any of a hundred languages of machines, so it is taken under two
endings only, and never when it opens like markup.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext_lazy as _

from waypost.access.marks import Mark


@dataclass(frozen=True)
class Kind:
    """One kind of file as it is kept. ``family`` says which examination fits ("pdf", "image", "office", "text")."""

    label: Any
    family: str
    media_type: str
    extension: str

    @property
    def stamped(self) -> bool:
        """Can each copy carry the name of its reader?"""
        return self.family in ("pdf", "image")

    @property
    def readable(self) -> bool:
        """Has it text that can be searched?"""
        return self.family not in ("image", "emodule", "video")

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind(_("PDF"), "pdf", "application/pdf", ".pdf")
JPEG = Kind(_("Picture (JPEG)"), "image", "image/jpeg", ".jpg")
PNG = Kind(_("Picture (PNG)"), "image", "image/png", ".png")
DOCX = Kind(_("Word document"), "office", f"{_OFFICE}.wordprocessingml.document", ".docx")
XLSX = Kind(_("Excel table"), "office", f"{_OFFICE}.spreadsheetml.sheet", ".xlsx")
TEXT = Kind(_("Text"), "text", "text/plain", ".txt")
CSV = Kind(_("Table as text (CSV)"), "text", "text/csv", ".csv")
# The files of an e-module one behind the other, made by the portal itself: nobody sends one.
EMODULE = Kind(_("E-module"), "emodule", "application/vnd.waypost.emodule", "")
# Taken where a page plays it, and attached to nothing (``files.video``).
VIDEO = Kind(_("Video (MP4)"), "video", "video/mp4", ".mp4")

KINDS = {kind.media_type: kind for kind in (PDF, JPEG, PNG, DOCX, XLSX, TEXT, CSV, EMODULE, VIDEO)}

# From this mark up every copy carries its reader's name, so only what can be stamped may hang there.
STAMPED_FROM = Mark.AMBER

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")


def guess(content: bytes, name: str) -> str:
    """Which examination fits: the family, or "" for what isn't taken."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return "image"
    if content.startswith(b"PK\x03\x04"):
        return "office"
    if text_kind(name) and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "text"
    return ""


def text_kind(name: str) -> Kind | None:
    """Plain text or CSV by the ending of the name; None for any other ending."""
    ending = PurePath(name).suffix.lower()
    return next((kind for kind in (TEXT, CSV) if kind.extension == ending), None)


def may_hang_under(kind: Kind, mark: int) -> bool:
    """May a file of this kind be attached to something with this mark?"""
    return kind.stamped or mark < STAMPED_FROM
