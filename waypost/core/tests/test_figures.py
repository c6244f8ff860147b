"""A figure's number is what its evidence shows, always."""

from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet
from django.db.models.functions import Length
from hypothesis import given
from hypothesis import strategies as st

from waypost.core import clock, figures
from waypost.core.errors import DoorMisused
from waypost.core.figures import Figure, Window, figure
from waypost.core.models import Event, TickRun

AUGUST = Window(date(2020, 8, 1), date(2020, 8, 31))


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No figures but the test's own."""
    monkeypatch.setattr(figures, "_registry", {})


def actors(window: Window) -> QuerySet[Event]:
    return Event.objects.filter(at__date__range=(window.since, window.until)).order_by("-at", "name")


def counted(query: Any = actors, distinct: str = "by", total: str = "") -> Figure:
    made = figure(
        "test.actors", label="Actors", unit="persons", section="sharing", distinct=distinct, total=total
    )
    return made(query)


def happened(*actors: str) -> None:
    Event.objects.bulk_create(
        Event(name=f"n{at}", by=by, at=f"2020-08-{at + 1:02d}T05:00Z") for at, by in enumerate(actors)
    )


@pytest.mark.django_db
def test_persons_are_counted_once_and_each_record_is_evidence() -> None:
    happened("a", "b", "a", "c", "a")
    found = counted()
    assert found.value(AUGUST) == 3
    assert found.evidence(AUGUST).count() == 5


@pytest.mark.django_db
def test_the_window_includes_both_ends_and_nothing_beyond() -> None:
    happened("a", "b", "c", "d")
    found = counted()
    assert found.value(Window(date(2020, 8, 2), date(2020, 8, 3))) == 2
    assert found.value(Window.of_day(date(2020, 8, 4))) == 1
    assert found.value(Window.of_day(date(2020, 7, 31))) == 0


@pytest.mark.django_db
def test_without_a_key_every_record_counts() -> None:
    happened("a", "a")
    assert counted(distinct="pk").value(AUGUST) == 2


@pytest.mark.django_db
def test_a_record_without_the_key_is_neither_counted_nor_shown() -> None:
    TickRun.objects.create(name="never")
    TickRun.objects.create(name="once", last_at=clock.now())
    found = counted(lambda _window: TickRun.objects.all(), distinct="last_at")
    assert found.value(AUGUST) == 1
    assert [run.name for run in found.evidence(AUGUST)] == ["once"]


@pytest.mark.django_db
@given(st.lists(st.sampled_from("abcd"), max_size=20))
def test_number_and_evidence_never_drift_apart(by: list[str]) -> None:
    Event.objects.all().delete()
    happened(*by)
    figures._registry.clear()
    found = counted()
    assert found.value(AUGUST) == len({event.by for event in found.evidence(AUGUST)}) == len(set(by))


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Window(date(2020, 8, 2), date(2020, 8, 1))


def test_two_figures_never_share_a_name() -> None:
    made = counted()
    assert figures.figures() == {"test.actors": made}
    with pytest.raises(DoorMisused, match="Two figures"):
        counted()


@pytest.mark.django_db
@given(st.lists(st.integers(0, 9), max_size=8))
def test_a_sum_is_what_its_records_add_up_to(lengths: list[int]) -> None:
    Event.objects.all().delete()
    happened(*("x" * (length + 1) for length in lengths))
    figures._registry.clear()
    found = counted(
        lambda _window: Event.objects.annotate(letters=Length("by")), distinct="pk", total="letters"
    )
    assert found.value(AUGUST) == sum(length + 1 for length in lengths)
    assert sum(found.tally(AUGUST, by="name").values()) == found.value(AUGUST)
