"""The median beside the own numbers: what it counts, what never moves it, and when there is none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.desk import figures
from waypost.desk.figures import medians_of
from waypost.desk.lists.medians import OTHERS
from waypost.desk.models import Median
from waypost.desk.tests.test_home import home
from waypost.desk.ticks import count_medians
from waypost.face.tests.reading import Page
from waypost.people.models import Organisation, Person
from waypost.publications.tests.sharing import shared

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]


def numbers(browser: Client) -> dict[str, Any]:
    return {each.key: each for each in home(browser).context["numbers"]}


def test_before_the_tick_there_is_none(cast: Cast, enter: Enter) -> None:
    answer = home(enter(cast.focal_point))
    assert "median_of" not in answer.context
    assert [each.median for each in answer.context["numbers"]] == [""] * 4
    assert "Median" not in Page(answer.content.decode()).words


def test_it_stands_beside_each_number_and_says_as_of_when(cast: Cast, enter: Enter) -> None:
    count_medians()
    answer = home(enter(cast.focal_point))
    said = Page(answer.content.decode()).words
    assert "Median of the organisations of Regional network, as of Tue 1 Sep 2020, 12:00" in said
    # Active in the regional network: 4, 2, 2, 1, 2, 1, 4.
    assert numbers(enter(cast.focal_point))["active"].median == "2"
    assert numbers(enter(cast.focal_point))["in-time"].median == ""  # nobody was asked


@pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN])
def test_an_item_for_the_whole_network_counts(cast: Cast, mark: Mark) -> None:
    shared(cast, mark)
    assert figures.published([cast.regional.pk]) == {cast.police.pk: 1}


@pytest.mark.parametrize("mark", [Mark.AMBER, Mark.STRICT, Mark.RED])
def test_what_is_hidden_from_somebody_moves_nothing(cast: Cast, hands: Any, mark: Mark) -> None:
    to = [cast.coast_officer] if mark == Mark.RED else [cast.coast]
    shared(cast, Mark.GREEN, asks_answer=True, answer_within=1)
    hands.forward(hours=2)
    before = _all(cast)
    for _time in range(8):
        shared(cast, mark, to=to, asks_answer=True, answer_within=1)
    hands.forward(hours=2)
    assert _all(cast) == before


def test_nor_does_what_somebody_is_shut_out_from(cast: Cast) -> None:
    shared(cast, Mark.GREEN, not_to=[cast.lone])
    assert figures.published([cast.regional.pk]) == {}


def _all(cast: Cast) -> list[Any]:
    regional = [cast.regional.pk]
    return [figures.published(regional), figures.in_time(regional), medians_of(cast.regional)]


def test_nor_an_item_of_another_network(cast: Cast) -> None:
    shared(cast, Mark.GREEN)
    assert figures.published([cast.programme.pk]) == {}


def test_a_share_is_rounded_and_over_those_who_were_asked(cast: Cast, hands: Any) -> None:
    shared(cast, Mark.GREEN, asks_answer=True, answer_within=1)
    hands.forward(hours=2)
    assert medians_of(cast.regional)["in-time"] == (0, 6)  # all but the originator


@pytest.mark.parametrize(("counted", "shown"), [(OTHERS, False), (OTHERS + 1, True)])
def test_of_fewer_than_five_others_nothing_is_shown(
    cast: Cast, enter: Enter, counted: int, shown: bool
) -> None:
    count_medians()
    Median.objects.update(organisations=counted)
    found = numbers(enter(cast.focal_point))
    assert bool(found["active"].median) == shown
    assert all(bool(each.median) == shown for each in found.values() if each.key != "in-time")


def test_a_small_network_has_none_for_those_in_it_alone(cast: Cast, enter: Enter) -> None:
    count_medians()
    assert Median.objects.get(network=cast.programme, number="active").organisations == 3
    tenure = cast.immigration_focal_point.tenure
    tenure.endorsements.filter(network=cast.regional).delete()
    assert {each.median for each in numbers(enter(cast.immigration_focal_point)).values()} == {""}


def test_the_own_number_counted_alike_stands_beneath(cast: Cast, enter: Enter) -> None:
    shared(cast, Mark.GREEN)
    shared(cast, Mark.AMBER, to=[cast.coast])
    count_medians()
    found = numbers(enter(cast.focal_point))["published"]
    assert (found.value, found.alike) == (2, (1, None))
    page = Page(home(enter(cast.focal_point)).content.decode())
    assert "under TLP:CLEAR and TLP:GREEN: 1" in page.words


def test_only_those_who_answer_for_an_organisation_have_it(cast: Cast, enter: Enter) -> None:
    count_medians()
    for name in ("officer", "secretariat", "mission_focal_point", "auditor"):
        assert "Median" not in Page(home(enter(getattr(cast, name))).content.decode()).words


def test_it_costs_the_same_whatever_the_number_of_organisations(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    count_medians()
    browser = enter(cast.focal_point)
    home(browser)
    with django_assert_max_num_queries(100) as few:
        home(browser)
    Organisation.objects.bulk_create(
        Organisation(member=cast.police.member, code=f"X{n}", name_en=f"X{n}", name_th=f"X{n}", kind="other")
        for n in range(50)
    )
    count_medians()
    with django_assert_max_num_queries(len(few.captured_queries)):
        home(browser)
