"""Which entry of the menu is the current one on the pages of an alert, read or written, and of what is none."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.cast import Cast
from waypost.alerts.tests.alerting import alerted, drafted
from waypost.people.models import Person
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import drafted as bulletin

As = Callable[[Person], Client]


def current(client: Client, address: str) -> set[str]:
    links = BeautifulSoup(client.get(address).content, "lxml").select("nav a[aria-current=page]")
    return {str(each.get("href")) for each in links}


@pytest.mark.parametrize("page", ["write", "findings", "pictures", "audience", "send"])
def test_alerts_while_one_is_written(cast: Cast, enter: As, page: str) -> None:
    item = drafted(cast)
    assert current(enter(cast.officer), f"/items/{item.public_id}/{page}/") == {"/items/?kind=alert"}


def test_alerts_while_one_is_read(cast: Cast, enter: As) -> None:
    item = alerted(cast)
    assert current(enter(cast.coast_officer), f"/items/{item.public_id}/") == {"/items/?kind=alert"}


def test_the_library_on_what_is_none(cast: Cast, enter: As) -> None:
    for item in (bulletin(cast), drafted(cast, kind="specimen", numbers=[])):
        assert current(enter(cast.officer), f"/items/{item.public_id}/write/") == {"/items/"}


def test_none_where_nothing_is(cast: Cast, enter: As) -> None:
    """A draft that a stranger does not see, and one that is not there."""
    there: Publication = drafted(cast)
    for of in (there.public_id, "no-such-item"):
        assert current(enter(cast.lone_officer), f"/items/{of}/") == set()
