"""The document check: what is known of a document number, or of the lines of a machine readable zone.

Nothing that was typed is kept or logged, and nothing is ever called genuine: there is a known alert, or there is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from waypost.access.keys import Viewer
from waypost.alerts import lists
from waypost.alerts.models import Series
from waypost.alerts.mrz import Reading, read
from waypost.alerts.mrz.near import near
from waypost.alerts.mrz.told import Told, tell
from waypost.alerts.mrz.typed import typed
from waypost.alerts.numbers import LONGEST, normal
from waypost.core import clock
from waypost.publications.lists import Row, best_texts
from waypost.publications.models import Text

# What the first letters of a zone say about the type of document; the longer ones first.
_DOCUMENTS = {
    "PR": "RTD",
    "PS": "STD",
    "PT": "ALN",
    "PL": "LPS",
    "PE": "ETD",
    "PU": "ETD",
    "AC": "CRW",
    "IP": "PCD",
}
_ODD = re.compile(r"[^A-Z0-9]")
_FIRST_LETTERS = {"P": "PAS", "V": "VIS", "I": "IDC", "A": "IDC", "C": "IDC"}


@dataclass(frozen=True)
class Hit:
    """A series that holds the number, or a near one (``as_read``): the number may have been misread."""

    series: Series
    as_read: str = ""
    text: Text | None = None  # of the alert, in the reader's language


@dataclass(frozen=True)
class Checked:
    """What one screen says. ``issuer`` and ``document`` are those of the zone, or those that were chosen."""

    number: str
    told: Told | None
    issuer: str
    document: str
    hits: list[Hit] = field(default_factory=list)
    near: list[Hit] = field(default_factory=list)
    alerts: list[Row] = field(default_factory=list)  # of the same issuer and type first
    cards: frozenset[int] = frozenset()  # which of these alerts have a quick card
    newest: datetime | None = None

    @property
    def odd(self) -> tuple[str, int] | None:
        """The first character that no document number has, and where it stands."""
        found = _ODD.search(self.number) if self.told is None else None
        return (found[0], found.start() + 1) if found else None

    @property
    def disagrees(self) -> bool:
        return self.told is not None and any(each.wrong for each in self.told.remarks)


def check(viewer: Viewer, given: str, *, issuer: str = "", document: str = "") -> Checked:
    """Look up what was typed, for this viewer. A constant number of queries."""
    lines = typed(given)
    reading = read(lines.lines) if _is_a_zone(given) else None
    number = normal(_number(reading) if reading else given)[:LONGEST]
    if reading is not None:
        issuer, document = _value(reading, "issuing_state") or issuer, _document(reading) or document
    others = [each.number for each in near(number)]
    found = lists.series_with_any(viewer, [number, *others]) if number else []
    told_of = _hits(viewer, found, number, others)
    hits = [each for each in told_of if not each.as_read]
    near_ones = [each for each in told_of if each.as_read]
    about = issuer or _only(each.series.issuer for each in hits)
    kind = document or ("" if issuer else _only(each.series.document for each in hits))
    alerts = lists.alerts_about(viewer, about, kind) if about else []
    return Checked(
        number=number,
        told=tell(reading, clock.today(), lines.done) if reading else None,
        issuer=issuer,
        document=document,
        hits=hits,
        near=near_ones,
        alerts=alerts,
        cards=lists.with_cards(
            viewer,
            {each.version.publication_id for each in found} | {each.publication.pk for each in alerts},
        ),
        newest=lists.newest_alert(viewer),
    )


def _hits(viewer: Viewer, found: list[Series], number: str, others: list[str]) -> list[Hit]:
    texts = best_texts(viewer, {each.version_id for each in found}) if found else {}
    return [
        Hit(
            each,
            "" if each.holds(number) else next(other for other in others if each.holds(other)),
            texts.get(each.version_id),
        )
        for each in found
    ]


def _only(said: Iterable[str]) -> str:
    """What all of them say, where they say the same."""
    named = set(said)
    return named.pop() if len(named) == 1 else ""


def _is_a_zone(given: str) -> bool:
    """Lines of a zone are longer than any number, and have fillers."""
    return "<" in given or len(normal(given)) > LONGEST


def _number(reading: Reading) -> str:
    return _value(reading, "document_number")


def _value(reading: Reading, name: str) -> str:
    found = reading.by_name.get(name)
    return found.value if found else ""


def _document(reading: Reading) -> str:
    code = _value(reading, "document_code")
    return _DOCUMENTS.get(code[:2]) or _FIRST_LETTERS.get(code[:1], "")
