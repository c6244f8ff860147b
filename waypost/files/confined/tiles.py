"""A large picture cut into tiles, at each size from whole to half a tile: what deep zoom fetches piece by piece."""

from collections.abc import Iterator
from io import BytesIO
from math import ceil, log2
from typing import Any

from PIL import Image

from waypost.files.confined.image import decoded

SIZE = 512  # pixels, each side


def cut(content: bytes) -> Iterator[Any]:
    """Parts named "level/column/row"; facts: size, least and most level. The most is the picture as it is; each below
    it is half as large.
    """
    image = decoded(content)[0]
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    most = ceil(log2(max(image.size)))
    least = most - max(0, ceil(log2(max(image.size) / SIZE)))
    yield {"size": SIZE, "least": least, "most": most}
    whole = image.size
    for level in range(most, least - 1, -1):
        by = 2 ** (most - level)
        size = (ceil(whole[0] / by), ceil(whole[1] / by))
        image = image if image.size == size else image.resize(size, Image.Resampling.BOX)
        for column in range(ceil(size[0] / SIZE)):
            for row in range(ceil(size[1] / SIZE)):
                box = (column * SIZE, row * SIZE)
                end = (min(size[0], box[0] + SIZE), min(size[1], box[1] + SIZE))
                yield f"{level}/{column}/{row}", _written(image.crop((*box, *end)))


def _written(tile: Image.Image) -> bytes:
    out = BytesIO()
    tile.save(out, "JPEG", quality=85)
    return out.getvalue()
