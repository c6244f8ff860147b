"""The verbs of every shared item: the only writers of the room."""

from waypost.publications.actions import (
    afterwards,
    answering,
    approving,
    attaching,
    drafting,
    expiring,
    gating,
    ladder,
    reminding,
    using,
)

__all__ = [
    "afterwards",
    "answering",
    "approving",
    "attaching",
    "drafting",
    "expiring",
    "gating",
    "ladder",
    "reminding",
    "using",
]
