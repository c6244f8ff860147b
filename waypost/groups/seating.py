"""Which seats of a group go together. Pure: everything is asked of dated rows, on whatever day they are looked at.

One post has one seat at a time. A group has one chair and one secretary at a time, and a department one main and one
alternate: so it counts once, whoever of it is in the room.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from waypost.people.models import Seat

Role = Seat.Role
SITTING = Seat.SITTING


class Clash(Enum):
    """Why a seat can't be given on these days."""

    POST = "post"
    CHAIR = "chair"
    SECRETARY = "secretary"
    MAIN = "main"
    ALTERNATE = "alternate"


@dataclass(frozen=True)
class Sitting:
    """A seat as far as the rule looks at it: ids of its post and department, what it is, and its days."""

    post: int
    department: int
    role: str
    since: date
    until: date | None = None

    @classmethod
    def of(cls, seat: Seat) -> "Sitting":
        return cls(seat.post_id, seat.post.organisation_id, seat.role, seat.since, seat.until)

    def meets(self, other: "Sitting") -> bool:
        """Is there a day on which both hold?"""
        return (other.until is None or self.since < other.until) and (
            self.until is None or other.since < self.until
        )


def clash(there: Iterable[Sitting], new: Sitting) -> tuple[Clash, Sitting] | None:
    """What stands against a new seat beside those that are there, and the seat that does; None where nothing does."""
    for each in there:
        if each.meets(new) and (found := _rule(each, new)) is not None:
            return found, each
    return None


def _rule(there: Sitting, new: Sitting) -> Clash | None:
    if there.post == new.post:
        return Clash.POST
    if there.role != new.role:
        return None
    if new.role not in SITTING or there.department == new.department:
        return Clash(new.role)
    return None
