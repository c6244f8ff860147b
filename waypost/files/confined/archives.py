"""Archives: read entry by entry and counted while read, for a directory can lie; written anew without a tail."""

import stat
import zipfile
from io import BytesIO

from waypost.files.confined import Unfit

MOST_ENTRIES = 2_000
MOST_BYTES = 100 * 1024 * 1024  # all entries together, unpacked
HIGHEST_RATIO = 150
_SMALL = 1024 * 1024  # a small entry may be packed as tightly as it likes
_PIECE = 256 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def entries(content: bytes) -> dict[str, bytes]:
    """Every entry by its name. Raises Unfit for bombs, names that climb, two names that fall together."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            listed = [each for each in archive.infolist() if not each.is_dir()]
            if len(listed) > MOST_ENTRIES:
                raise Unfit("bomb")
            _check_names(listed)
            found, left = {}, MOST_BYTES
            for each in listed:
                found[each.filename] = _unpacked(archive, each, left)
                left -= len(found[each.filename])
            return found
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        raise Unfit("broken") from None


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, body)
    return out.getvalue()


def _check_names(listed: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for each in listed:
        parts = each.filename.split("/")
        link = stat.S_ISLNK(each.external_attr >> 16)
        if link or "\\" in each.filename or ":" in each.filename or {"", ".", ".."} & set(parts):
            raise Unfit("broken")
        if each.filename.lower() in seen:
            raise Unfit("broken")
        seen.add(each.filename.lower())
        if each.flag_bits & 0x1:
            raise Unfit("locked")
        if each.compress_type not in _PACKINGS:
            raise Unfit("broken")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    pieces, size = [], 0
    with archive.open(entry) as opened:
        while piece := opened.read(_PIECE):
            size += len(piece)
            if size > most or (size > _SMALL and size > HIGHEST_RATIO * max(entry.compress_size, 1)):
                raise Unfit("bomb")
            pieces.append(piece)
    return b"".join(pieces)
