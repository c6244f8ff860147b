"""What the room counts. What was planned is asked of the last day of the window; what was held, of all its days."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Window, figure
from waypost.people.models import Organisation
from waypost.places.models import Section
from waypost.training.models import Headcount, Plan, PlannedUnit, SessionRecord


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
