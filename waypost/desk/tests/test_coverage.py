"""Coverage of the network on any day: what is counted and opens, which days are refused, whose names are shown."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import SINCE, TODAY, UNTIL, Cast, Role
from waypost.core.figures import Window, figures
from waypost.core.models import AuditRow
from waypost.desk.lists.coverage import SHOWN, Coverage, coverage_on
from waypost.face.tests.reading import Page
from waypost.people.actions.directory import ROWS_AN_HOUR
from waypost.people.models import DirectoryReading, Endorsement, Organisation, Person, Post, Tenure
from waypost.people.tests.test_figures import recruit
from waypost.places.models import Member
from waypost.reporting.drawing import DISCLAIMER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
Enter = Callable[[Person], Client]
PAGE = reverse("coverage")
DAY = timedelta(days=1)


@pytest.fixture
def recruited(cast: Cast) -> Cast:
    """Four focal points of three members were recruited by the mission."""
    recruit(cast, "focal_point", "immigration_focal_point", "coast_focal_point", "lone_focal_point")
    return cast


def counted(name: str, on: date = TODAY) -> int:
    return figures()[f"people.{name}"].value(Window.of_day(on))


def part(found: Coverage, key: str) -> list[int]:
    [line] = [line for line in found.lines if line.member.key == key]
    return [count for _label, count in line.counts]


def another_focal_point(cast: Cast, since: date = SINCE) -> Tenure:
    """The coast guard's officer becomes its second focal point."""
    post = Post.objects.create(
        organisation=cast.coast, role=Role.FOCAL_POINT, title_en="Second", title_th="สอง"
    )
    return Tenure.objects.create(person=cast.coast_officer, post=post, since=since)


class TestWhatIsCounted:
    def test_an_organisation_with_one_focal_point_only(self, recruited: Cast) -> None:
        assert counted("sole_focal_points") == 4
        another_focal_point(recruited, since=TODAY)
        assert counted("sole_focal_points") == 3
        assert counted("sole_focal_points", TODAY - DAY) == 4

    def test_two_posts_of_one_person_are_one_focal_point(self, recruited: Cast) -> None:
        post = another_focal_point(recruited).post
        Tenure.objects.filter(post=post).update(person=recruited.coast_focal_point)
        assert counted("sole_focal_points") == 4

    def test_a_hand_over_is_overdue_from_the_first_day_without_a_focal_point(self, recruited: Cast) -> None:
        left = TODAY - 9 * DAY
        Tenure.objects.filter(person=recruited.coast_focal_point).update(until=left)
        assert counted("handovers_overdue", left - DAY) == 0
        assert counted("handovers_overdue", left) == counted("handovers_overdue") == 1
        another_focal_point(recruited, since=TODAY - 2 * DAY)
        assert counted("handovers_overdue", TODAY - 3 * DAY) == 1
        assert counted("handovers_overdue") == 0

    def test_of_several_who_left_the_last_one_stands_for_the_organisation(self, recruited: Cast) -> None:
        first = another_focal_point(recruited)
        recruit(recruited, "coast_officer")
        Tenure.objects.filter(pk=first.pk).update(until=TODAY - 5 * DAY)
        Tenure.objects.filter(person=recruited.coast_focal_point).update(until=TODAY - DAY)
        [row] = figures()["people.handovers_overdue"].evidence(Window.of_day(TODAY))
        assert row.person == recruited.coast_focal_point

    def test_a_contact_is_unconfirmed_once_nobodys_word_holds(self, recruited: Cast) -> None:
        assert counted("contacts_unconfirmed") == 0
        words = Endorsement.objects.filter(tenure__person=recruited.lone_focal_point)
        words.update(until=TODAY)
        assert counted("contacts_unconfirmed", TODAY - DAY) == 0
        assert counted("contacts_unconfirmed") == 1
        Tenure.objects.filter(person=recruited.lone_focal_point).update(until=TODAY)
        assert counted("contacts_unconfirmed") == 0

    def test_an_officer_is_no_contact(self, recruited: Cast) -> None:
        assert recruited.dormant.acting_as is not None
        assert counted("contacts_unconfirmed") == 0


