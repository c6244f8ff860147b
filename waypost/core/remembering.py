"""What is found once and used often while one request is answered: never kept longer, so that rights change at once."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

Found = TypeVar("Found")

_remembered: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Find each thing once inside this block: a request, never longer."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def forget() -> None:
    """Drop what was remembered: rights changed inside this request."""
    kept = _remembered.get()
    if kept is not None:
        kept.clear()


def remembered(what: Hashable, find: Callable[[], Found]) -> Found:
    """What ``find`` gives, found again only outside a request. ``what`` names it among all that is remembered."""
    kept = _remembered.get()
    if kept is None:
        return find()
    if what not in kept:
        kept[what] = find()
    return cast(Found, kept[what])
