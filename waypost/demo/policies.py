"""Who may do what in the demo: everybody everything, as long as it is one."""

from waypost.access.keys import Viewer
from waypost.core.models import DemoStamp


def may_move_clock(by: Viewer, stamp: DemoStamp | None) -> bool:
    return stamp is not None
