"""What the room counts: the network, from dated posts. All three ask about the last day of the window."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Window, figure
from waypost.people.models import Post, Tenure
from waypost.people.models.posts import current


@figure(
    "people.mission_focal_points",
    label=_("Mission focal points"),
    unit=_("focal points"),
    section="sharing",
)
def mission_focal_points(window: Window) -> QuerySet[Tenure]:
    """Tenures of a mission focal point's post on the day."""
    return _held(window).filter(post__role=Post.Role.MISSION_FOCAL_POINT)


@figure(
    "people.officials_recruited",
    label=_("Officials recruited as Organizational Focal Points"),
    unit=_("officials"),
    section="sharing",
    distinct="person",
)
def officials_recruited(window: Window) -> QuerySet[Tenure]:
    """Persons who hold a focal point's post on the day, recruited by a mission focal point."""
    return _recruited(window)


@figure(
    "people.members_covered",
    label=_("Members covered"),
    unit=_("members"),
    section="sharing",
    distinct="post__organisation__member",
)
def members_covered(window: Window) -> QuerySet[Tenure]:
    """Members whose organisations have such a focal point on the day."""
    return _recruited(window)


def _recruited(window: Window) -> QuerySet[Tenure]:
    return _held(window).filter(post__role=Post.Role.FOCAL_POINT, recruited_by__isnull=False)


def _held(window: Window) -> QuerySet[Tenure]:
    return Tenure.objects.filter(current(window.on)).select_related("person", "post__organisation__member")
