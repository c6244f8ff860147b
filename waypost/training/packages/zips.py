"""The zip format, read from a seekable file: the directory first, then one entry at a time, piece by piece.

Python's ``zipfile`` reads a directory of any length before it says how many entries there are, cuts names at a NUL,
takes an entry's declared size for its end, and never compares what two places in the file say of one entry. For
archives of strangers each of these is wrong, and what is left of the format is small.
Source: APPNOTE.TXT 6.3.9 of PKWARE, sections 4.3 and 4.5.3.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from waypost.training.packages.findings import Unfit

PIECE = 256 * 1024
# 5,000 entries with long Thai names in UTF-8 need 3.5 MB.
LONGEST_DIRECTORY = 4 * 1024 * 1024

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_64, _LOCATOR_64 = b"PK\x06\x06", b"PK\x06\x07"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_RECORD_64 = struct.Struct("<4sQ2H2L4Q")
_FINDER_64 = struct.Struct("<4sLQL")
_LONGEST_COMMENT = 0xFFFF
_UNSAID, _UNSAID_64 = 0xFFFF, 0xFFFFFFFF  # "look into the record of the long format"
_EXTRA_64 = 1
STORED, DEFLATED = 0, 8
ENCRYPTED, STRONGLY, PATCH, UTF_8 = 1, 1 << 6, 1 << 5, 1 << 11


@dataclass(frozen=True)
class Entry:
    """One line of the directory, as it stands. Sizes are in bytes, and not yet proved."""

    raw: bytes  # the name
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int  # of the file, as Unix has it; 0 where the archive doesn't come from there

    @property
    def end(self) -> int:
        """The least that the entry takes up in the file."""
        return self.offset + _LOCAL.size + len(self.raw) + self.packed


@dataclass(frozen=True)
class _Directory:
    entries: int
    size: int
    offset: int
    end: int  # where it must end at the latest


def directory(file: BinaryIO, most: int) -> list[Entry]:
    """All entries in their order. Raises Unfit for what is cut off, says two things at once, or has too many."""
    found = _found(file)
    if found.entries > most:
        raise Unfit("many", count=found.entries, most=most)
    if found.size > LONGEST_DIRECTORY:
        raise Unfit("directory")
    if found.offset + found.size != found.end:
        raise Unfit("prefixed" if found.offset + found.size < found.end else "cut_off")
    content, at = _read(file, found.offset, found.size), 0
    entries: list[Entry] = []
    while at < len(content):
        if len(entries) == most:
            raise Unfit("many", count=f"> {most}", most=most)
        entry, at = _entry(content, at)
        entries.append(entry)
    if len(entries) != found.entries:
        raise Unfit("directory")
    _check_apart(entries, found.offset)
    return entries


def pieces(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The content, unpacked. Raises Unfit as soon as it is more than was declared, and at the end where it is less or
    other: whoever came to the end has what the directory says.
    """
    size = crc = 0
    for piece in _unpacked(entry, _packed(file, entry)):
        size += len(piece)
        if size > entry.size:
            raise Unfit("lies")
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != entry.size:
        raise Unfit("lies")
    if crc != entry.crc:
        raise Unfit("damaged")


def _found(file: BinaryIO) -> _Directory:
    length = file.seek(0, 2)
    start = max(0, length - _END.size - _LONGEST_COMMENT)
    tail = _read(file, start, length - start)
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < _END.size:
        raise Unfit("cut_off")
    _, disk, its_disk, here, entries, size, offset, comment = _END.unpack_from(tail, at)
    if at + _END.size + comment != len(tail):
        raise Unfit("cut_off")
    if disk or its_disk or here != entries:
        raise Unfit("split")
    long = _long(file, start + at)
    if long is not None:
        _check_agree((entries, size, offset), long)
        return long
    if _UNSAID_64 in (size, offset):
        raise Unfit("cut_off")
    return _Directory(entries, size, offset, start + at)


