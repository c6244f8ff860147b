"""What the room counts: how often an item's originator was told that it was used."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Window, figure
from waypost.publications.models import Use


@figure(
    "publications.information_used",
    label=_("Uses of shared information reported"),
    unit=_("uses"),
    section="sharing",
)
def information_used(window: Window) -> QuerySet[Use]:
    """Uses told of the months of the window, each of one item by one organisation for one purpose."""
    return Use.unfiltered.filter(month__gte=window.since.replace(day=1), month__lte=window.until)
