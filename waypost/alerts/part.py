"""What an alert says, as a version keeps it: plain values, read here into things with names.

A version's ``part`` holds, beside the columns of ``Alert``:

    frauds       codes of the other kinds of fraud
    requests     codes of what readers are asked to do
    reliability, credibility     of source and information
    without_issuer               why the issuing state's organisations are not among the readers
    specimen     public id of the genuine reference it is compared with
    findings     [{where, feature, technique, tool, line, decisive, expected: {en, th}, observed: {en, th},
                  false: {file, x, y}, genuine: {file, x, y}}, …], numbered by their place in the list

``false`` and ``genuine`` point into the version's own pictures, ``genuine`` also into those of the reference: it is the
public id of a stored file, and whoever doesn't see that file, as part of what is out now, meets no number there.

Positions are fractions of a picture's width and height, of the middle of the call-out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from waypost.face.dates import year

MOST_FINDINGS = 12
MOST_ON_A_CARD = 5


@dataclass(frozen=True)
class Spot:
    """Where a call-out stands: the public id of the stored file, and a point in it."""

    file: str
    x: float
    y: float

    @classmethod
    def of(cls, kept: dict[str, Any] | None) -> "Spot | None":
        return cls(kept["file"], float(kept["x"]), float(kept["y"])) if kept else None


@dataclass(frozen=True)
class Worded:
    """A free text in the languages it was written in; ``text`` is the reader's, else the other."""

    en: str = ""
    th: str = ""

    @property
    def language(self) -> str:
        language = translation.get_language() or "en"
        return language if getattr(self, language, "") else "en" if self.en else "th"

    @property
    def text(self) -> str:
        return str(getattr(self, self.language, ""))

    def __bool__(self) -> bool:
        return bool(self.en or self.th)


@dataclass(frozen=True)
class Finding:
    """One sign, by which the fraud is told from the genuine document."""

    n: int
    where: str
    feature: str
    technique: str
    tool: str
    line: int
    decisive: bool
    expected: Worded
    observed: Worded
    false: Spot | None
    genuine: Spot | None


def findings_of(part: dict[str, Any]) -> list[Finding]:
    """The numbered findings of a part."""
    return [_finding(n, kept) for n, kept in enumerate(part.get("findings", []), 1)]


def _finding(n: int, kept: dict[str, Any]) -> Finding:
    return Finding(
        n=n,
        where=kept.get("where", ""),
        feature=kept.get("feature", ""),
        technique=kept.get("technique", ""),
        tool=kept.get("tool", ""),
        line=int(kept.get("line") or 1),
        decisive=bool(kept.get("decisive")),
        expected=Worded(**kept.get("expected", {})),
        observed=Worded(**kept.get("observed", {})),
        false=Spot.of(kept.get("false")),
        genuine=Spot.of(kept.get("genuine")),
    )


SIDES = ("false", "genuine")


def moved(part: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    """The part with the call-outs on the picture ``before`` standing on the picture ``after``."""
    if "findings" not in part:
        return part
    return {**part, "findings": [_moved(each, before, after) for each in part["findings"]]}


def _moved(kept: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    spots = {side: kept[side] for side in SIDES if kept.get(side)}
    return kept | {
        side: {**spot, "file": after} for side, spot in spots.items() if spot.get("file") == before
    }


def model_of(part: dict[str, Any]) -> tuple[str, str]:
    """(model, years of issue) as readers meet them, years in their calendar. A model called by its first year is said
    once.
    """
    years = "–".join(year(int(part[name])) for name in ("issued_from", "issued_to") if part.get(name))
    model = str(part.get("model", ""))
    return (years, "") if model and model == str(part.get("issued_from", "")) else (model, years)


def for_the_card(findings: Iterable[Finding]) -> list[Finding]:
    """The three to five that a quick card shows: what a first line can check, the decisive ones before the others; they
    keep their numbers and stand in their order.
    """
    ranked = sorted(findings, key=lambda each: (each.line > 1, not each.decisive, each.n))
    return sorted(ranked[:MOST_ON_A_CARD], key=lambda each: each.n)


def traits_of(part: dict[str, Any]) -> set[tuple[str, str]]:
    """(vocabulary, code) of everything an alert is found by that it may have several of."""
    frauds = {("fraud", code) for code in [part.get("fraud", ""), *part.get("frauds", [])]}
    signs = {
        (vocabulary, code)
        for each in findings_of(part)
        for vocabulary, code in (
            ("location", each.where),
            ("feature", each.feature),
            ("technique", each.technique),
            ("tool", each.tool),
        )
    }
    return {(vocabulary, code) for vocabulary, code in frauds | signs if code}
