"""The sealer: every committed row once, in one order, whoever else is at it and whatever kills it."""

import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from tests.append_only import log_laid_open
from waypost.core import seal, ticks
from waypost.core.merkle import Tree, leaf_hash
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import keyring
from waypost.core.tests.log import empty, sealed, start, troubles, write

__all__ = ["sealed"]


def places() -> list[int]:
    return list(
        AuditRow.objects.filter(place__isnull=False).order_by("place").values_list("place", flat=True)
    )


def test_rows_get_places_without_gaps_and_a_checkpoint_a_batch(sealed: int) -> None:
    assert places() == list(range(sealed))
    assert list(AuditRow.objects.order_by("id").values_list("place", flat=True)) == places()
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [7, 14, 21, 28, 35, 40]


def test_the_root_is_that_of_the_rows_bytes(sealed: int) -> None:
    rows = AuditRow.objects.order_by("place").values_list("canonical", flat=True)
    last = Checkpoint.objects.get(size=sealed)
    assert bytes(last.root) == Tree([leaf_hash(row) for row in rows]).root()


def test_sealing_goes_on_where_it_ended(sealed: int) -> None:
    assert seal.seal() == 0
    write(3)
    assert seal.seal() == 3
    assert places() == list(range(sealed + 3))
    assert troubles() == []


def test_a_row_that_commits_late_is_sealed_all_the_same(sealed: int) -> None:
    """Ids commit out of order: a row may come with a lower id than those that are sealed already."""
    (late,) = write(1)
    with log_laid_open():
        AuditRow.objects.filter(pk=late.pk).update(id=-1)
    assert seal.seal() == 1
    assert AuditRow.objects.get(token=late.token).place == sealed
    assert troubles() == []


def test_the_worker_seals(sealed: int) -> None:
    write(2)
    assert "core.seal" in ticks.run_due()
    assert not AuditRow.objects.filter(place__isnull=True).exists()


def test_a_tick_seals_a_share_of_a_long_queue(sealed: int) -> None:
    write(30)
    assert seal.seal(batches=2) == 14
    assert seal.seal() == 16


def test_without_a_private_key_nothing_is_sealed(sealed: int, settings: Any, tmp_path: Path) -> None:
    write(1)
    public = tmp_path / "auditor.key"
    public.write_text("\n".join(each.line() for each in keyring().verifiers.values()))
    settings.SEAL_KEY = public
    with pytest.raises(ImproperlyConfigured, match="without a private key"):
        seal.seal()
    settings.SEAL_KEY = None
    with pytest.raises(ImproperlyConfigured, match="WAYPOST_SEAL_KEY isn't set"):
        seal.seal()
    assert len(places()) == sealed


def test_rows_that_did_not_take_their_places_stop_the_sealer(
    sealed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gap would stay for ever."""
    write(3)
    monkeypatch.setattr(seal, "_GIVE_PLACES", seal._GIVE_PLACES.replace("row_number()", "2 * row_number()"))
    with pytest.raises(RuntimeError, match="did not take the places"), transaction.atomic():
        seal.seal()
    assert places() == list(range(sealed))


def test_every_row_has_a_receipt_that_holds(sealed: int) -> None:
    for row in AuditRow.objects.all():
        given = seal.receipt(row)
        assert given is not None
        assert given.holds()
        assert given.text().splitlines()[0] == "c2sp.org/tlog-proof@v1"
        assert f"index {row.place}" in given.text()


def test_an_unsealed_row_has_no_receipt(sealed: int) -> None:
    (row,) = write(1)
    assert seal.receipt(row) is None


def test_a_changed_row_has_a_receipt_that_does_not_hold(sealed: int) -> None:
    row = AuditRow.objects.get(place=17)
    with log_laid_open():
        AuditRow.objects.filter(pk=row.pk).update(canonical=b"{}")
    given = seal.receipt(AuditRow.objects.get(pk=row.pk))
    assert given is not None
    assert not given.holds()


@pytest.mark.django_db(transaction=True)
def test_sealers_at_once_seal_each_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four sealers and two writers, each with a connection of their own."""
    monkeypatch.setattr(seal, "BATCH", 5)
    empty()
    write(40)
    failed: list[Exception] = []

    def in_a_thread(work: Any) -> threading.Thread:
        def run() -> None:
            try:
                for _ in range(10):
                    work()
            except Exception as problem:
                failed.append(problem)
            finally:
                connection.close()

        return threading.Thread(target=run)

    threads = [in_a_thread(seal.seal) for _ in range(4)] + [in_a_thread(lambda: write(4)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    seal.seal()
    assert places() == list(range(120))
    assert troubles() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fail_at", "kept"), [("rows placed", 0), ("checkpoint written", 0), ("seal committed", 12)]
)
def test_a_sealer_killed_half_way_leaves_all_or_nothing(tmp_path: Path, fail_at: str, kept: int) -> None:
    empty()
    write(12)
    killed = start(tmp_path, "audit", "seal", WAYPOST_FAIL_AT=fail_at)
    killed.communicate(timeout=180)
    assert killed.returncode == -signal.SIGKILL
    assert len(places()) == kept
    assert Checkpoint.objects.count() == (1 if kept else 0)
    other = start(tmp_path, "audit", "seal")
    said, _nothing = other.communicate(timeout=180)
    assert f"{12 - kept} rows sealed, 0 waiting." in said
    assert places() == list(range(12))
    assert troubles() == []
