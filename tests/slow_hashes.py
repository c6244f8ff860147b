"""A slow hash is slow on purpose: inside an action everybody else waits for it, on SQLite whoever writes anything.

So every test of this run notices where one is made or tried while an action is running.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from waypost.core import doors


def _outside_only(method: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any, **given: Any) -> Any:
        assert not doors.is_open(), "A slow hash inside an action: make it before, and give it to the action."
        return method(*args, **given)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def slow_hashes_are_made_outside_actions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("encode", "verify"):
            patch.setattr(Argon2PasswordHasher, name, _outside_only(getattr(Argon2PasswordHasher, name)))
        yield
