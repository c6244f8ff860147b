"""What the room counts: the departments of working groups, on the last day of the window. A department counts once,
whatever seats it has in however many groups.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Window, figure
from waypost.groups.models import Charter, Kind
from waypost.people.models import Organisation, Seat
from waypost.people.models.posts import current
from waypost.places.models import Section


@figure(
    "groups.departments",
    label=_("Departments in working groups"),
    unit=_("departments"),
    section=Section.COOPERATION,
    distinct="post__organisation",
)
def departments(window: Window) -> QuerySet[Seat]:
    """The main and alternate seats of authorities in working groups."""
    return _sitting(window)


@figure(
    "groups.departments_police",
    label=_("Police departments in working groups"),
    unit=_("departments"),
    section=Section.COOPERATION,
    distinct="post__organisation",
)
def departments_police(window: Window) -> QuerySet[Seat]:
    """Those of the police among them."""
    return _sitting(window).filter(post__organisation__kind=Organisation.Kind.POLICE)


@figure(
    "groups.departments_non_police",
    label=_("Non-police departments in working groups"),
    unit=_("departments"),
    section=Section.COOPERATION,
    distinct="post__organisation",
)
def departments_non_police(window: Window) -> QuerySet[Seat]:
    """The others."""
    return _sitting(window).filter(post__organisation__kind=Organisation.Kind.OTHER)


def _sitting(window: Window) -> QuerySet[Seat]:
    working = Charter.unfiltered.filter(kind=Kind.WORKING).values("group")
    rows = Seat.objects.filter(current(window.on), group__in=working, role__in=Seat.SITTING)
    rows = rows.filter(post__organisation__kind__in=Organisation.DEPARTMENTS)
    return rows.select_related("group", "post__organisation__member")
