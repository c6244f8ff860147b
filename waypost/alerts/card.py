"""The quick card: what one page, in one language, says of an alert to one reader who sees it, or who works on it.

Everything here becomes plain values in JSON: ``print/card.typ`` draws them. Whoever calls this has decided that the
reader may read, and may take this out of the portal.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.alerts import lists
from waypost.alerts.lists import Reading, Sign
from waypost.alerts.models import Card, Series
from waypost.alerts.part import Finding, Worded, for_the_card, model_of
from waypost.alerts.shown import Shown
from waypost.alerts.vocabulary import Terms, terms
from waypost.core import clock
from waypost.face.codes import square
from waypost.face.dates import full_day
from waypost.files import vault
from waypost.files.kinds import JPEG
from waypost.files.models import StoredFile
from waypost.files.serving import Paper
from waypost.people.lists import duty_post_of, referrals
from waypost.people.models import Person
from waypost.publications.lists import best_texts
from waypost.publications.models import Publication, Version
from waypost.publications.models.heads import Urgency
from waypost.publications.reaching import readers

SIZES = ("a4", "a5")
MOST_SERIES = 4  # in the box; the document check knows all
MOST_ASKED = 3  # of what the originator asks for
_NOTHING_ASKED = "INFO"  # "for information" is nothing to do
_PIXELS = 6_000_000  # of a picture that is set as it lies; of a larger one, its preview
_HERE = Path(__file__).parent
_TOOLS = _HERE / "print" / "tools"
_SIGNS = ("tick.svg", "cross.svg", "star.svg", "urgent.svg")
_COLOURS = {Mark.CLEAR: "#FFFFFF", Mark.GREEN: "#33FF00", Mark.AMBER: "#FFC000"}  # FIRST, TLP 2.0, on black


@dataclass(frozen=True)
class Asked:
    """Which card somebody wants."""

    language: str
    size: str = "a4"


def paper(
    person: Person, publication: Publication, version: Version, asked: Asked
) -> tuple[Paper, Publication | None]:
    """The card as it is to be set, and the genuine reference whose picture stands on it, if one does."""
    with translation.override(asked.language):
        reading, words = for_paper(person, publication, lists.read(person, publication, version)), terms()
        genuine, false = pair(reading)
        card = Card.visible_to(person).filter(version=version.pk).first()
        data = {
            **_head(person, publication, version, words, asked),
            **_checks(reading, [each for each in (genuine, false) if each]),
            **_advice(reading, publication),
            **_people(person, publication),
            "words": _words(publication),
            "draft": _("Draft, not approved") if version.published_at is None else "",
            "genuine": genuine and genuine.data,
            "fraudulent": false and false.data,
            "check": _check(card),
        }
    pictures = _drawings(data) | {each.name: each.content() for each in (genuine, false) if each}
    standing = "" if version.published_at else "-draft"
    name = f"{publication.reference}{standing}-{asked.language}-{asked.size}.pdf"
    lender = genuine.shown.item if genuine and genuine.shown.lent else None
    return Paper(name, (_HERE / "print" / "card.typ").read_bytes(), data, pictures), lender


def _head(
    person: Person, publication: Publication, version: Version, words: Terms, asked: Asked
) -> dict[str, Any]:
    part = version.part
    issuer, document = (words.get((name, part.get(name, ""))) for name in ("issuer", "document"))
    heading = [
        str(issuer) if issuer else part.get("issuer_printed") or part.get("issuer", ""),
        str(document or ""),
    ]
    fraud = words.get(("fraud", part.get("fraud", "")))
    text = best_texts(person, [version.pk]).get(version.pk)
    model, years = model_of(part)
    model = _("model %(model)s") % {"model": model} if model else ""
    return {
        "language": asked.language,
        "size": asked.size,
        "title": _("Quick card %(reference)s") % {"reference": publication.reference},
        "reference": publication.reference,
        "mark": {"label": publication.marked.label, "colour": _COLOURS[publication.marked]},
        "heading": ", ".join(each for each in heading if each),
        "fraud": str(fraud or part.get("fraud", "")),
        "facts": " · ".join(
            each for each in (part.get("issuer", ""), part.get("document", ""), model, years) if each
        ),
        "headline": {"text": text.title if text else "", "language": text.language if text else "en"},
        "urgent": publication.urgency == Urgency.URGENT,
        "urgency": publication.get_urgency_display(),
        "as_of": _("as of %(day)s") % {"day": full_day(clock.today())},
        "until": _until(publication),
    }


def _until(publication: Publication) -> str:
    if publication.expires_on:
        return _("valid to %(day)s") % {"day": full_day(publication.expires_on)}
    if publication.review_by:
        return _("to be reviewed by %(day)s") % {"day": full_day(publication.review_by)}
    return ""


def _checks(reading: Reading, pictures: "list[Photograph]") -> dict[str, Any]:
    """The findings of the card, and the tools they want, each once."""
    chosen = {each.n for each in for_the_card(each.finding for each in reading.signs)}
    signs = [each for each in reading.signs if each.finding.n in chosen]
    tools = {each.finding.tool: each for each in signs if each.finding.tool}
    return {
        "rows": [_row(each, _seen(each.finding, reading, pictures)) for each in signs],
        "decisive": any(each.finding.decisive for each in signs),
        "tools": [{"icon": _icon(code), "label": str(each.tool)} for code, each in tools.items()],
        "series": [_range(each) for each in reading.series[:MOST_SERIES]],
        "series_note": _series_note(reading.series),
    }


def _seen(finding: Finding, reading: Reading, pictures: "list[Photograph]") -> str:
    """Why its number is on neither picture: the light it wants, where another picture shows it under one. Whoever looks
    for the number at the counter looks for it in vain.
    """
    if not pictures or any(finding.n in each.shown.numbers for each in pictures):
        return ""
    here = {each.shown.light for each in pictures}
    elsewhere = [each for each in reading.pictures if finding.n in each.numbers and each.light not in here]
    if elsewhere:
        return _("not in the picture: %(light)s") % {"light": elsewhere[0].light_said}
    return _("not in the picture")


def _row(sign: Sign, seen: str) -> dict[str, Any]:
    finding = sign.finding
    return {
        "n": finding.n,
        "icon": _icon(finding.tool),
        "tool": str(sign.tool),
        "place": sign.place,
        "seen": seen,
        "decisive": finding.decisive,
        "expected": _said(finding.expected),
        "observed": _said(finding.observed),
    }


def _said(worded: Worded) -> dict[str, str]:
    """In the card's language, or else in the other."""
    return {"text": worded.text, "language": worded.language}


