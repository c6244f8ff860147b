"""Shapes of documents as SVG, in millimetres: fine lines, rosettes, fibres, emblems, faces, codes."""

import math
import random
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape


def chance(*words: str) -> random.Random:
    """The same numbers for the same words, each time."""
    return random.Random("/".join(words))  # noqa: S311  a drawing


def path(points: Sequence[tuple[float, float]], **style: object) -> str:
    d = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    return f'<path d="{d}" fill="none" {styled(style)}/>'


def styled(style: Mapping[str, object]) -> str:
    return " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in style.items())


def box(x: float, y: float, w: float, h: float, **style: object) -> str:
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" {styled(style)}/>'


def words(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    font: str = "Noto Sans Thai",
    weight: int = 400,
    ink: str = "#1b2733",
    **style: object,
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{font}" font-size="{size}" font-weight="{weight}" fill="{ink}" '
        f"{styled(style)}>{escape(text)}</text>"
    )


def waves(w: float, h: float, inks: str, *, lines: int = 46, coarse: bool = False) -> str:
    """The background: fine unbroken lines, one colour running into the next; coarse, they are of dots."""
    dashes = {"stroke_dasharray": "0.25 0.35"} if coarse else {}
    drawn = []
    for n in range(lines):
        at, phase = h * n / lines, n * 0.37
        points = [
            (x / 2, at + 1.5 * math.sin(x / 11 + phase) + 0.9 * math.sin(x / 4.1 - phase * 1.7))
            for x in range(int(w * 2) + 3)
        ]
        drawn.append(
            path(points, stroke=f"url(#{inks})", stroke_width=0.24 if coarse else 0.13, opacity=0.6, **dashes)
        )
    return "".join(drawn)


def rosette(x: float, y: float, radius: float, ink: str, *, turns: int = 9, coarse: bool = False) -> str:
    """A figure of one line."""
    points = []
    for step in range(1501):
        angle = 2 * math.pi * step / 1500
        r = radius * (0.62 + 0.26 * math.cos(turns * 7 * angle) + 0.12 * math.cos(turns * angle))
        points.append((x + r * math.cos(3 * angle), y + r * math.sin(3 * angle)))
    more = {"stroke_dasharray": "0.2 0.3"} if coarse else {}
    return path(points, stroke=ink, stroke_width=0.22 if coarse else 0.1, opacity=0.55, **more)


def band(x: float, y: float, w: float, h: float, ink: str, *, flat: bool = False) -> str:
    """Intaglio: dark lines that stand up, each with its light and its shadow; flat, a grey tint takes their place."""
    if flat:
        return box(x, y, w, h, fill="#b8bfc4", opacity=0.75) + box(
            x + w * 0.35, y, w * 0.3, h, fill="#a4acb2", opacity=0.6
        )
    drawn = []
    for n in range(int(h / 1.1)):
        at = y + 0.6 + n * 1.1
        points = [(x + s * w / 40, at + 0.55 * math.sin(s / 40 * 4 * math.pi)) for s in range(41)]
        lower = [(px + 0.12, py + 0.16) for px, py in points]
        drawn.append(path(lower, stroke="#ffffff", stroke_width=0.34, opacity=0.9))
        drawn.append(path(points, stroke=ink, stroke_width=0.42))
    return "".join(drawn)


def star(x: float, y: float, radius: float, points: int, **style: object) -> str:
    corners = []
    for n in range(points * 2):
        r = radius if n % 2 == 0 else radius * (0.42 if points < 7 else 0.66)
        angle = math.pi * n / points - math.pi / 2
        corners.append(f"{x + r * math.cos(angle):.2f},{y + r * math.sin(angle):.2f}")
    return f'<polygon points="{" ".join(corners)}" {styled(style)}/>'


