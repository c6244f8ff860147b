"""What the room counts. What was planned is asked of the last day of the window; what was held and who took part, of
all its days. Persons are counted once, however often they took part; what is counted each time is said so.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Figure, Window, figure
from waypost.people.models import Organisation
from waypost.places.models import Section
from waypost.training.figures.stages import attended, certified, completed, left, moments, reached
from waypost.training.models import (
    Accreditation,
    Attempt,
    Attendance,
    Certificate,
    Funding,
    Headcount,
    Nominee,
    Plan,
    PlannedUnit,
    Programme,
    SessionRecord,
    Status,
    Teaching,
    TrainerEntry,
)

_Query = Callable[[Section, Window], QuerySet[Any]]


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
    of_people=True,
)
def nominated(window: Window) -> QuerySet[Nominee]:
    """Whom units nominated in the window for cohorts of this section, whatever became of it: known by the address, so
    once however many units named them. Whoever never came in is forgotten in time, and then each nomination counts.
    """
    return _of_section(reached(Status.NOMINATED, window))


@figure(
    "training.approved",
    label=_("Officers approved"),
    unit=_("officers"),
    section=Section.MARITIME,
    distinct="email",
    of_people=True,
)
def approved(window: Window) -> QuerySet[Nominee]:
    """Who came to a seat in the window and had not left by its end."""
    return _of_section(reached(Status.APPROVED, window).filter(~left(window)))


@figure(
    "training.enrolled",
    label=_("Officers enrolled"),
    unit=_("officers"),
    section=Section.MARITIME,
    distinct="person",
    of_people=True,
)
def enrolled(window: Window) -> QuerySet[Nominee]:
    """Who was enrolled in the window and had not left by its end: each person once."""
    return _of_section(reached(Status.ENROLLED, window).filter(~left(window)))


@figure(
    "training.enrolments",
    label=_("Enrolments"),
    unit=_("enrolments"),
    section=Section.MARITIME,
    of_people=True,
)
def enrolments(window: Window) -> QuerySet[Nominee]:
    """The same, each time: whoever is enrolled in two cohorts is counted twice."""
    return _of_section(reached(Status.ENROLLED, window).filter(~left(window)))


@figure(
    "training.emodule_learners",
    label=_("Persons who completed an e-module"),
    unit=_("persons"),
    section=Section.MARITIME,
    distinct="person",
    of_people=True,
)
def emodule_learners(window: Window) -> QuerySet[Attempt]:
    """Who completed an e-module of a programme of this section in the window, each person once."""
    return completed(window).filter(module__programme__section=Section.MARITIME)


@figure(
    "training.emodules_completed",
    label=_("E-modules completed"),
    unit=_("completions"),
    section=Section.MARITIME,
    of_people=True,
)
def emodules_completed(window: Window) -> QuerySet[Attempt]:
    """How often one was completed: whoever completed two is counted twice."""
    return completed(window).filter(module__programme__section=Section.MARITIME)


def _both(name: str, *, label: Any, unit: Any, distinct: str) -> Callable[[_Query], dict[Section, Figure]]:
    """A figure of people for each section that trains: "training.certified", "training.documents_certified"."""

    def register(query: _Query) -> dict[Section, Figure]:
        said = {"label": label, "unit": unit, "distinct": distinct, "of_people": True}
        return {
            section: figure(f"training.{prefix}{name}", section=section, **said)(partial(query, section))
            for section, prefix in ((Section.MARITIME, ""), (Section.DOCUMENTS, "documents_"))
        }

    return register


@_both("attended", label=_("Officers who attended"), unit=_("officers"), distinct="nominee__email")
def who_attended(section: Section, window: Window) -> QuerySet[Attendance]:
    """Who was there for enough of a practical session that ended in the window: each address once. The record is the
    last that was written of each session.
    """
    return _entries(section, window)


@_both("attendances", label=_("Attendances of practical sessions"), unit=_("attendances"), distinct="pk")
def attendances(section: Section, window: Window) -> QuerySet[Attendance]:
    """The same, each time: whoever attended two sessions is counted twice."""
    return _entries(section, window)


@_both("certified", label=_("Officers certified"), unit=_("officers"), distinct="nominee__person")
def who_is_certified(section: Section, window: Window) -> QuerySet[Certificate]:
    """Who was first certified in the window, and held what stood at its end: each person once."""
    return certified(window).filter(programme__section=section)


@_both("trainers", label=_("Trainers who taught the certified"), unit=_("trainers"), distinct="person")
def who_taught(section: Section, window: Window) -> QuerySet[Teaching]:
    """Who is named on those certificates as having taught: each person once."""
    return Teaching.unfiltered.filter(certificate__in=who_is_certified[section].query(window).values("pk"))


@_both(
    "master_trainers", label=_("Master trainers accredited"), unit=_("trainers"), distinct="trainer__person"
)
def master_trainers(section: Section, window: Window) -> QuerySet[TrainerEntry]:
    """Whose accreditation held on the day, for what a programme of this section teaches: each person once."""
    curricula = Programme.unfiltered.filter(section=section, curriculum__isnull=False)
    return accredited(window.on).filter(trainer__curriculum__in=curricula.values("curriculum__curriculum"))


def accredited(on: date) -> QuerySet[TrainerEntry]:
    """The entries by which trainers were accredited on a day: the newest until then, where it says so."""
    _since, until = moments(Window.of_day(on))
    rows = TrainerEntry.unfiltered.filter(at__lt=until)
    later = rows.filter(trainer=OuterRef("trainer"), number__gt=OuterRef("number"))
    return rows.filter(~Exists(later), state=Accreditation.ACCREDITED, valid_until__gte=on)


def _entries(section: Section, window: Window) -> QuerySet[Attendance]:
    found = attended(window, section=section)
    return Attendance.unfiltered.filter(pk__in=[each.entry for each in found])


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


def _of_section(rows: QuerySet[Nominee]) -> QuerySet[Nominee]:
    found = rows.filter(intake__cohort__programme__section=Section.MARITIME)
    return found.select_related("seats__organisation__member")


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
    of_people=True,
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
