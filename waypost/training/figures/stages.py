"""How far everybody on the rolls of some programmes came, stage by stage. Whole numbers and keys, no name: what of them
a reader may be shown is not said here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.figures import Window
from waypost.people.models import Organisation
from waypost.training.models import (
    ASKED,
    OVER,
    Attempt,
    Attendance,
    Certificate,
    ModuleVersion,
    Nominee,
    Progress,
    Revocation,
    SessionDay,
    Status,
    StatusEntry,
    has_attended,
)

EVER = date(2000, 1, 1)  # before the first record there can be


class Stage(TextChoices):
    NOMINATED = "nominated", _("Nominated")
    APPROVED = "approved", _("Approved")
    ENROLLED = "enrolled", _("Enrolled")
    LEARNED = "e-modules", _("E-modules done")
    ATTENDED = "attended", _("Attended")
    CERTIFIED = "certified", _("Certified")


@dataclass(frozen=True)
class OnRoll:
    """One line of a roll: whose (a person, by account or else by address), where it is counted, and what it came to.

    ``came_on`` says on which day they first came to each stage; ``held`` are the last days of the practical sessions
    that they attended.
    """

    nominee: int
    person: str
    sex: str
    unit: int
    police: bool
    province: str
    cohort: int
    programme: int
    came_on: Mapping[Stage, date]
    held: tuple[date, ...] = ()

    @property
    def sessions(self) -> int:
        return len(self.held)

    @property
    def stages(self) -> frozenset[Stage]:
        return frozenset(self.came_on)


class Came(NamedTuple):
    """That somebody attended a session. ``entry`` is the last that was written of it, and stands for it; ``on`` is the
    session's last day.
    """

    nominee: int
    session: int
    entry: int
    on: datetime


def on_rolls(programmes: Collection[int], window: Window) -> list[OnRoll]:
    """Everybody on a roll of these programmes for whom something happened on one of the days. Eight queries, whatever
    the number.
    """
    rows = Nominee.unfiltered.filter(intake__cohort__programme__in=list(programmes)).order_by("pk")
    columns = ("pk", "person", "email", "sex", "seats", "seats__organisation__kind", "province")
    where = ("intake__cohort", "intake__cohort__programme")
    there = attended(window, programmes)
    held: dict[int, list[date]] = defaultdict(list)
    for each in there:
        held[each.nominee].append(clock.day_of(each.on))
    told, taken_in = _by_history(programmes, window)
    reached = {
        **told,
        Stage.ATTENDED: _first((each.nominee, each.on) for each in there),
        Stage.CERTIFIED: _first(_certified_at(window, programmes)),
    }
    learned = _learned(programmes, window)
    found = []
    for pk, person, email, sex, unit, kind, province, cohort, programme in rows.values_list(*columns, *where):
        on = {stage: clock.day_of(first[pk]) for stage, first in reached.items() if pk in first}
        if (person, programme) in learned and pk in taken_in:
            on[Stage.LEARNED] = clock.day_of(learned[person, programme])
        if on:
            who, police = str(person) if person else email, kind == Organisation.Kind.POLICE
            place = (sex, unit, police, province, cohort, programme)
            found.append(OnRoll(pk, who, *place, on, tuple(held[pk])))
    return found


def _first(moments_of: Iterable[tuple[int, datetime]]) -> dict[int, datetime]:
    """The earliest moment of each."""
    found: dict[int, datetime] = {}
    for key, at in moments_of:
        found[key] = min(at, found.get(key, at))
    return found


def people(rows: Iterable[OnRoll]) -> list[OnRoll]:
    """Each person once, with all they came to: counted where they stand on the newest roll."""
    once: dict[str, OnRoll] = {}
    for row in sorted(rows, key=lambda each: each.nominee):
        before = once.get(row.person)
        once[row.person] = replace(
            row,
            came_on=_earliest(row.came_on, before.came_on if before else {}),
            held=row.held + (before.held if before else ()),
        )
    return list(once.values())


def _earliest(one: Mapping[Stage, date], other: Mapping[Stage, date]) -> dict[Stage, date]:
    both = {stage: [each[stage] for each in (one, other) if stage in each] for stage in Stage}
    return {stage: min(days) for stage, days in both.items() if days}


def attended(window: Window, programmes: Collection[int] | None = None, section: str = "") -> list[Came]:
    """Who was there for enough of a practical session whose last day was one of these: of some programmes, or of all
    in a section. Two queries.
    """
    at = "session__intake__cohort__programme"
    days = SessionDay.unfiltered.filter(off=None, session__is_cancelled=False)
    days = days.filter(
        **({f"{at}__in": list(programmes)} if programmes is not None else {f"{at}__section": section})
    )
    of: Counter[int] = Counter()
    last: dict[int, datetime] = {}
    for session, minutes, ends in days.values_list("session", "minutes", "ends_at"):
        of[session] += minutes
        last[session] = max(ends, last.get(session, ends))
    since, until = moments(window)
    held = [session for session in of if since <= last[session] < until]
    minutes_there: Counter[tuple[int, int]] = Counter()
    newest: dict[tuple[int, int], int] = {}
    for nominee, session, minutes, entry in _entries(held, until):
        minutes_there[nominee, session] += minutes
        newest[nominee, session] = max(entry, newest.get((nominee, session), 0))
    return [
        Came(nominee, session, newest[nominee, session], last[session])
        for (nominee, session), minutes in minutes_there.items()
        if has_attended(minutes, of[session])
    ]


def certified(window: Window) -> QuerySet[Certificate]:
    """The certificates that stood at the end of the last day, of those who were first certified on one of the days:
    one that was issued anew counts on the day of the one it replaced.
    """
    since, until = moments(window)
    first = Certificate.unfiltered.filter(
        nominee=OuterRef("nominee"), replaces=None, at__gte=since, at__lt=until
    )
    newer = Certificate.unfiltered.filter(replaces=OuterRef("pk"), at__lt=until)
    revoked = Revocation.unfiltered.filter(certificate=OuterRef("pk"), at__lt=until)
    return Certificate.unfiltered.filter(Exists(first), ~Exists(newer), ~Exists(revoked), at__lt=until)


def _certified_at(window: Window, programmes: Collection[int]) -> Iterable[tuple[int, datetime]]:
    """Whom certificates that stand are for, and when the first of their line was issued. One query."""
    first = Certificate.unfiltered.filter(nominee=OuterRef("nominee"), replaces=None).order_by("at")
    rows = (
        certified(window)
        .filter(programme__in=list(programmes))
        .annotate(first=Subquery(first.values("at")[:1]))
    )
    return rows.values_list("nominee", "first")


def reached(status: Status, window: Window) -> QuerySet[Nominee]:
    """Whose history says on one of the days that they came to such a status."""
    since, until = moments(window)
    entries = StatusEntry.unfiltered.filter(nominee=OuterRef("pk"), status=status)
    return Nominee.unfiltered.filter(Exists(entries.filter(at__gte=since, at__lt=until)))


def left(window: Window) -> Q:
    """The condition that somebody was off the roll at the end of the last day."""
    _since, until = moments(window)
    return Q(Exists(StatusEntry.unfiltered.filter(nominee=OuterRef("pk"), status__in=OVER, at__lt=until)))


def completed(window: Window) -> QuerySet[Attempt]:
    """Attempts whose last part that reports was done on one of the days."""
    since, until = moments(window)
    rows = Attempt.objects.annotate(done=_done_before(until), before=_done_before(since))
    tracked = F("version__tracked")
    return rows.filter(version__tracked__gt=0, done__gte=tracked, before__lt=tracked)


def moments(window: Window) -> tuple[datetime, datetime]:
    """From the first moment of the first day to that of the day after the last, in the portal's zone, whoever asks."""
    return clock.begin_of(window.since), clock.begin_of(window.until + timedelta(days=1))


