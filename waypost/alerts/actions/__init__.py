"""The verbs of the room."""

from waypost.alerts.actions import (
    contesting,
    drilling,
    flash,
    redacting,
    replacing,
    seeing,
    tiling,
    wording,
    writing,
)

__all__ = [
    "contesting",
    "drilling",
    "flash",
    "redacting",
    "replacing",
    "seeing",
    "tiling",
    "wording",
    "writing",
]
