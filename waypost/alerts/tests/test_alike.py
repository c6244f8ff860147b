"""Whoever writes an alert is told of others on the same issuer, type and numbers, and of none they may not see."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.alerts.models import Alert
from waypost.alerts.tests.alerting import alerted, drafted
from waypost.core.doors import outside_actions
from waypost.people.models import Person
from waypost.publications.models import Publication

As = Callable[[Person], Client]


def told(browser: Client, draft: Publication, alert: Alert) -> set[bool]:
    pages = [browser.get(f"/items/{draft.public_id}/{step}/") for step in ("findings", "send")]
    assert {page.status_code for page in pages} == {200}
    return {alert.reference in page.content.decode() for page in pages}


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ([("U73400000", "U73449999")], True),
        ([("U73449999", "U73500000")], True),
        ([("U73410000", "U73410001")], True),
        ([("U00000000", "U99999999")], True),
        ([("U73450000", "U73500000")], False),
        ([("V73400000", "V73449999")], False),
        ([], False),
    ],
)
def test_an_alert_with_numbers_in_common_is_told(
    cast: Cast, enter: As, numbers: list[tuple[str, str]], is_told: bool
) -> None:
    alert, draft = alerted(cast), drafted(cast, numbers=numbers)
    assert told(enter(cast.officer), draft, alert) == {is_told}


@pytest.mark.parametrize("part", [{"issuer": "XUA"}, {"document": "IDC"}, {"issuer": ""}])
def test_not_of_another_issuer_or_document(cast: Cast, enter: As, part: dict[str, str]) -> None:
    alert, draft = alerted(cast), drafted(cast, part=part)
    assert told(enter(cast.officer), draft, alert) == {False}


def test_not_one_that_the_author_may_not_see(cast: Cast, enter: As) -> None:
    alert = alerted(cast, Mark.AMBER, to=[cast.lone])
    draft = drafted(cast)
    browser = enter(cast.officer)
    assert told(browser, draft, alert) == {True}

    with outside_actions("shut out, to see that the page asks"):
        Reach.objects.filter(kind=Publication.reach_kind, thing=alert.pk).delete()
    assert told(browser, draft, alert) == {False}
