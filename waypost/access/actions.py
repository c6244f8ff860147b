"""The verbs of the room: reach is derived, so it is mended, never edited."""

from waypost.access.marked import Marked
from waypost.access.models import Reach
from waypost.core.doors import Actor, action, note
from waypost.core.policies import only_the_operator


@action("access.reach_mended", allowed=only_the_operator)
def mend_reach(*, by: Actor, thing: Marked) -> None:
    """Write the reach of a thing anew, from what it is now."""
    thing.recompile()


@action("access.reach_cleared", allowed=only_the_operator)
def clear_reach(*, by: Actor, row: Reach) -> None:
    """Remove a reach row whose thing is gone."""
    note(kind=row.kind, thing=row.thing, key=row.key, side=row.side)
    row.delete()