class TestTheNumberAndItsParts:
    @pytest.mark.parametrize("name", SHOWN)
    def test_come_from_the_same_records(self, recruited: Cast, enter: Enter, name: str) -> None:
        Tenure.objects.filter(person=recruited.coast_focal_point).update(until=TODAY - DAY)
        Endorsement.objects.filter(tenure__person=recruited.lone_focal_point).update(until=TODAY)
        figure, window = figures()[name], Window.of_day(TODAY)
        rows = figure.evidence(window)
        assert figure.value(window) == len(set(rows.values_list(figure.distinct, flat=True)))
        answer = enter(recruited.officer).get(reverse("coverage_records", args=[name]))
        shown = [record.post.pk for record in answer.context["evidence"].records]
        assert sorted(shown) == sorted(row.post_id for row in rows)
        parts = figure.tally(window, SHOWN[name])
        if name not in ("people.mission_focal_points", "people.members_covered"):
            assert sum(parts.values()) == figure.value(window)

    @pytest.mark.usefixtures("recruited")
    def test_a_mission_focal_point_stands_for_each_member_covered(self) -> None:
        found = coverage_on(TODAY)
        assert [part(found, key) for key in ("au", "id", "th", "vn")] == [
            [0, 0, 0, 0, 0],
            [1, 1, 1, 0, 0],
            [1, 2, 2, 0, 0],
            [1, 1, 1, 0, 0],
        ]
        assert [number.value for number in found.numbers] == [1, 4, 3, 4, 0, 0]

    def test_a_member_that_is_no_state_stands_there_only_with_something_to_count(
        self, recruited: Cast
    ) -> None:
        assert "iom" not in {line.member.key for line in coverage_on(TODAY).lines}
        post = Post.objects.get(tenures__person=recruited.trainer)
        Post.objects.filter(pk=post.pk).update(role=Role.FOCAL_POINT)
        recruit(recruited, "trainer")
        assert "iom" in {line.member.key for line in coverage_on(TODAY).lines}


class TestTheDay:
    def test_is_today_where_none_is_asked_for(self, recruited: Cast, enter: Enter) -> None:
        answer = enter(recruited.officer).get(PAGE)
        assert answer.status_code == 200
        said = answer.content.decode()
        assert "Coverage of the network on 1 September 2020" in Page(said).words
        assert "<title>Coverage of the network · 1 September 2020 · Waypost</title>" in said

    def test_can_be_any_day_of_the_records(self, recruited: Cast, enter: Enter) -> None:
        Tenure.objects.filter(person=recruited.coast_focal_point).update(since=date(2020, 8, 1))
        browser = enter(recruited.officer)
        values = lambda on: [n.value for n in browser.get(f"{PAGE}?on={on}").context["coverage"].numbers]  # noqa: E731
        assert values("2020-07-31")[1] == 3
        assert values("2020-08-01")[1] == 4

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("2020-09-02", "This day is still to come. Give today or an earlier day."),
            ("2563-09-02", "This is no date."),
            ("2020-01-05", "The records begin on 6 January 2020. Give that day or a later one."),
            ("1066-10-14", "This is no date."),
            ("2020-02-30", "This is no date."),
            ("yesterday", "This is no date."),
            ("<script>", "This is no date."),
        ],
    )
    def test_or_a_sentence_says_why_not(
        self, recruited: Cast, enter: Enter, typed: str, sentence: str
    ) -> None:
        browser = enter(recruited.officer)
        for page in (PAGE, reverse("coverage_records", args=["people.members_covered"])):
            answer = browser.get(page, {"on": typed})
            said = Page(answer.content.decode())
            assert answer.status_code == 422
            assert sentence in said.words
            assert "On the map" not in said.words

    def test_is_read_in_the_buddhist_era_in_thai(self, recruited: Cast, enter: Enter) -> None:
        browser = enter(recruited.officer)
        browser.cookies["language"] = "th"
        answer = browser.get(f"{PAGE}?on=2563-08-31")
        assert answer.status_code == 200
        assert answer.context["coverage"].day == date(2020, 8, 31)
        assert "31 สิงหาคม 2563" in answer.content.decode()
        early = browser.get(f"{PAGE}?on=2562-01-01")
        assert early.status_code == 422
        assert "6 มกราคม 2563" in early.content.decode()

    @pytest.mark.parametrize(
        ("day", "earlier", "later"),
        [
            (TODAY, date(2020, 8, 31), None),
            (date(2020, 8, 31), date(2020, 7, 31), TODAY),
            (date(2020, 2, 10), date(2020, 1, 31), date(2020, 2, 29)),
            (date(2020, 2, 29), date(2020, 1, 31), date(2020, 3, 31)),
        ],
    )
    def test_leads_to_the_ends_of_months(self, day: date, earlier: date, later: date | None) -> None:
        found = coverage_on(day)
        assert (found.earlier, found.later) == (earlier, later)


