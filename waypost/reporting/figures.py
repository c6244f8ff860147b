"""What the room can count."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.figures import Window, figure
from waypost.places.models import Section
from waypost.reporting.models import Judgement, Overlap


@figure(
    "reporting.overlaps_found",
    label=_("Overlaps of partners’ activities found"),
    unit=_("overlaps"),
    section=Section.COOPERATION,
)
def overlaps_found(window: Window) -> QuerySet[Overlap]:
    """Pairs of activities that were first found to overlap in the window, whatever became of them."""
    return Overlap.unfiltered.filter(found_on__gte=window.since, found_on__lte=window.until)


@figure(
    "reporting.overlaps_settled",
    label=_("Overlaps of partners’ activities settled"),
    unit=_("overlaps"),
    section=Section.COOPERATION,
    distinct="overlap",
)
def overlaps_settled(window: Window) -> QuerySet[Judgement]:
    """Pairs about which somebody decided in the window: each once, however often they decided."""
    return Judgement.unfiltered.filter(
        at__gte=clock.begin_of(window.since), at__lt=clock.begin_of(window.until + timedelta(days=1))
    )
