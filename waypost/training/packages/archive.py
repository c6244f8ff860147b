"""An e-module's archive: looked through before anything is unpacked, then read file by file and never onto a disk.

archive = Archive(opened, findings)        # raises Unfit where it can't be read at all
for each in archive.members(): ...         # only where nothing was refused
"""

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from waypost.training.packages import kinds, names, zips
from waypost.training.packages.findings import Findings, Unfit

MOST_BYTES = 500 * 1024 * 1024  # of the archive, and of all that it unpacks to
LARGEST = 200 * 1024 * 1024  # of one file
MOST_FILES = 5_000
HIGHEST_RATIO = 200
_SMALL = 1024 * 1024  # a small file may be packed as tightly as it likes
_METHODS = {zips.STORED, zips.DEFLATED}
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class File:
    """A file that was read to its end: it has this size and this SHA-256 (hexadecimal).

    ``kind`` is its media type, None where it is not given out.
    """

    name: str
    kind: str | None
    size: int
    sha256: str


class Member:
    """A file to keep. Its pieces may be read as often as wanted."""

    def __init__(self, archive: "Archive", file: File) -> None:
        self._archive = archive
        self.name, self.size, self.sha256 = file.name, file.size, file.sha256
        self.kind = file.kind or ""

    def pieces(self) -> Iterator[bytes]:
        return self._archive.pieces(self.name)


class Archive:
    """``entries`` are the files by their safe names, in the order of the directory, without what systems left there."""

    def __init__(self, file: BinaryIO, findings: Findings) -> None:
        self._file = file
        self._findings = findings
        self.entries: dict[str, zips.Entry] = {}
        self._alike: dict[str, str] = {}
        size = 0
        for entry in zips.directory(file, MOST_FILES):
            self._take(entry)
            size += entry.size
        if size > MOST_BYTES:
            findings.refuse("large_whole", size=_megabytes(size), most=_megabytes(MOST_BYTES))
        self._check_folders()
        self.unpacked = size

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def find(self, name: str) -> str | None:
        """The file that some system takes for the one of this name."""
        return name if name in self.entries else self._alike.get(names.alike(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Raises Unfit where the file is other than the directory says, the latest at its end."""
        try:
            yield from zips.pieces(self._file, self.entries[name])
        except Unfit as unfit:
            raise Unfit(unfit.finding.code, name) from None

    def read(self, name: str, most: int) -> bytes:
        """The whole file, or Unfit where it is larger than ``most`` bytes."""
        if self.entries[name].size > most:
            raise Unfit("large_to_read", name, size=_megabytes(self.entries[name].size))
        return b"".join(self.pieces(name))

    def members(self) -> Iterator[Member]:
        """The files to keep, each proved before it is given. Raises ValueError where the archive was refused."""
        if self._findings.refused:
            raise ValueError("This package is refused: nothing of it may be kept")
        for name in self.entries:
            if kinds.kind(name):
                yield Member(self, self.proved(name))

    def proved(self, name: str) -> File:
        """Read to its end. Raises Unfit like ``pieces``."""
        digest = hashlib.sha256()
        for piece in self.pieces(name):
            digest.update(piece)
        return File(name, kinds.kind(name), self.entries[name].size, digest.hexdigest())

    def _take(self, entry: zips.Entry) -> None:
        try:
            name, guessed = names.decoded(entry.raw, bool(entry.flags & zips.UTF_8))
            folder = name.endswith("/")
            names.check(name[:-1] if folder else name)
            _check(name, entry)
            if folder or names.is_litter(name):
                return
            self._add(name, entry)
        except Unfit as unfit:
            self._findings.add(unfit.finding)
        else:
            if guessed:
                self._findings.warn("name_guessed", name)

    def _add(self, name: str, entry: zips.Entry) -> None:
        other = self._alike.setdefault(names.alike(name), name)
        if name in self.entries or other != name:
            raise Unfit("name_twice", names.shown(name), other=names.shown(other))
        self.entries[name] = entry

    def _check_folders(self) -> None:
        """No file bears the name of a folder that others lie in."""
        folders = {names.alike(each): each for name in self.entries for each in _folders(name)}
        for folder in folders.keys() & self._alike.keys():
            self._findings.refuse(
                "name_twice", names.shown(folders[folder]), other=names.shown(self._alike[folder])
            )


def _folders(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:nth]) for nth in range(1, len(parts)))


def _check(name: str, entry: zips.Entry) -> None:
    if stat.S_IFMT(entry.mode) not in (0, stat.S_IFDIR if name.endswith("/") else stat.S_IFREG):
        raise Unfit("link", names.shown(name))
    if entry.flags & (zips.ENCRYPTED | zips.STRONGLY):
        raise Unfit("locked", names.shown(name))
    if entry.method not in _METHODS or entry.flags & zips.PATCH:
        raise Unfit("method", names.shown(name))
    if entry.size > LARGEST:
        size, most = _megabytes(entry.size), _megabytes(LARGEST)
        raise Unfit("large_file", names.shown(name), size=size, most=most)
    if entry.size > max(_SMALL, HIGHEST_RATIO * entry.packed):
        raise Unfit("bomb", names.shown(name), size=_megabytes(entry.size), most=HIGHEST_RATIO)


def _megabytes(size: int) -> int:
    return -(-size // _MEGABYTE)
