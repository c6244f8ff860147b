"""What the code on a printed card leads to: whether it holds, for anybody, and nothing else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, Cast
from tests.fixtures import Hands
from waypost.access.marks import Mark
from waypost.alerts.actions import replacing
from waypost.alerts.models import Card
from waypost.alerts.tests.alerting import alerted, next_version
from waypost.core.discreet import hide
from waypost.core.doors import outside_actions
from waypost.people.models import Person
from waypost.publications.actions import afterwards
from waypost.publications.models import Publication

Enter = Callable[[Person], Client]

NOWHERE = "0" * 16


@pytest.fixture(autouse=True)
def nobody_looked_yet(db: None) -> None:
    cache.clear()


def token(item: Publication) -> str:
    return str(Card.unfiltered.filter(version=item.live_id).values_list("token", flat=True).get())


def page(code: str, **headers: str) -> Any:
    return Client().get(reverse("card_standing", args=[code]), headers=headers)


def said(code: str, language: str = "en") -> str:
    answer = page(code, **{"accept-language": language})
    assert answer.status_code == 200
    both = re.findall(
        r"<section lang=.*?<h[12]>(.*?)</h[12]>\s*<p class=\"lead\">(.*?)</p>", answer.content.decode(), re.S
    )
    assert len(both) == 2
    return re.sub(r"<[^>]+>", "", " ".join(both[0]))


def test_valid_until_its_last_day_and_then_expired(cast: Cast, hands: Hands) -> None:
    code = token(alerted(cast, expires_on=TODAY.replace(day=5)))
    assert said(code) == "Valid The card holds as of 1 September 2020, and until 5 September 2020."
    hands.forward(days=4)
    assert said(code).startswith("Valid")
    hands.forward(days=1)
    assert said(code) == "Expired The card held until 5 September 2020."


def test_without_an_end_it_is_valid_as_of_today(cast: Cast) -> None:
    assert said(token(alerted(cast))) == "Valid The card holds as of 1 September 2020."


def test_a_new_version_supersedes_it_at_once(cast: Cast, hands: Hands) -> None:
    item = alerted(cast)
    code = token(item)
    hands.forward(days=2)
    item = next_version(cast, item, model="2019")  # type: ignore[assignment]
    assert said(code) == "Superseded There is a newer card since 3 September 2020."
    assert said(token(item)).startswith("Valid")


def test_an_alert_that_another_replaces_supersedes_it_and_says_no_more(cast: Cast, enter: Enter) -> None:
    item, newer = alerted(cast, expires_on=TODAY.replace(day=5)), alerted(cast)
    reader = enter(cast.coast_officer)
    assert reader.get(reverse("card", args=[item.public_id])).status_code == 200
    item = replacing.supersede(by=cast.officer, publication=item, successor=newer.public_id)
    assert said(token(item)) == "Superseded There is a newer card."
    assert newer.reference not in page(token(item)).content.decode()
    assert said(token(newer)).startswith("Valid")
    assert reader.get(reverse("card", args=[item.public_id])).status_code == 409
    assert (
        reverse("card", args=[item.public_id]) not in reader.get(f"/items/{item.public_id}/").content.decode()
    )
    replacing.supersede(by=cast.officer, publication=item, successor="")
    assert said(token(item)).startswith("Valid")


def test_a_version_in_work_changes_nothing(cast: Cast) -> None:
    item = alerted(cast)
    before = page(token(item)).content
    afterwards.start_version(by=cast.officer, publication=item)
    assert page(token(item)).content == before


def test_withdrawal_reaches_it_and_those_before_it_at_once(cast: Cast, hands: Hands) -> None:
    item = alerted(cast)
    first = token(item)
    item = next_version(cast, item, model="2019")  # type: ignore[assignment]
    hands.forward(days=1)
    afterwards.withdraw(by=cast.officer, publication=item, because="It was wrong.")
    for code in (first, token(item)):
        assert said(code) == "Withdrawn The card was withdrawn on 2 September 2020."


def test_in_the_language_the_browser_asks_for(cast: Cast) -> None:
    assert "1 กันยายน พ.ศ. 2563" in said(token(alerted(cast)), "th")
    assert said(NOWHERE, "th").startswith("ไม่พบ")


@pytest.mark.parametrize(
    "code", [NOWHERE, "x", "o" * 200, "k4t8-z1rn-9x2c-w7dq", "ก" * 16, "a" * 15 + "%00", "' OR 1=1"]
)
def test_whatever_is_no_token_is_not_known(cast: Cast, code: str) -> None:
    alerted(cast)
    assert said(code) == "Not known There is no card with this code."


def test_it_is_read_as_people_copy_it(cast: Cast) -> None:
    card = Card.unfiltered.get(version=alerted(cast).live_id)
    for copied in (card.groups, card.token.upper(), card.token.replace("0", "O").replace("1", "l")):
        assert said(copied).startswith("Valid")


@pytest.mark.parametrize("mark", [Mark.STRICT, Mark.RED])
def test_under_strict_and_red_there_is_none(cast: Cast, mark: Mark) -> None:
    to = [cast.coast] if mark == Mark.STRICT else [cast.coast_officer]
    item = alerted(cast, mark, to=to)
    assert not Card.unfiltered.filter(version=item.live_id).exists()


def test_even_with_a_token_nothing_is_said_of_a_stricter_item(cast: Cast) -> None:
    item = alerted(cast)
    code = token(item)
    with outside_actions(because="no act does this"):
        Publication.unfiltered.filter(pk=item.pk).update(mark=Mark.STRICT)
    assert said(code).startswith("Not known")


class TestNothingElseIsSaid:
    @pytest.fixture
    def items(self, cast: Cast) -> dict[Mark, Publication]:
        return {
            mark: alerted(cast, mark, to=[cast.coast] if mark == Mark.AMBER else [])
            for mark in (Mark.CLEAR, Mark.GREEN, Mark.AMBER)
        }

    def test_the_pages_of_all_valid_cards_are_the_same_byte_for_byte(
        self, items: dict[Mark, Publication]
    ) -> None:
        assert len({page(token(item)).content for item in items.values()}) == 1

    def test_not_a_word_of_the_item_is_on_it(self, cast: Cast, items: dict[Mark, Publication]) -> None:
        for mark, item in items.items():
            answer = page(token(item))
            body = answer.content.decode()
            assert "TLP" not in body, mark
            for word in (
                "Small craft",
                "UTO",
                item.reference,
                item.public_id,
                cast.police.name_en,
                "DPA",
                "U734",
            ):
                assert word not in body, word
            assert not answer.cookies
            assert answer["Cache-Control"] == "no-store"

    def test_a_reader_and_a_stranger_read_the_same(self, cast: Cast, enter: Enter) -> None:
        item = alerted(cast, Mark.AMBER, to=[cast.coast])
        path = reverse("card_standing", args=[token(item)])
        people = (cast.coast_officer, cast.customs_officer, cast.outsider)
        assert len({enter(person).get(path).content for person in people} | {Client().get(path).content}) == 1

    def test_it_asks_as_often_whether_there_is_a_card_or_not(self, items: dict[Mark, Publication]) -> None:
        asked = set()
        for code in (token(items[Mark.GREEN]), NOWHERE, "x"):
            page(code)  # what is remembered between two looks is there
            with CaptureQueriesContext(connection) as queries:
                page(code)
            asked.add(len(queries))
        assert len(asked) == 1

    def test_the_log_does_not_keep_the_token(self, cast: Cast) -> None:
        code = token(alerted(cast))
        assert code not in hide(f"GET /card/{code}/ 200")


def test_those_who_try_codes_are_stopped(cast: Cast) -> None:
    code = token(alerted(cast))
    answers = [page(NOWHERE).status_code for _n in range(60)]
    assert set(answers) == {200}
    assert page(code).status_code == 429


def test_it_takes_no_form(cast: Cast) -> None:
    assert Client().post(reverse("card_standing", args=[NOWHERE])).status_code == 405
