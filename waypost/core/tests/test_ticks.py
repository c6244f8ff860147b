"""Work that is due by the clock: once a turn, by one worker, whatever happens to another."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from waypost.core import ticks
from waypost.core.errors import DoorMisused
from waypost.core.models import TickRun


@pytest.fixture
def registry(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """No ticks but the test's own."""
    monkeypatch.setattr(ticks, "_registry", {})
    return ticks._registry


@pytest.fixture
def done(registry: dict[str, Any]) -> list[str]:
    """One tick, ``test.write``, every minute; gives the list it writes into."""
    done: list[str] = []
    ticks.tick(name="test.write", every=60, lease=30)(lambda: done.append("written"))
    return done


def later(**by: float) -> None:
    """As if so much time had passed: every run is moved back."""
    for run in TickRun.objects.all():
        run.last_at = run.last_at and run.last_at - timedelta(**by)
        run.leased_until = run.leased_until and run.leased_until - timedelta(**by)
        run.save()


def test_a_tick_runs_when_it_is_due_and_not_before(done: list[str]) -> None:
    assert ticks.run_due() == ["test.write"]
    assert ticks.run_due() == []
    later(seconds=59)
    assert ticks.run_due() == []
    later(seconds=2)
    assert ticks.run_due() == ["test.write"]
    assert len(done) == 2


def test_a_tick_that_another_worker_runs_is_left_alone(done: list[str]) -> None:
    until = timezone.now() + timedelta(seconds=20)
    TickRun.objects.create(name="test.write", leased_until=until, last_at=timezone.now() - timedelta(hours=1))
    assert ticks.run_due() == []
    later(seconds=30)  # that worker died, and its lease ended
    assert ticks.run_due() == ["test.write"]


def test_a_tick_that_fails_keeps_its_trouble_and_stops_nobody(done: list[str], caplog: Any) -> None:
    def fail() -> None:
        raise ValueError("the disk is full " * 40)

    ticks._registry.clear()
    ticks.tick(name="test.fail", every=60)(fail)
    ticks.tick(name="test.write", every=60)(lambda: done.append("written"))
    assert ticks.run_due() == ["test.fail", "test.write"]
    run = TickRun.objects.get(name="test.fail")
    assert run.trouble.startswith("ValueError: the disk is full")
    assert run.leased_until is None
    assert done == ["written"]
    assert "The tick test.fail failed." in caplog.text


def test_a_tick_that_recovers_forgets_its_trouble(done: list[str]) -> None:
    TickRun.objects.create(name="test.write", trouble="ValueError")
    ticks.run_due()
    assert TickRun.objects.get(name="test.write").trouble == ""


def test_a_tick_with_more_to_do_is_due_again_at_once(registry: dict[str, Any]) -> None:
    waiting = ["first", "second", "third"]

    def take_one() -> object:
        waiting.pop()
        return ticks.MORE if waiting else None

    ticks.tick(name="test.take", every=60)(take_one)
    runs = [ticks.run_due() for _turn in range(4)]
    assert runs == [["test.take"]] * 3 + [[]]
    assert waiting == []


def test_a_worker_that_overslept_leaves_the_next_ones_lease(registry: dict[str, Any]) -> None:
    def oversleep() -> None:
        later(seconds=120)
        ticks._claim(registry["test.sleep"])

    ticks.tick(name="test.sleep", every=60, lease=30)(oversleep)
    ticks.run_due()
    assert TickRun.objects.get(name="test.sleep").leased_until is not None


def test_two_ticks_never_share_a_name(done: list[str]) -> None:
    with pytest.raises(DoorMisused, match="Two ticks"):
        ticks.tick(name="test.write", every=1)(lambda: None)
