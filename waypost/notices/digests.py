"""Gathering what can wait: class C every day at 07:30, class D on Mondays at 08:00, by each person's own clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from waypost.core import clock
from waypost.core.failpoints import fail_point
from waypost.core.ticks import tick
from waypost.notices.fanout import write_digest_mails, write_digests
from waypost.notices.lists import Entry
from waypost.notices.models import Digest, Mail, Notice, Pace, Preference, zone_of
from waypost.people.models import Person


@dataclass(frozen=True)
class Rhythm:
    """When digests of one pace are due. ``weekday`` counts from Monday, 0; None is every day."""

    pace: Pace
    at: time
    weekday: int | None
    wanted: str  # the field of Preference

    def last_due(self, now: datetime, zone: tzinfo) -> datetime:
        """The newest moment, by the clocks of ``zone``, at which this digest was due."""
        local = now.astimezone(zone)
        due = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        if self.weekday is not None:
            due -= timedelta(days=(due.weekday() - self.weekday) % 7)
        step = timedelta(days=1 if self.weekday is None else 7)
        return due if due <= local else due - step


RHYTHMS = (
    Rhythm(Pace.FOLLOW, time(7, 30), None, "daily"),
    Rhythm(Pace.COMMUNITY, time(8, 0), 0, "weekly"),
)


@tick(name="notices.digests", every=60)
def gather() -> int:
    """Write every digest that is due and has something in it, and its mail. Returns how many digests are new."""
    names = Person.objects.active().order_by().values_list("time_zone", flat=True).distinct()
    return sum(_gather(rhythm, name) for rhythm in RHYTHMS for name in names)


def _gather(rhythm: Rhythm, zone_name: str) -> int:
    until = rhythm.last_due(clock.now(), zone_of(Person(time_zone=zone_name)))
    period = f"{rhythm.pace.value}:{until:%Y-%m-%d}"
    with transaction.atomic():
        persons = _persons(rhythm, zone_name, until)
        new = write_digests(persons, pace=rhythm.pace, period=period, until=until)
        if new:
            mailed = Mail.objects.filter(digest=OuterRef("pk"))
            write_digest_mails(Digest.objects.filter(~Exists(mailed), period=period), rhythm.pace)
        fail_point("digests written")
    return new


def _persons(rhythm: Rhythm, zone_name: str, until: datetime) -> QuerySet[Notice, Any]:
    """Who wants this digest and has unread notices that no digest covered yet."""
    covered = Digest.objects.filter(person=OuterRef("person"), pace=rhythm.pace, until__gte=OuterRef("at"))
    unwanted = Preference.objects.filter(**{rhythm.wanted: False}).values("person")
    people = Person.objects.active().filter(time_zone=zone_name).exclude(pk__in=unwanted)
    due = Notice.objects.filter(
        ~Exists(covered),
        pace=rhythm.pace,
        read_at__isnull=True,
        at__lte=until,
        at__gt=until - Digest.REACHES_BACK,
    )
    return due.filter(person__in=people.values("pk")).order_by().values(told_person=F("person")).distinct()


def coalesced(entries: Iterable[Entry]) -> list[Entry]:
    """One entry for each thing they are about, in the order of the first: "New item; Acknowledged (3)"."""
    together: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        about = (entry.notice.subject_label, entry.notice.subject_id)
        together.setdefault(about, []).append(entry)
    return [replace(same[0], what=_together(same)) for same in together.values()]


def _together(entries: list[Entry]) -> str:
    """What happened to one thing, the oldest first, each said once with how often."""
    often = Counter(str(entry.what) for entry in reversed(entries))
    return "; ".join(what if times == 1 else f"{what} ({times})" for what, times in often.items())
