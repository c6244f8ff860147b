"""Pictures: decoded, and written anew from their pixels alone. No EXIF, no profile, no second frame, no tail."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from waypost.files.confined import Unfit
from waypost.files.confined.marking import picture

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000
PREVIEW = 640  # pixels, the longer side
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
_LOSSY = {"JPEG", "MPO", "WEBP", "TIFF"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def clean(content: bytes) -> Iterator[Any]:
    """Parts "content" and "preview"; facts: media type, width and height in pixels."""
    image, lossy = _decoded(content)
    as_jpeg = lossy and image.mode in ("L", "RGB")
    yield "content", written(image, jpeg=as_jpeg)
    yield "preview", preview(image)
    yield {
        "media_type": "image/jpeg" if as_jpeg else "image/png",
        "width": image.width,
        "height": image.height,
    }


def stamp(content: bytes, given: dict[str, str], jpeg: bool) -> Iterator[Any]:
    """Part "content": a picture that ``clean`` made, with its reader's name across it."""
    image, _lossy = _decoded(content)
    yield "content", written(marked(image, given), jpeg=jpeg)


def marked(image: Image.Image, given: dict[str, str]) -> Image.Image:
    """The picture with the marking across it, still transparent where it was."""
    over = Image.open(BytesIO(picture(image.width, image.height, given))).convert("RGBA")
    whole = Image.alpha_composite(image.convert("RGBA"), over.resize(image.size))
    return whole if image.mode == "RGBA" else whole.convert("RGB")


def preview(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((PREVIEW, PREVIEW))
    if small.mode == "RGBA":
        white = Image.new("RGBA", small.size, "white")
        small = Image.alpha_composite(white, small).convert("RGB")
    return written(small, jpeg=True)


def written(image: Image.Image, *, jpeg: bool) -> bytes:
    out = BytesIO()
    if jpeg:
        image.save(out, "JPEG", quality=88, optimize=True)
    else:
        image.save(out, "PNG")
    return out.getvalue()


def _decoded(content: bytes) -> tuple[Image.Image, bool]:
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
    bare, _lossy = _decoded(content)
    out = BytesIO()
    kind = "JPEG" if kind == "MPO" else kind
    (bare.convert("RGB") if kind == "JPEG" else bare).save(out, kind)
    return out.getvalue()
