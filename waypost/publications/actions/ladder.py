"""The ladder: what happens while an addressed organisation stays silent. Data first, then the clock that climbs it.

At 25, 50, 75 and 100 % of the time to the deadline. Whoever a rung names is told only if they may see the item: never
a leak. A rung that names nobody who may is passed to the next, and the last one is the originator: never silence.
Where nobody may answer at all (no focal point or deputy who sees the item) there is nobody to remind: those who can
mend that are told at once, and the rungs up to the last are left out.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import F, Q

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.policies import only_the_clock
from waypost.core.ticks import tick
from waypost.publications.models import Addressee, Publication
from waypost.publications.reaching import able_to_answer
from waypost.publications.states import Stage


class Whom(Enum):
    FOCAL_POINTS = "the organisation's focal points"
    ALL_APPROVING = "focal points and deputies, and the post's mailbox"
    MISSION = "the mission focal points who cover the member"
    SECRETARIAT = "the secretariat's call list"
    PERSON = "the addressed person"
    ORIGINATOR = "the originator's focal points and the author"
    AUTHOR = "the author"


@dataclass(frozen=True)
class Rung:
    """``share`` of the time to the deadline in percent, and who is told when it has passed without an answer."""

    share: int
    whom: tuple[Whom, ...]


_OPEN = (
    Rung(25, (Whom.FOCAL_POINTS,)),
    Rung(50, (Whom.ALL_APPROVING,)),
    Rung(75, (Whom.ALL_APPROVING, Whom.MISSION)),
    Rung(100, (Whom.SECRETARIAT, Whom.ORIGINATOR)),
)

LADDERS: dict[Mark, tuple[Rung, ...]] = {
    Mark.CLEAR: _OPEN,
    Mark.GREEN: _OPEN,
    Mark.AMBER: _OPEN,
    Mark.STRICT: (
        Rung(25, (Whom.FOCAL_POINTS,)),
        Rung(50, (Whom.ALL_APPROVING,)),
        Rung(75, (Whom.ALL_APPROVING,)),
        Rung(100, (Whom.ORIGINATOR,)),
    ),
    Mark.RED: (
        Rung(25, (Whom.PERSON,)),
        Rung(50, (Whom.PERSON,)),
        Rung(75, (Whom.PERSON,)),
        Rung(100, (Whom.AUTHOR,)),
    ),
}
LAST = 100

_OUTSIDE = (Whom.MISSION, Whom.SECRETARIAT)
# Who is told that nobody there can answer; if none of them may see the item, the ladder's last rung.
NOBODY_THERE: dict[Mark, tuple[Whom, ...]] = {
    Mark.CLEAR: _OUTSIDE,
    Mark.GREEN: _OUTSIDE,
    Mark.AMBER: _OUTSIDE,
    Mark.STRICT: (Whom.ORIGINATOR,),
    Mark.RED: (Whom.AUTHOR,),
}


def rung_due(addressee: Addressee, now: datetime) -> int:
    """The highest share (0, 25, 50, 75, 100) whose time has passed for this addressee."""
    span = (addressee.due_at - addressee.at).total_seconds()
    gone = (now - addressee.at).total_seconds()
    share = 100 if span <= 0 else int(100 * gone / span)
    due = max((step for step in (0, 25, 50, 75, 100) if step <= share), default=0)
    return 0 if addressee.nobody_since is not None and due < LAST else due


@action("publications.rung_reached", allowed=only_the_clock)
def climb(*, by: Clockwork, publication: Publication, addressee: int, rung: int) -> None:  # noqa: ARG001
    """Take one step for one silent addressee. Told once: the rung is kept on the addressee."""
    taken = Addressee.unfiltered.filter(pk=addressee, answered=False, rung__lt=rung).update(rung=rung)
    if not taken:
        doors.unheard()
    doors.note(addressee=addressee, rung=rung)


@action("publications.nobody_found", allowed=only_the_clock)
def find_nobody(*, by: Clockwork, publication: Publication, addressees: list[int]) -> None:  # noqa: ARG001
    """Note the silent addressees where nobody can answer (any more). Told once for all of them together."""
    new = Addressee.unfiltered.filter(pk__in=addressees, answered=False, nobody_since__isnull=True)
    found = sorted(new.values_list("pk", flat=True))
    new.update(nobody_since=clock.now())
    if not found:
        doors.unheard()
    doors.note(addressees=found)


@action("publications.somebody_found", allowed=only_the_clock)
def find_somebody(*, by: Clockwork, publication: Publication, addressees: list[int]) -> None:  # noqa: ARG001
    """Note that somebody can answer now where nobody could: they are told, and the ladder holds again."""
    rows = Addressee.unfiltered.filter(pk__in=addressees, answered=False, nobody_since__isnull=False)
    found = sorted(rows.values_list("pk", flat=True))
    rows.update(nobody_since=None)
    if not found:
        doors.unheard()
    doors.note(addressees=found)


@tick(name="publications.ladder", every=60)
def climb_ladders() -> int:
    """Every silent addressee whose next rung is due takes the highest one that is. Returns how many did."""
    now, climbed = clock.now(), 0
    for publication in _waited_for():
        _look_for_answerers(publication)
        for row in _waiting(publication):
            rung = rung_due(row, now)
            if rung > row.rung:
                climb(by=CLOCK, publication=publication, addressee=row.pk, rung=rung)
                climbed += 1
    return climbed


_SILENT = Q(answered=False, rung__lt=LAST, at__lt=F("due_at"))


def _waited_for() -> list[Publication]:
    """The publications readers see now and that somebody is still to answer; an expired one waits for nobody."""
    versions = Addressee.unfiltered.filter(_SILENT).values("version")
    found = Publication.unfiltered.filter(stage=Stage.PUBLISHED, live__in=versions)
    return [each for each in found if not each.is_expired(clock.today())]


def _waiting(publication: Publication) -> list[Addressee]:
    return list(Addressee.unfiltered.filter(_SILENT, version=publication.live_id).order_by("pk"))


def _look_for_answerers(publication: Publication) -> None:
    """Compare who is noted as unable to answer with who is, and note the difference."""
    rows = _waiting(publication)
    can = {row.pk for row in able_to_answer(publication, rows)}
    lost = [row.pk for row in rows if row.pk not in can and row.nobody_since is None]
    regained = [row.pk for row in rows if row.pk in can and row.nobody_since is not None]
    if lost:
        find_nobody(by=CLOCK, publication=publication, addressees=lost)
    if regained:
        find_somebody(by=CLOCK, publication=publication, addressees=regained)
