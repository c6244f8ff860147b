"""Pictures in a PDF, wherever they lie: unpacked down to the JPEG, bared of what a camera wrote beside the pixels."""

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from waypost.files.confined import Unfit
from waypost.files.confined.jpegs import bare, bare_2000

_BARED = {"/DCTDecode": bare, "/DCT": bare, "/JPXDecode": bare_2000}
# A JPEG in the middle of drawing: only what might hold one is taken apart, for that is slow.
_INLINE = re.compile(rb"\bBI\b.*?/(?:DCT|#44|D#43|DC#54)", re.DOTALL)
_PACKING = {"/F", "/Filter", "/DP", "/DecodeParms"}


def bare_stream(stream: Stream) -> None:
    """Bare a picture, or the pictures that stand in the middle of a stream of drawing."""
    packings, parameters = _listed(stream.get("/Filter")), _listed(stream.get("/DecodeParms"))
    at = next((at for at, packing in enumerate(packings) if str(packing) in _BARED), None)
    if at is None:
        if stream.get("/Subtype") != "/Image":
            _bare_drawing(stream)
        return
    if at != len(packings) - 1:  # a picture unpacked further: no program writes that
        raise Unfit("broken")
    content = _unpacked(stream, packings[:at], parameters[:at])
    last = parameters[at] if at < len(parameters) and isinstance(parameters[at], Dictionary) else None
    kind = str(packings[at])
    stream.write(_BARED[kind](content), filter=Name("/JPXDecode" if kind == "/JPXDecode" else "/DCTDecode"))
    if last is not None and "/ColorTransform" in last:
        stream.DecodeParms = Dictionary(ColorTransform=last.ColorTransform)


def join_contents(page: pikepdf.Page) -> None:
    """Make one stream of a page's drawing where a picture in it may reach from one into the next."""
    contents = page.obj.get("/Contents")
    if isinstance(contents, Array) and len(contents) > 1:
        whole = b"\n".join(each.read_bytes() for each in contents if isinstance(each, Stream))
        if _INLINE.search(whole):
            page.contents_coalesce()


def _listed(value: Object | None) -> list[Any]:
    return list(value) if isinstance(value, Array) else [value] if value is not None else []


def _unpacked(stream: Stream, packings: list[Any], parameters: list[Any]) -> bytes:
    """The content with its outer packings off."""
    raw = stream.read_raw_bytes()
    if not packings:
        return bytes(raw)
    given = [each if isinstance(each, Dictionary) else None for each in parameters] or None
    stream.write(raw, filter=Array(packings), decode_parms=Array(given) if given else None)
    return bytes(stream.read_bytes())


def _bare_drawing(stream: Stream) -> None:
    try:
        drawing = stream.read_bytes()
    except pikepdf.PdfError:  # packed in a way that holds no drawing
        return
    if not _INLINE.search(drawing):
        return
    pieces = [
        _bared_inline(each.iimage)
        if isinstance(each, pikepdf.ContentStreamInlineImage)
        else pikepdf.unparse_content_stream([each])
        for each in pikepdf.parse_content_stream(stream)
    ]
    stream.write(b"\n".join(pieces))


def _bared_inline(image: pikepdf.PdfInlineImage) -> bytes:
    if not set(image.filters) & set(_BARED):
        return bytes(image.unparse())
    tokens = image._image_object  # names and values in turn
    said = [
        token.unparse() if isinstance(token, Object) else str(token).encode()
        for name, value in zip(tokens[::2], tokens[1::2], strict=True)
        if str(name) not in _PACKING
        for token in (name, value)
    ]
    apart = pikepdf.new()
    held = apart.make_stream(bytes(image.read_raw_bytes()))
    held.Filter = Array([Name(each) for each in image.filters])
    bare_stream(held)
    return b"BI " + b" ".join(said) + b" /F /DCT ID " + held.read_raw_bytes() + b"\nEI"
