"""What the room counts. What was planned is asked of the last day of the window; what was held and who took part, of
all its days. Persons are counted once, however often they took part; what is counted each time is said so.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Figure, Window, figure
from waypost.people.models import Organisation
from waypost.places.models import Section
from waypost.training.models import (
    OVER,
    Attempt,
    Funding,
    Headcount,
    Nominee,
    Plan,
    PlannedUnit,
    Progress,
    SessionRecord,
    Status,
    StatusEntry,
)


@figure(
    "training.participants_planned",
    label=_("Participants planned"),
    unit=_("participants"),
    section=Section.MARITIME,
    total="participants",
)
def participants_planned(window: Window) -> QuerySet[PlannedUnit]:
    """The units of the plan that was in force on the day in each programme of this section: the newest of those agreed
    until then.
    """
    later = Plan.unfiltered.filter(
        programme=OuterRef("plan__programme"), number__gt=OuterRef("plan__number"), agreed_on__lte=window.on
    )
    rows = PlannedUnit.unfiltered.filter(~Exists(later), plan__agreed_on__lte=window.on)
    rows = rows.filter(plan__programme__section=Section.MARITIME)
    return rows.select_related("organisation__member", "plan__programme")


@figure(
    "training.nominated",
    label=_("Officers nominated"),
    unit=_("officers"),
    section=Section.MARITIME,
    distinct="email",
)
def nominated(window: Window) -> QuerySet[Nominee]:
    """Whom units nominated in the window for cohorts of this section, whatever became of it: known by the address, so
    once however many units named them. Whoever never came in is forgotten in time, and then each nomination counts.
    """
    return _of_section(_reached(Status.NOMINATED, window))


@figure(
    "training.approved",
    label=_("Officers approved"),
    unit=_("officers"),
    section=Section.MARITIME,
    distinct="email",
)
def approved(window: Window) -> QuerySet[Nominee]:
    """Who came to a seat in the window and had not left by its end."""
    return _of_section(_reached(Status.APPROVED, window).filter(~_left(window)))


@figure(
    "training.enrolled",
    label=_("Officers enrolled"),
    unit=_("officers"),
    section=Section.MARITIME,
    distinct="person",
)
def enrolled(window: Window) -> QuerySet[Nominee]:
    """Who was enrolled in the window and had not left by its end: each person once."""
    return _of_section(_reached(Status.ENROLLED, window).filter(~_left(window)))


@figure(
    "training.enrolments",
    label=_("Enrolments"),
    unit=_("enrolments"),
    section=Section.MARITIME,
)
def enrolments(window: Window) -> QuerySet[Nominee]:
    """The same, each time: whoever is enrolled in two cohorts is counted twice."""
    return _of_section(_reached(Status.ENROLLED, window).filter(~_left(window)))


@figure(
    "training.emodule_learners",
    label=_("Persons who completed an e-module"),
    unit=_("persons"),
    section=Section.MARITIME,
    distinct="person",
)
def emodule_learners(window: Window) -> QuerySet[Attempt]:
    """Who completed an e-module of a programme of this section in the window, each person once."""
    return _completed(window).filter(module__programme__section=Section.MARITIME)


@figure(
    "training.emodules_completed",
    label=_("E-modules completed"),
    unit=_("completions"),
    section=Section.MARITIME,
)
def emodules_completed(window: Window) -> QuerySet[Attempt]:
    """How often one was completed: whoever completed two is counted twice."""
    return _completed(window).filter(module__programme__section=Section.MARITIME)


PARTS = {  # by what those on a roll are counted; paths for ``Figure.tally``
    "sex": "sex",
    "unit": "seats",
    "kind": "seats__organisation__kind",  # police, and others
    "province": "province",
}


def by_donor(counted: Figure, window: Window) -> dict[int, int]:
    """Of a figure of those on rolls, how many in programmes that each donor (an organisation's id) pays for. Who takes
    part in what two of them pay for is counted with both.
    """
    who: dict[int, set[Any]] = defaultdict(set)
    rows = counted.evidence(window).order_by().values_list("intake__cohort__programme", counted.distinct)
    for programme, each in rows:
        who[programme].add(each)
    paid: dict[int, set[Any]] = defaultdict(set)
    lines = Funding.unfiltered.filter(programme__in=list(who)).values_list("programme", "line__donor")
    for programme, donor in lines:
        paid[donor] |= who[programme]
    return {donor: len(each) for donor, each in paid.items()}


def _reached(status: Status, window: Window) -> QuerySet[Nominee]:
    """Whose history says on one of the days that they came to such a status."""
    since, until = _moments(window)
    entries = StatusEntry.unfiltered.filter(nominee=OuterRef("pk"), status=status)
    return Nominee.unfiltered.filter(Exists(entries.filter(at__gte=since, at__lt=until)))


def _left(window: Window) -> Q:
    """The condition that somebody was off the roll at the end of the last day."""
    _since, until = _moments(window)
    return Q(Exists(StatusEntry.unfiltered.filter(nominee=OuterRef("pk"), status__in=OVER, at__lt=until)))


def _of_section(rows: QuerySet[Nominee]) -> QuerySet[Nominee]:
    found = rows.filter(intake__cohort__programme__section=Section.MARITIME)
    return found.select_related("seats__organisation__member")


def _completed(window: Window) -> QuerySet[Attempt]:
    """Attempts whose last part that reports was done on one of the days."""
    since, until = _moments(window)
    rows = Attempt.objects.annotate(done=_done_before(until), before=_done_before(since))
    tracked = F("version__tracked")
    return rows.filter(version__tracked__gt=0, done__gte=tracked, before__lt=tracked)


def _done_before(moment: datetime) -> Coalesce:
    rows = Progress.objects.filter(attempt=OuterRef("pk"), done_at__lt=moment).order_by().values("attempt")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), Value(0))


def _moments(window: Window) -> tuple[datetime, datetime]:
    """From the first moment of the first day to that of the day after the last, in the portal's zone, whoever asks."""
    zone, days = timezone.get_default_timezone(), (window.since, window.until + timedelta(days=1))
    since, until = (datetime.combine(day, time.min, zone) for day in days)
    return since, until


@figure(
    "training.information_sessions",
    label=_("Information sessions held on the job"),
    unit=_("sessions"),
    section=Section.COVID,
)
def information_sessions(window: Window) -> QuerySet[SessionRecord]:
    """Sessions on a topic of this section that took place in the window, as they are written now."""
    return _held(window).filter(topic__section=Section.COVID)


@figure(
    "training.information_attendances",
    label=_("Attendances of information sessions on the job"),
    unit=_("attendances"),
    section=Section.COVID,
    total="attendances",
)
def information_attendances(window: Window) -> QuerySet[SessionRecord]:
    """The same sessions, and how many listened: attendances, for whoever came twice is counted twice."""
    return _held(window).filter(topic__section=Section.COVID)


Bands = dict[tuple[str, str], int]  # by sex and rank band


def attended_by_organisation(networks: Iterable[int], window: Window) -> dict[Organisation, Bands]:
    """Attendances of all information sessions in these networks, for whoever reads sums and no session. They are as
    counted: ``core.small_numbers`` says what of them may be shown.
    """
    counts = Headcount.unfiltered.filter(record__in=_held(window, networks).values("pk"))
    rows = counts.select_related("record__session__organisation__member")
    return _by_organisation((row.record.session.organisation, row) for row in rows)


def held_by_organisation(networks: Iterable[int], window: Window) -> dict[int, int]:
    """How many sessions each organisation (id) held."""
    found: dict[int, int] = defaultdict(int)
    for body in _held(window, networks).values_list("session__organisation", flat=True):
        found[body] += 1
    return dict(found)


def _by_organisation(rows: Iterable[tuple[Organisation, Headcount]]) -> dict[Organisation, Bands]:
    found: dict[Organisation, Bands] = {}
    for body, row in rows:
        bands = found.setdefault(body, defaultdict(int))
        bands[row.sex, row.band] += row.people
    return found


def _held(window: Window, networks: Iterable[int] | None = None) -> QuerySet[SessionRecord]:
    rows = SessionRecord.unfiltered.filter(
        SessionRecord.in_force(), took_place=True, on__gte=window.since, on__lte=window.until
    )
    if networks is not None:
        rows = rows.filter(session__network__in=list(networks))
    return rows.select_related("session__organisation__member", "topic").order_by("on", "pk")
