"""The data base refuses whatever would change what the audit log says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.append_only import guards
from waypost.core import verify
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.tests.log import sealed, troubles, write

__all__ = ["sealed"]

REFUSED: dict[str, Callable[[], object]] = {
    "a changed actor": lambda: AuditRow.objects.filter(place=3).update(actor="somebody"),
    "changed bytes": lambda: AuditRow.objects.filter(place=3).update(canonical=b"{}"),
    "a place taken back": lambda: AuditRow.objects.filter(place=3).update(place=None),
    "another place": lambda: AuditRow.objects.filter(place=3).update(place=99),
    "an unsealed row changed": lambda: AuditRow.objects.filter(place=None).update(actor="somebody"),
    "a row deleted": lambda: AuditRow.objects.filter(place=3).delete(),
    "an unsealed row deleted": lambda: AuditRow.objects.filter(place=None).delete(),
    "a row with a place from the start": lambda: AuditRow.objects.create(
        at="2020-09-01T00:00Z", action="a", outcome="done", actor="b", canonical=b"{}", place=40
    ),
    "a checkpoint changed": lambda: Checkpoint.objects.update(key_id="00000000"),
    "a checkpoint deleted": lambda: Checkpoint.objects.all().delete(),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_data_base_refuses(sealed: int, what: str) -> None:
    write(1)
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        REFUSED[what]()
    assert troubles() == []


@pytest.mark.parametrize("column", guards.COLUMNS)
def test_nothing_is_changed_in_passing_when_a_row_gets_its_place(sealed: int, column: str) -> None:
    (row,) = write(1)
    other = {"id": -3, "at": row.at + timedelta(days=1), "canonical": b"{}"}.get(column, "else")
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).update(place=sealed, **{column: other})


def test_the_guard_knows_every_column() -> None:
    assert {field.column for field in AuditRow._meta.concrete_fields} == {*guards.COLUMNS, "place"}


def test_a_row_gets_its_place_once(sealed: int) -> None:
    (row,) = write(1)
    assert AuditRow.objects.filter(pk=row.pk).update(place=sealed) == 1


@pytest.mark.parametrize("table", ["core_auditrow", "core_checkpoint"])
def test_the_data_base_refuses_to_be_emptied(sealed: int, table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE: deleting all is refused like deleting one.")
    with (
        pytest.raises(IntegrityError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table}")


def test_the_verification_knows_every_guard() -> None:
    assert {name for name, *_ in guards.GUARDS} == verify.GUARDS
