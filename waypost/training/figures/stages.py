"""How far everybody on the rolls of some programmes came, stage by stage. Whole numbers and keys, no name: what of them
a reader may be shown is not said here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
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

    ``sessions`` are the practical sessions that were attended.
    """

    nominee: int
    person: str
    sex: str
    unit: int
    police: bool
    province: str
    cohort: int
    programme: int
    stages: frozenset[Stage]
    sessions: int = 0


class Came(NamedTuple):
    """That somebody attended a session. ``entry`` is the last that was written of it, and stands for it."""

    nominee: int
    session: int
    entry: int


def on_rolls(programmes: Collection[int], window: Window) -> list[OnRoll]:
    """Everybody on a roll of these programmes for whom something happened on one of the days. Eight queries, whatever
    the number.
    """
    rows = Nominee.unfiltered.filter(intake__cohort__programme__in=list(programmes)).order_by("pk")
    columns = ("pk", "person", "email", "sex", "seats", "seats__organisation__kind", "province")
    where = ("intake__cohort", "intake__cohort__programme")
    came = Counter(each.nominee for each in attended(window, programmes))
    certificates = certified(window).filter(programme__in=list(programmes))
    told, taken_in = _by_history(programmes, window)
    reached = {
        **told,
        Stage.ATTENDED: set(came),
        Stage.CERTIFIED: set(certificates.values_list("nominee", flat=True)),
    }
    learned = _learned(programmes, window)
    found = []
    for pk, person, email, sex, unit, kind, province, cohort, programme in rows.values_list(*columns, *where):
        stages = {stage for stage, keys in reached.items() if pk in keys}
        if (person, programme) in learned and pk in taken_in:
            stages.add(Stage.LEARNED)
        if stages:
            who, police = str(person) if person else email, kind == Organisation.Kind.POLICE
            place = (sex, unit, police, province, cohort, programme)
            found.append(OnRoll(pk, who, *place, frozenset(stages), came[pk]))
    return found


def people(rows: Iterable[OnRoll]) -> list[OnRoll]:
    """Each person once, with all they came to: counted where they stand on the newest roll."""
    once: dict[str, OnRoll] = {}
    for row in sorted(rows, key=lambda each: each.nominee):
        before = once.get(row.person)
        once[row.person] = replace(
            row,
            stages=row.stages | (before.stages if before else frozenset()),
            sessions=row.sessions + (before.sessions if before else 0),
        )
    return list(once.values())


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
        Came(nominee, session, newest[nominee, session])
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


def _by_history(programmes: Collection[int], window: Window) -> tuple[dict[Stage, set[int]], set[int]]:
    """By the stages that a roll's history tells, the keys of the rows; and who had been enrolled by the end of the last
    day and not left. One query.
    """
    since, until = moments(window)
    rows = StatusEntry.unfiltered.filter(
        nominee__intake__cohort__programme__in=list(programmes), at__lt=until
    )
    found: dict[Stage, set[int]] = {Stage(each): set() for each in _TOLD}
    over, taken_in = set(), set()
    for nominee, status, at in rows.values_list("nominee", "status", "at"):
        if status in OVER:
            over.add(nominee)
        elif status in _TOLD and at >= since:
            found[Stage(status)].add(nominee)
        if status == Status.ENROLLED:
            taken_in.add(nominee)
    told = {stage: keys if stage == Stage.NOMINATED else keys - over for stage, keys in found.items()}
    return told, taken_in - over


_TOLD = (Status.NOMINATED, Status.APPROVED, Status.ENROLLED)  # stages of the same names


def _learned(programmes: Collection[int], window: Window) -> set[tuple[int, int]]:
    """Who (by account) did the last of the e-modules that everybody is to go through on one of the days, by programme.
    Three queries.
    """
    wanted: dict[int, set[int]] = defaultdict(set)
    versions = ModuleVersion.unfiltered.filter(ASKED, module__programme__in=list(programmes))
    for programme, module in versions.values_list("module__programme", "module"):
        wanted[programme].add(module)
    before = Window(EVER, max(EVER, window.since - timedelta(days=1)))
    return _done_with(wanted, Window(EVER, window.until)) - _done_with(wanted, before)


def _done_with(wanted: dict[int, set[int]], window: Window) -> set[tuple[int, int]]:
    done: dict[tuple[int, int], set[int]] = defaultdict(set)
    rows = completed(window).filter(module__programme__in=list(wanted))
    for person, programme, module in rows.values_list("person", "module__programme", "module"):
        done[person, programme].add(module)
    return {who for who, modules in done.items() if wanted[who[1]] <= modules}


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
