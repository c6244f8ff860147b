"""How the portal is used in a month, as its secretariat reads it: no person, no ranking, nothing of fewer than five."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from waypost.core import clock
from waypost.desk.figures import use
from waypost.desk.figures.use import FEWEST, Span, Taken
from waypost.desk.lists.coverage import began
from waypost.desk.lists.running import quiet
from waypost.desk.models import Quiet
from waypost.notices.lists import undelivered
from waypost.people.models import Person
from waypost.publications.lists import Row, rows_for
from waypost.publications.models import Publication, VainWords

MONTHS = 6
SHOWN = 10
UNREAD_SHOWN = 6


@dataclass(frozen=True)
class Tally:
    """How many members in the time that begins with a day; None where they are too few to be told."""

    begins: date
    members: int | None


@dataclass(frozen=True)
class Measures:
    """Everything the page shows of one month."""

    month: date
    active: int
    weeks: list[Tally]
    months: list[Tally]
    read: Taken
    answered: Taken
    searches: int | None
    in_vain: int
    opened: int
    sign_ins: int | None
    at_once: int
    helped: int | None
    missed: list[VainWords]
    past_review: int
    living: int
    unread: int
    unread_rows: list[Row]
    quiet: list[Quiet]
    undelivered: int

    @property
    def share_in_vain(self) -> int:
        return round(100 * self.in_vain / self.searches) if self.searches else 0

    @property
    def share_at_once(self) -> int:
        return round(100 * self.at_once / self.sign_ins) if self.sign_ins else 0

    @property
    def earlier(self) -> date:
        return (self.month - timedelta(days=1)).replace(day=1)

    @property
    def later(self) -> date | None:
        following = _next(self.month)
        return following if following <= clock.today() else None


def measures_of(person: Person, month: date) -> Measures:
    """The networks this person runs, in the month that begins on this day. A constant number of queries."""
    networks, span = person.networks(), _span(month)
    searched, in_vain = use.searches(span)
    (sign_ins, at_once), helped = use.sign_ins(span), use.helped(span)
    past, living = use.past_review(networks)
    unread = list(
        use.unread(networks).order_by("published_at", "pk").values_list("pk", flat=True)[:UNREAD_SHOWN]
    )
    items = Publication.visible_to(person).filter(pk__in=unread).select_related("originator")
    return Measures(
        month=month,
        active=use.active_members(networks),
        weeks=_told(use.readers_by_week(networks, span)),
        months=_told(use.readers_by_month(networks, Span(_span(_months_before(month)).since, span.until))),
        read=use.to_read(networks, span),
        answered=use.to_answer(networks, span),
        searches=searched if searched >= FEWEST else None,
        in_vain=in_vain,
        opened=use.opened(span),
        sign_ins=sign_ins if sign_ins >= FEWEST else None,
        at_once=at_once,
        helped=helped if helped >= FEWEST else None,
        missed=list(use.missed(span)[:SHOWN]),
        past_review=past,
        living=living,
        unread=use.unread(networks).count(),
        unread_rows=rows_for(person, items.order_by("published_at", "pk")),
        quiet=quiet(person),
        undelivered=use.mails(span, undelivered(person)),
    )


def last_full_month() -> date:
    """The month before this one; this one where the records begin in it."""
    this = clock.today().replace(day=1)
    last, first = (this - timedelta(days=1)).replace(day=1), began()
    return this if first is not None and last < first.replace(day=1) else last


def _told(rows: list[tuple[datetime, int]]) -> list[Tally]:
    return [Tally(_day(begins), members if members >= FEWEST else None) for begins, members in rows]


def _day(at: Any) -> date:
    day: date = timezone.localtime(at).date()
    return day


def _span(month: date) -> Span:
    zone = timezone.get_default_timezone()
    begins = datetime(month.year, month.month, 1, tzinfo=zone)
    following = _next(month)
    return Span(begins, datetime(following.year, following.month, 1, tzinfo=zone))


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months_before(month: date) -> date:
    for _each in range(MONTHS - 1):
        month = (month - timedelta(days=1)).replace(day=1)
    return month
