"""How a network uses the portal, for its secretariat: numbers and medians of a month, from what was recorded.

Of items only those count that every active member of the network may see (``open_to_all``): what is hidden from
somebody moves no number. Nobody's reading is told: persons are counted, organisations make a median, and of fewer than
``FEWEST`` nothing is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth, TruncWeek

from waypost.core import clock
from waypost.desk.figures import open_to_all
from waypost.desk.models import HelpDay
from waypost.notices.models import Mail
from waypost.people.models import Endorsement, Person, SignInDay
from waypost.people.models.posts import current
from waypost.publications.models import Acknowledgement, Addressee, Opening, Publication, SearchDay, VainWords

FEWEST = 5
UNREAD_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Span:
    """A month: from its first moment until before the next one's."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Taken:
    """How long it took the one in the middle, and how many organisations were counted; None of too few."""

    middle: timedelta | None
    organisations: int


def active_members(networks: list[int]) -> int:
    """Active members of these networks now."""
    inside = Endorsement.objects.filter(current(clock.today()), network__in=networks)
    return Person.objects.active().filter(acting_as__in=inside.values("tenure")).count()


def readers_by_week(networks: list[int], span: Span) -> list[tuple[datetime, int]]:
    """How many members opened an item that was new to them, in each week of the month that anybody did."""
    weeks = _openings(networks, span).annotate(begins=TruncWeek("first_at"))
    return list(weeks.values_list("begins").annotate(members=_PERSONS).order_by("begins"))


def readers_by_month(networks: list[int], span: Span) -> list[tuple[datetime, int]]:
    """The same by month."""
    months = _openings(networks, span).annotate(begins=TruncMonth("first_at"))
    return list(months.values_list("begins").annotate(members=_PERSONS).order_by("begins"))


_PERSONS = Count("person", distinct=True)


def _openings(networks: list[int], span: Span) -> QuerySet[Opening]:
    seen = Opening.unfiltered.filter(first_at__gte=span.since, first_at__lt=span.until)
    return seen.filter(version__publication__in=open_to_all(networks)).order_by()


def to_read(networks: list[int], span: Span) -> Taken:
    """From the publication of a version of the month until an organisation, not the originator, first opened it."""
    seen = Opening.unfiltered.filter(
        version__publication__in=open_to_all(networks),
        version__published_at__gte=span.since,
        version__published_at__lt=span.until,
    ).exclude(organisation=F("version__publication__originator"))
    rows = seen.order_by().values_list("version", "organisation", "version__published_at")
    return _taken((body, first - at) for _version, body, at, first in rows.annotate(first=Min("first_at")))


def to_answer(networks: list[int], span: Span) -> Taken:
    """From the question of the month until an addressed organisation first answered it; the silent ones are no part."""
    asked = Addressee.unfiltered.filter(
        person__isnull=True,
        late=False,
        at__gte=span.since,
        at__lt=span.until,
        version__publication__in=open_to_all(networks),
    )
    given = Acknowledgement.unfiltered.filter(addressee__in=asked).order_by()
    rows = given.values_list("addressee", "addressee__organisation", "addressee__at").annotate(
        first=Min("at")
    )
    return _taken((body, first - at) for _addressee, body, at, first in rows)


def _taken(rows: Iterable[tuple[int, timedelta]]) -> Taken:
    found = list(rows)
    bodies = len({body for body, _span in found})
    if bodies < FEWEST:
        return Taken(None, bodies)
    return Taken(timedelta(seconds=median(took.total_seconds() for _body, took in found)), bodies)


def past_review(networks: list[int]) -> tuple[int, int]:
    """How many items are past their date of review, and how many readers have at all."""
    counted = _living(networks).aggregate(
        all=Count("pk", distinct=True),
        past=Count("pk", distinct=True, filter=Q(review_by__lt=clock.today())),
    )
    return counted["past"], counted["all"]


def unread(networks: list[int]) -> QuerySet[Publication]:
    """What nobody outside the originator's organisation has opened in two weeks since it was published, or later."""
    others = Opening.unfiltered.filter(version__publication=OuterRef("pk")).exclude(
        organisation=OuterRef("originator")
    )
    return _living(networks).filter(~Exists(others), published_at__lt=clock.now() - UNREAD_AFTER)


def _living(networks: list[int]) -> QuerySet[Publication]:
    return open_to_all(networks).filter(Publication.still_valid(clock.today()), withdrawn_at__isnull=True)


def searches(span: Span) -> tuple[int, int]:
    """How many searches members made in the month, and how many found nothing."""
    days = SearchDay.objects.filter(day__gte=span.since.date(), day__lt=span.until.date())
    counted = days.aggregate(all=Sum("searches"), vain=Sum("in_vain"))
    return counted["all"] or 0, counted["vain"] or 0


def opened(span: Span) -> int:
    """How many items were opened from what those searches had found."""
    days = SearchDay.objects.filter(day__gte=span.since.date(), day__lt=span.until.date())
    return days.aggregate(all=Sum("opened"))["all"] or 0


def sign_ins(span: Span) -> tuple[int, int]:
    """How many sign-ins there were in the month, and how many without a wrong try before."""
    days = SignInDay.objects.filter(day__gte=span.since.date(), day__lt=span.until.date())
    counted = days.aggregate(all=Sum("sign_ins"), at_once=Sum("at_once"))
    return counted["all"] or 0, counted["at_once"] or 0


def helped(span: Span) -> int:
    """How often members opened the help page in the month."""
    days = HelpDay.objects.filter(day__gte=span.since.date(), day__lt=span.until.date())
    return days.aggregate(all=Sum("opened"))["all"] or 0


def missed(span: Span) -> QuerySet[VainWords]:
    """What at least five members searched for in vain in the month, what most of them missed first."""
    return VainWords.objects.filter(month=span.since.date()).order_by("-members", "words")


def mails(span: Span, undelivered: QuerySet[Mail]) -> int:
    """How many of these mails that could not be delivered were given up in the month."""
    return undelivered.filter(done_at__gte=span.since, done_at__lt=span.until).count()
