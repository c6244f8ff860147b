"""Videos. Nothing here can decode one, so none is made anew: its container is looked through instead, box by box, and
what is not picture or sound is refused or blanked in its place (docs/decisions/0081). In constant memory, but for the
index of a video, which may have 16 MB.

    file = lay_down(opened, "boarding.mp4")   # raises Refused, with the sentence for the sender
    vault.keep_laid(file)                     # inside the owner's action

Source: ISO/IEC 14496-12, the base media file format. A box is its length, its type and what is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from waypost.core.errors import Refused
from waypost.files import vault
from waypost.files.kinds import VIDEO
from waypost.files.models import StoredFile
from waypost.files.names import clean_name, shown_name

LARGEST = 200 * 1024 * 1024  # bytes
_LARGEST_INDEX = 16 * 1024 * 1024
_MOST_BOXES = 10_000  # of one level
_DEEPEST = 10  # a track's tables lie four boxes deep
_PIECE = 256 * 1024
_FREE = b"free"
# What a file of pictures and sound is made of, on its first level; in the second list what says nothing to a player.
# One that was written while it was filmed has its index in pieces (``moof``), and may have a list of them (``mfra``).
_INDEXES = {b"moov", b"moof", b"mfra"}
_STANDS = {b"ftyp", b"mdat", b"sidx", b"styp", *_INDEXES}
_BLANKED = {b"free", b"skip", b"wide", b"uuid", b"meta", b"udta"}
# Inside an index, whatever is in none of these is blanked: a list of what tells places would never be whole.
# Boxes that hold others and nothing beside them.
_HOLD = {b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl", b"mvex", b"traf", *_INDEXES}
# Boxes that say when something was made.
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
# Numbers a player needs: how long, how large, and where each picture lies.
_KEPT = {
    b"vmhd",
    b"smhd",
    b"elst",
    b"stts",
    b"ctts",
    b"cslg",
    b"stss",
    b"stsc",
    b"stsz",
    b"stz2",
    b"stco",
    b"co64",
    b"sdtp",
} | {b"sgpd", b"sbgp", b"trex", b"mehd", b"mfhd", b"tfhd", b"tfdt", b"trun", b"tfra", b"mfro"}
# What a decoder needs, behind the fields of a format: its settings, the form and the colours of its pictures.
_SETTINGS = {b"avcC", b"esds", b"btrt", b"pasp", b"clap", b"mdcv", b"clli"}
_COLOURS = {b"nclx", b"nclc"}  # as numbers; other ``colr`` have a profile, with names and times of its own
# What a browser plays everywhere: H.264, and AAC or MP3.
_FORMATS = {b"vide": {b"avc1", b"avc3"}, b"soun": {b"mp4a"}}
_FIELDS = {b"vide": 78, b"soun": 28}  # bytes, before the settings

SENTENCES = {
    "large": _("“%(name)s” is larger than %(most)s MB. Make it smaller, or split it over two pages."),
    "kind": _("“%(name)s” is no video that every browser plays. Save it as MP4 (H.264, with AAC sound)."),
    "broken": _(
        "“%(name)s” is damaged, or more than a video. Save it anew as MP4 (H.264, with AAC sound), and choose it again."
    ),
    "tracks": _(
        "“%(name)s” holds more than picture and sound, such as places and times. Save it anew with picture and sound "
        "alone."
    ),
    "outside": _("“%(name)s” fetches its pictures from elsewhere. Save it as one file, and choose it again."),
}


class Unplayable(ValueError):
    """Why a video is not taken: a key of ``SENTENCES``."""


@dataclass(frozen=True)
class Box:
    """``start`` and ``end`` are those of the whole box, ``inside`` is where its content begins."""

    kind: bytes
    start: int
    inside: int
    end: int


def lay_down(sent: BinaryIO, name: str) -> StoredFile:
    """Look a video through and lay it into the storage. Nothing is kept of one that is refused."""
    try:
        boxes = examined(sent)
    except Unplayable as unplayable:
        said = {"name": shown_name(name), "most": LARGEST // (1024 * 1024)}
        raise Refused(SENTENCES[str(unplayable)] % said) from None
    return vault.lay_down(clean_name(name, VIDEO.extension), VIDEO, rewritten(sent, boxes))


def examined(sent: BinaryIO) -> list[Box]:
    """The boxes of its first level. Raises Unplayable."""
    size = sent.seek(0, 2)
    if size > LARGEST:
        raise Unplayable("large")
    boxes = list(_boxes_of(sent, size))
    kinds = [each.kind for each in boxes]
    if kinds[:1] != [b"ftyp"] or _brand(sent, boxes[0]) == b"qt  ":
        raise Unplayable("kind")
    once = kinds.count(b"moov") == 1 and kinds.count(b"ftyp") == 1
    if not once or b"mdat" not in kinds or not set(kinds) <= _STANDS | _BLANKED:
        raise Unplayable("broken")
    for each in boxes:
        if each.kind in _INDEXES:
            _cleaned(sent, each)
    return boxes


def _brand(sent: BinaryIO, ftyp: Box) -> bytes:
    sent.seek(ftyp.inside)
    return sent.read(4)


def rewritten(sent: BinaryIO, boxes: list[Box]) -> Iterator[bytes]:
    """The video as it is kept: as long as it was, so that every place its index names is where it was."""
    for box in boxes:
        if box.kind in _INDEXES:
            yield _cleaned(sent, box)
        elif box.kind in _BLANKED:
            yield from _blank(box)
        else:
            sent.seek(box.start)
            yield from _pieces(sent, box.end - box.start)


def _pieces(sent: BinaryIO, length: int) -> Iterator[bytes]:
    while length:
        piece = sent.read(min(length, _PIECE))
        if not piece:
            raise Refused(_("The file could not be read to its end. Choose it again."))
        length -= len(piece)
        yield piece


def _blank(box: Box) -> Iterator[bytes]:
    """A free box of the same length with nothing in it."""
    length = box.end - box.start
    wide = length >= 2**32
    yield (b"\0\0\0\1free" + length.to_bytes(8, "big")) if wide else length.to_bytes(4, "big") + _FREE
    left = length - (16 if wide else 8)
    while left:
        piece = min(left, _PIECE)
        yield bytes(piece)
        left -= piece


def _boxes_of(sent: BinaryIO, size: int) -> Iterator[Box]:
    """The boxes of the first level: one behind the other, to the last byte."""
    at = 0
    for _turn in range(_MOST_BOXES):
        if at == size:
            return
        sent.seek(at)
        box = _box(sent.read(16), at, size)
        yield box
        at = box.end
    raise Unplayable("broken")


def _box(head: bytes, at: int, end: int) -> Box:
    """The box that begins at ``at`` and ends at ``end`` at the latest."""
    length, kind, inside = int.from_bytes(head[:4], "big"), head[4:8], at + 8
    if len(head) < 8:
        raise Unplayable("broken" if at else "kind")
    if length == 1:
        length, inside = int.from_bytes(head[8:16], "big"), at + 16
    elif length == 0 and kind == b"mdat":  # to the end of the file
        length = end - at
    if not inside - at <= length <= end - at:
        raise Unplayable("broken" if at else "kind")
    return Box(kind, at, inside, at + length)


def _inside(index: bytearray, start: int, end: int) -> list[Box]:
    found: list[Box] = []
    at = start
    while at < end:
        if len(found) == _MOST_BOXES:
            raise Unplayable("broken")
        box = _box(bytes(index[at : min(at + 16, end)]), at, end)
        if box.kind == b"mdat":
            raise Unplayable("broken")
        found.append(box)
        at = box.end
    return found


def _cleaned(sent: BinaryIO, box: Box) -> bytes:
    """An index without what says something of its maker: names, places, times, programs."""
    length = box.end - box.start
    if length > _LARGEST_INDEX:
        raise Unplayable("broken")
    sent.seek(box.start)
    index = bytearray(sent.read(length))
    tracks: list[bytes] = []
    _clean(index, Box(box.kind, 0, box.inside - box.start, length), tracks)
    if box.kind == b"moov" and b"vide" not in tracks:
        raise Unplayable("kind")
    return bytes(index)


def _clean(index: bytearray, box: Box, tracks: list[bytes], depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise Unplayable("broken")
    for each in _inside(index, box.inside, box.end):
        if each.kind == b"cmov":  # packed
            raise Unplayable("broken")
        if each.kind == b"hdlr":
            tracks.append(_handler(index, each))
        elif each.kind == b"dref":
            _at_home(index, each)
        elif each.kind == b"stsd":
            _known_format(index, each, tracks)
        elif each.kind in _TIMED:
            _timeless(index, each)
        elif each.kind in _HOLD:
            _clean(index, each, tracks, depth + 1)
        elif each.kind not in _KEPT:
            _free(index, each)


def _free(index: bytearray, box: Box) -> None:
    index[box.start + 4 : box.start + 8] = _FREE
    _zero(index, box.inside, box.end)


def _zero(index: bytearray, start: int, end: int) -> None:
    index[start:end] = bytes(max(0, end - start))


def _has(box: Box, least: int) -> None:
    """There are as many bytes in it as are going to be read, so that none is taken from what follows."""
    if box.end - box.inside < least:
        raise Unplayable("broken")


def _handler(index: bytearray, box: Box) -> bytes:
    """What a track is for. Its name, which is its maker's, goes, and who wrote the handler."""
    _has(box, 12)
    kind = bytes(index[box.inside + 8 : box.inside + 12])
    if kind not in _FORMATS:
        raise Unplayable("tracks")
    _zero(index, box.inside + 12, box.end)
    return kind


