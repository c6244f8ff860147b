"""What time it is for the portal.

Everything the portal decides by time asks ``now()``. It is the wall clock, unless the data base carries
the demo stamp: then it is the demo's clock, which stands still until somebody moves it. Tests put
their own clock in with ``standing_at``. Machinery that must never stand still (leases, sessions, one-time codes)
uses ``django.utils.timezone.now``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("clock_standing", default=None)
_source: Callable[[], datetime] = timezone.now


def now() -> datetime:
    """The portal's time, aware, in UTC."""
    standing = _standing.get()
    return standing if standing is not None else _source()


def today() -> date:
    """The portal's date in the portal's own time zone (settings.TIME_ZONE)."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The date of a moment in the portal's own time zone."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def begin_of(day: date) -> datetime:
    """The first moment of a day in the portal's own time zone."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def end_of(day: date) -> datetime:
    """The last minute of a day in the portal's own time zone: it is still that day."""
    return begin_of(day + timedelta(days=1)) - timedelta(minutes=1)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` (aware) inside the block."""
    if timezone.is_naive(moment):
        raise ValueError("A clock wants an aware time.")
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)


def run_by(source: Callable[[], datetime]) -> None:
    """Let ``source`` give the time from now on (the demo installs its own)."""
    global _source  # noqa: PLW0603  one clock a process
    _source = source