def _icon(code: str) -> str:
    name = code.lower()
    return name if name.isalnum() and (_TOOLS / f"{name}.svg").exists() else ""


def _range(series: Series) -> dict[str, str]:
    one = series.last == series.first
    numbers = series.shown_first if one else f"{series.shown_first} – {series.shown_last}"
    return {"range": numbers, "kind": str(series.get_kind_display())}


def _series_note(series: list[Series]) -> str:
    if not series:
        return _("None is known. A number outside a series proves nothing.")
    if len(series) > MOST_SERIES:
        return _("There are more: look the number up in the portal.")
    return _("A number outside proves nothing.")


def _advice(reading: Reading, publication: Publication) -> dict[str, Any]:
    """What to do and not to do: what the originator asks for, between what holds of every card."""
    decisive = any(each.finding.decisive for each in reading.signs)
    first = _("Make two checks, one of them starred.") if decisive else _("Make more than one check.")
    asked = [
        pgettext("sentence", "%(label)s.") % {"label": term.label}
        for term in reading.requests
        if term.code != _NOTHING_ASKED
    ][:MOST_ASKED]
    second = asked or [
        _("Send it to second line with this number: %(number)s.") % {"number": publication.reference}
    ]
    return {
        "do": [first, *second, _("Interview calmly, in a language understood.")],
        "do_not": [
            _("Decide on one sign alone."),
            _("Photograph the holder or the whole page."),
            _("Bend, cut or mark the document."),
        ],
    }


def _people(person: Person, publication: Publication) -> dict[str, Any]:
    """Whom to call: for protection in the reader's own member, the first office for each need; and the originator's."""
    member = person.organisation.member if person.organisation else None
    first = {each.need: each for each in reversed(referrals(person, member))}
    offices = [
        {"need": each.get_need_display(), "office": each.office, "phone": each.phone, "hours": each.hours}
        for _need, each in sorted(first.items())
    ]
    line = _("A fraudulent document does not make its holder an offender.")
    call = _("Asylum or signs of trafficking: call for protection before any other step.")
    post = duty_post_of(person, publication.originator_id)
    contact = [post.title, publication.originator.name, post.hours] if post else [publication.originator.name]
    return {
        "protection": {"line": line, "call": call, "offices": offices},
        "contact": ", ".join(each for each in contact if each),
    }


def _words(publication: Publication) -> dict[str, str]:
    return {
        "card": _("Quick card"),
        "genuine": _("Genuine"),
        "fraudulent": _("Fraudulent"),
        "number": _("No."),
        "check": pgettext("column", "Check"),
        "no_picture": _("No picture. Go by the words below."),
        "star": _("decisive"),
        "decisive": _("decisive."),
        "no_proof": _("Absence of these signs is no proof that a document is genuine."),
        "tools": _("Tools"),
        "series": _("Number series"),
        "do": pgettext("heading", "Do"),
        "do_not": pgettext("heading", "Do not"),
        "contact": _("Contact:"),
        "where": _("The number stands on the portal page “Who do I call?”."),
        "still_valid": _("Still valid?"),
        "footer": " ".join(
            (str(publication.marked.terms.handling), _("No holder’s data stand on this card."))
        ),
    }


