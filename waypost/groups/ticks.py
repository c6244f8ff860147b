"""The room's clock-driven work. ``apps`` imports this."""

from waypost.core.doors import CLOCK
from waypost.core.ticks import tick
from waypost.groups.actions.following import remind_the_due
from waypost.groups.actions.handing import hand_over, taken_over


@tick(name="groups.actions", every=3600)
def actions() -> None:
    """Owners of action items are reminded: seven days before, on the day, weekly after."""
    remind_the_due()


@tick(name="groups.hand_over", every=3600, lease=600)
def hand_seats_over() -> None:
    """Tell whoever took over the post of a seat. How a post comes to its holder is the room of people's matter."""
    for seat, tenure in taken_over():
        hand_over(by=CLOCK, seat=seat, tenure=tenure)