class TestWhoSeesWhat:
    @pytest.mark.parametrize("name", ["outsider", "learner", "invited", "dormant", "former"])
    def test_it_is_for_active_members(self, cast: Cast, enter: Enter, name: str) -> None:
        browser = enter(getattr(cast, name))
        assert browser.get(PAGE).status_code == 404
        assert browser.get(reverse("coverage_records", args=["people.members_covered"])).status_code == 404

    def test_a_visitor_is_asked_to_sign_in(self) -> None:
        assert Client().get(PAGE).status_code == 302

    def test_the_page_names_no_person(self, recruited: Cast, enter: Enter) -> None:
        for name in ("officer", "secretariat", "ministry_officer"):
            said = enter(getattr(recruited, name)).get(PAGE).content.decode()
            main = said.split("<main")[1].split("</main>")[0]
            assert not [p for p in recruited.people().values() if re.search(rf"\b{p.name}\b", main)]

    def test_records_name_whom_the_directory_does(self, recruited: Cast, enter: Enter) -> None:
        page = reverse("coverage_records", args=["people.officials_recruited"])
        seen = lambda name: {  # noqa: E731
            record.holder
            for record in enter(getattr(recruited, name)).get(page).context["evidence"].records
            if record.holder
        }
        assert len(seen("officer")) == 4
        assert seen("ministry_officer") == {recruited.immigration_focal_point}
        missions = reverse("coverage_records", args=["people.mission_focal_points"])
        assert "not in your directory" not in enter(recruited.secretariat).get(missions).content.decode()
        assert (
            recruited.mission_focal_point.name not in enter(recruited.officer).get(missions).content.decode()
        )

    def test_who_left_is_named_to_nobody(self, recruited: Cast, enter: Enter) -> None:
        Tenure.objects.filter(person=recruited.coast_focal_point).update(until=TODAY - DAY)
        page = reverse("coverage_records", args=["people.handovers_overdue"])
        said = enter(recruited.secretariat).get(page).content.decode()
        assert recruited.coast_focal_point.name not in said
        assert "until 31 Aug 2020" in Page(said).words

    def test_names_are_counted_and_left_out_beyond_the_limit(self, recruited: Cast, enter: Enter) -> None:
        browser = enter(recruited.officer)
        page = reverse("coverage_records", args=["people.officials_recruited"])
        browser.get(page)
        assert DirectoryReading.objects.get(reader=recruited.officer).rows == 4
        assert (
            AuditRow.objects.filter(action="people.directory_read", actor=recruited.officer.public_id).count()
            == 1
        )
        DirectoryReading.objects.update(rows=ROWS_AN_HOUR)
        answer = browser.get(page)
        assert answer.status_code == 200
        assert not answer.context["evidence"].names_shown

    @pytest.mark.parametrize("name", ["people.nothing", "publications.x", "x", "..%2f"])
    def test_no_other_figure_opens(self, cast: Cast, enter: Enter, name: str) -> None:
        assert enter(cast.officer).get(f"{PAGE}{name}/").status_code == 404


def test_the_map_carries_its_disclaimer_in_both_languages(recruited: Cast, enter: Enter) -> None:
    Member.objects.filter(key="th").update(territory="764")
    Member.objects.filter(key="au").update(territory="036")
    said = enter(recruited.officer).get(PAGE).content.decode()
    drawing = said.split('<figure class="map">', 1)[1].split("</svg>")[0]
    assert all(line in drawing for _language, line in DISCLAIMER)
    assert drawing.count("<circle") == 1  # Thailand; Australia is drawn in outline
    assert drawing.count('class="none"') == 1


def test_it_costs_the_same_for_any_number_of_members(recruited: Cast, enter: Enter) -> None:
    browser = enter(recruited.officer)

    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert browser.get(page).status_code == 200
        return len(found)

    pages = [PAGE, reverse("coverage_records", args=["people.officials_recruited"])]
    few = [queries(page) for page in pages]
    for n in range(9):
        _grow(recruited, n)
    assert [queries(page) for page in pages] == few
    assert few[0] < 30


def _grow(cast: Cast, n: int) -> None:
    member = Member.objects.create(key=f"n{n}", name_en=f"N {n}", name_th=f"น {n}")
    body = Organisation.objects.create(
        member=member, kind="other", code=f"N{n}", name_en=f"N{n}", name_th=f"น{n}"
    )
    person: Any = Person.objects.create(email=f"n{n}@cast.invalid", name_latin=f"N{n}", second_factor=True)
    post = Post.objects.create(organisation=body, role=Role.FOCAL_POINT, title_en="FP", title_th="ผ")
    recruiter = cast.mission_focal_point.acting_as
    tenure = Tenure.objects.create(person=person, post=post, since=SINCE, recruited_by=recruiter)
    Endorsement.objects.create(
        tenure=tenure, network=cast.regional, vouched_by=None, since=SINCE, until=UNTIL
    )
