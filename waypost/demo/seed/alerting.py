"""What is the demo's alerts' own: the invented issuers, findings, number series, and pictures that were covered."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any, NamedTuple

from waypost.alerts.actions import contesting, redacting, replacing, seeing, wording
from waypost.alerts.actions.writing import Declared, Says, place_pictures, save_findings
from waypost.alerts.lists import lent_by
from waypost.alerts.numbers import range_of
from waypost.demo.drawing import draw
from waypost.demo.drawing.sheet import Picture
from waypost.demo.seed.story import Story
from waypost.demo.world.findings import FINDINGS
from waypost.demo.world.issuers import ISSUERS
from waypost.demo.world.items import BANGKOK, Item
from waypost.files.intake import Clean, take_in
from waypost.people.models import Person
from waypost.publications.actions import attaching
from waypost.publications.models import Publication

ISSUERS_SINCE = datetime(2020, 6, 1, 9, tzinfo=BANGKOK)
DRAWN_BY = 2  # at once
UNDER_UV = ("bright-paper", "no-fibres", "no-uv-ink")
PAGES = {"IDC": "FRO", "RES": "FRO", "CRW": "FRO", "VIS": "VSK", "STM": "VSP"}  # of others, the data page
SHOWN = {
    ("GEN", "WHT"): ("Genuine: a drawn specimen, in white light.", "ของจริง: ภาพวาดตัวอย่างในแสงขาว"),
    ("FAL", "WHT"): (
        "Fraudulent: drawn, with what is wrong; data covered.",
        "ของปลอม: ภาพวาดพร้อมจุดผิด ปิดข้อมูลแล้ว",
    ),
    ("GEN", "UVA"): ("Genuine, under ultraviolet light.", "ของจริงใต้แสงยูวี"),
    ("FAL", "UVA"): ("Fraudulent, under ultraviolet light; data covered.", "ของปลอมใต้แสงยูวี ปิดข้อมูลแล้ว"),
}


class Shown(NamedTuple):
    """One picture of an item: what it shows, and the words to draw it by."""

    role: str
    light: str
    state: str
    kind: str
    defects: tuple[str, ...]
    specimen: bool = False  # with a specimen's data; a picture of an alert is covered on both sides
    number: str = ""  # of the document that the alert tells of, where it is not its kind's own

    @property
    def name(self) -> str:
        which = "genuine" if self.role == "GEN" else "fraudulent"
        return f"{self.state}-{self.kind}-{which}{'-uv' if self.light == 'UVA' else ''}.png"


def schedule_issuers(story: Story) -> None:
    story.at(ISSUERS_SINCE, lambda: add_issuers(story.cast["tui"]))


def add_issuers(by: Person) -> None:
    for row in ISSUERS:
        worded = wording.Worded(
            row.name_en, row.name_th, row.meaning_en, row.meaning_th, "Specimens", "ตัวอย่าง", row.member
        )
        wording.add_term(by=by, vocabulary="issuer", code=row.code, worded=worded)


def shown_by(item: Item) -> list[Shown]:
    """The pictures of an item, as its file names them."""
    row = item.facts.get("document")
    if row is None:
        return []
    state, kind, defects = row["state"], row["kind"], tuple(row.get("defects", ()))
    lights = [("WHT", defects), *([("UVA", (*defects, *UNDER_UV))] if row.get("uv") else [])]
    found = []
    number = row.get("number", "")
    for light, wrong in lights:
        if not (row.get("pseudo") or row.get("lent")):
            own = "" if wrong else number  # of a stolen blank there is no fraudulent picture
            found.append(Shown("GEN", light, state, kind, (), item.facts["kind"] == "specimen", own))
        if wrong:
            found.append(Shown("FAL", light, state, kind, wrong, number=number))
    return found


def page_of(item: Item) -> str:
    """Where on the document its pictures are, and its signs that its page carries."""
    return PAGES.get(item.facts.get("part", {}).get("document", ""), "BDP")


def draw_ahead(items: Iterable[Item]) -> None:
    """Draw and examine what the story shows, two at a time, before its transaction waits for each."""
    wanted = dict.fromkeys(each for item in items for each in shown_by(item))
    with ThreadPoolExecutor(DRAWN_BY) as hands:
        list(hands.map(_clean, wanted))


@cache
def _clean(shown: Shown) -> tuple[Clean, Picture]:
    drawn = draw(
        shown.state,
        shown.kind,
        shown.defects,
        light=shown.light,
        specimen=shown.specimen,
        number=shown.number,
    )
    return take_in(drawn.png, shown.name), drawn


class Alerting:
    """One alert or reference of the demo, beside the words of every item."""

    def __init__(self, item: Item, by: Person, seen: Any) -> None:
        self.item, self.by, self._seen = item, by, seen

    @property
    def _head(self) -> Publication:
        found: Publication = self._seen(self.by)
        return found

    def part(self, known: dict[str, str]) -> dict[str, Any]:
        """What it says, the pictures left aside."""
        facts = self.item.facts
        named = {"specimen": known[facts["reference"]]} if facts.get("reference") in known else {}
        page = page_of(self.item)
        found = {"findings": [_finding(name, page) for name in facts.get("findings", ())]}
        return {**facts.get("part", {}), **named, **(found if "findings" in facts else {})}

    def illustrate(self, part: dict[str, Any]) -> dict[str, Any]:
        """Attach, describe, cover and place the pictures; returns the part with its call-outs on them."""
        told = {}
        for shown in shown_by(self.item):
            told[shown] = self._attach(shown)
        told |= self._lent(part)
        rows = self.item.facts.get("findings", ())
        with_spots = [
            _pointing(name, kept, told) for name, kept in zip(rows, part.get("findings", ()), strict=True)
        ]
        return {**part, "findings": with_spots} if with_spots else part

    def _lent(self, part: dict[str, Any]) -> dict[Shown, str]:
        """The pictures of the genuine reference, where the alert has none of its own (``lent`` in its file)."""
        row = self.item.facts.get("document", {})
        if not row.get("lent"):
            return {}
        version = self._head.in_work()
        assert version is not None  # noqa: S101  it is being written
        lent = lent_by(self.by, [part["specimen"]], version)
        return {
            Shown(each.role, each.light, row["state"], row["kind"], ()): each.file.public_id for each in lent
        }

    def _attach(self, shown: Shown) -> str:
        """The public id of the file as it is kept."""
        clean, drawn = _clean(shown)
        attachment = attaching.attach(by=self.by, publication=self._head, clean=clean)
        words = SHOWN[shown.role, shown.light][self.item.language == "th"]
        attaching.describe(by=self.by, publication=self._head, descriptions={attachment.public_id: words})
        place = Says(shown.role, shown.light, page_of(self.item))
        place_pictures(by=self.by, publication=self._head, pictures={attachment.public_id: place})
        covered = redacting.redact(
            by=self.by,
            publication=self._head,
            attachment=attachment.public_id,
            file=attachment.file.public_id,
            boxes=[(x, y, w, h) for x, y, w, h in drawn.boxes],
            clean=replace(clean) if drawn.boxes else None,
        )
        return str(covered.file.public_id)

    def schedule(self, story: Story, known: dict[str, str]) -> None:
        """What others say of it once it is out: that they saw it too, that it is wrong, that another replaces it."""
        facts, cast = self.item.facts, story.cast
        for row in facts.get("seen_too", ()):
            story.at(_at(row), partial(self._see_too, cast[row["by"]], row))
        if row := facts.get("contested"):
            story.at(_at(row), partial(self._contest, cast[row["by"]], row["reason"]))
        if row := facts.get("superseded"):
            story.at(_at(row), partial(self._supersede, cast[row["by"]], row["successor"], known))

    def _see_too(self, by: Person, row: dict[str, Any]) -> None:
        month = date.fromisoformat(row["month"])
        seeing.tell_seen(by=by, publication=self._seen(by), month=month, point=row["point"], band=row["band"])

    def _contest(self, by: Person, reason: str) -> None:
        contesting.contest(by=by, publication=self._seen(by), reason=reason)

    def _supersede(self, by: Person, successor: str, known: dict[str, str]) -> None:
        replacing.supersede(by=by, publication=self._seen(by), successor=known[successor])

    def declare(self) -> None:
        part = self.item.facts["part"]
        rows = [
            Declared(
                range=range_of(row["first"], row.get("last", "")),
                kind=row.get("kind", "CFT"),
                issuer=part.get("issuer", ""),
                document=part["document"],
                declared_on=row.get("declared_on"),
                reference=row.get("reference", ""),
            )
            for row in self.item.facts.get("series", ())
        ]
        if rows:
            save_findings(by=self.by, publication=self._head, declared=rows)


def _at(row: dict[str, Any]) -> datetime:
    found: datetime = row["at"]
    return found.replace(tzinfo=BANGKOK)


def _finding(named: str, page: str) -> dict[str, Any]:
    row = FINDINGS[named.rstrip("*")]
    plain = {
        "where": page if row.where == "BDP" else row.where,
        "feature": row.feature,
        "technique": row.technique,
        "tool": row.tool,
    }
    return {
        **{name: code for name, code in plain.items() if code},
        "line": row.line,
        "decisive": named.endswith("*"),
        "expected": {"en": row.expected_en, "th": row.expected_th},
        "observed": {"en": row.observed_en, "th": row.observed_th},
    }


def _pointing(named: str, kept: dict[str, Any], told: dict[Shown, str]) -> dict[str, Any]:
    """The finding with a call-out on the genuine and on the fraudulent picture in the light it is seen in."""
    name = named.rstrip("*")
    row, spots = FINDINGS[name], {}
    for shown, file in told.items():
        at = _clean(shown)[1].spots.get(row.spot or name)
        if shown.light == row.light and at:
            spots["genuine" if shown.role == "GEN" else "false"] = {"file": file, "x": at[0], "y": at[1]}
    return {**kept, **spots}
