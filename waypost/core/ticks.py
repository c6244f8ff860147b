"""Work that is due because time has passed: declared by the rooms, run by the worker.

    @tick(name="notices.digests", every=60)
    def send_digests() -> None: ...

A tick takes one short step, so that a worker told to stop can: where more is waiting it returns ``MORE`` and is due
again at once. Several workers may run: a tick is claimed in the data base, under a lease. A worker that dies holding
it loses it when the lease ends, so the work must be safe to begin again. All times are wall time: the demo's clock
never holds the machinery up.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Q
from django.utils import timezone

from waypost.core.errors import DoorMisused
from waypost.core.journal import act
from waypost.core.models import TickRun

log = logging.getLogger(__name__)

MORE = object()
_WORTH_A_LINE = 1.0  # seconds: shorter ones are run all day
Work = Callable[[], object]
W = TypeVar("W", bound=Work)


@dataclass(frozen=True)
class Tick:
    """One registered piece of work. ``every`` and ``lease`` are seconds."""

    name: str
    every: float
    lease: float
    work: Work


_registry: dict[str, Tick] = {}


def ticks() -> dict[str, Tick]:
    """Every registered tick by name."""
    return dict(_registry)


def tick(*, name: str, every: float, lease: float = 300) -> Callable[[W], W]:
    """Register work to be done every ``every`` seconds; ``lease`` is longer than it ever takes."""

    def register(work: W) -> W:
        if name in _registry:
            raise DoorMisused(f"Two ticks are called {name}. Rename one.")
        _registry[name] = Tick(name=name, every=every, lease=lease, work=work)
        return work

    return register


def run_due() -> list[str]:
    """Run every tick whose time has come and that nobody else is running. Returns their names.

    A tick that fails is logged, keeps its trouble in its ``TickRun`` and is tried again when it is next due;
    the others run all the same.
    """
    known = set(TickRun.objects.values_list("name", flat=True))
    new = [TickRun(name=name) for name in _registry if name not in known]
    TickRun.objects.bulk_create(new, ignore_conflicts=True)
    return [each.name for each in _registry.values() if _run_if_due(each)]


def _run_if_due(each: Tick) -> bool:
    lease = _claim(each)
    if lease is None:
        return False
    trouble, more, begun = "", False, time.monotonic()
    try:
        more = each.work() is MORE
    except Exception as problem:  # one tick's trouble must not stop the others
        log.exception("The tick %s failed.", each.name)
        trouble = f"{type(problem).__name__}: {problem}"[:300]
    if (took := time.monotonic() - begun) > _WORTH_A_LINE:
        act("tick ran", tick=each.name, ms=round(took * 1000))
    done = {"leased_until": None, "trouble": trouble, **({"last_at": None} if more else {})}
    # Only while the lease is still ours: a worker that overslept must not free the one who took over.
    TickRun.objects.filter(name=each.name, leased_until=lease).update(**done)
    return True


def _claim(each: Tick) -> datetime | None:
    """Take the lease, if the tick is due and free: one statement, so that one worker alone gets it."""
    now = timezone.now()
    lease = now + timedelta(seconds=each.lease)
    due = Q(last_at__isnull=True) | Q(last_at__lte=now - timedelta(seconds=each.every))
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    claimed = TickRun.objects.filter(due, free, name=each.name).update(leased_until=lease, last_at=now)
    return lease if claimed else None
