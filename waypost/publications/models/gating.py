"""What a version says, place by place; what of it may point to a person; and why that may stay.

A reason is bound to the exact sentence: another word in it, and it is asked for again. No row repeats what was found.
"""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar

from django.db import models

from waypost.access.fields import MarkedLink
from waypost.access.keys import Viewer
from waypost.access.marked import MarkedThrough
from waypost.access.reached import Reached
from waypost.files.models import FileText, StoredFile
from waypost.gate.excerpts import Excerpt, excerpt
from waypost.gate.findings import Finding, Known
from waypost.gate.lists import known
from waypost.gate.scan import findings
from waypost.people.models import Person
from waypost.publications.models.attachments import Attachment
from waypost.publications.models.finding import plain
from waypost.publications.models.heads import Publication
from waypost.publications.models.versions import Text, Version

WORDS = ("title", "summary", "body")


class Justification(MarkedThrough):
    """Why something that was found in a version may stay. ``digest`` binds it to the place and the exact sentence."""

    marked_by = "version"

    version = MarkedLink(Version, models.CASCADE)
    place = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, help_text="A kind of the gate's")
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MarkedThrough.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "digest"], name="one_justification_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.place}"

    @classmethod
    def visibility_rule(cls, viewer: Viewer, at: str = "") -> Reached:
        """To those who work on the item; its readers see the text, not the talk about it."""
        return Publication.working_rule(viewer, f"{at}version__publication__")


@dataclass(frozen=True)
class Said:
    """Words that readers of a version meet. ``place`` is stable from version to version: ``text:th:body``. ``file`` is
    the name of the file they stand in.
    """

    place: str
    text: str
    file: str = ""


@dataclass(frozen=True)
class Found:
    """A finding in its place. ``because`` is the reason why it may stay; empty while nobody has decided."""

    place: str
    finding: Finding
    excerpt: Excerpt
    digest: str
    because: str = ""
    file: str = ""


def said_by(publication: Publication, version: Version) -> list[Said]:
    """Everything that its readers read or may open, files as far as they were read. Three queries."""
    texts = Text.unfiltered.filter(version=version.pk).order_by("-authoritative", "language")
    said = [Said(f"text:{text.language}:{name}", getattr(text, name)) for text in texts for name in WORDS]
    said += [Said("changes", version.changes), Said("marking", publication.national_marking)]
    said += [Said(place, text) for place, text in _strings("part", version.part)]
    return [each for each in said + list(_files(version)) if each.text]


def found_in(publication: Publication, version: Version) -> list[Found]:
    """What was found in a version that the caller was shown, in reading order, with the reasons given. Five queries."""
    reasons = dict(Justification.unfiltered.filter(version=version.pk).values_list("digest", "reason"))
    shown = known()
    found: dict[str, Found] = {}
    for each in said_by(publication, version):
        for text, one in _read(each, shown):
            piece = excerpt(text, one)
            digest = _digest(publication, each.place, one.kind, piece.sentence, one.text)
            found.setdefault(
                digest, Found(each.place, one, piece, digest, reasons.get(digest, ""), each.file)
            )
    return list(found.values())


def undecided(publication: Publication, version: Version) -> list[Found]:
    """What nobody has removed or given a reason for."""
    return [each for each in found_in(publication, version) if not each.because]


def unread(version: Version) -> list[tuple[StoredFile, str]]:
    """The files of a version whose words the gate has not seen to the end, and why: "waits", "trouble", "picture"."""
    files = [row.file for row in _attached(version)]
    read = dict(FileText.objects.filter(file__in=files).values_list("file", "trouble"))
    found = []
    for file in files:
        if not file.kind.readable:
            found.append((file, "picture"))
        elif file.pk not in read:
            found.append((file, "waits"))
        elif read[file.pk]:
            found.append((file, "trouble"))
    return found


def carry_reasons_over(before: Version, version: Version) -> None:
    """A new version starts with the reasons of the one before: they hold where the sentence is still the same."""
    for row in Justification.unfiltered.filter(version=before.pk).order_by("pk"):
        row.pk, row.version_id = None, version.pk
        row._state.adding = True
        row.save()


def _read(said: Said, shown: Known) -> list[tuple[str, Finding]]:
    """What is found in the words as they are written, and, of Markdown, in what its readers will see: signs of layout
    inside a number hide it from the first.
    """
    found = [(said.text, one) for one in findings(said.text, shown)]
    if said.place.startswith("text:") and said.place.endswith(":body"):
        have = {bare(one.text) for _text, one in found}
        rendered = html.unescape(plain(said.text).replace("\\", ""))
        found += [(rendered, one) for one in findings(rendered, shown) if bare(one.text) not in have]
    return found


def bare(text: str) -> str:
    """Its letters and digits: the same for every way of dividing a number."""
    return "".join(c for c in text if c.isalnum())


def _attached(version: Version) -> Iterable[Attachment]:
    return Attachment.unfiltered.select_related("file").filter(version=version.pk).order_by("pk")


def _files(version: Version) -> Iterator[Said]:
    rows = list(_attached(version))
    pages = dict(FileText.objects.filter(file__in=[row.file_id for row in rows]).values_list("file", "pages"))
    for row in rows:
        at = f"file:{row.file.public_id}"
        name = row.file.name
        yield Said(f"{at}:name", name, name)
        yield Said(f"{at}:description", row.description, name)
        for number, text in enumerate(pages.get(row.file_id, ()), start=1):
            yield Said(f"{at}:page:{number}", text, name)


def _strings(place: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every text in the plain values of a part, however deep, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(f"{place}:{name}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _strings(f"{place}:{number}", inner)


def _digest(publication: Publication, *bound: str) -> str:
    return sha256("\0".join((publication.public_id, *bound)).encode()).hexdigest()
