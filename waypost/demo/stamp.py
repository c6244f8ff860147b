"""The stamp that makes a data base a demo, and the clock that stands on it.

Whatever belongs to the demo asks for the stamp in the data base, each time: no setting can open it on a real portal.
The clock asks once a request, and every time outside of requests, so that all processes agree as soon as it was
moved. A process that found no stamp asks no more for its clock: a portal never becomes a demo while it runs.
"""

from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.utils import timezone

from waypost.core import clock
from waypost.core.models import DemoStamp

OPENING = datetime(2020, 9, 1, 2, 40, tzinfo=UTC)  # Tuesday 1 September 2020, 09:40 in Bangkok

_found_none = False
_in_request: ContextVar[bool] = ContextVar("demo_in_request", default=False)
_held: ContextVar[datetime | None] = ContextVar("demo_clock_held", default=None)


def stamp() -> DemoStamp | None:
    """The stamp, asked of the data base now."""
    return DemoStamp.objects.first()


def demo_now() -> datetime | None:
    """What time it is in the demo; None where there is none."""
    if _found_none:
        return None
    if _in_request.get() and _held.get() is not None:
        return _held.get()
    found = stamp()
    if found is None:
        remember_none()
        return None
    _held.set(found.clock)
    return found.clock


def put(moment: datetime) -> DemoStamp:
    """Stamp the data base: the demo's clock stands at ``moment``."""
    global _found_none  # noqa: PLW0603  one knowledge a process
    _found_none = False
    found, _made = DemoStamp.objects.update_or_create(defaults={"clock": moment})
    _held.set(None)
    return found


def remember_none() -> None:
    """Ask no more in this process."""
    global _found_none  # noqa: PLW0603
    _found_none = True


def run_the_clock() -> None:
    """Let the portal's time be the demo's wherever there is one."""
    clock.run_by(_now)
    request_started.connect(_begin, dispatch_uid="demo-clock")
    request_finished.connect(_end, dispatch_uid="demo-clock")


def _now() -> datetime:
    try:
        return demo_now() or timezone.now()
    except DatabaseError:  # no tables yet
        return timezone.now()


def _begin(**_: Any) -> None:
    _in_request.set(True)
    _held.set(None)


def _end(**_: Any) -> None:
    _in_request.set(False)
    _held.set(None)
