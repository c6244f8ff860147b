"""Alerts in tests, by the portal's own actions: ``alerted(cast, Mark.GREEN)``, with findings and a number series."""

from collections.abc import Iterable
from typing import Any

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import writing
from waypost.alerts.models import Alert
from waypost.alerts.numbers import range_of
from waypost.core import clock
from waypost.places.models import Topic
from waypost.publications.actions import afterwards, approving, drafting
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import WORDS, keys

FINDINGS = [
    {
        "where": "BDP",
        "tool": "LUP",
        "line": 1,
        "decisive": True,
        "expected": {"en": "Tiny letters, sharp edges", "th": "ตัวอักษรจิ๋ว ขอบคม"},
        "observed": {"en": "Row of broken dots", "th": "จุดขาดเป็นแถว"},
    },
    {
        "where": "WHL",
        "tool": "UV365",
        "line": 2,
        "decisive": False,
        "expected": {"en": "Dark page, bright fibres"},
        "observed": {"en": "Whole page glows"},
    },
]
PART: dict[str, Any] = {
    "issuer": "UTO",
    "document": "PAS",
    "model": "2016",
    "issued_from": 2016,
    "fraud": "CFP",
    "frauds": ["FRG-PHO"],
    "quality": "3",
    "point": "AIR",
    "seen_in": "THA",
    "seen_month": "2020-08-01",
    "band": "2-5",
    "requests": ["REFER"],
    "findings": FINDINGS,
}
SERIES = ("U73400000", "U73449999")


def drafted(
    cast: Cast, mark: Mark = Mark.GREEN, *, to: Iterable[Any] = (), kind: str = "alert", **terms: Any
) -> Publication:
    """A complete draft of the officer's. ``part`` changes what the alert says; ``numbers`` are its series."""
    part, numbers = terms.pop("part", {}), terms.pop("numbers", [SERIES])
    item = drafting.start(
        by=cast.officer, organisation=cast.police, kind=kind, network=cast.regional, language="en"
    )
    drafting.save_text(by=cast.officer, publication=item, language="en", revision=1, **WORDS)
    drafting.save_part(by=cast.officer, publication=item, part={**PART, **part})
    writing.save_findings(by=cast.officer, publication=item, declared=[declared(*each) for each in numbers])
    named = {"approved_by": "named", "approver": cast.deputy} if mark == Mark.RED else {}
    not_to = keys(cast, terms.pop("not_to", ()))
    chosen: dict[str, Any] = {
        "topics": (Topic.objects.get(key="document-fraud"),),
        "review_by": clock.today().replace(year=clock.today().year + 1),
        **named,
        **terms,
    }
    wanted = drafting.Terms(mark=mark, to=keys(cast, to), not_to=not_to, **chosen)
    return drafting.address(by=cast.officer, publication=item, revision=item.revision, terms=wanted)


def declared(first: str, last: str = "", kind: str = "CFT", issuer: str = "UTO") -> writing.Declared:
    return writing.Declared(range=range_of(first, last), kind=kind, issuer=issuer, document="PAS")


def alerted(cast: Cast, mark: Mark = Mark.GREEN, **terms: Any) -> Alert:
    """Published: written by the officer, approved by the deputy, who ticked what there was to tick."""
    item = drafting.submit(by=cast.officer, publication=drafted(cast, mark, **terms))
    return approved(cast, item, 1)


def approved(cast: Cast, item: Publication, version: int) -> Alert:
    approving.approve(
        by=cast.deputy,
        publication=item,
        version=version,
        languages=frozenset({"en"}),
        ticked=frozenset({"redaction", "without_issuer"}),
    )
    return Alert.unfiltered.get(pk=item.pk)


def next_version(cast: Cast, item: Publication, **part: Any) -> Alert:
    """The next version, with this changed in what it says."""
    version = afterwards.start_version(by=cast.officer, publication=item)
    said = {**version.part, **part}
    drafting.save_part(by=cast.officer, publication=item, part=said, changes="The model is known now.")
    drafting.submit(by=cast.officer, publication=item)
    return approved(cast, item, version.number)
