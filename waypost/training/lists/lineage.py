"""The lineage of what a programme teaches, as far as its reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.access.policies import may_write
from waypost.core import clock
from waypost.core.small_numbers import LEAST, guarded
from waypost.curriculum.models import CurriculumVersion
from waypost.training.lineage import Drawing, Lineage, Node, Taught, drawing, lineage
from waypost.training.lists.certificates import trainers_in
from waypost.training.models import Certificate, Plan, PlannedUnit, Programme, Teaching

ACTIVE = timedelta(days=365)


@dataclass
class Trainer:
    """Somebody who taught, with those they taught by name."""

    name: str
    generation: int
    learners: list[str]
    last: date


@dataclass
class Share:
    """So many of so many trainers."""

    n: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.n / self.of) if self.of else 0


@dataclass
class Named:
    """What only those who coordinate read: everybody by name."""

    drawing: Drawing
    nodes: list[tuple[Node, str]]
    trainers: list[Trainer]
    circular: list[tuple[str, str]]
    taught: Share
    active: Share


@dataclass
class Reach:
    """Distinct people by generation, None where they are too few to be shown, against whom the plans name, and against
    all whom it is for (``audience``, 0 where no plan says).
    """

    rows: dict[int, int | None]
    total: int | None
    planned: int
    audience: int
    named: Named | None
    programmes: list[Programme]

    @property
    def percent(self) -> int | None:
        if self.named is None:
            return None  # of a number that was rounded
        return None if self.total is None or not self.planned else round(100 * self.total / self.planned)

    @property
    def share(self) -> int | None:
        """Of all whom it is for."""
        if self.named is None:
            return None
        return None if self.total is None or not self.audience else round(100 * self.total / self.audience)

    @property
    def is_whole(self) -> bool:
        return None not in (*self.rows.values(), self.total)


def reach_of(viewer: Viewer, programme: Programme) -> Reach:
    """Over all programmes of the organisation that teach the same curriculum and that the viewer reads."""
    programmes = list(_alike(viewer, programme).order_by("code"))
    keys = [each.pk for each in programmes]
    found = lineage(Taught(on, trainer, learner) for trainer, learner, on in Teaching.pairs(keys))
    planned, audience = _planned(viewer, keys)
    if may_write(viewer, programme):
        return Reach(
            {**found.reach},
            sum(found.reach.values()),
            planned,
            audience,
            _named(viewer, found, keys, programme),
            programmes,
        )
    shown = guarded({value: {"people": n} for value, n in found.reach.items()})
    rows = {value: _down(row["people"]) for value, row in shown.rows.items()}
    total = _down(shown.total) if found.reach else 0
    return Reach(rows, total, planned, audience, None, programmes)


def _down(n: int | None) -> int | None:
    """For others, to the five below: beside how many are enrolled, the exact number would tell of who is not."""
    return None if n is None or n < LEAST else n - n % LEAST


def _alike(viewer: Viewer, programme: Programme) -> SeenQuerySet[Programme]:
    rows = Programme.visible_to(viewer).filter(
        organisation=programme.organisation_id, network=programme.network_id
    )
    version = CurriculumVersion.visible_to(viewer).filter(pk=programme.curriculum_id or 0).first()
    if version is None:
        return rows.filter(pk=programme.pk)
    return rows.filter(curriculum__curriculum=version.curriculum_id)


def _planned(viewer: Viewer, programmes: list[int]) -> tuple[int, int]:
    """Participants whom the newest plan of each programme names, and how many it is for in all: of several plans the
    largest, because a training of trainers and its cascade are for the same.
    """
    rows = Plan.visible_to(viewer).filter(programme__in=programmes).order_by("number")
    newest = {each.programme_id: each for each in rows}
    units = PlannedUnit.visible_to(viewer).filter(plan__in=[each.pk for each in newest.values()])
    audience = max((each.audience or 0 for each in newest.values()), default=0)
    return sum(units.values_list("participants", flat=True)), audience


def _named(viewer: Viewer, found: Lineage, programmes: list[int], programme: Programme) -> Named:
    names = _names(viewer, programmes)
    known = {each.pk for each in trainers_in(programme.network_id)} | set(found.learners)
    year, drawn = clock.today() - ACTIVE, drawing(found)
    active = [each for each in found.learners if found.last_taught(each) >= year]
    return Named(
        drawing=drawn,
        nodes=[(each, names[each.person]) for each in drawn.nodes],
        trainers=[
            Trainer(
                names[each],
                found.generation[each],
                sorted(names[one] for one in found.learners[each]),
                found.last_taught(each),
            )
            for each in found.trainers
        ],
        circular=[(names[each.trainer], names[each.learner]) for each in found.circular],
        taught=Share(len(found.learners), len(known)),
        active=Share(len(active), len(known)),
    )


def _names(viewer: Viewer, programmes: Iterable[int]) -> dict[int, str]:
    """As on the newest certificate of each."""
    names: dict[int, str] = {}
    certificates = Certificate.visible_to(viewer).filter(programme__in=list(programmes))
    for row in certificates.filter(nominee__person__isnull=False).select_related("nominee").order_by("pk"):
        names[row.nominee.person_id] = row.name
    for one in Teaching.visible_to(viewer).filter(certificate__programme__in=list(programmes)).order_by("pk"):
        names[one.person_id] = one.name
    return names
