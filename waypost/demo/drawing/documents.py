"""The documents: where each part stands."""

from collections.abc import Callable
from functools import cache

from waypost.demo.drawing.parts import (
    device,
    film,
    ghost,
    lines_of_data,
    micro,
    number,
    paper,
    portrait,
    raised_band,
    stamp,
    title,
    under_uv,
    wheel,
    zone,
)
from waypost.demo.drawing.render import picture
from waypost.demo.drawing.shapes import box, path, rosette, words
from waypost.demo.drawing.sheet import Picture, Sheet
from waypost.demo.drawing.states import STATES


def draw(
    state: str,
    kind: str,
    defects: tuple[str, ...] = (),
    *,
    light: str = "WHT",
    specimen: bool = False,
    number: str = "",
    part: str = "",
) -> Picture:
    """One document. ``defects`` are what a fraud did; ``specimen``, that it carries a specimen's data and not covers;
    ``number``, where it has another than its kind's own; ``part`` shows only what stands around that spot, larger.
    """
    return _drawn(state, kind, tuple(sorted(defects)), light, specimen, number, part)


@cache
def _drawn(
    state: str, kind: str, defects: tuple[str, ...], light: str, specimen: bool, number: str, part: str
) -> Picture:
    w, h, draw_it = KINDS[kind]
    number = number or number_of(state, kind)
    sheet = Sheet(STATES[state], w, h, frozenset(defects), light in {"UVA", "UVC"}, specimen, number)
    paper(sheet)
    draw_it(sheet)
    if sheet.uv:
        under_uv(sheet)
    if part:
        return _around(sheet, part)
    return Picture(picture(_svg(sheet, 0, 0, w, h), w, h), sheet.spots, sheet.boxes)


_NUMBERS = {
    "passport": (0, "73412096"),
    "visa": (1, "40817733"),
    "card": (1, "8841205"),
    "residence": (1, "8841205"),
    "seaman": (1, "5500871"),
}


def number_of(state: str, kind: str) -> str:
    """The number of a kind of document: a letter of its state's code, and figures. Some kinds have none."""
    place, figures = _NUMBERS.get(kind, (0, ""))
    return STATES[state].code[place] + figures if figures else ""


def _around(sheet: Sheet, part: str) -> Picture:
    w, h = 40.0, 28.0
    x, y = (
        min(max(at * whole - side / 2, 0), whole - side)
        for at, whole, side in zip(sheet.spots[part], (sheet.w, sheet.h), (w, h), strict=True)
    )
    inside = {
        part: (
            round((sheet.spots[part][0] * sheet.w - x) / w, 4),
            round((sheet.spots[part][1] * sheet.h - y) / h, 4),
        )
    }
    return Picture(picture(_svg(sheet, x, y, w, h), w, h, pixels=26), inside, [])


