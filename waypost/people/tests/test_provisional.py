"""The list of provisional members: whose it is, what it says, and that its buttons are what the policies allow."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, Cast
from waypost.core.remembering import forget
from waypost.face.tests.reading import Page
from waypost.people.lists import provisional
from waypost.people.models import Endorsement, Person, Tenure
from waypost.people.policies import may_confirm_member, may_end_post

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]
PAGE = reverse("provisional")


def begin(*people: Person, days: int = 10) -> None:
    Tenure.objects.filter(person__in=people).update(
        since=TODAY - timedelta(days=30 - days), provisional_until=TODAY + timedelta(days=days)
    )


def shown(by: Person) -> list[Person]:
    forget()
    return [tenure.person for tenure in provisional(Person.objects.get(pk=by.pk))]


def test_a_focal_point_finds_those_of_the_own_organisation_the_earliest_end_first(
    cast: Cast, enter: Enter
) -> None:
    begin(cast.colleague, days=20)
    begin(cast.officer, days=5)
    begin(cast.coast_officer)
    assert shown(cast.focal_point) == [cast.officer, cast.colleague]
    said = Page(enter(cast.focal_point).get(PAGE).content.decode()).words
    assert "2 members are provisional" in said
    assert "6 Sep 2020" in said
    assert "Since 7 Aug 2020" in said


def test_whose_month_is_over_or_who_was_confirmed_is_no_longer_there(cast: Cast) -> None:
    begin(cast.officer, days=0)
    assert shown(cast.focal_point) == []


@pytest.mark.parametrize("name", ["officer", "deputy", "coast_focal_point", "mission_focal_point", "auditor"])
def test_to_whoever_is_not_in_charge_there_is_nobody(cast: Cast, enter: Enter, name: str) -> None:
    begin(cast.colleague)
    assert shown(getattr(cast, name)) == []
    answer = enter(getattr(cast, name)).get(PAGE)
    assert cast.colleague.name not in answer.content.decode().split("<main")[1].split("</main>")[0]


def test_a_provisional_focal_point_is_in_charge_of_nobody(cast: Cast) -> None:
    begin(cast.focal_point, cast.colleague)
    assert shown(cast.focal_point) == []
    assert cast.focal_point in shown(cast.secretariat)


def test_the_buttons_are_what_the_policies_allow(cast: Cast, enter: Enter) -> None:
    begin(cast.officer, cast.colleague, cast.immigration_officer)
    Endorsement.objects.filter(tenure__person=cast.officer).update(vouched_by=cast.focal_point)
    for by in (cast.focal_point, cast.immigration_focal_point, cast.secretariat):
        forget()
        person = Person.objects.get(pk=by.pk)
        for tenure in provisional(person):
            confirms = tenure.shared and not tenure.own_word and not tenure.beyond
            assert confirms == may_confirm_member(person, tenure)
            assert (not tenure.beyond) == may_end_post(person, tenure)
    said = Page(enter(cast.focal_point).get(PAGE).content.decode()).words
    assert "You vouched: somebody else in charge looks again" in said
    assert said.count("Confirm this member") == 1


def test_one_is_confirmed_from_the_list(cast: Cast, enter: Enter) -> None:
    begin(cast.colleague)
    tenure = cast.colleague.acting_as
    assert tenure is not None
    browser = enter(cast.focal_point)
    assert reverse("confirm_member", args=[tenure.public_id]) in browser.get(PAGE).content.decode()
    assert browser.post(reverse("confirm_member", args=[tenure.public_id])).status_code == 302
    assert shown(cast.focal_point) == []
    assert "Nobody is provisional" in browser.get(PAGE).content.decode()


def test_it_costs_the_same_for_many(cast: Cast, enter: Enter) -> None:
    def queries() -> int:
        browser = enter(cast.secretariat)
        with CaptureQueriesContext(connection) as found:
            assert browser.get(PAGE).status_code == 200
        return len(found)

    begin(cast.colleague)
    few = queries()
    begin(cast.officer, cast.coast_officer, cast.lone_officer, cast.customs_officer)
    assert queries() == few
