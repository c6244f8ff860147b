"""Meetings held, feedback received and answered, action items that are open."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.figures import Window, figure
from waypost.groups.models import ActionItem, Feedback, Meeting, Presence
from waypost.places.models import Section


@figure("groups.meetings_held", label=_("Meetings held"), unit=_("meetings"), section=Section.COOPERATION)
def meetings_held(window: Window) -> QuerySet[Meeting]:
    """Those that began in the window and at which somebody was."""
    there = Presence.unfiltered.filter(meeting=OuterRef("pk"))
    begun = Q(starts_at__gte=clock.begin_of(window.since), starts_at__lte=clock.end_of(window.until))
    return Meeting.unfiltered.filter(begun, Exists(there)).select_related("group", "counterpart")


@figure(
    "groups.feedback_received",
    label=_("Pieces of feedback received"),
    unit=_("pieces of feedback"),
    section=Section.COOPERATION,
)
def feedback_received(window: Window) -> QuerySet[Feedback]:
    """Those that were received in the window."""
    rows = Feedback.unfiltered.filter(received_on__gte=window.since, received_on__lte=window.until)
    return rows.select_related("organisation")


@figure(
    "groups.feedback_answered",
    label=_("Pieces of feedback answered"),
    unit=_("pieces of feedback"),
    section=Section.COOPERATION,
)
def feedback_answered(window: Window) -> QuerySet[Feedback]:
    """Those of the window that were answered by its end."""
    return feedback_received.query(window).filter(answered_at__lte=clock.end_of(window.until))


@figure(
    "groups.actions_open", label=_("Open action items"), unit=_("action items"), section=Section.COOPERATION
)
def actions_open(window: Window) -> QuerySet[ActionItem]:
    """Those that were agreed by the last day of the window and not done by then."""
    end = clock.end_of(window.on)
    rows = ActionItem.unfiltered.filter(at__lte=end, meeting__cancelled_at=None)
    return rows.filter(Q(done_at=None) | Q(done_at__gt=end)).select_related("organisation")
