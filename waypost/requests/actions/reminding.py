"""The clock while somebody stays silent: a reminder after three quarters of the time, and what is late at its end.

Whoever a rung names is told only if they may see the request: never a leak. Where that is nobody, whom the next one
names is told; the last names the asker: never silence.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.policies import only_the_clock
from waypost.core.ticks import tick
from waypost.requests.models import Asked, Request
from waypost.requests.states import State


class Whom(Enum):
    ANSWERERS = "the focal points of the organisation asked, under RED the person"
    MISSION = "the mission focal points who cover its member"
    SECRETARIAT = "the secretariat"
    ASKERS = "the asker and the other focal points of that organisation"


@dataclass(frozen=True)
class Rung:
    """``share`` of the time to the deadline in percent, and who is told when it has passed without an answer."""

    share: int
    whom: tuple[Whom, ...]


_OPEN = (
    Rung(75, (Whom.ANSWERERS,)),
    Rung(100, (Whom.ANSWERERS, Whom.MISSION, Whom.SECRETARIAT, Whom.ASKERS)),
)
_CLOSE = (Rung(75, (Whom.ANSWERERS,)), Rung(100, (Whom.ANSWERERS, Whom.ASKERS)))

LADDERS: dict[Mark, tuple[Rung, ...]] = {
    Mark.GREEN: _OPEN,
    Mark.AMBER: _OPEN,
    Mark.STRICT: _CLOSE,
    Mark.RED: _CLOSE,
}


def rung_due(request: Request, now: datetime) -> int:
    """The highest share (0, 75, 100) whose time has passed."""
    assert request.asked_at is not None  # noqa: S101  it is asked
    assert request.due_at is not None  # noqa: S101
    gone, span = now - request.asked_at, request.due_at - request.asked_at
    share = int(100 * gone.total_seconds() / span.total_seconds())
    return max((rung.share for rung in LADDERS[Mark(request.mark)] if rung.share <= share), default=0)


@action("requests.reminded", allowed=only_the_clock)
def remind(*, by: Clockwork, request: Request, asked: list[int], rung: int) -> None:  # noqa: ARG001
    """Take one step for the silent ones of a request, told of once together: the rung is kept on each."""
    new = Asked.unfiltered.filter(pk__in=asked, state=State.OPEN, rung__lt=rung)
    found = sorted(new.values_list("pk", flat=True))
    new.update(rung=rung)
    if not found:
        doors.unheard()
    doors.note(asked=found, rung=rung)


@tick(name="requests.reminders", every=60)
def remind_the_silent() -> int:
    """Every request whose next rung is due takes the highest one that is. Returns for how many silent ones."""
    now, reminded = clock.now(), 0
    for request in Request.waiting():
        rung = rung_due(request, now)
        silent = [row.pk for row in Asked.whom(request) if row.state == State.OPEN and row.rung < rung]
        if silent:
            remind(by=CLOCK, request=request, asked=silent, rung=rung)
            reminded += len(silent)
    return reminded
