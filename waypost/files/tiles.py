"""The tiles of a picture in one sealed container: an index, then tile after tile. Read piece by piece, never unpacked.

4 bytes  length of the index
index    JSON: size, least, most, and under "tiles": "level/column/row" -> [from, to], counted from the index' end
"""

import json
from dataclasses import dataclass
from typing import Any

from waypost.files import vault
from waypost.files.confined import Broken, Made, Stopped, Unfit, work
from waypost.files.models import StoredFile

WORTH = 1024  # pixels: a picture whose longer side has no more is shown whole
SECONDS = 60
_HEAD = 4


@dataclass(frozen=True)
class Levels:
    """How a picture is cut: side of a tile, and from which level to which."""

    size: int
    least: int
    most: int


def cut(file: StoredFile) -> bytes:
    """The container of a picture's tiles; an empty one where they could not be made, so that nobody tries for ever."""
    try:
        made = work("tiles.cut", vault.read(file), seconds=SECONDS)
    except (Stopped, Broken, Unfit):
        made = Made()
    return packed(made)


def packed(made: Made) -> bytes:
    """What was cut, in one piece."""
    places, at = {}, 0
    for name, tile in made.parts:
        places[name], at = [at, at + len(tile)], at + len(tile)
    index = json.dumps({**made.facts, "tiles": places}).encode()
    return b"".join([len(index).to_bytes(_HEAD, "big"), index, *(tile for _name, tile in made.parts)])


def levels(file: StoredFile) -> Levels | None:
    """How the tiles of a picture are laid out; None where it has none."""
    if not file.tiles or file.is_erased:
        return None
    opened = vault.open_part(file, vault.TILES)
    try:
        index = _index(opened)[0]
    finally:
        opened.close()
    if not index["tiles"]:
        return None
    return Levels(int(index["size"]), int(index["least"]), int(index["most"]))


def tile(file: StoredFile, level: int, column: int, row: int) -> bytes | None:
    """One tile; None where there is no such. Whoever calls this has decided that the reader may read."""
    if not file.tiles or file.is_erased:
        return None
    opened = vault.open_part(file, vault.TILES)
    try:
        index, start = _index(opened)
        place = index["tiles"].get(f"{level}/{column}/{row}")
        return b"".join(opened.read(start + place[0], start + place[1])) if place else None
    finally:
        opened.close()


def _index(opened: Any) -> tuple[dict[str, Any], int]:
    """The index of a container, and where it ends."""
    length = int.from_bytes(b"".join(opened.read(0, _HEAD)), "big")
    return dict(json.loads(b"".join(opened.read(_HEAD, _HEAD + length)))), _HEAD + length
