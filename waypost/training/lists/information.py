"""Information sessions as their organisation reads them, and the sums of a network's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.access.marked import SeenQuerySet
from waypost.core.figures import Window
from waypost.core.small_numbers import Guarded, guarded
from waypost.people.models import Organisation
from waypost.places.lists import in_order
from waypost.training import figures
from waypost.training.lists.resources import Source, sources_of
from waypost.training.models import Headcount, InformationSession, Material, SessionRecord
from waypost.training.models.bands import RankBand, Sex
from waypost.training.models.information import COUNTED

SHOWN = 100
UNITS = 12
BANDS: list[tuple[str, str]] = [(str(sex), str(band)) for band in RankBand.values for sex in COUNTED]


@dataclass
class Recorded:
    """One record with who listened, and the material it was told from."""

    record: SessionRecord
    material: Material
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def rows(self) -> list[tuple[Any, list[int], int]]:
        """(rank band, of each sex, both) for every band."""
        found = [(band.label, [self.counts.get((sex, band), 0) for sex in COUNTED]) for band in RankBand]
        return [(label, numbers, sum(numbers)) for label, numbers in found]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def of_sexes(self) -> list[int]:
        return [sum(self.counts.get((sex, band), 0) for band in RankBand) for sex in COUNTED]


@dataclass
class Page:
    """A session as it stands, what stood before (the newest first), and the resource behind its material."""

    session: InformationSession
    now: Recorded
    before: list[Recorded]
    source: Source | None


@dataclass(frozen=True)
class Sums:
    """A network's month: attendances by organisation, without what is small."""

    month: date
    earlier: date
    later: date | None
    held: dict[int, int]
    table: Guarded[Organisation, tuple[str, str]]

    def rows(self) -> list["Summed"]:
        bodies = sorted(self.table.rows, key=lambda each: in_order(each.name))
        return [
            Summed(
                body, self.held.get(body.pk, 0), list(self.table.rows[body].items()), self.table.of_row[body]
            )
            for body in bodies
        ]

    def foot(self) -> "Summed":
        held, table = sum(self.held.values()), self.table
        return Summed(None, held, list(table.of_column.items()), table.total)


class Summed(NamedTuple):
    """One line of sums: of an organisation, or of all of them."""

    body: Organisation | None
    held: int
    by_band: list[tuple[tuple[str, str], int | None]]
    total: int | None

    @property
    def numbers(self) -> list[tuple[str, int | None]]:
        return [(said(band), number) for band, number in self.by_band]


def said(band: tuple[str, str]) -> str:
    """Sex and rank band in words."""
    return f"{Sex(band[0]).label}, {RankBand(band[1]).label}"


def sessions(viewer: Viewer) -> SeenQuerySet[InformationSession]:
    return InformationSession.visible_to(viewer).select_related("organisation__member", "network")


def newest(viewer: Viewer) -> SeenQuerySet[SessionRecord]:
    """The record in force of every session this viewer reads, the newest session first."""
    rows = SessionRecord.visible_to(viewer).filter(SessionRecord.in_force())
    return rows.select_related("session__organisation", "topic").order_by("-on", "-pk")


def rows_of(viewer: Viewer) -> list[SessionRecord]:
    return list(newest(viewer)[:SHOWN])


def units_of(viewer: Viewer) -> list[SessionRecord]:
    """The last session of each unit of the own organisation: what its next one is begun from."""
    own = newest(viewer).filter(session__organisation=viewer.organisation, took_place=True)
    last: dict[tuple[str, str], SessionRecord] = {}
    for row in own[:SHOWN]:
        last.setdefault((row.unit.casefold(), row.place.casefold()), row)
    return list(last.values())[:UNITS]


def page_of(viewer: Viewer, session: InformationSession) -> Page:
    records = SessionRecord.visible_to(viewer).filter(session=session.pk).select_related("topic")
    found = recorded(viewer, records.order_by("-number"))
    [source] = sources_of(viewer, [found[0].material]) or [None]
    return Page(session, found[0], found[1:], source)


def recorded(viewer: Viewer, records: Iterable[SessionRecord]) -> list[Recorded]:
    """Records that came through ``visible_to``, with their counts and materials. Two queries."""
    rows = list(records)
    counts: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for each in Headcount.visible_to(viewer).filter(record__in=[row.pk for row in rows]):
        counts[each.record_id][each.sex, each.band] = each.people
    materials = Material.visible_to(viewer).in_bulk([row.material_id for row in rows])
    return [Recorded(row, materials[row.material_id], counts[row.pk]) for row in rows]


def own_sums(viewer: Viewer, month: date) -> Recorded | None:
    """What the own organisation held in a month, added up as it is: it reads every session of its own."""
    rows = newest(viewer).filter(took_place=True, on__gte=month, on__lte=last_day(month))
    found = recorded(viewer, rows)
    if not found:
        return None
    total = Recorded(found[0].record, found[0].material)
    for each in found:
        for band, people in each.counts.items():
            total.counts[band] = total.counts.get(band, 0) + people
    return total


def sums_of(viewer: Viewer, month: date, today: date) -> Sums:
    """Of the networks whose secretariat the viewer is. By whole months: two periods that overlap would give away what
    lies between them.
    """
    run = [each for each in viewer.networks() if key(Audience.SECRETARIAT, 0, each) in keys_of(viewer)]
    window = Window(month, last_day(month))
    counts = figures.attended_by_organisation(run, window)
    table = guarded({body: {band: bands.get(band, 0) for band in BANDS} for body, bands in counts.items()})
    later = last_day(month) + timedelta(days=1)
    earlier = (month - timedelta(days=1)).replace(day=1)
    held = figures.held_by_organisation(run, window)
    return Sums(month, earlier, later if later <= today else None, held, table)


def last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
