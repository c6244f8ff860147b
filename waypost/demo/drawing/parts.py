"""The parts of documents: each genuine, and as a fraud leaves it."""

import math

from waypost.demo.drawing import shapes
from waypost.demo.drawing.shapes import (
    box,
    face,
    fibres,
    hologram,
    path,
    rosette,
    small_print,
    star,
    waves,
    words,
)
from waypost.demo.drawing.sheet import Sheet

MONO = "DejaVu Sans Mono"
SERIF = "Libertinus Serif"


def paper(sheet: Sheet) -> None:
    bright = sheet.has("bright-paper")
    ground = ("#a9c4ff" if bright else "#171433") if sheet.uv else "url(#paper)"
    sheet.add(box(0, 0, sheet.w, sheet.h, fill=ground))
    if not sheet.uv and not sheet.has("no-fibres"):
        sheet.add(fibres(sheet.w, sheet.h, sheet.state.code, glow=False))
    lines = waves(sheet.w, sheet.h, "inks", lines=int(sheet.h / 1.9), coarse=sheet.has("background"))
    sheet.add(f'<g opacity="0.4">{lines}</g>' if sheet.has("pale") else lines)
    sheet.spot("rainbow", sheet.w * 0.38, sheet.h * 0.77)


def under_uv(sheet: Sheet) -> None:
    """What only the lamp shows: fibres and a sun in the genuine document; neither where paper or ink is another."""
    if not sheet.has("no-fibres"):
        sheet.add(fibres(sheet.w, sheet.h, sheet.state.code, glow=True))
    x, y = sheet.w * 0.57, sheet.h * 0.42
    sheet.spot("uv", x, y)
    sheet.spot("uv-paper", sheet.w * 0.3, sheet.h * 0.06)
    sheet.spot("uv-fibres", sheet.w * 0.86, sheet.h * 0.72)
    if sheet.has("no-uv-ink"):
        return
    dull = sheet.has("dull-uv-ink")
    inks = ("#8a86b8", "#7f7bb0") if dull else ("#ffe46b", "#63f0a8")
    sheet.add(
        star(x, y, sheet.h * 0.2, max(sheet.state.points, 8), fill="none", stroke=inks[0], stroke_width=0.7)
    )
    sheet.add(rosette(x, y, sheet.h * 0.13, inks[1]))
    for n in range(5):
        points = [
            (px, sheet.h * 0.7 + n * 1.6 + 1.1 * math.sin(px / 5 + n)) for px in range(6, int(sheet.w) - 5)
        ]
        sheet.add(path(points, stroke=inks[n % 2], stroke_width=0.4, opacity=0.85))


def title(sheet: Sheet, kind: str, x: float, y: float, size: float = 5.0) -> None:
    font = SERIF if sheet.has("typeface") else "Noto Sans Thai"
    sheet.add(words(sheet.state.name, x, y, size, weight=700, ink=sheet.ink, font=font, letter_spacing=0.2))
    sheet.add(words(f"{kind} · {sheet.state.code}", x, y + size * 0.86, size * 0.56, ink=sheet.ink))
    sheet.spot("typeface", x - 3, y - 1)