def _svg(sheet: Sheet, x: float, y: float, w: float, h: float) -> str:
    a, b, c = ("#3a3478", "#3f3a80", "#353070") if sheet.uv else sheet.state.inks
    hard = sheet.has("rainbow")
    stops = (0, 38, 38, 70, 70, 100) if hard else (0, 28, 50, 50, 78, 100)
    ramp = "".join(
        f'<stop offset="{at}%" stop-color="{ink}"/>'
        for at, ink in zip(stops, (a, a, b, b, c, c), strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {w} {h}"><defs>'
        f'<linearGradient id="inks" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="{sheet.w}" y2="0">'
        f"{ramp}</linearGradient>"
        f'<linearGradient id="paper" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="{sheet.state.paper[0]}"/>'
        f'<stop offset="1" stop-color="{sheet.state.paper[1]}"/></linearGradient>'
        '<linearGradient id="shine" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#c9e4f5"/>'
        '<stop offset="0.25" stop-color="#b9f0d4"/><stop offset="0.5" stop-color="#f6f0b0"/>'
        '<stop offset="0.75" stop-color="#f3c1d6"/><stop offset="1" stop-color="#bfc6f7"/></linearGradient>'
        '<linearGradient id="tilt" x1="0" y1="0" x2="1" y2="1"><stop offset="0.35" stop-color="#14508c"/>'
        '<stop offset="0.62" stop-color="#2fb39a"/></linearGradient></defs>'
        f"{''.join(sheet.drawn)}</svg>"
    )


def _digit(text: str) -> str:
    """The check digit of ICAO Doc 9303-3: weights 7, 3, 1 over digits, letters from 10, and fillers of nothing."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(value * (7, 3, 1)[n % 3] for n, value in enumerate(values)) % 10)


def _first(letter: str, code: str) -> str:
    return f"{letter}<{code}SPECIMEN<<WAYPOST".ljust(44, "<")


def _data(number: str, code: str) -> str:
    """Number, nationality, birth, sex and expiry, with their digits."""
    number = number.ljust(9, "<")
    return f"{number}{_digit(number)}{code}740812{_digit('740812')}F230417{_digit('230417')}"


_BOOK = (
    ("Surname / นามสกุล", "SPECIMEN"),
    ("Given names / ชื่อ", "WAYPOST"),
    ("Date of birth / วันเกิด", "12 AUG 1974"),
    ("Date of expiry / วันหมดอายุ", "17 APR 2023"),
)
_CARD = (("Surname", "SPECIMEN"), ("Given names", "WAYPOST"), ("Expiry", "17 APR 2023"))


def _passport(sheet: Sheet) -> None:
    code = sheet.state.code
    raised_band(sheet, 2, 3, 7.5, 62)
    sheet.add(rosette(88, 40, 19, "url(#inks)", coarse=sheet.has("background")))
    sheet.spot("background", 87, 28)
    title(sheet, "PASSPORT · P", 14, 9)
    number(sheet, sheet.number, 93, 9)
    portrait(sheet, 14, 18, 32, 41)
    micro(sheet, 14, 63, 86)
    lines_of_data(sheet, 51, 21.5, _BOOK, step=9.6)
    device(sheet, 101, 25, 10.5)
    ghost(sheet, 94, 40, 15, 19)
    data = _data(sheet.number, code) + "<" * 14 + "0"
    whole = data + _digit(data[:10] + data[13:20] + data[21:])
    zone(sheet, (_first("P", code), whole), 75)
    film(sheet)


def _visa(sheet: Sheet) -> None:
    code = sheet.state.code
    raised_band(sheet, 2, 2.5, 116, 5)
    sheet.add(rosette(60, 38, 20, "url(#inks)", coarse=sheet.has("background")))
    sheet.spot("background", 72, 44)
    title(sheet, "VISA · V", 6, 14, 4.4)
    device(sheet, 104, 23, 9)
    number(sheet, sheet.number, 62, 14)
    portrait(sheet, 6, 22, 22, 28)
    micro(sheet, 6, 55, 84)
    lines_of_data(
        sheet, 33, 26, (("Valid for", "ONE ENTRY"), ("Type", "C"), ("Until", "17 APR 2023")), step=9
    )
    zone(sheet, (_first("V", code), (_data(sheet.number, code) + "<" * 16)), 64)
    film(sheet)


def _identity(sheet: Sheet) -> None:
    sheet.add(rosette(55, 26, 15, "url(#inks)", coarse=sheet.has("background")))
    sheet.spot("background", 60, 31)
    title(sheet, "IDENTITY CARD", 4, 7, 3.4)
    portrait(sheet, 4, 13, 21, 27)
    micro(sheet, 4, 43, 60)
    lines_of_data(sheet, 29, 16.5, _CARD, step=8, wide=24)
    device(sheet, 73, 13, 7)
    ghost(sheet, 66, 24, 11, 14)
    number(sheet, sheet.number, 55, 51)
    raised_band(sheet, 2, 48, 48, 4.4)
    film(sheet)


def _residence(sheet: Sheet) -> None:
    _identity(sheet)
    sheet.add(
        box(55, 39.8, 26, 5.6, fill=sheet.ink, opacity=0.9),
        words("RESIDENCE", 56.5, 43.7, 3.4, weight=700, ink="#ffffff"),
    )


def _seaman(sheet: Sheet) -> None:
    sheet.add(rosette(46, 78, 26, "url(#inks)", coarse=sheet.has("background")))
    sheet.spot("background", 46, 60)
    title(sheet, "SEAMAN’S BOOK", 8, 12, 4.0)
    wheel(sheet, 76, 17, 7)
    raised_band(sheet, 2, 3, 4, 118)
    portrait(sheet, 10, 26, 32, 41)
    lines_of_data(sheet, 47, 29, _BOOK, step=9.8, wide=26)
    micro(sheet, 10, 72, 60)
    device(sheet, 40, 64, 7.5)
    number(sheet, sheet.number, 58, 74)
    for n in range(4):
        sheet.add(path([(10, 84 + n * 9), (80, 84 + n * 9)], stroke=sheet.ink, stroke_width=0.15))
        if n < 3:
            sheet.cover(11, 86.4 + n * 9, 24 + n * 5, 3.2)
    stamp(sheet, 64, 104, 11, "HARBOUR OFFICE")
    film(sheet)


def _visa_page(sheet: Sheet) -> None:
    sheet.add(rosette(44, 62, 30, "url(#inks)", coarse=sheet.has("background")))
    sheet.spot("background", 44, 40)
    sheet.add(
        words("VISAS / การตรวจลงตรา", 8, 10, 4, weight=600, ink=sheet.ink),
        words("12", 76, 118, 4.4, weight=700, ink=sheet.ink),
    )
    raised_band(sheet, 82, 3, 4, 118)
    micro(sheet, 8, 14, 60)
    stamp(sheet, 44, 62, 20, sheet.state.name[:22])


KINDS: dict[str, tuple[float, float, Callable[[Sheet], None]]] = {
    "passport": (125, 88, _passport),
    "visa": (120, 74, _visa),
    "card": (85.6, 54, _identity),
    "residence": (85.6, 54, _residence),
    "seaman": (88, 125, _seaman),
    "stamp": (88, 125, _visa_page),
}