def _long(file: BinaryIO, end: int) -> _Directory | None:
    """What the long format (zip64) says, where there is such a record right in front."""
    finder_at = end - _FINDER_64.size
    if finder_at < 0:
        return None
    magic, _, at, disks = _FINDER_64.unpack(_read(file, finder_at, _FINDER_64.size))
    if magic != _LOCATOR_64:
        return None
    if disks > 1:
        raise Unfit("split")
    if at + _RECORD_64.size > finder_at:
        raise Unfit("cut_off")
    record = _RECORD_64.unpack(_read(file, at, _RECORD_64.size))
    magic, _, _, _, disk, its_disk, here, entries, size, offset = record
    if magic != _END_64:
        raise Unfit("cut_off")
    if disk or its_disk or here != entries:
        raise Unfit("split")
    return _Directory(entries, size, offset, at)


def _check_agree(short: tuple[int, int, int], long: _Directory) -> None:
    """One who reads the short record must come to the same files as one who reads the long."""
    unsaid = (_UNSAID, _UNSAID_64, _UNSAID_64)
    for said, meaning, other in zip(short, unsaid, (long.entries, long.size, long.offset), strict=True):
        if said not in (meaning, other):
            raise Unfit("directory")


def _entry(content: bytes, at: int) -> tuple[Entry, int]:
    if len(content) - at < _CENTRAL.size:
        raise Unfit("cut_off")
    fields = _CENTRAL.unpack_from(content, at)
    magic, made_by, _, flags, method, _, _, crc, packed, size = fields[:10]
    name, extra, comment, disk, _, attributes, offset = fields[10:]
    names_at = at + _CENTRAL.size
    after = names_at + name + extra + comment
    if magic != CENTRAL or after > len(content):
        raise Unfit("cut_off")
    if disk not in (0, _UNSAID):
        raise Unfit("split")
    raw = content[names_at : names_at + name]
    more = content[names_at + name : names_at + name + extra]
    size, packed, offset = _long_numbers(more, size, packed, offset)
    mode = attributes >> 16 if made_by >> 8 in (3, 19) else 0  # Unix, macOS
    return Entry(raw, flags, method, crc, packed, size, offset, mode), after


def _long_numbers(extra: bytes, *numbers: int) -> list[int]:
    """Each number that the directory left unsaid, from the extra field of the long format."""
    said = _extra_64(extra)
    result = []
    for number in numbers:
        if number == _UNSAID_64:
            if len(said) < 8:
                raise Unfit("directory")
            number, said = int.from_bytes(said[:8], "little"), said[8:]
        result.append(number)
    return result


def _extra_64(extra: bytes) -> bytes:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == _EXTRA_64:
            return extra[4 : 4 + length]
        extra = extra[4 + length :]
    return b""


def _check_apart(entries: list[Entry], directory_at: int) -> None:
    """No two entries share bytes, and none lies behind the directory: a few bytes could unpack to anything."""
    end = 0
    for each in sorted(entries, key=lambda each: each.offset):
        if each.offset < end:
            raise Unfit("overlap")
        end = each.end
    if end > directory_at:
        raise Unfit("cut_off")
    first = min((each.offset for each in entries), default=0)
    if first:
        raise Unfit("prefixed")


def _packed(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The bytes of an entry as they lie in the file. Several entries may be read at once."""
    header = _LOCAL.unpack(_read(file, entry.offset, _LOCAL.size))
    magic, _, flags, method = header[:4]
    name, extra = header[-2:]
    at = entry.offset + _LOCAL.size
    if magic != LOCAL or _read(file, at, name) != entry.raw:
        raise Unfit("lies")
    if method != entry.method or (flags ^ entry.flags) & ENCRYPTED:
        raise Unfit("lies")
    at += name + extra
    end = at + entry.packed
    while at < end:
        piece = _read(file, at, min(PIECE, end - at))
        at += len(piece)
        yield piece


def _unpacked(entry: Entry, packed: Iterator[bytes]) -> Iterator[bytes]:
    if entry.method == STORED:
        yield from packed
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            while piece and not stream.eof:
                if made := stream.decompress(piece, PIECE):
                    yield made
                piece = stream.unconsumed_tail
            if stream.unused_data or (piece and stream.eof):
                raise Unfit("lies")
        while not stream.eof and (made := stream.decompress(b"", PIECE)):
            yield made
    except zlib.error:
        raise Unfit("damaged") from None
    if not stream.eof:
        raise Unfit("cut_off")


def _read(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    content = file.read(length)
    if len(content) != length:
        raise Unfit("cut_off")
    return content
