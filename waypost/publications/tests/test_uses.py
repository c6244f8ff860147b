""" "Your information was used": told by who reads, heard by the originator, met by nobody else."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import NOON, Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.core.figures import Window
from waypost.publications.actions import using
from waypost.publications.figures import information_used
from waypost.publications.models import Publication, Use
from waypost.publications.tests.sharing import fresh, shared, tell_all, told

pytestmark = pytest.mark.django_db
MONTH = NOON.date().replace(day=1)


def used(person: Any, item: Publication, **said: Any) -> Use:
    given: dict[str, Any] = {"purpose": "training", "month": MONTH, "times": "few", **said}
    return using.report_use(by=person, publication=fresh(item), **given)


def test_the_originator_hears_of_it_and_nobody_else_meets_it(cast: Cast) -> None:
    item = shared(cast, Mark.GREEN)
    made = used(cast.coast_focal_point, item, note="It helped at the pier.")
    met = {
        name for name, person in cast.people().items() if Use.visible_to(person).filter(pk=made.pk).exists()
    }
    assert met == {"officer", "focal_point", "deputy", "coast_focal_point"}
    tell_all()
    assert told("use_reported") == {"officer", "focal_point", "deputy"}


def test_under_red_it_is_between_reader_and_author(cast: Cast) -> None:
    item = shared(cast, Mark.RED, to=[cast.coast_officer])
    made = used(cast.coast_officer, item)
    met = {
        name for name, person in cast.people().items() if Use.visible_to(person).filter(pk=made.pk).exists()
    }
    assert met == {"officer", "coast_officer"}
    tell_all()
    assert told("use_reported") == {"officer"}


@pytest.mark.parametrize("name", ["coast_officer", "focal_point", "lone_focal_point", "outsider"])
def test_nobody_else_tells(cast: Cast, name: str) -> None:
    item = shared(cast, Mark.AMBER, to=[cast.coast])
    with pytest.raises(Denied):
        used(getattr(cast, name), item)


@pytest.mark.parametrize(
    "said",
    [
        {"purpose": "nonsense"},
        {"times": "7"},
        {"month": date(2020, 10, 1)},
        {"month": date(2020, 7, 1)},
        {"note": "Call +66 81 000 4567."},
    ],
    ids=str,
)
def test_what_cannot_be_told_is_refused(cast: Cast, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        used(cast.coast_focal_point, shared(cast, Mark.GREEN), **said)


def test_the_same_use_is_told_once(cast: Cast) -> None:
    item = shared(cast, Mark.GREEN)
    used(cast.coast_focal_point, item)
    with pytest.raises(Refused, match="already"):
        used(cast.coast_focal_point, item)
    used(cast.coast_focal_point, item, purpose="briefing")
    used(cast.lone_focal_point, item)
    assert information_used.value(Window(MONTH, NOON.date())) == 3
    assert information_used.value(Window(date(2020, 7, 1), date(2020, 8, 31))) == 0


def test_it_is_told_on_the_page_and_read_there_by_the_originator(cast: Cast, enter: Any) -> None:
    item = shared(cast, Mark.GREEN)
    reader, page = enter(cast.coast_focal_point), reverse("item", args=[item.public_id])
    form = reverse("report_use", args=[item.public_id])
    assert form in reader.get(page).content.decode()
    reader.post(form, {"purpose": "briefing", "month": "2020-09-01", "times": "once", "note": "At the pier."})
    assert "At the pier." in enter(cast.officer).get(page).content.decode()
    other = enter(cast.lone_focal_point).get(page).content.decode()
    assert "At the pier." not in other
    assert "How it was used" not in other
    assert enter(cast.officer).get(form).status_code == 403