def _check(card: Card | None) -> dict[str, str] | None:
    if card is None:
        return None
    address = settings.PORTAL_ADDRESS.rstrip("/")
    shown = address.partition("://")[2] + reverse("card_standing", args=[card.groups])
    return {"address": address + reverse("card_standing", args=[card.token]), "shown": shown}


def for_paper(person: Person, publication: Publication, reading: Reading) -> Reading:
    """What of it may be printed: the reference's picture only where the alert has no genuine one of its own, and where
    everybody to whom the card's mark lets its reader hand it on sees the reference (decision 52).
    """
    specimen = reading.specimen
    if specimen is None or reading.genuine or not _is_as_free(specimen, publication):
        return reading.without_reference()
    holders = readers(publication)
    if publication.mark >= Mark.AMBER:  # a copy stays inside the organisation
        organisation = person.organisation
        own = key(Audience.ORGANISATION, organisation.pk if organisation else 0, publication.network_id)
        holders = holders.filter(people_with({own}))
    seeing = specimen.people_who_can_see().order_by().values("pk")
    return reading.without_reference() if holders.exclude(pk__in=seeing).exists() else reading


def _is_as_free(specimen: Publication, publication: Publication) -> bool:
    """May its picture stand on a paper that carries the alert's mark alone?"""
    return (
        specimen.mark <= publication.mark
        and specimen.national_marking in ("", publication.national_marking)
        and not specimen.is_expired(clock.today())
    )


@dataclass(frozen=True)
class Photograph:
    """A picture on the card, with the numbers of the findings that point at places of it."""

    shown: Shown
    said: str
    spots: list[dict[str, Any]]

    @property
    def file(self) -> StoredFile:
        return self.shown.file

    @property
    def part(self) -> str:
        """As it lies, unless it is larger than paper shows."""
        large = (self.file.width or 0) * (self.file.height or 0) > _PIXELS
        return vault.PREVIEW if large and self.file.has_preview else vault.CONTENT

    @property
    def name(self) -> str:
        kind = JPEG if self.part == vault.PREVIEW else self.file.kind
        return f"{self.file.public_id}{kind.extension}"

    @property
    def data(self) -> dict[str, Any]:
        ratio = (self.file.height or 1) / (self.file.width or 1)
        numbers = ", ".join(str(each["n"]) for each in self.spots)
        alt = " ".join(each for each in (f"{self.said}.", numbers) if each)
        item = self.shown.item
        lender = f"{_('From the genuine reference')} {item.reference} · {item.marked.label}"
        return {
            "file": self.name,
            "ratio": ratio,
            "alt": alt,
            "spots": self.spots,
            "from": lender if self.shown.lent else "",
        }

    def content(self) -> bytes:
        return vault.read(self.file, self.part)


def pair(reading: Reading) -> tuple[Photograph | None, Photograph | None]:
    """The genuine and the fraudulent picture, side by side, that most of the card's findings point at."""
    findings = for_the_card(each.finding for each in reading.signs)
    pairs = [
        (_photograph(genuine, findings, _("Genuine")), _photograph(false, findings, _("Fraudulent")))
        for genuine, false in reading.pairs
    ]
    return max(pairs, key=_pointed_at, default=(None, None))


def _pointed_at(pair: tuple[Photograph | None, Photograph | None]) -> tuple[int, int]:
    """By how many findings; then, of how many sides there is one."""
    there = [each for each in pair if each is not None]
    return len({spot["n"] for each in there for spot in each.spots}), len(there)


def _photograph(shown: Shown | None, findings: list[Finding], word: str) -> Photograph | None:
    if shown is None or shown.file.wrapped_key is None or not (shown.file.width and shown.file.height):
        return None
    said = f"{word}: {shown.attachment.description}".rstrip(": ")
    return Photograph(shown, said, _spots(shown.file, findings))


def _spots(file: StoredFile, findings: list[Finding]) -> list[dict[str, Any]]:
    return [
        {"n": each.n, "x": spot.x, "y": spot.y}
        for each in findings
        for spot in (each.false, each.genuine)
        if spot is not None and spot.file == file.public_id
    ]


# Drawings.


def _drawings(data: dict[str, Any]) -> dict[str, bytes]:
    """The signs of genuine and fraudulent, the icons of the tools, and the code."""
    icons = {each["icon"] for each in (*data["rows"], *data["tools"]) if each["icon"]}
    drawn = {name: (_HERE / "print" / name).read_bytes() for name in _SIGNS}
    drawn |= {f"tool-{each}.svg": (_TOOLS / f"{each}.svg").read_bytes() for each in icons}
    return drawn | ({"qr.svg": square(data["check"]["address"])} if data["check"] else {})
