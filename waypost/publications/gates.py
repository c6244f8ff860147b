"""What the gate found in a version, as a page shows it: where, in which sentence, why, and what may be done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from waypost.gate.excerpts import Excerpt
from waypost.gate.words import KINDS, REASONS
from waypost.publications.kinds import kind_of
from waypost.publications.models import Publication, Version
from waypost.publications.models.gating import Found, found_in, unread

MOST_SHOWN = 50  # findings on one page


@dataclass(frozen=True)
class Row:
    """One finding. ``change`` is the address of the page where its words are changed; "" where there is none."""

    place: str
    language: str
    kind: Any
    why: Any
    excerpt: Excerpt
    digest: str
    because: str
    change: str
    typed: str = ""  # a reason that was not kept yet
    ticked: bool = False


@dataclass(frozen=True)
class Gate:
    """All findings of a version, and (name, why) of the files that were not read to the end."""

    number: int
    rows: list[Row]
    unread: list[tuple[str, Any]]

    @property
    def shown(self) -> list[Row]:
        """Those that a page shows: the undecided ones first, and of a long list its beginning."""
        return sorted(self.rows, key=lambda row: bool(row.because))[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, len(self.rows) - MOST_SHOWN)

    @property
    def undecided(self) -> int:
        return sum(not row.because for row in self.rows)

    def typed(self, reasons: Mapping[str, str], ticked: Collection[str]) -> "Gate":
        """With what somebody typed, which was not kept."""
        rows = [
            replace(row, typed=reasons.get(row.digest, ""), ticked=row.digest in ticked) for row in self.rows
        ]
        return replace(self, rows=rows)


def gate_of(publication: Publication, version: Version) -> Gate:
    """Of a version that the viewer was shown."""
    found = found_in(publication, version)
    return Gate(
        number=version.number,
        rows=[_row(publication, version, each) for each in found],
        unread=[(file.name, _unread(why)) for file, why in unread(version)],
    )


def _row(publication: Publication, version: Version, found: Found) -> Row:
    what, _colon, rest = found.place.partition(":")
    language = rest.partition(":")[0] if what == "text" else ""
    return Row(
        place=_called(publication, found),
        language=language,
        kind=KINDS[found.finding.kind],
        why=REASONS[found.finding.why],
        excerpt=found.excerpt,
        digest=found.digest,
        because=found.because,
        change=_where_changed(publication, version, what, language),
    )


def _where_changed(publication: Publication, version: Version, what: str, language: str) -> str:
    """Drafts are written on one page; of what is published, a translation is changed by itself."""
    if version.published_at is not None:
        return reverse("translate", args=[publication.public_id, language]) if what == "text" else ""
    if what == "marking":
        return reverse("audience", args=[publication.public_id])
    place = {"file": "#attach"}.get(what, "")
    asked = f"?language={language}" if language else ""
    return f"{reverse('write', args=[publication.public_id])}{asked}{place}"


def _called(publication: Publication, found: Found) -> str:
    """The place in the reader's words."""
    match found.place.split(":"):
        case ["text", language, name]:
            names = {"title": _("Title"), "summary": _("Summary"), "body": _("Text")}
            spoken = get_language_info(language)["name_translated"]
            return f"{names[name]}, {spoken}"
        case ["changes"]:
            return _("What changed since the version before")
        case ["marking"]:
            return _("National marking")
        case ["part", name, *_deeper]:
            fields = kind_of(publication.kind).form.base_fields
            return str(fields[name].label) if name in fields else name
        case ["file", _file, "name"]:
            return _("Name of the file “%(name)s”") % {"name": found.file}
        case ["file", _file, "description"]:
            return _("What “%(name)s” shows") % {"name": found.file}
        case ["file", _file, "page", number]:
            return _("“%(name)s”, page %(number)s") % {"name": found.file, "number": number}
        case _:
            return found.place


def _unread(why: str) -> Any:
    return {
        "waits": _("not read yet"),
        "trouble": _("could not be read to its end"),
        "picture": _("pictures are not read"),
    }[why]
