"""Faces drawn by code, for practising to tell an imposter: nobody's, and the same whenever they are drawn again.

A face has a build (what stays with a person: distances and shapes) and a look (what changes in an hour or a year: hair,
beard, glasses, expression, light). The same person is one build under two looks; another person is a build of which a
few things differ, under whichever look.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

MIDDLE, EYES = 100, 104
SKIN = ("#f1cfae", "#e2b48c", "#c99468", "#a8744d", "#7d5335")
LIGHT = ("#f6dcc2", "#eac4a2", "#d6a67c", "#b98660", "#8f6547")
HAIR = ("#2b2320", "#4a342a", "#6f665f", "#8a5a35")
CLOTH = ("#33566e", "#6a4a5a", "#4d6148", "#5d5f6b")
INK = "#2a2422"


@dataclass(frozen=True)
class Build:
    """What stays with a person, in the units of the drawing (200 wide, 240 high)."""

    width: int  # from the middle to the cheek
    chin: int
    gap: int  # from the middle to an eye
    eye: int
    tilt: int  # of the eyes
    nose: int
    nostril: int
    mouth: int
    lip: int
    ear: int
    skin: int


@dataclass(frozen=True)
class Look:
    """What a person can change."""

    style: int
    hair: int
    beard: bool
    glasses: bool
    smile: int
    lit: bool
    cloth: int


@dataclass(frozen=True)
class Shape:
    d: str
    fill: str = "none"
    stroke: str = "none"
    width: float = 0


# By what another person is told apart: the name, and how far it differs.
TRAITS: dict[str, tuple[Any, dict[str, int]]] = {
    "eyes": (_("the distance between the eyes"), {"gap": 8}),
    "nose": (_("the length and width of the nose"), {"nose": 10, "nostril": 5}),
    "mouth": (_("the width of the mouth and the lips"), {"mouth": 8, "lip": 3}),
    "ears": (_("the size of the ears"), {"ear": 9}),
    "chin": (_("the shape of cheeks and chin"), {"width": 7, "chin": 12}),
}
RANGES = {
    "width": (52, 64),
    "chin": (18, 36),
    "gap": (23, 33),
    "eye": (9, 12),
    "tilt": (-3, 3),
    "nose": (24, 36),
    "nostril": (8, 14),
    "mouth": (17, 26),
    "lip": (3, 7),
    "ear": (12, 22),
}
HOW_MANY = 2  # traits that differ
SHORT, LONG = (0, 2), (1, 3)  # styles of hair that one person may have


@dataclass(frozen=True)
class Pair:
    """Two drawn faces; ``differs`` names the traits in which they do, none where it is the same person."""

    first: "Face"
    second: "Face"
    differs: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.differs

    @property
    def by_what(self) -> list[Any]:
        return [TRAITS[name][0] for name in self.differs]


@dataclass(frozen=True)
class Face:
    build: Build
    look: Look

    def shapes(self) -> list[Shape]:
        """From the back to the front."""
        return [*_body(self), *_head(self), *_features(self), *_changes(self)]


def pair(seed: str) -> Pair:
    """The pair of a seed: always the same."""
    chance = Random(seed)  # noqa: S311  drawings, not secrets
    build = Build(**{name: chance.randint(*ends) for name, ends in RANGES.items()}, skin=chance.randrange(5))
    styles = chance.choice([SHORT, LONG])
    looks = [_look(chance, style) for style in chance.sample(styles, 2)]
    differs = tuple(sorted(chance.sample(sorted(TRAITS), HOW_MANY))) if chance.random() < 0.5 else ()
    if "chin" in differs:  # a beard would hide it
        looks = [replace(look, beard=False) for look in looks]
    other = _other(build, differs)
    return Pair(Face(build, looks[0]), Face(other, looks[1]), differs)


def _look(chance: Random, style: int) -> Look:
    return Look(
        style=style,
        hair=chance.randrange(len(HAIR)),
        beard=style in SHORT and chance.random() < 0.4,
        glasses=chance.random() < 0.4,
        smile=chance.randint(-2, 5),
        lit=chance.random() < 0.5,
        cloth=chance.randrange(len(CLOTH)),
    )


def _other(build: Build, differs: tuple[str, ...]) -> Build:
    """Another person: moved to the far side of each range, so that it can be seen."""
    moved: dict[str, int] = {}
    for name in differs:
        for part, by in TRAITS[name][1].items():
            low, high = RANGES[part]
            value = getattr(build, part)
            moved[part] = value - by if value - low >= high - value else value + by
    return replace(build, **moved)


def _ellipse(x: float, y: float, wide: float, high: float) -> str:
    return (
        f"M{x - wide:g} {y:g}a{wide:g} {high:g} 0 1 0 {2 * wide:g} 0a{wide:g} {high:g} 0 1 0 {-2 * wide:g} 0z"
    )


def _skin(face: Face) -> str:
    return (LIGHT if face.look.lit else SKIN)[face.build.skin]


def _body(face: Face) -> Iterator[Shape]:
    w, hair = face.build.width, HAIR[face.look.hair]
    if face.look.style == 1:  # long hair
        yield Shape(f"M{100 - w - 14} 214C{100 - w - 20} 30 {100 + w + 20} 30 {100 + w + 14} 214z", hair)
    if face.look.style == 3:  # a bun
        yield Shape(_ellipse(MIDDLE, 38, 22, 20), hair)
    yield Shape("M78 160h44v44h-44z", _skin(face), INK, 0.6)
    yield Shape(
        "M18 240C22 200 62 200 80 194C90 206 110 206 120 194C138 200 178 200 182 240z",
        CLOTH[face.look.cloth],
        INK,
        1,
    )


def _head(face: Face) -> Iterator[Shape]:
    w, chin, ear, skin = face.build.width, face.build.chin, face.build.ear, _skin(face)
    for side in (-1, 1):
        yield Shape(_ellipse(MIDDLE + side * (w + 3), EYES + 8, 8, ear), skin, INK, 1)
        yield Shape(_ellipse(MIDDLE + side * (w + 4), EYES + 8, 3.5, ear * 0.55), "none", INK, 0.8)
    outline = (
        f"M{100 - w} 92C{100 - w} 34 {100 + w} 34 {100 + w} 92"
        f"C{100 + w} 146 {100 + chin} 184 100 184C{100 - chin} 184 {100 - w} 146 {100 - w} 92z"
    )
    yield Shape(outline, skin, INK, 1.2)


def _features(face: Face) -> Iterator[Shape]:
    build, brow = face.build, HAIR[face.look.hair]
    for side in (-1, 1):
        x, e, slant = MIDDLE + side * build.gap, build.eye, build.tilt * 0.5
        left, right = (EYES + slant, EYES - slant) if side > 0 else (EYES - slant, EYES + slant)
        above, below = EYES - e * 0.85, EYES + e * 0.7
        lids = f"M{x - e} {left:g}Q{x} {above:g} {x + e} {right:g}Q{x} {below:g} {x - e} {left:g}z"
        yield Shape(lids, "#fff", INK, 1.3)
        yield Shape(_ellipse(x, EYES - 0.5, e * 0.42, e * 0.42), "#4b3526")
        yield Shape(_ellipse(x, EYES - 0.5, e * 0.18, e * 0.18), "#111")
        yield Shape(f"M{x - e - 3} {EYES - 12}Q{x} {EYES - 19} {x + e + 3} {EYES - 12}", "none", brow, 3.2)
    tip, wide = EYES + 4 + build.nose, build.nostril
    down = f"M96 {EYES + 2}Q94 {tip - 8} {100 - wide} {tip - 2}"
    yield Shape(f"{down}Q100 {tip + 6} {100 + wide} {tip - 2}", "none", INK, 1.4)
    yield from _mouth(build, face.look.smile)


def _mouth(build: Build, smile: int) -> Iterator[Shape]:
    y, corner, middle = 152, f"{152 - smile / 2:g}", f"{152 + smile:g}"
    left, right, half = 100 - build.mouth, 100 + build.mouth, build.mouth / 2
    back = f"Q100 {middle} {left} {corner}z"
    low = f"Q100 {y + smile + build.lip * 2} {left} {corner}z"
    yield Shape(f"M{left} {corner}Q100 {middle} {right} {corner}{low}", "#a4504d", INK, 0.8)
    high, dip = y - build.lip - 1, y - build.lip + 2
    upper = f"Q{100 - half:g} {high} 100 {dip}Q{100 + half:g} {high} {right} {corner}"
    yield Shape(f"M{left} {corner}{upper}{back}", "#b05f5a", INK, 0.8)


def _changes(face: Face) -> Iterator[Shape]:
    w, look = face.build.width, face.look
    hair = HAIR[look.hair]
    cap = (
        f"M{100 - w - 2} 96C{100 - w - 10} 18 {100 + w + 10} 18 {100 + w + 2} 96"
        f"C{100 + w - 4} 70 118 58 92 62C72 64 {100 - w + 4} 76 {100 - w - 2} 96z"
    )
    if look.style != 2:
        yield Shape(cap, hair)
    if look.style == 2:  # hardly any hair
        yield Shape(
            f"M{100 - w - 1} 100C{100 - w} 84 {100 - w + 2} 76 {100 - w + 5} 70L{100 - w + 6} 98z", hair
        )
        yield Shape(
            f"M{100 + w + 1} 100C{100 + w} 84 {100 + w - 2} 76 {100 + w - 5} 70L{100 + w - 6} 98z", hair
        )
    if look.beard:
        yield Shape(
            f"M{100 - w + 8} 138C{100 - w + 12} 176 84 188 100 188C116 188 {100 + w - 12} 176 {100 + w - 8} 138"
            f"C{100 + w - 22} 166 116 168 100 168C84 168 {100 - w + 22} 166 {100 - w + 8} 138z",
            hair,
        )
    if look.glasses:
        for side in (-1, 1):
            yield Shape(_ellipse(MIDDLE + side * face.build.gap, EYES, 17, 13), "none", "#222", 2.2)
        yield Shape(f"M{100 - face.build.gap + 17} {EYES}H{100 + face.build.gap - 17}", "none", "#222", 2.2)
