"""The mark and the reader's name on every page, drawn by Typst: as a page to lay over another, or as a picture."""

from math import sqrt

import typst

# Points. The First's rules for TLP want the label in head and foot of every page, 12 points or more, on the right.
_SOURCE = rb"""
#let given = sys.inputs
#let width = float(given.width) * 1pt
#let height = float(given.height) * 1pt
#let edge = if given.edged == "yes" { 0.3pt + rgb(255, 255, 255, 60) } else { none }
#let who = given.who + " \u{b7} " + given.when
#set page(width: width, height: height, margin: 0pt, fill: none)
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), fill: black)
#let label(where) = place(where, dx: -8pt, dy: if where == top + right { 8pt } else { -8pt },
  box(fill: black, inset: 4pt, text(12pt, weight: "bold", fill: rgb(given.colour), given.label)))
#let step = calc.max(150pt, height / 12)
#for row in range(0, int(calc.ceil(height / step))) {
  place(top + left, dx: if calc.odd(row) { -60pt } else { 10pt }, dy: row * step + step / 2,
    rotate(-24deg, origin: left, box(width: width * 2,
      text(17pt, fill: rgb(70, 70, 70, 70), stroke: edge, ((who,) * 3).join("      ")))))
}
#if given.at("labels", default: "yes") == "yes" {
  label(top + right)
  label(bottom + right)
}
#place(bottom + left, dx: 8pt, dy: -8pt, box(fill: rgb(255, 255, 255, 215), inset: 4pt, text(9pt, who)))
"""
_SIDE = 650  # points: a picture is marked as if it were a square of this side, whatever its pixels


def page(width: float, height: float, marking: dict[str, str]) -> bytes:
    """A PDF of one page, transparent but for the marking. ``width`` and ``height`` in points."""
    inputs = {**_inputs(width, height, marking), "edged": "no"}
    return typst.compile(_SOURCE, format="pdf", sys_inputs=inputs)


def picture(width: int, height: int, marking: dict[str, str]) -> bytes:
    """A PNG of about this many pixels, transparent but for the marking."""
    pixels_a_point = sqrt(width * height) / _SIDE
    # On a dark picture the pale edge of the letters is what is read.
    inputs = {**_inputs(width / pixels_a_point, height / pixels_a_point, marking), "edged": "yes"}
    return typst.compile(_SOURCE, format="png", ppi=72 * pixels_a_point, sys_inputs=inputs)


def _inputs(width: float, height: float, marking: dict[str, str]) -> dict[str, str]:
    """``marking``: label, colour, who, when. Given as values, so that no name can be read as markup."""
    return {**marking, "width": str(width), "height": str(height)}
