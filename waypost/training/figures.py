"""What the room counts: planned, and never what was attended. Each asks about the last day of the window."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Window, figure
from waypost.places.models import Section
from waypost.training.models import Plan, PlannedUnit


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
