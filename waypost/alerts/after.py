"""What the page of an alert shows of what followed it, and what its viewer may do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.access.marks import Mark
from waypost.alerts.models import Alert, Band, Contest, SecondCheck, Sighting
from waypost.alerts.policies import may_contest, may_supersede, may_tell_seen
from waypost.alerts.vocabulary import Terms, terms
from waypost.core import clock
from waypost.publications.kinds import Page
from waypost.publications.models import Publication
from waypost.publications.policies import may_check_second, may_publish_alone
from waypost.publications.states import Stage

_AT_LEAST = {Band.ONE: 1, Band.FEW: 2, Band.SOME: 6, Band.MANY: 21}
FEWEST = 2  # organisations that told of a kind of point before readers learn of it


@dataclass(frozen=True)
class Place:
    """At one kind of point: in how many members, and how many at the least."""

    name: str
    members: int
    band: str


@dataclass(frozen=True)
class SeenToo:
    """What all readers learn of where else it was seen: totals in bands, and nothing that one organisation told alone
    (docs/decisions/0045).
    """

    organisations: int
    members: int
    places: list[Place]

    @property
    def by_one(self) -> bool:
        return self.organisations < FEWEST


@dataclass(frozen=True)
class Told:
    """One organisation's word, for itself and for those who work on the alert."""

    sighting: Sighting
    place: str


@dataclass(frozen=True)
class Beside:
    """What stands beside an alert, for one viewer who sees it."""

    check: SecondCheck | None  # of what one person published, while it waits
    contested: bool  # by the issuing state, while it is not answered
    seen_too: SeenToo | None
    told: list[Told]
    superseded: bool = False
    successor: Alert | None = None  # if this viewer sees it

    @property
    def check_is_late(self) -> bool:
        return self.check is not None and self.check.due_at < clock.now()


def beside(viewer: Viewer, publication: Publication) -> Beside:
    """What every reader has to know, and what this one may know. A constant number of queries."""
    superseded, successor = successor_of(viewer, publication)
    if publication.stage != Stage.PUBLISHED:
        return Beside(None, False, None, [], superseded, successor)
    waiting = SecondCheck.visible_to(viewer).filter(version=publication.live_id or 0, at__isnull=True)
    counted = Sighting.counted(publication)
    words = terms() if counted else {}
    return Beside(
        check=waiting.first(),
        contested=Contest.is_open(publication),
        seen_too=_totals(counted, words) if counted and publication.mark <= Mark.AMBER else None,
        told=_told(viewer, publication, words) if counted else [],
        superseded=superseded,
        successor=successor,
    )


def successor_of(viewer: Viewer, publication: Publication) -> tuple[bool, Alert | None]:
    """Was it replaced, and by which alert that the viewer sees? One query, and one more where it was."""
    named = Alert.visible_to(viewer).filter(pk=publication.pk).values_list("superseded_by", flat=True).first()
    return named is not None, Alert.visible_to(viewer).filter(pk=named).first() if named else None


def _totals(counted: list[tuple[int, int, str, str]], words: Terms) -> SeenToo:
    places = []
    for point, rows in groupby(counted, lambda row: row[2]):
        there = list(rows)
        if len({organisation for organisation, *_rest in there}) >= FEWEST:
            members = len({member for _organisation, member, *_rest in there})
            band = at_least(band for *_rest, band in there)
            places.append(Place(_named(words, point), members, str(band.label)))
    return SeenToo(
        organisations=len({row[0] for row in counted}),
        members=len({row[1] for row in counted}),
        places=places,
    )


def at_least(bands: Iterable[str]) -> Band:
    """The band of what several bands come to at the least."""
    least = sum(_AT_LEAST[Band(band)] for band in bands)
    return max((band for band, begins in _AT_LEAST.items() if begins <= least), key=_AT_LEAST.__getitem__)


def _told(viewer: Viewer, publication: Publication, words: Terms) -> list[Told]:
    rows = Sighting.visible_to(viewer).filter(alert=publication.pk)
    found = rows.select_related("organisation__member").order_by("-month", "-pk")
    return [Told(each, _named(words, each.point)) for each in found]


def _named(words: Terms, point: str) -> str:
    return str(words.get(("point", point), point))


def offers(viewer: Viewer, publication: Publication) -> list[Page]:
    """What this viewer may do now that other kinds of item don't have."""
    found = []
    if may_publish_alone(viewer, publication):
        found.append(Page("publish_alone", _("Publish now, second check within 24 hours")))
    if may_check_second(viewer, publication):
        found.append(Page("second_check", _("Check what one person published")))
    if may_tell_seen(viewer, publication):
        found.append(Page("seen_too", _("Say that it was seen here too")))
    if viewer.pk is not None and Contest.visible_to(viewer).filter(alert=publication.pk).exists():
        found.append(Page("contest", _("What the issuing state says of it")))
    elif may_contest(viewer, publication):
        found.append(Page("contest", _("Contest it for the issuing state")))
    if may_supersede(viewer, publication):
        found.append(Page("supersede", _("Name the alert that replaces it")))
    return found
