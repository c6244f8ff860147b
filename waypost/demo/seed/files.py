"""The files of the demo: drawn and set by Typst from ``world/files``, taken in like anybody's."""

from pathlib import Path

import typst
from django.conf import settings

from waypost.files.intake import Clean, take_in

FOLDER = Path(__file__).parent.parent / "world" / "files"


def clean_file(source: str, name: str) -> Clean:
    """The file made from ``source``, called ``name``: what Typst sets, as PDF or PNG, else the source as it lies."""
    path = FOLDER / source
    if path.suffix != ".typ":
        return take_in(path.read_bytes(), name)
    fonts = [str(settings.PRINT_FONTS)]
    if name.endswith(".pdf"):
        return take_in(typst.compile(str(path), format="pdf", font_paths=fonts), name)
    return take_in(typst.compile(str(path), format="png", ppi=144, font_paths=fonts), name)
