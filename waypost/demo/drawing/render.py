"""From SVG to a picture: Typst sets it with the portal's fonts, as it sets every paper of the portal."""

from functools import cache

import typst
from django.conf import settings

PIXELS = 9  # of a millimetre
_INCH = 25.4
_PAGE = """#let at(name) = float(sys.inputs.at(name)) * 1mm
#set page(width: at("w"), height: at("h"), margin: 0mm)
#image(bytes(sys.inputs.drawing), format: "svg", width: at("w"), height: at("h"))
"""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(settings.PRINT_FONTS)])


def picture(svg: str, w: float, h: float, *, pixels: float = PIXELS) -> bytes:
    """The PNG of a drawing of so many millimetres."""
    given = {"drawing": svg, "w": str(w), "h": str(h)}
    made = typst.Compiler(_PAGE.encode(), font_paths=_fonts(), sys_inputs=given).compile(
        format="png", ppi=pixels * _INCH
    )
    assert isinstance(made, bytes)  # noqa: S101  one page
    return made
