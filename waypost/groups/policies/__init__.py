"""Who may do what in groups and their meetings. Pure questions."""

from waypost.groups.policies.charters import (
    STEERING,
    founds,
    may_charter,
    may_found,
    may_seat,
    sits,
    steers,
)

__all__ = ["STEERING", "founds", "may_charter", "may_found", "may_seat", "sits", "steers"]
