"""Fixtures of this room."""

from collections.abc import Callable

import pytest

from waypost.core import events
from waypost.core.models import Event
from waypost.notices import tidings, worker
from waypost.notices.models import Mail
from waypost.notices.sending import Outlet, deliver, waiting
from waypost.notices.tests import world


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own telling is declared during a test only."""
    monkeypatch.setattr(tidings, "_kinds", dict(tidings._kinds))
    monkeypatch.setattr(events, "_declared", dict(events._declared))
    world.declare()


@pytest.fixture
def told() -> Callable[..., Event]:
    """``told(cast.police, cast.officer)``: something happened about the police, and the worker told the officer."""

    def happened_and_told(*args, **kwargs) -> Event:
        event = world.happened(*args, **kwargs)
        worker.tell(event)
        event.refresh_from_db()
        assert event.told_at is not None, event.trouble
        return event

    return happened_and_told


@pytest.fixture
def post() -> Callable[[], list[Mail]]:
    """``post()`` lets everything go out that may, and gives the mails that were looked at."""

    def go_out() -> list[Mail]:
        outlet = Outlet()
        mails = list(waiting())
        for mail in mails:
            deliver(mail, outlet)
            mail.refresh_from_db()
        outlet.close()
        return mails

    return go_out
