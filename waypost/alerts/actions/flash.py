"""The second check of an urgent alert that one person published at once."""

from waypost.alerts.models import SecondCheck
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.policies import only_the_clock
from waypost.core.ticks import tick
from waypost.people.models import Person
from waypost.publications.actions import approving
from waypost.publications.models import Publication
from waypost.publications.policies import may_check_second


@action("alerts.second_checked", allowed=may_check_second)
def check_second(
    *, by: Person, publication: Publication, version: int, ticked: frozenset[str] = frozenset()
) -> Publication:
    """Another person read it and answers for it, as if they had approved it. ``version`` is the one they read."""
    live = publication.live_version()
    assert live is not None  # noqa: S101  the policy asked
    approving.demand_read(live, version)
    approving.confirm(publication, live, by, ticked)
    SecondCheck.unfiltered.filter(version=live.pk).update(by=by, at=clock.now())
    doors.note(version=live.number)
    return publication


@action("alerts.second_check_missed", allowed=only_the_clock)
def tell_missed(*, by: Clockwork, publication: Publication) -> None:
    """The time for the second check is over. Told once."""
    late = SecondCheck.unfiltered.filter(
        version=publication.live_id, at__isnull=True, told_late_at__isnull=True
    )
    if not late.update(told_late_at=clock.now()):
        doors.unheard()


@tick(name="alerts.second_checks", every=60)
def watch_second_checks() -> int:
    """Tell of every second check that was not done in time. Returns how many were new."""
    due = SecondCheck.unfiltered.filter(
        at__isnull=True, told_late_at__isnull=True, due_at__lte=clock.now()
    ).values("version")
    found = list(Publication.unfiltered.filter(stage="published", live__in=due).order_by("pk"))
    for publication in found:
        tell_missed(by=CLOCK, publication=publication)
    return len(found)
