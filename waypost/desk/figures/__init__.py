"""How the organisations of a network stand, counted for the median beside an organisation's own numbers.

Of items and answers only those are counted that every active member of the network may see (TLP:CLEAR and TLP:GREEN,
nobody shut out): what is hidden from somebody moves no number they are shown.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.people.models import Endorsement, Network, Organisation, Person
from waypost.people.models.posts import current
from waypost.publications.models import Acknowledgement, Addressee, Publication, Release

ANSWERED_WITHIN = timedelta(days=30)
ENDING_WITHIN = timedelta(days=30)
QUIET_AFTER = timedelta(days=60)
NEAREST = 5  # percent


@dataclass(frozen=True)
class Share:
    """``done`` of ``all``."""

    done: int
    all: int


def active(network: Network) -> Counter[int]:
    """By organisation, its active members who are endorsed in the network."""
    inside = Endorsement.objects.filter(current(clock.today()), network=network).values("tenure")
    persons = Person.objects.active().filter(acting_as__in=inside).order_by()
    return _by(persons.values_list("acting_as__post__organisation"))


def ending(network: Network) -> Counter[int]:
    """By organisation, the tenures whose word in the network ends soon."""
    today = clock.today()
    here = Endorsement.objects.filter(current(today), current(today, "tenure__"), network=network)
    later = Endorsement.objects.filter(
        tenure=OuterRef("tenure"), network=network, until__gt=today + ENDING_WITHIN
    )
    return _by(
        here.filter(~Exists(later)).values_list("tenure__post__organisation"), Count("tenure", distinct=True)
    )


def quiet(network: Network) -> list[tuple[int, datetime | None]]:
    """The organisations of the network where nobody has signed in for a while, and when somebody last did."""
    today = clock.today()
    held = Endorsement.objects.filter(
        current(today), current(today, "tenure__"), network=network, tenure__person__suspended_at=None
    )
    newest = (
        held.order_by()
        .values_list("tenure__post__organisation")
        .annotate(last=Max("tenure__person__last_login"))
    )
    long_ago = clock.now() - QUIET_AFTER
    return list(newest.filter(Q(last=None) | Q(last__lt=long_ago)))


def published(networks: list[int], organisation: Organisation | None = None) -> Counter[int]:
    """By organisation, what it shared with the whole network since the year began."""
    found = open_to_all(networks).filter(published_at__year=clock.today().year)
    if organisation is not None:
        found = found.filter(originator=organisation)
    return _by(found.values_list("originator"))


def in_time(networks: list[int], organisation: Organisation | None = None) -> dict[int, Share]:
    """By organisation, the answers that fell due lately and were given by then, to what the whole network sees."""
    now: datetime = clock.now()
    due = Addressee.unfiltered.filter(
        person__isnull=True,
        due_at__gt=now - ANSWERED_WITHIN,
        due_at__lte=now,
        version__publication__in=open_to_all(networks),
    )
    if organisation is not None:
        due = due.filter(organisation=organisation)
    given = Acknowledgement.unfiltered.filter(addressee=OuterRef("pk"), at__lte=OuterRef("due_at"))
    rows = due.order_by().values_list("organisation")
    counted = rows.annotate(all=Count("pk"), done=Count("pk", filter=Exists(given)))
    return {body: Share(done, every) for body, every, done in counted}


def open_to_all(networks: list[int]) -> QuerySet[Publication]:
    """Published in these networks and open to every active member there."""
    barred = Release.unfiltered.filter(publication=OuterRef("pk"), barred=True)
    open_marks = Q(mark=Mark.CLEAR) | (Q(mark=Mark.GREEN) & ~Exists(barred))
    return Publication.unfiltered.filter(open_marks, network__in=networks, published_at__isnull=False)


def _by(rows: QuerySet[Any, Any], counted: Count | None = None) -> Counter[int]:
    return Counter(dict(rows.order_by().annotate(counted=counted or Count("pk", distinct=True))))


# What has a median, and what it is over: every organisation with an active member; of a share, those that were asked.
NUMBERS: dict[str, Callable[[Network], Counter[int]]] = {
    "active": active,
    "ending": ending,
    "published": lambda network: published([network.pk]),
}
SHARES: dict[str, Callable[[Network], dict[int, Share]]] = {
    "in-time": lambda network: in_time([network.pk]),
}


def medians_of(network: Network) -> dict[str, tuple[int, int]]:
    """By number, the median over the network's organisations, rounded, and how many were counted."""
    there = set(active(network))
    found = {}
    for name, count in NUMBERS.items():
        counted = count(network)
        found[name] = _middle([counted[body] for body in there], 1)
    for name, share in SHARES.items():
        shares = [100 * each.done / each.all for body, each in share(network).items() if body in there]
        found[name] = _middle(shares, NEAREST)
    return {name: each for name, each in found.items() if each[1]}


def _middle(values: list[int] | list[float], nearest: int) -> tuple[int, int]:
    if not values:
        return 0, 0
    return int(median(values) / nearest + 0.5) * nearest, len(values)
