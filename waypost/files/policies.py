"""Who may do what to a stored file by itself: nobody but the clock. Whatever persons do, they do to its owner."""

from typing import Any

from waypost.core.doors import CLOCK
from waypost.files.models import StoredFile


def only_the_clock(by: Any, file: StoredFile) -> bool:  # noqa: ARG001
    return by is CLOCK
