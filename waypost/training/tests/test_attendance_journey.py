"""The trainer's side on a telephone: from the sessions of today to the attendance of everybody, without scripts."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import sideways
from waypost.training.tests.practising import VESSEL
from waypost.training.tests.test_attendance import held, minutes_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_trainer_marks_a_deck_in_a_minute(cast: Cast, visit: Visit, hands: Any) -> None:
    _day, [first, *_others] = held(cast, hands, **VESSEL)
    page = visit(cast.ministry_officer, width=360, scripts=False)
    page.goto("/training/sessions/")
    assert not sideways(page)
    page.get_by_role("link", name="7 Sep 2020").click()
    page.get_by_role("button", name="The briefing is given").click()
    row = page.get_by_role("group", name=first.name)
    row.get_by_label("For a part").check()
    row.get_by_label("Minutes").fill("90")
    page.get_by_role("button", name="All who are not marked are present").click()
    expect(row.get_by_label("For a part")).to_be_checked()
    assert not sideways(page)
    page.get_by_role("link", name="Boarding exercise").click()
    expect(page.get_by_role("row", name=first.name)).to_contain_text("90")
    assert not sideways(page)
    assert set(minutes_of(cast).values()) == {90, 180}