def hologram(x: float, y: float, radius: float, points: int, *, printed: bool = False) -> str:
    """A device that shines in many colours; printed, it is flat and grey."""
    if printed:
        dots = "".join(
            f'<circle cx="{x - radius + i * 0.7:.2f}" cy="{y - radius + j * 0.7:.2f}" r="0.13" '
            'fill="#6f777d" opacity="0.5"/>'
            for i in range(int(radius / 0.35))
            for j in range(int(radius / 0.35))
            if (i * 0.7 - radius) ** 2 + (j * 0.7 - radius) ** 2 < radius**2 * 0.95
        )
        return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#c9cfd3"/>{dots}' + star(
            x, y, radius * 0.72, points, fill="#969ea4", stroke="#7d858b", stroke_width=0.25
        )
    rings = "".join(
        f'<circle cx="{x}" cy="{y}" r="{radius * n / 9:.2f}" fill="none" '
        'stroke="#ffffff" stroke-width="0.18" opacity="0.7"/>'
        for n in range(2, 9)
    )
    rays = "".join(
        path(
            [
                (x + radius * 0.3 * math.cos(a), y + radius * 0.3 * math.sin(a)),
                (x + radius * math.cos(a), y + radius * math.sin(a)),
            ],
            stroke="#ffffff",
            stroke_width=0.12,
            opacity=0.65,
        )
        for a in [math.pi * n / 24 for n in range(48)]
    )
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="url(#shine)"/>{rings}{rays}' + star(
        x, y, radius * 0.72, points, fill="url(#tilt)", stroke="#ffffff", stroke_width=0.3
    )


def face(x: float, y: float, w: float, h: float, *, ink: str = "#8ea1b0", ground: str = "#dfe7ec") -> str:
    """Nobody: a head and shoulders without features."""
    cx = x + w / 2
    return (
        box(x, y, w, h, fill=ground)
        + f'<path d="M{x} {y + h} C{x} {y + h * 0.66} {x + w * 0.28} {y + h * 0.62} {cx} {y + h * 0.62} '
        f'C{x + w * 0.72} {y + h * 0.62} {x + w} {y + h * 0.66} {x + w} {y + h} Z" fill="{ink}"/>'
        + f'<ellipse cx="{cx}" cy="{y + h * 0.4}" rx="{w * 0.23}" ry="{h * 0.23}" fill="{ink}"/>'
    )


def dotted_face(x: float, y: float, w: float, h: float) -> str:
    """The same nobody, as an ink-jet prints it: dots of three colours with white between them."""
    cx, drawn = x + w / 2, []
    for i in range(int(w / 0.7)):
        for j in range(int(h / 0.7)):
            px, py = x + 0.4 + i * 0.7, y + 0.4 + j * 0.7
            head = ((px - cx) / (w * 0.23)) ** 2 + ((py - y - h * 0.4) / (h * 0.23)) ** 2 < 1
            body = py > y + h * 0.62 + (abs(px - cx) / w) ** 2 * h * 0.55
            ink = ("#4f9fc0", "#b0588a", "#8a8a4a")[(i + 2 * j) % 3]
            drawn.append(
                f'<circle cx="{px:.2f}" cy="{py:.2f}" r="{0.29 if head or body else 0.09}" fill="{ink}"/>'
            )
    return "".join(drawn)


def fibres(w: float, h: float, named: str, *, glow: bool) -> str:
    """Short coloured threads in the paper."""
    dice, drawn = chance("fibres", named), []
    for _n in range(64):
        x, y, a = dice.uniform(2, w - 2), dice.uniform(2, h - 2), dice.uniform(0, math.pi)
        bend, long = dice.uniform(-0.9, 0.9), dice.uniform(1.6, 3.4)
        ink = dice.choice(["#ff5a4d", "#ffd84a", "#5fd0ff"])
        dx, dy = math.cos(a) * long, math.sin(a) * long
        drawn.append(
            f'<path d="M{x:.2f} {y:.2f} q{dx / 2 - bend * dy:.2f} {dy / 2 + bend * dx:.2f} {dx:.2f} {dy:.2f}" '
            f'fill="none" stroke="{ink}" stroke-width="{0.32 if glow else 0.1}" opacity="{0.95 if glow else 0.35}"/>'
        )
    return "".join(drawn)


def small_print(text: str, x: float, y: float, w: float, ink: str, *, broken: bool = False) -> str:
    """Microprint: a line of tiny letters; broken, a row of dots."""
    if broken:
        return path(
            [(x, y - 0.3), (x + w, y - 0.3)],
            stroke=ink,
            stroke_width=0.42,
            stroke_dasharray="0.3 0.22 0.12 0.3",
            opacity=0.7,
        )
    line = (text + " ") * int(w / (len(text) * 0.62) + 1)
    return words(line[: int(w / 0.6)], x, y, 0.95, ink=ink, weight=600)
