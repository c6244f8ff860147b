"""The story leads through: every step opens its page as its persona, ticks itself and offers the next."""

import re
import time

import pytest

from tests.demo_portal import Answer, Portal, Visitor
from waypost.demo import stories
from waypost.demo.stories import STEPS, after, taken, with_step


def step(visitor: Visitor, number: int, page: str = "/edition/") -> Answer:
    return visitor.post("/demo/story/", step=str(number), next=page)


def offered(answer: Answer) -> str | None:
    button = answer.soup.select_one(".demo .story button")
    return str(button["value"]) if button else None


@pytest.mark.parametrize("language", ["en", "th"])
def test_it_leads_from_the_first_page_to_its_end(own_demo: Portal, language: str) -> None:
    visitor = own_demo.visitor(language=language)
    assert len(visitor.get("/").soup.select("form[action='/demo/story/'] button")) == len(STEPS)
    for each in STEPS:
        answer = step(visitor, each.number)
        assert answer.status == 200, each
        persona = answer.soup.select_one("#persona option[selected]")["value"]
        assert persona == (each.persona or persona)
        assert offered(answer) == (str(each.number + 1) if each.number < len(STEPS) else None)
        assert f"{each.number}" in answer.soup.select_one(".demo .story b").get_text()
    first = visitor.get("/edition/").soup
    assert len(first.select("form[action='/demo/story/'] li button span")) == len(STEPS)


def test_what_the_steps_say_is_on_their_pages(own_demo: Portal) -> None:
    visitor = own_demo.visitor()
    item = step(visitor, 1)
    assert "TLP:GREEN" in item.body
    assert "Late by" in item.body
    assert "Why can I see this?" in item.body
    form = step(visitor, 2).soup.select_one("#ack form")
    assert form is not None
    fields = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    visitor.post(form["action"], **{**fields, "answer": "received", "remark": ""})
    board = step(visitor, 3)
    row = next(row for row in board.soup.select("tbody tr") if "Department A" in row.get_text())
    assert "Received" in row.get_text()
    assert "Reaches" in step(visitor, 4).soup.select_one("main").get_text()
    mails = _mails_after(visitor, step(visitor, 5))
    assert mails.soup.select(".log details")
    assert mails.soup.select_one(".demo").get_text().count("2 Sep 2020")
    assert step(visitor, 6).soup.select("main ins, main .added")
    withdrawn = step(visitor, 7)
    assert "was withdrawn" in withdrawn.soup.h1.get_text()
    assert "known fault of the issuer" in withdrawn.body
    assert step(visitor, 8).path.startswith("/sign-in/")
    assert step(visitor, 9).soup.html["lang"] == "th"


def _mails_after(visitor: Visitor, page: Answer) -> Answer:
    end = time.monotonic() + 30
    while not re.search(r"2 Sep|Today", page.soup.select_one(".log").get_text()) and time.monotonic() < end:
        time.sleep(0.5)
        page = visitor.get("/demo/outbox/")
    return page


def test_a_step_whose_item_was_discarded_is_said(own_demo: Portal) -> None:
    visitor = own_demo.visitor("officer")
    draft = step(visitor, 4, "/help/").path.replace("review/", "")
    visitor.become("officer")
    visitor.post(f"{draft}take-back/")
    visitor.post(f"{draft}discard/")
    answer = step(visitor, 4, "/help/")
    assert (answer.status, answer.path) == (200, "/help/")
    assert "no longer there" in answer.said


def test_the_cookie_says_what_was_taken_and_in_which_order() -> None:
    cookie = with_step(with_step(with_step("", STEPS[0]), STEPS[4]), STEPS[0])
    assert cookie == "5.1"
    assert after(cookie) == {"done": STEPS[0], "next": STEPS[1]}
    assert after(str(len(STEPS))) == {"done": STEPS[-1], "next": None}
    assert after("") is None


@pytest.mark.parametrize("cookie", ["", "0", "x.y", "1" * 5000, "-1", "٣", "..", "1;2"])
def test_a_cookie_of_nonsense_is_no_step(cookie: str) -> None:
    assert taken(cookie) == []


def test_every_item_of_the_story_is_in_the_world(demo: Portal) -> None:
    about = {each.item for each in STEPS if each.item}
    assert len(about) >= 4
    found = demo.world.ask(
        f"from waypost.demo import stories\nanswer = [stories._public_id(i) for i in {sorted(about)!r}]"
    )
    assert all(found)
    assert len(set(found)) == len(about)
    assert stories.BY_NUMBER.keys() == {str(n) for n in range(1, len(STEPS) + 1)}
