"""The one verb of the demo. (Its world is published through the other rooms' actions: see ``seed``.)"""

from datetime import timedelta

from django.utils.translation import gettext as _

from waypost.access.keys import Viewer
from waypost.core import doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.core.models import DemoStamp, TickRun
from waypost.demo.policies import may_move_clock

STEPS = (1, 24)  # hours; the clock goes forward only


@action("demo.clock_moved", allowed=may_move_clock)
def move_clock(*, by: Viewer, stamp: DemoStamp, hours: int) -> DemoStamp:
    """Let time pass in the demo. Escalations, expiry and digests follow when the worker next looks."""
    if hours not in STEPS:
        raise Refused(_("The demo’s clock moves by 1 or 24 hours."))
    stamp.clock += timedelta(hours=hours)
    stamp.save()
    # Ticks count wall time: without this a visitor would wait a minute for what the hours brought.
    TickRun.objects.update(last_at=None)
    doors.note(hours=hours)
    return stamp
