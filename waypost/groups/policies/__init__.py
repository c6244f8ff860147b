"""Who may do what in groups and their meetings. Pure questions."""

from waypost.groups.policies.charters import (
    STEERING,
    founds,
    may_charter,
    may_found,
    may_keep,
    may_seat,
    may_share,
    may_speak,
    may_take_back,
    sits,
    steers,
)

__all__ = [
    "STEERING",
    "founds",
    "may_charter",
    "may_found",
    "may_keep",
    "may_seat",
    "may_share",
    "may_speak",
    "may_take_back",
    "sits",
    "steers",
]
