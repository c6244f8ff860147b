"""The one act of the desk's own: looking into the audit log."""

from typing import Any

from waypost.core.doors import action, note
from waypost.desk.policies import may_read_log
from waypost.people.models import Person


@action("desk.log_read", allowed=may_read_log)
def read_log(*, by: Person, person: Person, rows: int, asked: dict[str, Any]) -> None:  # noqa: ARG001
    """Note that ``rows`` rows are shown to their auditor, before they are, and what they were narrowed by."""
    note(rows=rows, **asked)
