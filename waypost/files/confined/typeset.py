"""Papers: a Typst source of ours over data that anybody may have written, set as a PDF.

The data come in as one JSON string (``json(bytes(sys.inputs.data))`` in the source), never as source: nothing in them
is read as markup. Only the fonts that are named are there, and the time comes with the data, so the same data give the
same bytes.
"""

import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import typst
from PIL import Image

from waypost.files.confined import pdf

_compiler: Any = typst.Compiler  # its own types do not say that it takes files from memory

MAIN, DATA = "main.typ", "data.json"


def paper(
    content: bytes, fonts: list[str], made_at: int, given: dict[str, str] | None = None
) -> Iterator[Any]:
    """Part "content": the PDF of a packed paper (``packed``); with its reader's name across it, if one is given.

    Tagged as PDF/UA where it can be. A sign that no font of ours has may stand on no such paper; then it stands on a
    plain one, as an empty box.
    """
    with zipfile.ZipFile(BytesIO(content)) as files:
        parts = {name: files.read(name) for name in files.namelist()}
    inputs = {"data": parts.pop(DATA).decode()}
    faces = typst.Fonts(include_system_fonts=False, font_paths=fonts)
    texts = {name: _as_text(part) for name, part in parts.items()}

    def compiled(**standard: str) -> bytes:
        compiler: Any = _compiler(texts, font_paths=faces, sys_inputs=inputs)
        return bytes(compiler.compile(format="pdf", timestamp=made_at, **standard))

    made = _tagged(compiled)
    if given is None:
        yield "content", made
    else:
        yield from pdf.stamp(made, given)


def _tagged(compiled: Callable[..., bytes]) -> bytes:
    try:
        return compiled(pdf_standards="ua-1")
    except typst.TypstError:
        return compiled()


def _as_text(part: bytes) -> bytes:
    """The compiler takes files from memory as text only: a photograph is given inside a drawing."""
    if part.startswith(b"\x89PNG"):
        kind = b"png"
    elif part.startswith(b"\xff\xd8\xff"):
        kind = b"jpeg"
    else:
        return part
    with Image.open(BytesIO(part)) as image:
        size = b'width="%d" height="%d"' % image.size
    inside = b'<image %s href="data:image/%s;base64,%s"/>' % (size, kind, b64encode(part))
    return b'<svg xmlns="http://www.w3.org/2000/svg" %s>%s</svg>' % (size, inside)


def packed(source: bytes, data: str, pictures: dict[str, bytes]) -> bytes:
    """A paper as ``paper`` takes it: its source, its data as JSON, and the pictures that the source names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as files:
        for name, content in {MAIN: source, DATA: data.encode(), **pictures}.items():
            files.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
