"""What the log keeps of the operator's work on the whole portal."""

from dataclasses import dataclass

from waypost.core.doors import Operator, action, note
from waypost.core.policies import only_the_operator
from waypost.notices import holding


@dataclass(frozen=True)
class Backup:
    """What was put back: when it was taken, and how many sealed rows its log has. ``witnessed`` and ``because`` where
    more were witnessed, so that this was a roll-back.
    """

    taken: str
    size: int
    witnessed: int | None = None
    because: str = ""

    @property
    def public_id(self) -> str:
        return str(self.size)


@action("operating.backup_restored", allowed=only_the_operator)
def record_restore(*, by: Operator, backup: Backup) -> None:
    """Say in the log which backup was put back. Mail waits from here on: what the backup holds as waiting may have been
    sent since it was taken.
    """
    note(taken=backup.taken, size=backup.size)
    if backup.witnessed is not None:
        note(rolled_back_from=backup.witnessed, because=backup.because)
    holding.hold()
