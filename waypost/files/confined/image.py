"""Pictures: decoded, and written anew from their pixels alone. No EXIF, no profile, no second frame, no tail."""

from collections.abc import Iterator
from io import BytesIO
from math import ceil, floor
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from waypost.files.confined import Unfit
from waypost.files.confined.marking import picture

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000
PREVIEW = 640  # pixels, the longer side
SMALL = 360  # for the first view of a page with pictures, whose 60 KB they share (docs/benchmarks.md)
SMALL_QUALITY = 30
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
_LOSSY = {"JPEG", "MPO", "WEBP", "TIFF"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def clean(content: bytes) -> Iterator[Any]:
    """Parts "content", "preview" and "small"; facts: media type, width and height in pixels."""
    image, lossy = decoded(content)
    as_jpeg = lossy and image.mode in ("L", "RGB")
    yield "content", written(image, jpeg=as_jpeg)
    yield "preview", preview(image)
    yield "small", small(image)
    yield {
        "media_type": "image/jpeg" if as_jpeg else "image/png",
        "width": image.width,
        "height": image.height,
    }


def stamp(content: bytes, given: dict[str, str], kind: str) -> Iterator[Any]:
    """Part "content": a picture that ``clean`` made, with its reader's name across it, of the same ``kind``."""
    image, _lossy = decoded(content)
    over = marked(image, given)
    yield "content", _webp(over) if kind == "image/webp" else written(over, jpeg=kind == "image/jpeg")


def burn(content: bytes, boxes: list[list[float]], jpeg: bool) -> Iterator[Any]:
    """Parts as of ``clean``: a picture that it made, with these boxes black; width and height as facts.

    ``boxes`` are [left, top, width, height] in fractions; a pixel that one touches goes.
    """
    image, _lossy = decoded(content)
    draw = ImageDraw.Draw(image)
    wide, tall = image.size
    for left, top, width, height in boxes:
        right, bottom = ceil((left + width) * wide) - 1, ceil((top + height) * tall) - 1
        x, y = floor(left * wide), floor(top * tall)
        draw.rectangle(
            (x, y, max(x, right), max(y, bottom)), fill="black"
        )  # opaque where a picture can be clear
    yield "content", written(image, jpeg=jpeg)
    yield "preview", preview(image)
    yield "small", small(image)
    yield {"width": image.width, "height": image.height}


def marked(image: Image.Image, given: dict[str, str]) -> Image.Image:
    """The picture with the marking across it, still transparent where it was."""
    over = Image.open(BytesIO(picture(image.width, image.height, given))).convert("RGBA")
    whole = Image.alpha_composite(image.convert("RGBA"), over.resize(image.size))
    return whole if image.mode == "RGBA" else whole.convert("RGB")


def preview(image: Image.Image) -> bytes:
    return written(_within(image, PREVIEW), jpeg=True)


def small(image: Image.Image) -> bytes:
    """A WebP of some 8 KB: a third less than a JPEG that shows as much."""
    return _webp(_within(image, SMALL))


def _within(image: Image.Image, side: int) -> Image.Image:
    """Not longer than this, and on white where it was clear."""
    less = image.copy()
    less.thumbnail((side, side), Image.Resampling.LANCZOS)
    if less.mode == "RGBA":
        white = Image.new("RGBA", less.size, "white")
        less = Image.alpha_composite(white, less).convert("RGB")
    return less


def _webp(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=SMALL_QUALITY, method=6)
    return out.getvalue()


def written(image: Image.Image, *, jpeg: bool) -> bytes:
    out = BytesIO()
    if jpeg:
        image.save(out, "JPEG", quality=88, optimize=True)
    else:
        image.save(out, "PNG")
    return out.getvalue()


def decoded(content: bytes) -> tuple[Image.Image, bool]:
    """The pixels, upright, and nothing beside them; and whether they came from a lossy format."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Unfit("pixels") from None
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise Unfit("pixels")
    lossy = image.format in _LOSSY
    image.load()
    upright = _in_plain_mode(ImageOps.exif_transpose(image))
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare, lossy


def _in_plain_mode(image: Image.Image) -> Image.Image:
    """In grey, colours, or colours with transparency."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "L"):
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        opaque = clear.getchannel("A").getextrema()[0] == 255
        return clear.convert("RGB") if opaque else clear
    return image.convert("RGB")


def same_kind(content: bytes) -> bytes:
    """A picture inside another file, written anew in the format its place expects."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
        kind = image.format or ""
    except Image.DecompressionBombError:
        raise Unfit("pixels") from None
    bare, _lossy = decoded(content)
    out = BytesIO()
    kind = "JPEG" if kind == "MPO" else kind
    (bare.convert("RGB") if kind == "JPEG" else bare).save(out, kind)
    return out.getvalue()
