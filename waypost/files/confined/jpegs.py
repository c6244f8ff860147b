"""JPEGs inside other files: their pixels stay as they are, what a camera wrote beside them goes.

What can't be followed to its end is refused: a reader's program might find in it what we did not.
"""

import re
import struct
from collections.abc import Iterator

from waypost.files.confined import Unfit

_START, _END, _SCAN, _COMMENT, _ADOBE = 0xD8, 0xD9, 0xDA, 0xFE, 0xEE
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
# Inside a scan: a marker that is neither a stuffed byte nor one to start again from.
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_ADOBE_LENGTH = 16  # with its marker: how the colours are coded; without it they come out wrong

_CODESTREAM = b"\xff\x4f\xff\x51"
_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}
_TILE, _WORDS = 0x90, 0x64


def bare(jpeg: bytes) -> bytes:
    """The picture without application segments and comments (EXIF, GPS, XMP, thumbnails), and without a tail."""
    start = jpeg.find(b"\xff\xd8\xff")
    if start < 0:
        raise Unfit("broken")
    return b"\xff\xd8" + b"".join(_segments(jpeg, start + 2)) + b"\xff\xd9"


def _segments(jpeg: bytes, at: int) -> Iterator[bytes]:
    """What is kept between the first marker and the end of the first picture."""
    while at < len(jpeg):
        found = _MARKER.match(jpeg, at)
        if found is None:
            raise Unfit("broken")
        marker, at = found[1][0], found.end() - 2
        if marker == _END:
            return
        end = at + 2 if marker in _ALONE else at + 2 + _length(jpeg, at + 2)
        if marker == _ADOBE and jpeg[at + 4 : at + 9] == b"Adobe" and end >= at + _ADOBE_LENGTH:
            yield b"\xff\xee\x00\x0e" + jpeg[at + 4 : at + _ADOBE_LENGTH]
        elif not 0xE0 <= marker <= 0xEF and marker != _COMMENT:
            yield jpeg[at:end]
        at = end
        if marker == _SCAN:
            following = _MARKER.search(jpeg, at)
            at = following.start() if following else len(jpeg)
            yield jpeg[end:at]


def bare_2000(picture: bytes) -> bytes:
    """The same of a JPEG 2000, in boxes or bare: only what says how it is coded, and the picture, without comments."""
    if picture.startswith(_CODESTREAM):
        return _without_comments(picture)
    return b"".join(_boxes(picture))


def _boxes(picture: bytes) -> Iterator[bytes]:
    at, pictures = 0, 0
    while at + 8 <= len(picture) and not pictures:
        length, kind = struct.unpack_from(">I4s", picture, at)
        head = 8
        if length == 1:
            length, head = struct.unpack_from(">Q", picture.ljust(at + 16, b"\0"), at + 8)[0], 16
        end = len(picture) if length == 0 else at + length
        if end < at + head or end > len(picture):
            raise Unfit("broken")
        body = picture[at + head : end]
        if kind == b"jp2c":
            body, pictures = _without_comments(body), 1
        if kind in _BOXES:
            yield struct.pack(">I4s", 8 + len(body), kind) + body
        at = end
    if not pictures:
        raise Unfit("broken")


def _without_comments(stream: bytes) -> bytes:
    """A codestream without the comments of its main header."""
    if not stream.startswith(_CODESTREAM):
        raise Unfit("broken")
    kept, at = [stream[:2]], 2
    while stream[at + 1 : at + 2] != bytes([_TILE]):
        end = at + 2 + _length(stream, at + 2)
        if stream[at] != 0xFF:
            raise Unfit("broken")
        if stream[at + 1] != _WORDS:
            kept.append(stream[at:end])
        at = end
    end = stream.rfind(b"\xff\xd9")
    return b"".join(kept) + stream[at : end + 2 if end > at else len(stream)]


def _length(content: bytes, at: int) -> int:
    """The length written at a place, if so much is there."""
    length = int.from_bytes(content[at : at + 2], "big")
    if length < 2 or at + length > len(content):
        raise Unfit("broken")
    return length