def portrait(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    ink, ground = ("#4f4a86", "#262150") if sheet.uv else ("#8ea1b0", "#dfe7ec")
    sheet.spot("photo", x + w, y + h * 0.32)
    if sheet.has("photo"):
        sheet.add(f'<g transform="rotate(2.4 {x + w / 2} {y + h / 2})">')
        sheet.add(box(x - 0.3, y + 0.2, w + 1.5, h + 1.3, fill="#000000", opacity=0.22))
        sheet.add(
            box(x - 0.9, y - 0.9, w + 1.8, h + 1.8, fill="#fbfbf8", stroke="#cfcfc8", stroke_width=0.15)
        )
        sheet.add(face(x, y, w, h, ink="#7d746b", ground="#e9e2d8"), "</g>")
    elif sheet.has("blank"):
        sheet.add(box(x, y, w, h, fill="#eef0ee"), shapes.dotted_face(x, y, w, h))
    else:
        sheet.add(box(x, y, w, h, fill=ground, opacity=0.55), face(x, y, w, h, ink=ink, ground="none"))
        lines = waves(w, h, "inks", lines=int(h / 1.9))
        sheet.add(f'<g transform="translate({x} {y})" opacity="0.75">{lines}</g>')
        sheet.add(box(x, y, w, h, fill="none", stroke=sheet.ink, stroke_width=0.12, opacity=0.5))
    sheet.cover(x + w * 0.2, y + h * 0.31, w * 0.6, h * 0.13)


def ghost(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    sheet.spot("ghost", x + w / 2, y + h / 2)
    if sheet.has("ghost"):
        return
    sheet.add(f'<g opacity="0.42">{face(x, y, w, h, ink=sheet.ink, ground="none")}</g>')
    sheet.cover(x + w * 0.18, y + h * 0.31, w * 0.64, h * 0.14)


def device(sheet: Sheet, x: float, y: float, radius: float) -> None:
    sheet.spot("hologram", x, y - radius * 0.6)
    if sheet.uv:
        sheet.add(
            f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#221d4a" stroke="#57509a" stroke-width="0.3"/>'
        )
        return
    sheet.add(hologram(x, y, radius, sheet.state.points, printed=sheet.has("hologram")))


def lines_of_data(
    sheet: Sheet,
    x: float,
    y: float,
    rows: tuple[tuple[str, str], ...],
    *,
    step: float = 8.2,
    wide: float = 30,
) -> None:
    """Captions, and beneath each what a specimen says, or the cover over what a holder's says."""
    dice = shapes.chance("fields", sheet.state.code)
    for n, (caption, value) in enumerate(rows):
        at = y + n * step
        said = caption.replace("Given", "Giuen") if sheet.has("spelling") else caption
        sheet.add(words(said, x, at, 1.9, ink="#8d86c4" if sheet.uv else "#5a6b78"))
        if sheet.has("overprint") and n == len(rows) - 1:
            overprinted(sheet, x, at + 3.9)
        elif sheet.specimen:
            sheet.add(words(value, x, at + 3.7, 3.1, weight=600, ink="#b7b2e0" if sheet.uv else "#16212b"))
        else:
            sheet.cover(x, at + 1.1, wide * dice.uniform(0.62, 1), 2.9)
    last = y + (len(rows) - 1) * step
    sheet.spot("spelling", x - 2.2, y + step - 0.6)
    sheet.spot("overprint", x - 2.6, last + 2.6)
    sheet.spot("date-font", x + 24, last + 2.6)


def overprinted(sheet: Sheet, x: float, y: float) -> None:
    """The paper was scraped, and other figures printed in another type."""
    sheet.add(box(x - 0.8, y - 3.2, 22, 4.2, fill="#fffdf6", opacity=0.85, rx=1))
    sheet.add(words("17 APR 2019", x + 0.3, y - 0.1, 3.1, weight=600, ink="#c3c9ce"))
    sheet.add(words("17 APR 2023", x + 0.1, y + 0.25, 3.3, font=SERIF, ink="#10151a"))


def number(sheet: Sheet, text: str, x: float, y: float) -> None:
    """The number in holes; here in dots. A fraud prints it, or shows another figure."""
    sheet.spot("number", x + 10, y - 1.4)
    if sheet.specimen:
        font, ink = (SERIF, "#222222") if sheet.has("number") else (MONO, sheet.ink)
        sheet.add(words(text, x, y, 3.4, font=font, ink=ink, weight=700, letter_spacing=0.4))
        return
    shown, font = text[:3], SERIF if sheet.has("number") else MONO
    sheet.add(words(shown, x, y, 3.4, font=font, ink=sheet.ink, weight=700, letter_spacing=0.4))
    sheet.cover(x + 8.6, y - 2.7, 15.5, 3.2)


def zone(sheet: Sheet, rows: tuple[str, ...], top: float) -> None:
    """The machine readable zone, on its pale strip."""
    size = (sheet.w - 8) / len(rows[0]) / 0.602
    sheet.add(
        box(
            0,
            top - size * 1.35,
            sheet.w,
            sheet.h - top + size * 1.35,
            fill="#1d1940" if sheet.uv else "#fbfcfb",
            opacity=0.82,
        )
    )
    for n, row in enumerate(rows):
        y = top + n * size * 1.7
        ink = "#a09ad4" if sheet.uv else "#141a20"
        if sheet.has("mrz") and n == len(rows) - 1:
            cut = len(row) - 10
            at = 4 + cut * (sheet.w - 8) / len(row)
            sheet.add(
                words(row[:cut], 4, y, size, font=MONO, ink=ink),
                words(row[cut:], at + 0.3, y - 0.75, size * 0.97, font=MONO, ink="#3b3b3b", weight=700),
            )
        elif sheet.has("mrz-font"):
            sheet.add(words(row, 4, y, size * 1.06, font=SERIF, ink=ink))
        else:
            sheet.add(words(row, 4, y, size, font=MONO, ink=ink))
        if not sheet.specimen:
            sheet.cover(
                4 + (sheet.w - 8) * 5 / len(row),
                y - size * 0.82,
                (sheet.w - 8) * (len(row) - (17 if sheet.has("mrz") and n else 5)) / len(row),
                size * 1.02,
            )
    sheet.spot("mrz-font", 4 + size * 4.2, top - size * 1.1)
    sheet.spot("mrz", sheet.w - 16, top + (len(rows) - 1) * size * 1.7 - 1)


def micro(sheet: Sheet, x: float, y: float, w: float) -> None:
    sheet.spot("microprint", x - 1.5, y - 0.4)
    sheet.add(small_print(sheet.state.adjective, x, y, w, sheet.ink, broken=sheet.has("microprint")))


def raised_band(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    sheet.spot("intaglio", x + w / 2, y + h * 0.22)
    sheet.add(shapes.band(x, y, w, h, sheet.ink, flat=sheet.has("intaglio")))


def film(sheet: Sheet) -> None:
    """The laminate was lifted: a corner stands up, and air is caught below."""
    sheet.spot("laminate", sheet.w * 0.93, sheet.h * 0.09)
    if not sheet.has("laminate"):
        return
    w = sheet.w
    sheet.add(f'<path d="M{w - 17} 0 L{w} 0 L{w} 14 Z" fill="#ffffff" opacity="0.75"/>')
    sheet.add(f'<path d="M{w - 17} 0 L{w - 8} 10 L{w} 14 Z" fill="#9aa7b0" opacity="0.5"/>')
    for n, (x, y) in enumerate(((0.3, 0.2), (0.33, 0.6), (0.72, 0.66), (0.8, 0.3), (0.52, 0.16))):
        sheet.add(
            f'<ellipse cx="{w * x}" cy="{sheet.h * y}" rx="{2.2 + n % 3}" ry="{1.2 + n % 2}" '
            'fill="#ffffff" opacity="0.4" stroke="#8fa0ac" stroke-width="0.15"/>'
        )


def wheel(sheet: Sheet, x: float, y: float, radius: float) -> None:
    for n in range(8):
        a = math.pi * n / 4
        sheet.add(
            path(
                [(x, y), (x + radius * math.cos(a), y + radius * math.sin(a))],
                stroke=sheet.ink,
                stroke_width=0.7,
            )
        )
    sheet.add(
        f'<circle cx="{x}" cy="{y}" r="{radius * 0.7}" fill="none" stroke="{sheet.ink}" stroke-width="1"/>'
    )


def stamp(sheet: Sheet, x: float, y: float, radius: float, said: str) -> None:
    """A wet stamp; an ink-jet's has dots and even edges."""
    false = sheet.has("stamp")
    ink = "#5a5a8f" if sheet.uv else "#8a2f55" if not false else "#9a4d8a"
    more = {"stroke_dasharray": "0.35 0.3"} if false else {}
    tilt = 0 if false else -9
    sheet.add(f'<g transform="rotate({tilt} {x} {y})">')
    sheet.add(
        f'<rect x="{x - radius * 1.4}" y="{y - radius}" width="{radius * 2.8}" height="{radius * 2}" rx="2.4" '
        f'fill="none" stroke="{ink}" stroke-width="0.9" {shapes.styled(more)} opacity="0.85"/>'
    )
    sheet.add(words(said, x - radius * 1.25, y - radius * 0.45, radius * 0.26, weight=700, ink=ink))
    date = "08 AUG 2020" if not false else "08 AVG 2020"
    sheet.add(
        words(
            date,
            x - radius * 1.1,
            y + radius * 0.25,
            radius * 0.42,
            weight=700,
            ink=ink,
            font=SERIF if false else "Noto Sans Thai",
        )
    )
    sheet.add(words("ENTRY ▸ 12", x - radius * 0.9, y + radius * 0.78, radius * 0.28, ink=ink), "</g>")
    sheet.spot("stamp", x + radius * 1.25, y - radius * 1.1)
    sheet.spot("stamp-month", x, y + radius * 0.42)
    sheet.spot("stamp-side", x - radius * 1.4, y + radius * 0.8)
