"""What the room tells: nothing. Reach says who sees a thing already; mending it makes nothing new."""

from waypost.core.events import Silent, declare

declare(
    "access.reach_mended",
    Silent("Nothing was released: what a thing says about itself was written out again."),
)
declare("access.reach_cleared", Silent("The thing is gone, so nobody sees it either way."))