def _by_history(
    programmes: Collection[int], window: Window
) -> tuple[dict[Stage, dict[int, datetime]], set[int]]:
    """By the stages that a roll's history tells, the keys of the rows with the moment they came to it; and who had been
    enrolled by the end of the last day and not left. One query.
    """
    since, until = moments(window)
    rows = StatusEntry.unfiltered.filter(
        nominee__intake__cohort__programme__in=list(programmes), at__lt=until
    )
    found: dict[Stage, dict[int, datetime]] = {Stage(each): {} for each in _TOLD}
    over, taken_in = set(), set()
    for nominee, status, at in rows.order_by("at").values_list("nominee", "status", "at"):
        if status in OVER:
            over.add(nominee)
        elif status in _TOLD and at >= since:
            found[Stage(status)].setdefault(nominee, at)
        if status == Status.ENROLLED:
            taken_in.add(nominee)
    told = {
        stage: {pk: at for pk, at in keys.items() if stage == Stage.NOMINATED or pk not in over}
        for stage, keys in found.items()
    }
    return told, taken_in - over


_TOLD = (Status.NOMINATED, Status.APPROVED, Status.ENROLLED)  # stages of the same names


def asked_for(programmes: Collection[int]) -> dict[int, set[int]]:
    """The e-modules that everybody is to go through, by programme; one that has none is not there. One query."""
    wanted: dict[int, set[int]] = defaultdict(set)
    versions = ModuleVersion.unfiltered.filter(ASKED, module__programme__in=list(programmes))
    for programme, module in versions.values_list("module__programme", "module"):
        wanted[programme].add(module)
    return wanted


def _learned(programmes: Collection[int], window: Window) -> dict[tuple[int, int], datetime]:
    """Who (by account) did the last of the e-modules that everybody is to go through on one of the days, by programme,
    and when. Two queries.
    """
    wanted, since = asked_for(programmes), moments(window)[0]
    done: dict[tuple[int, int], dict[int, datetime]] = defaultdict(dict)
    rows = completed(Window(EVER, window.until)).filter(module__programme__in=list(wanted))
    before = moments(window)[1]
    last = Progress.objects.filter(attempt=OuterRef("pk"), done_at__lt=before).order_by("-done_at")
    columns = ("person", "module__programme", "module", "last")
    for person, programme, module, at in rows.annotate(last=Subquery(last.values("done_at")[:1])).values_list(
        *columns
    ):
        modules = done[person, programme]
        modules[module] = min(at, modules.get(module, at))
    through = {who: max(each.values()) for who, each in done.items() if wanted[who[1]] <= set(each)}
    return {who: at for who, at in through.items() if at >= since}


def _entries(sessions: list[int], until: datetime) -> list[tuple[int, int, int, int]]:
    """Nominee, session, minutes and key of what holds of each day."""
    rows = Attendance.unfiltered.filter(day__session__in=sessions, day__off=None, at__lt=until)
    holds: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    names = ("day", "nominee", "day__session", "minutes", "pk")
    for day, nominee, session, minutes, pk in rows.order_by("number").values_list(*names):
        holds[day, nominee] = (nominee, session, minutes, pk)
    return list(holds.values())


def _done_before(moment: datetime) -> Any:
    rows = Progress.objects.filter(attempt=OuterRef("pk"), done_at__lt=moment).order_by().values("attempt")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), Value(0))
