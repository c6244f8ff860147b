"""Seen here too: who may say so, what the originator reads, and what other readers read of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import seeing
from waypost.alerts.after import _AT_LEAST, at_least
from waypost.alerts.models import Alert, Band, Sighting, Term
from waypost.alerts.tests.alerting import alerted
from waypost.core.errors import Denied, Refused
from waypost.face.tests.reading import Page
from waypost.notices.models import Notice
from waypost.people.models import Person
from waypost.publications.actions import afterwards
from waypost.publications.tests.sharing import hear_no_more, shared, tell_all

As = Callable[[Person], Client]
AUGUST = date(2020, 8, 1)


@pytest.fixture
def points(db: None) -> None:
    for code, label in (("AIR", "Airport"), ("SEA", "Seaport")):
        Term.objects.update_or_create(
            vocabulary="point", code=code, defaults={"label_en": label, "label_th": label, "ended_at": None}
        )


needs_points = pytest.mark.usefixtures("points")


def saw(by: Person, alert: Alert, **given: Any) -> Sighting:
    return seeing.tell_seen(
        by=by, publication=alert, **{"month": AUGUST, "point": "AIR", "band": "1", **given}
    )


def words(client: Client, alert: Alert) -> str:
    return Page(client.get(f"/items/{alert.public_id}/").content.decode()).words


@needs_points
class TestWhoMay:
    def test_officers_and_focal_points_of_those_who_read_it(self, cast: Cast) -> None:
        alert = alerted(cast, Mark.AMBER, to=[cast.coast])
        saw(cast.coast_officer, alert)
        saw(cast.coast_focal_point, alert, point="SEA")
        for by in (cast.officer, cast.customs_officer, cast.secretariat, cast.outsider, cast.learner):
            with pytest.raises(Denied):
                saw(by, alert)

    def test_nobody_of_what_is_withdrawn(self, cast: Cast) -> None:
        alert = alerted(cast)
        afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
        with pytest.raises(Denied):
            saw(cast.coast_officer, alert)

    def test_nobody_under_red_nor_of_another_kind(self, cast: Cast) -> None:
        red, bulletin = alerted(cast, Mark.RED, to=[cast.coast_officer]), shared(cast, Mark.GREEN)
        for item in (red, bulletin):
            with pytest.raises(Denied):
                saw(cast.coast_officer, item)  # type: ignore[arg-type]


@needs_points
class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"month": date(2020, 10, 1)}, "last two years"),
            ({"month": date(2018, 9, 1)}, "last two years"),
            ({"point": "NOWHERE"}, "kind of point"),
            ({"band": "3"}, "how many"),
            ({"note": "passport no. AA1234567"}, "personal data"),
        ],
    )
    def test_is_refused_with_a_sentence(self, cast: Cast, given: dict[str, Any], sentence: str) -> None:
        with pytest.raises(Refused, match=sentence):
            saw(cast.coast_officer, alerted(cast), **given)

    def test_later_for_the_same_month_and_point_replaces_it(self, cast: Cast) -> None:
        alert = alerted(cast)
        first = saw(cast.coast_officer, alert, note="At night.")
        second = saw(cast.coast_focal_point, alert, band="2-5")
        assert second.pk == first.pk
        [row] = Sighting.unfiltered.filter(alert=alert.pk)
        assert (row.by, row.band, row.note) == (cast.coast_focal_point, "2-5", "")

        saw(cast.coast_officer, alert, month=date(2020, 7, 9))
        assert Sighting.unfiltered.filter(alert=alert.pk, month=date(2020, 7, 1)).exists()

    def test_is_told_to_the_originator_alone(self, cast: Cast) -> None:
        alert = alerted(cast)
        hear_no_more()
        saw(cast.coast_officer, alert)
        tell_all()
        found = Notice.objects.filter(kind="alerts.seen_too").values_list("person__email", flat=True)
        assert {email.partition("@")[0] for email in found} == {"officer", "focal-point", "deputy"}


@needs_points
class TestWhatIsRead:
    def test_the_originator_reads_who(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast)
        saw(cast.coast_officer, alert, note="The laminate was thinner.")
        for by in (cast.officer, cast.deputy, cast.coast_focal_point):
            said = words(enter(by), alert)
            assert "Coast guard X, Indonesia" in said
            assert "The laminate was thinner." in said
        assert not Sighting.visible_to(cast.lone_officer).exists()

    def test_of_one_organisation_readers_read_nothing_but_that(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast, part={"point": "", "band": ""})
        saw(cast.coast_officer, alert, band="21+", note="The laminate was thinner.")
        said = words(enter(cast.lone_officer), alert)
        assert "Another organisation has seen it too." in said
        for word in ("Airport", "Coast guard", "21 or more", "laminate was thinner", "Seen too in"):
            assert word not in said

    def test_of_two_they_read_where_and_how_many(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast, part={"point": ""})
        saw(cast.coast_officer, alert)
        saw(cast.lone_officer, alert)
        saw(cast.lone_officer, alert, point="SEA", band="21+")
        said = words(enter(cast.mission_focal_point), alert)
        assert "Seen too in 2 members." in said
        assert "in 2 members, 2 to 5 or more" in said
        assert "Airport" in said
        assert "Seaport" not in said, "one organisation saw it there"
        assert "Coast guard" not in said

    def test_under_strict_no_other_reader_reads_of_it(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast, Mark.STRICT, to=[cast.coast, cast.lone])
        saw(cast.coast_officer, alert)
        assert "seen it too" not in words(enter(cast.lone_officer), alert)
        assert "Coast guard X" in words(enter(cast.deputy), alert)

    def test_after_withdrawal_nobody_reads_of_it(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast)
        saw(cast.coast_officer, alert)
        afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
        assert "Seen elsewhere" not in words(enter(cast.lone_officer), alert)


@given(st.lists(st.sampled_from(Band.values), min_size=1, max_size=6))
def test_a_sum_of_bands_is_never_too_high(bands: list[str]) -> None:
    least = sum(_AT_LEAST[Band(band)] for band in bands)
    found = at_least(bands)
    assert _AT_LEAST[found] <= least
    assert all(_AT_LEAST[each] <= _AT_LEAST[found] for each in Band if _AT_LEAST[each] <= least)


@needs_points
def test_the_page(cast: Cast, enter: As) -> None:
    alert = alerted(cast)
    browser, address = enter(cast.coast_focal_point), f"/items/{alert.public_id}/seen/"
    assert address in browser.get(f"/items/{alert.public_id}/").content.decode()
    page = browser.get(address).content.decode()
    assert f"/items/{alert.public_id}/used/" in page, "the other thing that can be told stands beside it"

    typed = {"month": "2020-08-01", "point": "AIR", "band": "2-5", "note": "passport no. AA1234567"}
    answer = browser.post(address, typed)
    assert answer.status_code == 422
    assert "passport no. AA1234567" in answer.content.decode()
    assert browser.post(address, {**typed, "note": ""}).status_code == 302
    assert Sighting.unfiltered.get().organisation == cast.coast

    assert enter(cast.deputy).get(address).status_code == 403
    amber = alerted(cast, Mark.AMBER, to=[cast.coast])
    assert enter(cast.customs_officer).get(f"/items/{amber.public_id}/seen/").status_code == 404
