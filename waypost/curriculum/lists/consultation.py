"""What pages show of a consultation, always from ``visible_to``: the document, comments, the board and the heat map."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.curriculum.lists.numbered import Place, places_of
from waypost.curriculum.models import (
    Comment,
    Consultation,
    Consulted,
    CurriculumVersion,
    Disposition,
    Outcome,
    State,
)
from waypost.people.models import Organisation

SHOWN = 100
SHADES = 4
NO_PART = "-"


@dataclass(frozen=True)
class Open:
    """A consultation with what it is about, and the document as it stands. ``later`` is the newest version."""

    consultation: Consultation
    version: CurriculumVersion
    places: list[Place]
    later: CurriculumVersion
    later_places: list[Place]
    numbers: dict[int, str]  # of every version this viewer reads

    def place(self, stable: str) -> Place | None:
        return next((each for each in self.places if each.stable == stable), None)


@dataclass(frozen=True)
class Line:
    """A comment as it is shown. ``place`` is its paragraph in the newest version, None where that is gone."""

    comment: Comment
    disposition: Disposition | None
    place: Place | None
    part: str
    is_own: bool
    other: Comment | None = None  # into which it is merged, or whose duplicate it is
    applied: str = ""  # number of the version in which the edit was made, for whoever reads that one

    @property
    def is_changed(self) -> bool:
        """Reads the paragraph otherwise now than when the comment was written?"""
        then = (self.comment.text_en, self.comment.text_th)
        return self.place is not None and (self.place.text_en, self.place.text_th) != then

    @property
    def needs_edit(self) -> bool:
        """Accepted, and no edit is named yet."""
        said = self.disposition
        accepted = said is not None and said.outcome in (Outcome.ACCEPTED, Outcome.CHANGED)
        return accepted and said is not None and said.applied_in_id is None


@dataclass(frozen=True)
class Department:
    """A department on the board: what it answered, or for how long it may still."""

    row: Consulted
    released: int
    consultation: Consultation

    @property
    def name(self) -> str:
        return self.row.organisation.name

    @property
    def is_late(self) -> bool:
        """Silent after the deadline, or answered after it."""
        said = self.row.answered_at
        return self.consultation.is_over if said is None else clock.day_of(said) > self.consultation.deadline

    @property
    def words(self) -> str:
        if self.row.answer == Consulted.Answer.NONE:
            return _("No comment")
        if self.row.answer == Consulted.Answer.SET:
            n = self.released
            return ngettext("%(n)d comment released", "%(n)d comments released", n) % {"n": n}
        days = self.consultation.days_left
        if days < 0:
            return ngettext("Late by %(n)d day", "Late by %(n)d days", -days) % {"n": -days}
        if days == 0:
            return _("Silent, due today")
        return ngettext("Silent, %(n)d day left", "Silent, %(n)d days left", days) % {"n": days}


@dataclass(frozen=True)
class Cell:
    """How many comments of a department fall into a part. ``shade`` is 0 for none, 4 for the most of the map."""

    department: str
    part: str
    n: int
    shade: int


@dataclass(frozen=True)
class Band:
    """A part across the departments."""

    part: str
    number: str
    title: str
    cells: list[Cell]

    @property
    def total(self) -> int:
        return sum(each.n for each in self.cells)


@dataclass(frozen=True)
class Heat:
    """Parts by departments: every comment counts in exactly one cell."""

    departments: list[tuple[str, str]]
    bands: list[Band]

    @property
    def totals(self) -> list[int]:
        return [sum(band.cells[at].n for band in self.bands) for at in range(len(self.departments))]

    @property
    def total(self) -> int:
        return sum(band.total for band in self.bands)


def everything(viewer: Viewer) -> SeenQuerySet[Consultation]:
    rows = Consultation.visible_to(viewer).select_related("organisation", "group")
    return rows.order_by("-deadline", "-pk")


def consultations_of(viewer: Viewer) -> list[tuple[Consultation, CurriculumVersion]]:
    """The newest deadlines first, each with the version it is about. Two queries."""
    return _with_versions(viewer, list(everything(viewer)[:SHOWN]))


def consultations_on(viewer: Viewer, version: CurriculumVersion) -> list[Consultation]:
    return list(everything(viewer).filter(version=version.pk))


def open_one(viewer: Viewer, public_id: str) -> Open | None:
    """With all that a page needs, if this viewer may see it."""
    found = _with_versions(viewer, list(everything(viewer).filter(public_id=public_id)))
    if not found:
        return None
    [(consultation, version)] = found
    all_ = CurriculumVersion.visible_to(viewer).filter(curriculum=version.curriculum_id)
    versions = list(all_.order_by("-at", "-pk"))
    later, places = versions[0], places_of(viewer, version)
    later_places = places if later.pk == version.pk else places_of(viewer, later)
    numbers = {each.pk: each.number for each in versions}
    return Open(consultation, version, places, later, later_places, numbers)


def lines_of(viewer: Viewer, found: Open, **conditions: Any) -> list[Line]:
    """Every comment this viewer reads, in the order of the document and then of writing. Two queries."""
    rows = Comment.visible_to(viewer).filter(consultation=found.consultation.pk, **conditions)
    comments = list(rows.select_related("organisation", "author").order_by("written_at", "pk"))
    given = Disposition.visible_to(viewer).filter(comment__consultation=found.consultation.pk)
    said = {each.comment_id: each for each in given}
    own = viewer.organisation.pk if viewer.organisation else 0
    order = {place.stable: at for at, place in enumerate(found.places)}
    comments.sort(key=lambda each: order.get(each.stable, len(order)))
    by_pk, part = {each.pk: each for each in comments}, part_of(found.places)
    now = {place.stable: place for place in found.later_places}
    return [
        Line(
            comment=each,
            disposition=said.get(each.pk),
            place=now.get(each.stable),
            part=part.get(each.stable, NO_PART),
            is_own=each.organisation_id == own,
            other=by_pk.get(_other(each, said.get(each.pk)) or 0),
            applied=_applied(found, said.get(each.pk)),
        )
        for each in comments
    ]


def board_of(viewer: Viewer, found: Open, lines: Sequence[Line]) -> list[Department]:
    """Every department whose answer this viewer knows: whoever asked knows all, a department its own. One query."""
    rows = Consulted.visible_to(viewer).filter(consultation=found.consultation.pk)
    released = Counter(each.comment.organisation_id for each in lines if each.comment.state == State.RELEASED)
    departments = [
        Department(each, released[each.organisation_id], found.consultation)
        for each in rows.select_related("organisation")
    ]
    return sorted(departments, key=lambda each: (bool(each.row.answer), each.row.organisation.code))


def departments_of(board: Sequence[Department]) -> list[Organisation]:
    return sorted((each.row.organisation for each in board), key=lambda each: each.code)


def heat_of(found: Open, departments: Sequence[Organisation], lines: Iterable[Line]) -> Heat:
    """Of the comments that were released."""
    said = [
        (each.comment.stable, each.comment.organisation.code)
        for each in lines
        if each.comment.state == State.RELEASED
    ]
    return heat(found.places, [(each.code, each.name) for each in departments], said)


def heat(
    places: Sequence[Place], departments: Sequence[tuple[str, str]], said: Iterable[tuple[str, str]]
) -> Heat:
    """The map of comments, each given as (paragraph, department), departments as (code, name). A paragraph that stands
    in no part, or no longer in the document, has a row of its own, so that nothing falls out.
    """
    part = part_of(places)
    counts = Counter((part.get(stable, NO_PART), department) for stable, department in said)
    known = list(departments)
    known += sorted({(code, code) for _part, code in counts} - {(code, code) for code, _name in known})
    most = max(counts.values(), default=0)
    heads = [(each.stable, each.number, each.text) for each in places if each.stable == each.part]
    heads.append((NO_PART, "", _("In no part, or no longer in the document")))
    bands = [
        Band(
            stable,
            number,
            title,
            [_cell(code, stable, counts[stable, code], most) for code, _name in known],
        )
        for stable, number, title in heads
        if stable != NO_PART or any(each == NO_PART for each, _department in counts)
    ]
    return Heat(known, bands)


def part_of(places: Iterable[Place]) -> dict[str, str]:
    """The part in which each paragraph stands, by their ids."""
    return {each.stable: each.part or NO_PART for each in places}


def _other(comment: Comment, said: Disposition | None) -> int | None:
    return comment.merged_into_id or (said.duplicate_of_id if said else None)


def _applied(found: Open, said: Disposition | None) -> str:
    return found.numbers.get(said.applied_in_id or 0, "") if said else ""


def _cell(department: str, part: str, n: int, most: int) -> Cell:
    return Cell(department, part, n, -(-SHADES * n // most) if n else 0)


def _with_versions(viewer: Viewer, rows: list[Consultation]) -> list[tuple[Consultation, CurriculumVersion]]:
    versions = CurriculumVersion.visible_to(viewer).select_related("curriculum")
    known = {each.pk: each for each in versions.filter(pk__in=[row.version_id for row in rows])}
    return [(row, known[row.version_id]) for row in rows if row.version_id in known]
