"""Dates that come and pass: who is warned, when, once; and how an expired item is met afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY, Cast
from waypost.access.marks import Mark
from waypost.core.errors import Refused
from waypost.core.models import AuditRow
from waypost.notices.models import Notice
from waypost.publications.actions import afterwards, expiring
from waypost.publications.actions.expiring import warning_due
from waypost.publications.models import Warned
from waypost.publications.tests.sharing import (
    WORDS,
    asking,
    fresh,
    hear_no_more,
    second_version,
    shared,
    tell_all,
    told,
)
from waypost.publications.tests.shelf import publish

ORIGINATOR = {"officer", "focal_point", "deputy"}


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def look(hands: Any, **by: float) -> int:
    """Move the clock, let the worker look at the dates, and tell."""
    hands.forward(**by)
    warned = expiring.watch_dates()
    tell_all()
    return warned


@given(day=st.dates(date(2020, 1, 1), date(2021, 1, 1)), ahead=st.integers(-400, 400))
def test_a_day_is_near_for_a_fortnight_and_passed_after_itself(day: date, ahead: int) -> None:
    today = day + timedelta(days=ahead)
    assert warning_due(day, today) == (
        Warned.AFTER if ahead > 0 else Warned.BEFORE if ahead >= -14 else Warned.NOT
    )


def test_no_date_is_never_due() -> None:
    assert warning_due(None, TODAY) == Warned.NOT


@pytest.mark.django_db
class TestWarning:
    @pytest.mark.parametrize(
        ("terms", "before", "after"),
        [
            ({"review_by": on(30)}, "review_warned_before", "review_warned_after"),
            ({"expires_on": on(30)}, "expiry_warned_before", "expiry_warned_after"),
        ],
    )
    def test_the_originator_hears_before_and_after_each_once(
        self, cast: Cast, hands: Any, terms: dict[str, Any], before: str, after: str
    ) -> None:
        shared(cast, to=[cast.coast], **terms)
        hear_no_more()
        assert look(hands, days=15) == 0
        assert look(hands, days=1) == 1
        assert (told(before), told(after)) == (ORIGINATOR, set())
        assert look(hands, days=14) == 0, "the last good day itself"
        assert look(hands, days=1) == 1
        assert told(after) == ORIGINATOR
        assert look(hands, days=60) == 0

    def test_under_red_only_the_author_hears(self, cast: Cast, hands: Any) -> None:
        shared(cast, Mark.RED, to=[cast.coast_officer], expires_on=on(3))
        hear_no_more()
        look(hands, days=4)
        assert told("expiry_warned_after") == {"officer"}

    def test_who_overslept_hears_the_last_only(self, cast: Cast, hands: Any) -> None:
        shared(cast, review_by=on(20))
        assert look(hands, days=40) == 1
        assert told("review_warned_before") == set()
        assert told("review_warned_after") == ORIGINATOR

    def test_what_expired_is_not_to_be_reviewed(self, cast: Cast, hands: Any) -> None:
        shared(cast, review_by=on(5), expires_on=on(3))
        look(hands, days=6)
        assert told("expiry_warned_after") == ORIGINATOR
        assert told("review_warned_after") == set()

    def test_new_dates_are_warned_of_anew(self, cast: Cast, hands: Any) -> None:
        item = shared(cast, review_by=on(10))
        look(hands, days=11)
        afterwards.extend(by=cast.deputy, publication=item, review_by=on(60), expires_on=None)
        hear_no_more()
        assert look(hands, days=1) == 0
        assert look(hands, days=40) == 1
        assert told("review_warned_before") == ORIGINATOR

    def test_neither_drafts_nor_withdrawn_items_have_dates(self, cast: Cast, hands: Any) -> None:
        item = shared(cast, review_by=on(5), expires_on=on(6))
        afterwards.withdraw(by=cast.officer, publication=item, because="Wrong.")
        assert look(hands, days=9) == 0

    def test_two_workers_tell_once(self, cast: Cast, hands: Any) -> None:
        item = shared(cast, expires_on=on(3))
        hands.forward(days=4)
        for _worker in range(2):
            expiring.warn_of_expiry(by=expiring.CLOCK, publication=item, warned=Warned.AFTER)
        hear = AuditRow.objects.filter(action="publications.expiry_warned").count()
        assert hear == 2
        tell_all()
        assert Notice.objects.filter(kind="publications.expiry_warned_after").count() == len(ORIGINATOR)

    def test_the_notice_leads_to_where_new_dates_are_set(self, cast: Cast, hands: Any, enter: Any) -> None:
        item = shared(cast, review_by=on(3))
        look(hands, days=4)
        inbox = enter(cast.officer).get("/inbox/").content.decode()
        assert "The review is overdue" in inbox
        assert enter(cast.officer).get(f"/items/{item.public_id}/dates/").status_code == 200


@pytest.mark.django_db
class TestDatesAreSet:
    @pytest.mark.parametrize("name", ["review_by", "expires_on"])
    @pytest.mark.parametrize("days", [-1, 0])
    def test_never_to_a_day_that_has_passed(self, cast: Cast, name: str, days: int) -> None:
        item = shared(cast)
        dates = {"review_by": None, "expires_on": None, name: on(days)}
        with pytest.raises(Refused, match="A date has passed already") as refused:
            afterwards.extend(by=cast.officer, publication=item, **dates)
        assert set(refused.value.fields) == {name}

    def test_what_is_always_reviewed_keeps_a_date(self, cast: Cast) -> None:
        item = publish(cast, kind="resource", review_by=on(30))
        with pytest.raises(Refused, match="Say by when this has to be reviewed"):
            afterwards.extend(by=cast.officer, publication=item, review_by=None, expires_on=on(9))


@pytest.mark.django_db
class TestExpired:
    """On the page, in the list and on the board it says so; it is on no first page, and still to be found."""

    @pytest.fixture
    def item(self, cast: Cast, hands: Any) -> Any:
        item = asking(cast, Mark.GREEN, expires_on=on(5))
        hands.forward(days=6)
        return item

    def test_page_list_and_board_say_so(self, cast: Cast, enter: Any, item: Any) -> None:
        reader = enter(cast.coast_focal_point)
        page = reader.get(f"/items/{item.public_id}/").content.decode()
        assert "Expired after" in page
        assert WORDS["title"] in page
        listed = reader.get("/items/?q=craft").content.decode()
        assert WORDS["title"] in listed
        assert '<span class="state">Expired</span>' in listed
        board = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert '<span class="state">Expired</span>' in board

    def test_the_first_page_has_it_no_more(self, cast: Cast, enter: Any, item: Any) -> None:
        assert fresh(item).is_visible_to(cast.coast_officer)
        for person in (cast.coast_focal_point, cast.coast_officer):
            assert WORDS["title"] not in enter(person).get("/").content.decode()

    def test_on_its_last_day_it_is_still_good(self, cast: Cast, enter: Any, hands: Any) -> None:
        item = asking(cast, Mark.GREEN, expires_on=on(5))
        hands.forward(days=5)
        reader = enter(cast.coast_focal_point)
        assert "Expired after" not in reader.get(f"/items/{item.public_id}/").content.decode()
        assert WORDS["title"] in reader.get("/").content.decode()

    def test_new_dates_bring_it_back(self, cast: Cast, enter: Any, item: Any) -> None:
        afterwards.extend(by=cast.officer, publication=fresh(item), review_by=None, expires_on=on(90))
        assert WORDS["title"] in enter(cast.coast_officer).get("/").content.decode()

    def test_a_new_version_wants_new_dates_first(self, cast: Cast, item: Any) -> None:
        with pytest.raises(Refused, match="A date has passed already"):
            second_version(cast, fresh(item))
