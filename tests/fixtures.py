"""The fixtures of every room's tests (loaded by the top conftest)."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from tests import cast as company
from tests import migrated
from tests.cast import NOON, Cast
from tests.numbering import number_apart
from waypost.core import clock
from waypost.people import signin
from waypost.people.models import Person


class Hands:
    """The hands of the portal's clock, seen by every thread of the test: ``hands.forward(hours=24)``."""

    def __init__(self) -> None:
        self.now: datetime = NOON

    def forward(self, **by: float) -> datetime:
        """Move the clock by what a timedelta takes, and say what time it is then."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture(autouse=True)
def hands() -> Iterator[Hands]:
    """It is noon in Bangkok on 1 September 2020, and time stands still until the test moves it."""
    hands = Hands()
    before = clock._source
    clock.run_by(lambda: hands.now)
    yield hands
    clock.run_by(before)


@pytest.fixture(autouse=True)
def nobody_was_here() -> Iterator[None]:
    """English and Bangkok, whoever's pages the test before asked for: a request leaves its reader's with the thread."""
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()
    yield
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture(autouse=True, scope="session")
def nothing_leaves_this_machine() -> Iterator[None]:
    """A test that reaches for the network fails, naming where it went."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(("127.", "localhost", "::1")):
            raise AssertionError(f"A test tried to reach {address}.")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> None:
    """The cast stands in the data base before the first test; each test's changes are rolled back."""
    anew = django_db_createdb or not django_db_keepdb
    with migrated.as_the_tests_data_base() if anew else nullcontext():
        request.getfixturevalue("django_db_setup")  # pytest-django's own
    with django_db_blocker.unblock():
        if not company.is_there():  # with --reuse-db it is
            number_apart()
            company.assemble()


@contextmanager
def shared_by_a_module(blocker: Any) -> Iterator[None]:
    """For a world that all tests of a module share: noon, in English, in a transaction that ends with the block. What a
    test of them changes is rolled back by itself, as ever.
    """
    before = clock._source
    clock.run_by(lambda: NOON)
    translation.activate(settings.LANGUAGE_CODE)
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    clock.run_by(before)


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody (see tests/cast.py)."""
    return company.gather()


def sign_in(client: Client, person: Person) -> Client:
    """Let ``client`` be ``person`` with the second factor passed, as after a real sign-in."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, AnonymousUser()
    signin.enter(request, person)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


@pytest.fixture
def enter() -> Callable[[Person], Client]:
    """``enter(cast.officer)`` is a test client in which the officer has signed in with the second factor."""

    def as_person(person: Person) -> Client:
        return sign_in(Client(), person)

    return as_person
