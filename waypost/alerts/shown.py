"""Pictures as readers meet them: whose they are, which call-outs stand on them, and which stands beside which."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from waypost.alerts.models import Picture
from waypost.alerts.part import Finding, Spot
from waypost.core import clock
from waypost.files.models import StoredFile
from waypost.publications.models import Attachment, Publication


@dataclass(frozen=True)
class Marker:
    """A numbered call-out, in the pixels of its picture."""

    n: int
    x: int
    y: int
    r: int

    @property
    def baseline(self) -> int:
        return self.y + round(self.r * 0.42)

    @property
    def letters(self) -> int:
        """Height of the number."""
        return round(self.r * 1.2)


def markers(file: StoredFile, findings: Iterable[Finding]) -> list[Marker]:
    """The call-outs of the findings that point at this picture."""
    wide, tall = file.width or 1, file.height or 1
    radius = max(4, round(min(wide, 1.6 * tall) / 28))
    return [
        Marker(n, round(spot.x * wide), round(spot.y * tall), radius) for n, spot in _pointing(file, findings)
    ]


def _pointing(file: StoredFile, findings: Iterable[Finding]) -> list[tuple[int, Spot]]:
    """(number, spot) of the findings that point at this picture."""
    return [
        (each.n, spot)
        for each in findings
        for spot in (each.false, each.genuine)
        if spot is not None and spot.file == file.public_id
    ]


@dataclass(frozen=True)
class Shown:
    """A picture, with the call-outs on it.

    It is given out under the address, the mark and the rules of the ``item`` it hangs on: the one that is read, or,
    where it is ``lent``, the genuine reference that an alert is compared with.
    """

    attachment: Attachment
    item: Publication
    role: str
    light: str
    side: str
    findings: tuple[Finding, ...] = ()
    light_said: str = ""
    lent: bool = False

    @property
    def is_genuine(self) -> bool:
        return self.role == Picture.Role.GENUINE

    @property
    def numbers(self) -> set[int]:
        """Of the findings that point at it."""
        return {n for n, _spot in _pointing(self.file, self.findings)}

    def markers(self) -> list[Marker]:
        return markers(self.file, self.findings)

    @property
    def file(self) -> StoredFile:
        return self.attachment.file

    @property
    def role_said(self) -> str:
        return str(Picture.Role(self.role).label)

    @property
    def way(self) -> str:
        """Which of the two it is framed as; nothing for a detail or a composed pair."""
        return {"GEN": "genuine", "FAL": "false"}.get(self.role, "")

    @property
    def is_expired(self) -> bool:
        """Is it of a reference that has expired?"""
        return self.lent and self.item.is_expired(clock.today())


Pair = tuple[Shown | None, Shown | None]  # genuine, fraudulent


def side_by_side(genuine: list[Shown], false: list[Shown], lent: list[Shown]) -> list[Pair]:
    """Each fraudulent picture beside the genuine one that is most like it, the alert's own before one that is lent;
    then what is left of the alert's own, in its order; then what is lent and a finding points at. What else could be
    lent is not shown.
    """
    offered = [*genuine, *lent]
    ranked = sorted(
        (rank, n, k)
        for n, one in enumerate(false)
        for k, other in enumerate(offered)
        if (rank := _unlike(one, other)) is not None
    )
    taken: dict[int, int] = {}
    for _rank, n, k in ranked:
        if n not in taken and k not in taken.values():
            taken[n] = k
    pairs: list[Pair] = [(offered[taken[n]], false[n]) for n in sorted(taken)]
    left = [each for k, each in enumerate(offered) if k not in taken.values()]
    own = [each for each in left if not each.lent]
    pairs += zip_longest(own, [each for n, each in enumerate(false) if n not in taken])
    return pairs + [(each, None) for each in left if each.lent and each.numbers]


def _unlike(false: Shown, genuine: Shown) -> tuple[int, int, int] | None:
    """How far two pictures are from showing the same, the least first; None where they show different places. A place
    that was not said may be any. What one finding points at on both was put side by side by its author.
    """
    if genuine.lent and false.numbers & genuine.numbers:
        return (0, 1, 0)
    if false.side and genuine.side and false.side != genuine.side:
        return None
    return (int(false.light != genuine.light), int(genuine.lent), 1 + int(false.side != genuine.side))
