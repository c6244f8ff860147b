"""An edition as it is read, and the records behind one of its figures."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.access.keys import Viewer
from waypost.core.compiled import Compiled
from waypost.core.figures import Figure, Window, figures
from waypost.people.lists import entries_visible_to
from waypost.people.models import Organisation, Person, Post, Tenure
from waypost.places.lists import in_order
from waypost.places.models import Member, Section
from waypost.reporting.drawing import Drawing, draw
from waypost.reporting.models import Edition, Passage


@dataclass(frozen=True)
class ShownFigure:
    """A number of an edition, with the page of its records. None: a small number of people, which is not published."""

    label: str
    unit: str
    value: int | None
    address: str


@dataclass(frozen=True)
class ShownPassage:
    number: int
    passage: Passage
    figures: list[ShownFigure]


@dataclass(frozen=True)
class Record:
    """One record behind a figure. ``holder`` is None where the viewer doesn't find the person in the directory."""

    members: tuple[Member, ...]
    organisation: Organisation
    post: Post
    since: date
    until: date | None  # the first day on which it was over, where that had come
    holder: Person | None


@dataclass(frozen=True)
class Evidence:
    """What a figure counted: the records, how many stand for each member, and the map of them."""

    records: list[Record]
    by_member: list[tuple[Member, int]]
    drawing: Drawing

    @property
    def names_shown(self) -> bool:
        return any(record.holder for record in self.records)


def newest() -> Edition | None:
    return _NEWEST.first()


_NEWEST = Compiled(lambda: Edition.objects.all()[:1])


def passages_of(edition: Edition) -> list[ShownPassage]:
    """The five sections in their fixed order, as far as the edition says something in them."""
    said = {passage.section: passage for passage in edition.passages.all()}
    return [
        ShownPassage(number, said[section], [_shown(edition, name) for name in said[section].figures])
        for number, section in enumerate(Section.values, start=1)
        if section in said
    ]


def figure_of(edition: Edition, name: str) -> Figure | None:
    """The figure, if the edition shows it: no other is counted for whoever asks."""
    shown = {each for passage in edition.passages.all() for each in passage.figures}
    return figures().get(name) if name in shown else None


def evidence_of(figure: Figure, window: Window, viewer: Viewer) -> Evidence:
    """The records of a figure whose records are tenures."""
    tenures = figure.evidence(window).select_related("post__organisation__member", "person")
    tenures = tenures.prefetch_related("post__covers").order_by("pk")
    seen = set(
        entries_visible_to(viewer).filter(pk__in=tenures.values("pk")).order_by().values_list("pk", flat=True)
    )
    records = sorted((_record(tenure, seen, window.on) for tenure in tenures), key=_by_member)
    counts = Counter(member for record in records for member in record.members)
    by_member = sorted(counts.items(), key=lambda row: in_order(row[0].name))
    return Evidence(records, by_member, draw(by_member))


def _shown(edition: Edition, name: str) -> ShownFigure:
    figure = figures()[name]
    address = reverse("evidence", args=[edition.key, name])
    return ShownFigure(
        after_number(figure.label), unit_beside(figure), figure.published(edition.window), address
    )


def is_of_tenures(figure: Figure, window: Window) -> bool:
    """Are its records dated posts, each of which stands for members?"""
    return figure.evidence(window).model is Tenure


def counted(figure: Figure, value: int | None) -> str:
    """The figure in words: "24 mission focal points", and in Thai the noun, the number and its classifier."""
    unit = unit_beside(figure)
    if value is None:
        return _("%(label)s: fewer than five") % {"label": figure.label}
    if unit:
        return _("%(label)s %(value)s %(unit)s") % {"label": figure.label, "value": value, "unit": unit}
    return f"{value} {after_number(figure.label)}"


def unit_beside(figure: Figure) -> str:
    """What is counted, where the label does not say it already: "11 members covered" needs no "members"."""
    said = str(figure.unit)
    return "" if said.lower() in str(figure.label).lower() else said


def after_number(label: Any) -> str:
    """A figure's label as it reads behind its number: "24 mission focal points"."""
    said = str(label)
    return said[:1].lower() + said[1:]


def _record(tenure: Tenure, seen: set[int], on: date) -> Record:
    """A mission focal point stands for the members covered, everybody else for the own one."""
    post = tenure.post
    members = tuple(post.covers.all()) or (post.organisation.member,)
    over = tenure.until if tenure.until is not None and tenure.until <= on else None
    holder = tenure.person if tenure.pk in seen else None
    return Record(members, post.organisation, post, tenure.since, over, holder)


def _by_member(record: Record) -> tuple[str, str, date]:
    return in_order(record.members[0].name), in_order(record.organisation.name), record.since
