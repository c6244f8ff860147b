"""The account the portal runs as: it can do the portal's work, and nothing to its tables."""

import secrets
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.fixtures import sign_in
from waypost.access.marks import Mark
from waypost.core.models import AuditRow
from waypost.core.seal import seal
from waypost.publications.models import Acknowledgement
from waypost.publications.tests.sharing import asking, tell_all

pytestmark = pytest.mark.django_db
NOT_HERE = "SQLite has no accounts: its refusal is tested below."

FORBIDDEN = {
    "take the guards down": "ALTER TABLE core_auditrow DISABLE TRIGGER ALL",
    "drop a guard": "DROP TRIGGER core_auditrow_kept ON core_auditrow",
    "replace what guards": "ALTER FUNCTION core_audit_refuses() RENAME TO asleep",
    "skip the guards": "SET session_replication_role = replica",
    "change the log": "UPDATE core_auditrow SET actor = 'somebody'",
    "delete of the log": "DELETE FROM core_auditrow",
    "empty a table": "TRUNCATE publications_publication CASCADE",
    "drop a table": "DROP TABLE publications_publication CASCADE",
    "add a table": "CREATE TABLE another (id int)",
    "pretend a migration": "DELETE FROM django_migrations",
    "read a file": "SELECT pg_read_file('/etc/passwd')",
}


def make(more: str = "") -> str:
    role = f"waypost_{secrets.token_hex(4)}"  # roles belong to the whole server, where other tests run too
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} {more}")
    return role


@pytest.fixture
def running(cast: Cast) -> Iterator[None]:
    """From here on the test's connection is the small account."""
    if connection.vendor != "postgresql":
        pytest.skip(NOT_HERE)
    role = make()
    call_command("account", role, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_it_does_the_portals_work(running: None, cast: Cast) -> None:
    item = asking(cast, Mark.AMBER, to=[cast.coast])
    tell_all()
    browser = sign_in(Client(), cast.coast_focal_point)
    page = reverse("item", args=[item.public_id])
    assert browser.get(page).status_code == 200
    answer = {"answer": "received", "version": "1"}
    assert browser.post(reverse("acknowledge", args=[item.public_id]), answer).status_code == 302
    assert Acknowledgement.unfiltered.count() == 1
    assert browser.get(reverse("home")).status_code == 200
    assert browser.get(reverse("items"), {"q": "craft"}).status_code == 200
    seal()
    assert not AuditRow.objects.filter(place=None).exists()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_it_does_nothing_to_the_tables(running: None, what: str) -> None:
    refused = pytest.raises(Error, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORBIDDEN[what])


@pytest.mark.parametrize("more", ["SUPERUSER", "CREATEROLE"])
def test_an_account_that_may_do_more_is_refused(db: None, more: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip(NOT_HERE)
    with pytest.raises(CommandError, match="may do less"):
        call_command("account", make(more))


def test_what_is_no_account_is_refused_in_words(db: None) -> None:
    said = "Make it first" if connection.vendor == "postgresql" else "no accounts"
    with pytest.raises(CommandError, match=said):
        call_command("account", "no'body\"")
