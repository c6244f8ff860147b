"""The desk's own acts: looking into the audit log, and asking for help."""

from typing import Any

from waypost.core import clock
from waypost.core.doors import action, note, quiet_action
from waypost.desk.models import HelpDay
from waypost.desk.policies import may_ask_for_help, may_read_log
from waypost.people.models import Person


@action("desk.log_read", allowed=may_read_log)
def read_log(*, by: Person, person: Person, rows: int, asked: dict[str, Any]) -> None:  # noqa: ARG001
    """Note that ``rows`` rows are shown to their auditor, before they are, and what they were narrowed by."""
    note(rows=rows, **asked)


@quiet_action(
    "desk.help_opened",
    allowed=may_ask_for_help,
    because="a number a day: who needs help is nobody's affair",
)
def open_help(*, by: Person) -> None:
    """Count that a member opened the help page."""
    HelpDay.count(clock.today())