def _timeless(index: bytearray, box: Box) -> None:
    """When it was made and changed stands first, behind its version: twice four bytes, or twice eight."""
    _has(box, 1)
    version = index[box.inside]
    if version > 1:
        raise Unplayable("broken")
    times = 16 if version else 8
    _has(box, 4 + times)
    _zero(index, box.inside + 4, box.inside + 4 + times)


def _at_home(index: bytearray, box: Box) -> None:
    """Its pictures and sound lie in the file itself, so there is no address to keep."""
    for each in _inside(index, box.inside + 8, box.end):
        _has(each, 4)
        if each.kind not in (b"url ", b"urn ", b"alis") or index[each.inside + 3] != 1:
            raise Unplayable("outside")
        _zero(index, each.inside + 4, each.end)


def _known_format(index: bytearray, box: Box, tracks: list[bytes]) -> None:
    """The track's handler stands before its formats."""
    formats = _inside(index, box.inside + 8, box.end)
    if not tracks or not formats or not {each.kind for each in formats} <= _FORMATS[tracks[-1]]:
        raise Unplayable("kind")
    for each in formats:
        _only_settings(index, each, tracks[-1])


def _only_settings(index: bytearray, box: Box, handler: bytes) -> None:
    """A format without the name of the program that packed its pictures, and without boxes of its maker's."""
    _has(box, _FIELDS[handler])
    if handler == b"vide":
        _zero(index, box.inside + 42, box.inside + 74)
    elif any(index[box.inside + 8 : box.inside + 10]):  # QuickTime's own, which has more fields
        raise Unplayable("kind")
    for each in _inside(index, box.inside + _FIELDS[handler], box.end):
        numbers = each.kind == b"colr" and bytes(index[each.inside : each.inside + 4]) in _COLOURS
        if not numbers and each.kind not in _SETTINGS:
            _free(index, each)
