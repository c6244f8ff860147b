"""How the portal is used: what is counted, what moves no number, what is too small to tell, and who reads it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOON, Cast
from waypost.access.marks import Mark
from waypost.desk.figures import use
from waypost.desk.figures.use import Span
from waypost.desk.lists.measures import Measures, measures_of
from waypost.face.tests.reading import Page
from waypost.people.models import Person
from waypost.people.signin import signals
from waypost.publications.actions import answering, indexing
from waypost.publications.models import Publication, SearchDay, VainAsk, VainWords
from waypost.publications.tests.sharing import asking, shared

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]
HOME = reverse("measures")
PAGE = f"{HOME}?month=2020-09"
SEPTEMBER = date(2020, 9, 1)
SPAN = Span(datetime(2020, 8, 31, 17, tzinfo=UTC), datetime(2020, 9, 30, 17, tzinfo=UTC))
READERS = (
    "coast_officer",
    "customs_officer",
    "lone_officer",
    "mission_focal_point",
    "trainer",
    "immigration_officer",
)


def read(cast: Cast, item: Publication, *names: str) -> None:
    for name in names:
        answering.opened(by=getattr(cast, name), publication=item)


def measured(cast: Cast) -> Measures:
    return measures_of(Person.objects.get(pk=cast.secretariat.pk), SEPTEMBER)


class TestWhoReads:
    def test_members_are_counted_once_a_week_and_once_a_month(self, cast: Cast, hands: Any) -> None:
        for _turn in range(2):
            read(cast, shared(cast, Mark.GREEN), *READERS)
            hands.forward(days=1)
        hands.forward(days=6)
        read(cast, shared(cast, Mark.GREEN), *READERS[:5])
        found = measured(cast)
        assert [(each.begins, each.members) for each in found.weeks] == [
            (date(2020, 8, 31), 6),
            (date(2020, 9, 7), 5),
        ]
        assert [(each.begins, each.members) for each in found.months] == [(date(2020, 9, 1), 6)]

    def test_fewer_than_five_are_not_told(self, cast: Cast, enter: Enter) -> None:
        read(cast, shared(cast, Mark.GREEN), *READERS[:4])
        assert [each.members for each in measured(cast).weeks] == [None]
        assert "fewer than 5" in Page(enter(cast.secretariat).get(PAGE).content.decode()).words

    def test_what_is_hidden_from_somebody_moves_no_number(self, cast: Cast, hands: Any) -> None:
        read(cast, asking(cast, Mark.GREEN), *READERS)
        before = measured(cast)
        for mark in (Mark.AMBER, Mark.STRICT, Mark.RED):
            to = [cast.coast_officer] if mark == Mark.RED else [cast.coast]
            item = asking(cast, mark, to=to)
            read(cast, item, "coast_officer")
            by = cast.coast_officer if mark == Mark.RED else cast.coast_focal_point
            answering.acknowledge(by=by, publication=item, version=1, answer="received")
        shut = shared(cast, Mark.GREEN, not_to=[cast.lone])
        read(cast, shut, "colleague")
        hands.forward(days=1)
        assert measured(cast) == before


class TestHowFast:
    def test_it_is_the_middle_over_organisations_and_items(self, cast: Cast, hands: Any) -> None:
        item = shared(cast, Mark.GREEN)
        for name in READERS:
            hands.forward(hours=1)
            read(cast, item, name)
        read(cast, item, "coast_focal_point", "colleague")  # not the first of theirs; not the originator's
        taken = use.to_read([cast.regional.pk], SPAN)
        assert (taken.middle, taken.organisations) == (timedelta(hours=3, minutes=30), 6)

    def test_of_fewer_than_five_organisations_there_is_none(self, cast: Cast) -> None:
        item = asking(cast, Mark.GREEN)
        read(cast, item, *READERS[:4])
        answering.acknowledge(by=cast.coast_focal_point, publication=item, version=1, answer="received")
        found = measured(cast)
        assert (found.read.middle, found.answered.middle) == (None, None)

    def test_answers_count_from_the_question_to_the_first(
        self, cast: Cast, hands: Any, monkeypatch: Any
    ) -> None:
        monkeypatch.setattr(use, "FEWEST", 2)
        item = asking(cast, Mark.GREEN)
        for name, hours in (("coast_focal_point", 2), ("lone_focal_point", 4), ("coast_focal_point", 9)):
            hands.forward(hours=hours)
            answering.acknowledge(by=getattr(cast, name), publication=item, version=1, answer="received")
        taken = use.to_answer([cast.regional.pk], SPAN)
        assert (taken.middle, taken.organisations) == (timedelta(hours=4), 2)

    def test_another_month_is_another_number(self, cast: Cast, hands: Any) -> None:
        read(cast, shared(cast, Mark.GREEN), *READERS)
        hands.forward(days=40)
        later = measures_of(Person.objects.get(pk=cast.secretariat.pk), date(2020, 10, 1))
        assert (later.read.middle, later.weeks) == (None, [])
        assert [each.members for each in later.months] == [6]


def look_for(cast: Cast, text: str, *names: str) -> None:
    for name in names:
        indexing.searched_in_vain(by=getattr(cast, name), text=text)


class TestSearchesInVain:
    def test_words_stand_there_once_five_members_missed_them(self, cast: Cast, enter: Enter) -> None:
        look_for(cast, "Zebra crossings", *READERS[:4])
        look_for(cast, "zebra crossing", *READERS[:4])
        assert VainWords.objects.count() == 0
        browser = enter(cast.secretariat)
        assert "zebra" not in browser.get(PAGE).content.decode()
        look_for(cast, "zebra crossing", READERS[4])
        [row] = VainWords.objects.all()
        assert (row.words, row.members) == ("zebra crossing", 5)
        said = Page(browser.get(PAGE).content.decode()).words
        assert "zebra crossing" in said
        assert "9 of 9 searches found nothing (100 %)" in said

    @pytest.mark.parametrize(
        "text", ["passport K 4410000", "somebody@else.example", "+66 81 000 4567", "x" * 61, "..."]
    )
    def test_nothing_with_a_number_or_personal_data_is_ever_kept(self, cast: Cast, text: str) -> None:
        look_for(cast, text, *READERS)
        assert not VainWords.objects.exists()
        assert not VainAsk.objects.exists()

    def test_until_then_nothing_can_be_read_and_nobody_be_named(self, cast: Cast) -> None:
        look_for(cast, "zebra", "coast_officer")
        look_for(cast, "quagga", "coast_officer")
        kept = list(VainAsk.objects.values_list("words", "asker"))
        assert all(len(each) == 64 for row in kept for each in row)
        assert len({asker for _words, asker in kept}) == 2  # the same person, and nothing says so

    def test_a_month_that_is_over_leaves_the_words_alone_and_those_a_year(
        self, cast: Cast, hands: Any
    ) -> None:
        look_for(cast, "zebra", *READERS)
        hands.forward(days=31)
        indexing.forget_askers()
        assert (VainAsk.objects.count(), VainWords.objects.count()) == (0, 1)
        hands.forward(days=400)
        indexing.forget_askers()
        assert VainWords.objects.count() == 0

    def test_a_search_of_the_page_counts_and_a_narrowed_one_keeps_no_words(
        self, cast: Cast, enter: Enter
    ) -> None:
        browser = enter(cast.coast_officer)
        browser.get("/items/?q=zebra")
        browser.get("/items/?q=quagga&kind=bulletin")
        assert VainAsk.objects.count() == 1


class TestWhatIsStale:
    def test_items_nobody_else_opened_and_those_past_their_review(self, cast: Cast, hands: Any) -> None:
        known, quiet = (
            shared(cast, Mark.GREEN),
            shared(cast, Mark.GREEN, review_by=NOON.date() + timedelta(days=1)),
        )
        shared(cast, Mark.AMBER, to=[cast.coast], review_by=NOON.date() + timedelta(days=1))
        read(cast, known, "coast_officer")
        read(cast, quiet, "colleague")
        assert measured(cast).unread == 0
        hands.forward(days=15)
        found = measured(cast)
        assert (found.unread, [row.publication.pk for row in found.unread_rows]) == (1, [quiet.pk])
        assert (found.past_review, found.living) == (1, 2)


class TestTheMonth:
    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("2020-10", "This month is still to come."),
            ("2019-12", "The records begin in January 2020. Give that month or a later one."),
            ("2020-13", "This is no month."),
            ("2020-09-01", "This is no month."),
            ("2563-08", "This is no month."),
            ("August", "This is no month."),
        ],
    )
    def test_a_bad_one_ends_in_a_sentence(self, cast: Cast, enter: Enter, typed: str, sentence: str) -> None:
        answer = enter(cast.secretariat).get(HOME, {"month": typed})
        assert answer.status_code == 422
        assert sentence in Page(answer.content.decode()).words

    def test_thai_readers_may_give_the_buddhist_year(self, cast: Cast, enter: Enter) -> None:
        browser = enter(cast.secretariat)
        browser.cookies["language"] = "th"
        answer = browser.get(f"{HOME}?month=2563-08")
        assert answer.context["measures"].month == date(2020, 8, 1)
        assert "สิงหาคม 2563" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["officer", "focal_point", "mission_focal_point", "auditor", "donor", "outsider"]
)
def test_the_page_is_for_those_who_run_networks(cast: Cast, enter: Enter, name: str) -> None:
    assert enter(getattr(cast, name)).get(PAGE).status_code == 404


def test_it_names_nobody_who_read(cast: Cast, enter: Enter) -> None:
    read(cast, shared(cast, Mark.GREEN), *READERS)
    main = enter(cast.secretariat).get(PAGE).content.decode().split("<main")[1].split("</main>")[0]
    assert not [name for name in READERS if getattr(cast, name).name in main]


def test_it_costs_the_same_however_much_is_read(cast: Cast, enter: Enter, hands: Any) -> None:
    def queries() -> int:
        browser = enter(cast.secretariat)
        with CaptureQueriesContext(connection) as found:
            assert browser.get(PAGE).status_code == 200
        return len(found)

    def more() -> None:
        item = asking(cast, Mark.GREEN)
        read(cast, item, *READERS)
        shared(cast, Mark.GREEN)

    more()
    hands.forward(days=16)
    few = queries()
    for _turn in range(4):
        more()
    hands.forward(days=10)
    assert queries() == few


def test_the_last_full_month_is_shown_where_none_is_asked_for(cast: Cast, enter: Enter) -> None:
    answer = enter(cast.secretariat).get(HOME)
    assert answer.context["measures"].month == date(2020, 8, 1)
    assert 'value="2020-08"' in answer.content.decode()


def test_items_opened_from_a_search_are_counted_without_words_or_persons(cast: Cast, enter: Enter) -> None:
    item, browser = shared(cast, Mark.GREEN), enter(cast.coast_officer)
    address = reverse("item", args=[item.public_id])
    for came in ("http://testserver/items/?q=craft", "http://testserver/items/?topic=maritime", ""):
        browser.get(address, headers={"referer": came})
    browser.get(address, headers={"referer": "https://elsewhere.example/items/?q=craft"})
    assert SearchDay.objects.get().opened == 1
    assert use.opened(SPAN) == 1


def test_help_is_counted_by_the_day(cast: Cast, enter: Enter) -> None:
    for name in READERS[:5]:
        assert measured(cast).helped is None
        enter(getattr(cast, name)).get(reverse("help"))
    Client().get(reverse("help"))
    assert measured(cast).helped == 5


def test_a_sign_in_after_a_wrong_try_is_not_at_the_first(cast: Cast) -> None:
    for name in READERS[:4]:
        signed_in(cast, name)
    assert measured(cast).sign_ins is None
    signals.sign_in_refused(cast.officer, "password")
    signed_in(cast, "officer")
    found = measured(cast)
    assert (found.sign_ins, found.at_once, found.share_at_once) == (5, 4, 80)


def signed_in(cast: Cast, name: str) -> None:
    request = RequestFactory().get("/")
    request.session = SessionStore()  # type: ignore[assignment]
    signals.signed_in(request=request, user=getattr(cast, name))
