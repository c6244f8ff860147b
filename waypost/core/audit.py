"""Writing the audit log: one row an act, in the transaction of the act.

Canonical bytes: JSON, keys sorted, no spaces, UTF-8. What is sealed is these bytes, not the columns beside them.
"""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from waypost.core.ids import random_id
from waypost.core.models import AuditRow

DONE, DENIED = "done", "denied"


def canonical_bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()


def write(
    *, action: str, outcome: str, actor: str, thing: str, facts: dict[str, Any], at: datetime
) -> AuditRow:
    """Write one row. ``at`` is the portal's time; the wall clock is kept beside it in the bytes."""
    token = random_id()
    content = {
        "token": token,
        "at": at.isoformat(),
        "wall": timezone.now().isoformat(),
        "action": action,
        "outcome": outcome,
        "actor": actor,
        "thing": thing,
        "facts": facts,
    }
    return AuditRow.objects.create(
        token=token,
        at=at,
        action=action,
        outcome=outcome,
        actor=actor,
        thing=thing,
        canonical=canonical_bytes(content),
    )
