"""The menu: what is built and may be seen, and where one stands."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.cast import Cast
from waypost.access.keys import NOBODY
from waypost.core.errors import DoorMisused
from waypost.face import navigation
from waypost.face.navigation import Place


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_entries", {})
    return


def test_every_entry_leads_to_a_page_that_is_built() -> None:
    assert navigation.entries()
    assert all(reverse(entry.url_name) for entry in navigation.entries())


def test_entries_stand_in_order_where_they_belong(empty: None) -> None:
    navigation.register("b", "B", "help", order=20, at={Place.ROOMS}, shown_to=navigation.everybody)
    navigation.register(
        "a", "A", "home", order=10, at={Place.ROOMS, Place.BAR}, shown_to=navigation.everybody
    )
    links = navigation.links(NOBODY, "/")
    assert [link.label for link in links["rooms"]] == ["A", "B"]
    assert [link.label for link in links["bar"]] == ["A"]
    assert links["foot"] == []


def test_a_visitor_meets_no_entry_for_members(cast: Cast, empty: None) -> None:
    navigation.register("m", "Members", "people", order=1, at={Place.ROOMS})
    assert navigation.links(NOBODY, "/")["rooms"] == []
    assert navigation.links(cast.suspended, "/")["rooms"] == []
    assert len(navigation.links(cast.officer, "/")["rooms"]) == 1


@pytest.mark.parametrize(
    ("path", "current"), [("/", "Home"), ("/help/", "Help"), ("/help/handling/", "Help"), ("/x/", "")]
)
def test_one_entry_is_current_the_one_one_stands_in(empty: None, path: str, current: str) -> None:
    navigation.register("h", "Home", "home", order=1, at={Place.ROOMS}, shown_to=navigation.everybody)
    navigation.register("p", "Help", "help", order=2, at={Place.ROOMS}, shown_to=navigation.everybody)
    links = navigation.links(NOBODY, path)["rooms"]
    assert [link.label for link in links if link.current] == ([current] if current else [])


def test_an_entry_that_stands_alone_is_current_on_its_own_page_only(empty: None) -> None:
    navigation.register(
        "f", "Find", "help", order=1, at={Place.BAR}, shown_to=navigation.everybody, alone=True
    )
    lit = [navigation.links(NOBODY, path)["bar"][0].current for path in ("/help/", "/help/handling/")]
    assert lit == [True, False]


@pytest.mark.parametrize(
    ("path", "chosen", "lit"),
    [
        ("/help/", {"kind": ["alert"]}, ["Part"]),
        ("/help/", {"kind": ["alert"], "q": ["stamp"]}, ["Part"]),
        ("/help/", {"kind": ["alert", "bulletin"]}, ["All"]),
        ("/help/", {}, ["All"]),
        ("/help/handling/", {"kind": ["alert"]}, ["All"]),
        ("/", {"kind": ["alert"]}, []),
    ],
)
def test_an_entry_of_a_part_of_a_list_is_current_on_that_part(
    empty: None, path: str, chosen: dict[str, list[str]], lit: list[str]
) -> None:
    every = {"shown_to": navigation.everybody, "at": {Place.ROOMS}}
    navigation.register("a", "All", "help", order=1, **every)
    navigation.register("p", "Part", "help", order=2, only=("kind", "alert"), **every)
    links = navigation.links(NOBODY, path, chosen)["rooms"]
    assert [link.label for link in links if link.current] == lit
    assert links[1].address == "/help/?kind=alert"


@pytest.mark.parametrize(
    ("path", "within", "lit"),
    [
        ("/help/handling/", {"kind": ["alert"]}, ["Part"]),
        ("/help/handling/", {"kind": ["bulletin"]}, ["All"]),
        ("/help/", {"kind": ["alert"]}, ["All"]),
        ("/inbox/", {"kind": ["alert"]}, []),
    ],
)
def test_and_on_the_pages_about_one_thing_of_it(
    empty: None, path: str, within: dict[str, list[str]], lit: list[str]
) -> None:
    every = {"shown_to": navigation.everybody, "at": {Place.ROOMS}}
    navigation.register("a", "All", "help", order=1, **every)
    navigation.register("p", "Part", "help", order=2, only=("kind", "alert"), **every)
    links = navigation.links(NOBODY, path, within=within)["rooms"]
    assert [link.label for link in links if link.current] == lit


def test_a_key_is_taken_once(empty: None) -> None:
    navigation.register("h", "Home", "home", order=1, at={Place.ROOMS})
    with pytest.raises(DoorMisused, match="another key"):
        navigation.register("h", "House", "home", order=2, at={Place.ROOMS})
