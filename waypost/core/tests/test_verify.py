"""Whatever is done to a sealed log is told: a bit, a row, a checkpoint, the end of it."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from tests.append_only import log_laid_open
from waypost.core import audit, seal
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import Head, make_key
from waypost.core.seal import head_of
from waypost.core.tests.log import empty, sealed, troubles, write

__all__ = ["sealed"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def flipped(value: Any, chance: random.Random) -> Any:
    """The value with one bit of it turned over."""
    if isinstance(value, datetime):
        micros = (value - EPOCH) // timedelta(microseconds=1)
        return EPOCH + timedelta(microseconds=micros ^ 1 << chance.randrange(45))
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(6, 40)  # lower ones would meet a row that is there
    raw = bytearray(value.encode() if isinstance(value, str) else bytes(value))
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(6)
    return raw.decode() if isinstance(value, str) else bytes(raw)


def tamper(thing: models.Model, /, **changes: Any) -> None:
    with log_laid_open():
        type(thing)._base_manager.filter(pk=thing.pk).update(**changes)


def forget(rows: models.QuerySet[Any]) -> None:
    with log_laid_open():
        rows.delete()


def columns_of(model: type[models.Model]) -> list[str]:
    """Every column but the id, which means nothing and is sealed nowhere."""
    return [field.name for field in model._meta.concrete_fields if field.name != "id"]


def last_head() -> Head:
    last = Checkpoint.objects.order_by("size").last()
    assert last is not None
    return head_of(last)


def test_an_untouched_log_holds(sealed: int) -> None:
    assert troubles() == []
    assert troubles(witness=last_head()) == []
    assert troubles(witness=head_of(Checkpoint.objects.get(size=21))) == []


def test_an_empty_log_holds(db: None) -> None:
    empty()
    assert troubles() == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("column", columns_of(AuditRow))
def test_a_bit_flipped_in_a_row_is_told(sealed: int, column: str, seed: int) -> None:
    chance = random.Random(f"{column} {seed}")
    row = chance.choice(
        [each for each in AuditRow.objects.order_by("place") if getattr(each, column) not in ("", None)]
    )
    tamper(row, **{column: flipped(getattr(row, column), chance)})
    said = " ".join(troubles())
    wanted = {
        "canonical": f"rows {row.place // 7 * 7:,} to",
        "place": f"Row {row.place:,} is missing.",
    }.get(column, f"Row {row.place:,}: its column {column} ")
    assert wanted in said


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("column", columns_of(Checkpoint))
def test_a_bit_flipped_in_a_checkpoint_is_told(sealed: int, column: str, seed: int) -> None:
    chance = random.Random(f"{column} {seed}")
    checkpoint = chance.choice(list(Checkpoint.objects.order_by("size")))
    tamper(checkpoint, **{column: flipped(getattr(checkpoint, column), chance)})
    size = checkpoint.size if column != "size" else Checkpoint.objects.get(pk=checkpoint.pk).size
    assert f"the checkpoint at {size:,}" in " ".join(troubles()).replace("The", "the")


def test_a_bit_flipped_in_an_unsealed_row_is_told(sealed: int) -> None:
    (row,) = write(1)
    assert troubles() == []
    tamper(row, actor="somebody else")
    assert troubles() == [f"The unsealed row {row.token}: its column actor doesn't say what its bytes say."]


def test_a_row_changed_with_its_bytes_is_told(sealed: int) -> None:
    """Columns and bytes agree with each other, and no more with the tree."""
    row = AuditRow.objects.get(place=16)
    bytes_now = bytes(row.canonical).replace(row.actor.encode(), b"person-x")
    tamper(row, actor="person-x", canonical=bytes_now)
    (said,) = troubles()
    assert said.startswith("The checkpoint at 21 doesn't follow from rows 14 to 20")


@pytest.mark.parametrize("place", [0, 6, 7, 20, 39])
def test_a_removed_row_is_told(sealed: int, place: int) -> None:
    forget(AuditRow.objects.filter(place=place))
    said = troubles()
    assert f"Row {place} is missing." in said
    assert len(said) == 2  # and the checkpoint over it; no other


def test_removed_rows_closed_up_are_told(sealed: int) -> None:
    """Everybody after the removed row moves up one place."""
    forget(AuditRow.objects.filter(place=10))
    with log_laid_open():
        for place in range(11, sealed):
            AuditRow.objects.filter(place=place).update(place=place - 1)
    assert "Row 39 is missing." in troubles()


def test_swapped_rows_are_told(sealed: int) -> None:
    one, other = AuditRow.objects.get(place=3), AuditRow.objects.get(place=5)
    tamper(one, place=1_000)
    tamper(other, place=3)
    tamper(one, place=5)
    (said,) = troubles()
    assert said.startswith("The checkpoint at 7 doesn't follow from rows 0 to 6")


def test_a_row_put_into_the_sealed_part_is_told(sealed: int) -> None:
    row = write(1)[0]
    with log_laid_open():
        for place in range(sealed - 1, 19, -1):
            AuditRow.objects.filter(place=place).update(place=place + 1)
    tamper(row, place=20)
    said = " ".join(troubles())
    assert "The checkpoint at 21 doesn't follow" in said
    assert "After the last checkpoint 1 row with a place" in said


def test_a_row_put_at_the_end_with_a_place_is_told(sealed: int) -> None:
    tamper(write(1)[0], place=sealed)
    assert len(troubles()) == 1


def test_trouble_in_two_places_is_told_twice_and_nowhere_else(sealed: int) -> None:
    for place in (8, 30):
        tamper(AuditRow.objects.get(place=place), canonical=b"[]")
    said = [sentence for sentence in troubles() if sentence.startswith("The checkpoint")]
    assert [sentence.split()[3] for sentence in said] == ["14", "35"]


def test_bytes_that_cannot_be_read_are_told(sealed: int) -> None:
    for place, nonsense in enumerate([b"", b"\xff", b"{}", b"null", b'{"at":3}', b"{} {}"]):
        tamper(AuditRow.objects.get(place=place), canonical=nonsense)
    assert sum("its bytes can't be read." in sentence for sentence in troubles()) == 6


def test_a_removed_last_checkpoint_is_told(sealed: int) -> None:
    forget(Checkpoint.objects.filter(size=sealed))
    assert "After the last checkpoint 5 rows with a place" in troubles()[0]


def test_an_end_cut_off_cleanly_is_told_by_a_checkpoint_kept_elsewhere(sealed: int) -> None:
    witness = last_head()
    forget(Checkpoint.objects.filter(size=sealed))
    forget(AuditRow.objects.filter(place__gte=35))
    assert troubles() == []  # nothing left in the data base could tell
    (said,) = troubles(witness)
    assert said.startswith("The log ends after 35 rows, and the checkpoint kept elsewhere was signed over 40")


def test_an_end_rewritten_and_sealed_anew_is_told_by_a_checkpoint_kept_elsewhere(sealed: int) -> None:
    witness = last_head()
    forget(Checkpoint.objects.filter(size=sealed))
    forget(AuditRow.objects.filter(place__gte=35))
    write(12)
    seal.seal()
    assert troubles() == []
    (said,) = troubles(witness)
    assert said.startswith("The checkpoint kept elsewhere doesn't agree: the first 40 rows")


def test_a_log_sealed_by_a_stranger_is_told(sealed: int, settings: Any, tmp_path: Any) -> None:
    ours = settings.SEAL_KEY
    settings.SEAL_KEY = tmp_path / "stranger.key"
    make_key(settings.SEAL_KEY)
    write(1)
    seal.seal()
    settings.SEAL_KEY = ours
    (said,) = troubles()
    assert said.startswith("The signature of the checkpoint at 41 doesn't hold")


def test_rows_that_wait_too_long_are_told(sealed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr(audit.timezone, "now", lambda: now - timedelta(minutes=6))
    write(2)
    monkeypatch.undo()
    assert "Waiting to be sealed for more than 5 minutes: 2 rows" in " ".join(troubles())


def test_missing_guards_are_told(sealed: int) -> None:
    with log_laid_open():
        assert any("core_auditrow_kept is gone" in sentence for sentence in troubles())
