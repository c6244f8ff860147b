"""Becoming somebody else keeps the page and says what changed; a page that is not for them is said, and left."""

import pytest

from tests.demo_portal import Portal, Visitor

AMBER = "Republic of Utopia passport, series K: photo replaced"


@pytest.fixture
def visitor(demo: Portal) -> Visitor:
    return demo.visitor()


def item_called(visitor: Visitor, title: str) -> str:
    """The address of an item on the home of whoever the visitor is."""
    [link, *_more] = [link for link in visitor.get("/").soup.select("main a") if title in link.get_text()]
    return str(link["href"]).partition("#")[0]


def test_the_page_stays_and_what_changed_is_counted_by_mark(visitor: Visitor) -> None:
    answer = visitor.become("officer", page="/people/call/")
    assert answer.path == "/people/call/"
    assert "You are now Pol. Capt. Anong Saensuk (demo), Officer. You now see " in answer.said
    assert "items more (" in answer.said
    assert "TLP:AMBER+STRICT 3" in answer.said
    back = visitor.become("outsider", page="/help/")
    assert "You are signed out, as any outsider. You now see " in back.said
    assert "items fewer (" in back.said


def test_the_query_of_the_page_stays_too(visitor: Visitor) -> None:
    page = "/items/?q=passport&kind=bulletin"
    assert visitor.become("officer", page=page).path == page
    thai = "/items/?q=%E0%B9%80%E0%B8%A3%E0%B8%B7%E0%B8%AD"
    assert visitor.become("focal-point", page=thai).path == thai


def test_the_same_persona_sees_the_same(visitor: Visitor) -> None:
    visitor.become("officer")
    assert "You see the same items." in visitor.become("officer").said


def test_an_item_that_is_not_for_them_is_left_for_home(visitor: Visitor) -> None:
    visitor.become("officer")
    page = item_called(visitor, AMBER)
    kept = visitor.become("focal-point", page=page)
    assert (kept.status, kept.path) == (200, page)
    left = visitor.become("learner", page=page)
    assert (left.status, left.path) == (200, "/")
    assert "The page you were on is not for them." in left.said
    assert "You are now Pol. Sgt. Wipa Kaewmanee (demo), Learner." in left.said
    assert AMBER not in left.body


def test_what_the_outsider_may_not_open_is_left_for_the_first_page(visitor: Visitor) -> None:
    visitor.become("officer")
    left = visitor.become("outsider", page="/inbox/")
    assert left.path == "/edition/"
    assert "The page you were on is not for them." in left.said


@pytest.mark.parametrize("page", ["/items/nothing-here-at-all/", "/demo/clock/", "/%00", "/no/such/page/"])
def test_a_page_that_opens_for_nobody_is_left_too(visitor: Visitor, page: str) -> None:
    answer = visitor.become("secretariat", page=page)
    assert (answer.status, answer.path) == (200, "/")


def test_a_page_that_only_refuses_is_left_as_well(visitor: Visitor) -> None:
    """The board is for those who work on the item or run the network: an officer of another department gets 403."""
    visitor.become("focal-point")
    page = item_called(visitor, AMBER) + "review/"
    assert visitor.become("officer", page=page).path == "/"


def test_the_language_of_the_page_stays(demo: Portal) -> None:
    """Officer Anong reads English by her own wish; a visitor who reads Thai goes on in Thai as her."""
    visitor = demo.visitor(language="th")
    answer = visitor.become("officer", page="/help/")
    assert answer.soup.html["lang"] == "th"
    assert visitor.get("/").soup.html["lang"] == "th"


def test_nobody_keeps_the_session_of_the_persona_before(visitor: Visitor) -> None:
    def session() -> str:
        return next(str(cookie.value) for cookie in visitor.cookies if cookie.name == "waypost")

    visitor.become("officer")
    before = session()
    visitor.become("secretariat")
    assert session() != before
    visitor.become("outsider")
    assert visitor.get("/inbox/").path.startswith("/sign-in/")


@pytest.mark.parametrize("persona", ["", "admin", "tui", "officer ", "../officer", "ผู้ดูแล"])
def test_there_are_ten_and_no_more(visitor: Visitor, persona: str) -> None:
    answer = visitor.become(persona)
    assert "There is no such persona." in answer.said
    assert visitor.get("/inbox/").path.startswith("/sign-in/")
