"""What the room counts: the network, from dated posts. Every one asks about the last day of the window."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core.figures import Window, figure
from waypost.people.models import Endorsement, Post, Tenure
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


@figure(
    "people.sole_focal_points",
    label=_("Organisations with one focal point only"),
    unit=_("organisations"),
    section="sharing",
    distinct="post__organisation",
)
def sole_focal_points(window: Window) -> QuerySet[Tenure]:
    """Recruited focal points beside whom no other person is focal point of the organisation on the day."""
    others = _of_focal_points().filter(
        current(window.on), ~Q(person=OuterRef("person")), post__organisation=OuterRef("post__organisation")
    )
    return _recruited(window).filter(~Exists(others))


@figure(
    "people.handovers_overdue",
    label=_("Organisations whose hand-over is overdue"),
    unit=_("organisations"),
    section="sharing",
    distinct="post__organisation",
)
def handovers_overdue(window: Window) -> QuerySet[Tenure]:
    """The last focal points of organisations that had recruited ones and have none on the day: nobody took over."""
    there = _of_focal_points().filter(post__organisation=OuterRef("post__organisation"))
    later = there.filter(
        Q(until__gt=OuterRef("until")) | Q(until=OuterRef("until"), pk__gt=OuterRef("pk")),
        until__lte=window.on,
    )
    ended = _of_focal_points().filter(until__lte=window.on, recruited_by__isnull=False)
    left = ended.filter(~Exists(there.filter(current(window.on))), ~Exists(later))
    return left.select_related("person", "post__organisation__member")


@figure(
    "people.contacts_unconfirmed",
    label=_("Contacts nobody has confirmed"),
    unit=_("contacts"),
    section="sharing",
)
def contacts_unconfirmed(window: Window) -> QuerySet[Tenure]:
    """Focal points and mission focal points in their post on the day for whom nobody's word holds: the yearly review
    was not answered.
    """
    word = Endorsement.objects.filter(current(window.on), tenure=OuterRef("pk"))
    contacts = (Post.Role.FOCAL_POINT, Post.Role.MISSION_FOCAL_POINT)
    return _held(window).filter(~Exists(word), post__role__in=contacts)


def _of_focal_points() -> QuerySet[Tenure]:
    return Tenure.objects.filter(post__role=Post.Role.FOCAL_POINT)


def _recruited(window: Window) -> QuerySet[Tenure]:
    return _held(window).filter(post__role=Post.Role.FOCAL_POINT, recruited_by__isnull=False)


def _held(window: Window) -> QuerySet[Tenure]:
    return Tenure.objects.filter(current(window.on)).select_related("person", "post__organisation__member")
