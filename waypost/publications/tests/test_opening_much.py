"""Somebody who opens more than a person reads: a stolen session, or a member who carries everything off."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.fixtures import Hands
from waypost.access.marks import Mark
from waypost.core.models import AuditRow
from waypost.people.models import Person
from waypost.publications.actions import answering
from waypost.publications.models import Opening, Publication
from waypost.publications.tests.sharing import WORDS, shared

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]


@pytest.fixture
def items(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[Publication]:
    """Three items of which two may be opened within an hour."""
    monkeypatch.setattr(answering, "ITEMS_AN_HOUR", 2)
    return [shared(cast, Mark.GREEN), shared(cast, Mark.AMBER, to=[cast.coast]), shared(cast, Mark.GREEN)]


def statuses(browser: Client, items: list[Publication]) -> list[int]:
    return [browser.get(reverse("item", args=[item.public_id])).status_code for item in items]


def test_more_than_a_person_reads_is_not_shown(cast: Cast, enter: Enter, items: list[Publication]) -> None:
    browser = enter(cast.coast_officer)
    assert statuses(browser, items) == [200, 200, 429]
    page = browser.get(reverse("item", args=[items[2].public_id])).content.decode()
    assert "2 items for the first time within an hour" in page
    assert WORDS["title"] not in page
    assert WORDS["body"] not in page
    assert Opening.unfiltered.filter(person=cast.coast_officer.pk).count() == 2
    assert AuditRow.objects.filter(actor=cast.coast_officer.public_id, outcome="denied").count() == 2


def test_what_was_opened_stays_open_and_others_read_on(
    cast: Cast, enter: Enter, items: list[Publication]
) -> None:
    browser = enter(cast.coast_officer)
    statuses(browser, items)
    assert statuses(browser, items) == [200, 200, 429]
    assert statuses(enter(cast.coast_focal_point), items[1:]) == [200, 200]


def test_an_hour_later_it_goes_on(cast: Cast, enter: Enter, items: list[Publication], hands: Hands) -> None:
    statuses(enter(cast.coast_officer), items[:2])
    hands.forward(minutes=59)
    assert statuses(enter(cast.coast_officer), items[2:]) == [429]
    hands.forward(minutes=1)
    assert statuses(enter(cast.coast_officer), items[2:]) == [200]
