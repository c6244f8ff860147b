"""The list of items as its readers meet it: what they find, what they are told, what they never learn."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.core import clock
from waypost.core.doors import outside_actions
from waypost.people.models import Person
from waypost.publications.actions import answering
from waypost.publications.kinds import kinds
from waypost.publications.models import Publication
from waypost.publications.tests.shelf import publish, withdraw

pytestmark = pytest.mark.both

Enter = Callable[[Any], Client]


def page(client: Client, address: str = "", **query: Any) -> str:
    answer = client.get(f"/items/{address}", query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def heading(text: str) -> str:
    found = re.search("<h1>(.*?)</h1>", text)
    assert found
    return re.sub("<[^>]*>", "", found[1])


def references(text: str) -> list[str]:
    return re.findall('class="ref">([^<]*)<', text)


def test_the_heading_counts_what_was_found(cast: Cast, enter: Enter) -> None:
    publish(cast, title="Printed hologram on page 2")
    publish(cast, title="Stamps", body="A hologram that does not move.")
    publish(cast, title="Nothing like it")
    found = page(enter(cast.coast_officer), q="Holograms")
    assert heading(found) == "2 items for “Holograms”"
    assert (
        heading(page(enter(cast.coast_officer), q="hologram", kind="bulletin"))
        == "2 bulletins for “hologram”"
    )
    assert (
        heading(page(enter(cast.coast_officer), q="nothing", kind="bulletin")) == "1 bulletin for “nothing”"
    )
    assert heading(page(enter(cast.coast_officer), q="zebra")) == "No items for “zebra”"


def test_a_row_says_why_it_is_there(cast: Cast, enter: Enter) -> None:
    publish(cast, title="Stamps", body="# Seen\n\nA **flat** hologram <b>that</b> does not move.")
    found = page(enter(cast.coast_officer), q="hologram")
    assert 'Text: “<span lang="en" dir="auto">A flat <mark>hologram</mark> <b>that</b> does not' in found
    raw = enter(cast.coast_officer).get("/items/", {"q": "hologram"}).content.decode()
    assert "<mark>hologram</mark> &lt;b&gt;that" in raw


def choices(text: str, legend: str) -> list[tuple[str, str, str]]:
    """The check boxes of one group: label, number, and whether it is ticked."""
    group = re.search(f"<legend>{legend}</legend>(.*?)</fieldset>", text, re.DOTALL)
    if group is None:
        return []
    labels = re.findall(r"<label><input([^>]*)>(.*?)</label>", group[1])
    found = []
    for box, label in labels:
        name, _span, count = label.partition("<span>")
        found.append(
            (re.sub("<[^>]*>", "", name), count.removesuffix("</span>"), "x" if "checked" in box else "")
        )
    return found


def test_every_group_counts_what_is_listed(cast: Cast, enter: Enter) -> None:
    publish(cast, asks_answer=True, answer_within=24, urgency="urgent", thai="เรือ")
    publish(
        cast,
        by=cast.coast_officer,
        approver=cast.coast_focal_point,
        kind="resource",
        review_by=date(2021, 1, 1),
    )
    old = publish(cast, title="Stern")
    with outside_actions("an item of last month"):
        before = clock.now() - timedelta(days=20)
        Publication.unfiltered.filter(pk=old.pk).update(published_at=before)
    found = page(enter(cast.customs_officer))
    assert choices(found, "Kind") == [("Bulletin", "2", ""), ("Resource", "1", "")]
    assert choices(found, "Severity") == [("Urgent", "1", ""), ("Routine", "2", "")]
    assert choices(found, "Topic") == [("Maritime", "3", "")]
    assert choices(found, "Mark") == [("TLP:GREEN", "3", "")]
    assert choices(found, "Status") == [("Not read by me", "3", ""), ("To acknowledge", "1", "")]
    assert choices(found, "Section") == [("Maritime borders and smuggling", "3", "")]
    assert choices(found, "From member") == [("Indonesia", "1", ""), ("Thailand", "2", "")]
    assert choices(found, "Originator") == [("Coast guard X", "1", ""), ("Department A (police)", "2", "")]
    assert choices(found, "Language") == [("English", "3", ""), ("ไทย", "1", "")]
    assert [count for _label, count, _ticked in choices(found, "Date of publication")] == ["2", "3", "3"]


def test_what_is_new_since_the_last_visit_is_listed_and_counted(cast: Cast, enter: Enter) -> None:
    new, old = publish(cast, title="Stern"), publish(cast, title="Bow")
    ended = clock.now() - timedelta(hours=20)
    with outside_actions("an item of the day before"):
        Publication.unfiltered.filter(pk=old.pk).update(published_at=ended - timedelta(seconds=1))
    Person.objects.filter(pk=cast.coast_officer.pk).update(here_at=ended)
    reader = enter(cast.coast_officer)
    assert choices(page(reader), "Date of publication")[0] == ("Since my last visit", "1", "")
    found = page(reader, period="visit")
    assert references(found) == [new.reference]
    assert "Date of publication: Since my last visit" in found
    assert "Your last visit ended on Mon 31 Aug 2020, 16:00 ICT. A visit ends when you open nothing" in found
    assert len(references(page(reader, period=["visit", "7"]))) == 2  # values of one name widen each other
    assert "/items/?period=visit" in reader.get("/").content.decode()


def test_on_a_first_visit_nothing_is_left_out_and_the_page_says_so(cast: Cast, enter: Enter) -> None:
    publish(cast)
    reader = enter(cast.coast_officer)
    assert choices(page(reader), "Date of publication")[0][0] == "In the last 7 days"
    found = page(reader, period="visit")
    assert len(references(found)) == 1
    assert "The portal knows of no earlier visit of yours" in found
    assert "period=visit" not in reader.get("/").content.decode()
    assert "The portal knows of no earlier visit of yours" in page(Client(), period="visit")


def test_each_choice_lists_as_many_as_it_said(cast: Cast, enter: Enter) -> None:
    publish(cast, asks_answer=True, answer_within=24, urgency="urgent", thai="เรือ")
    publish(
        cast,
        by=cast.coast_officer,
        approver=cast.coast_focal_point,
        kind="resource",
        review_by=date(2021, 1, 1),
    )
    withdraw(cast, publish(cast))
    browser = enter(cast.customs_officer)
    boxes = re.findall(
        r'<input type="checkbox" name="(\w+)" value="([^"]*)">(?:<bdi[^>]*>)?[^<]*(?:</bdi>)?<span>(\d+)',
        page(browser),
    )
    assert {name for name, _value, _count in boxes} == {
        *("kind", "urgency", "topic", "mark", "state", "period", "section", "member", "from", "language")
    }
    for name, value, count in boxes:
        assert len(references(page(browser, **{name: value}))) == int(count), (name, value)


def test_a_second_value_widens_and_a_second_state_narrows(cast: Cast, enter: Enter) -> None:
    publish(cast, asks_answer=True, answer_within=24)
    publish(
        cast,
        by=cast.coast_officer,
        approver=cast.coast_focal_point,
        kind="resource",
        review_by=date(2021, 1, 1),
    )
    browser = enter(cast.customs_officer)
    one = page(browser, kind="bulletin")
    others = [(str(each.label), "", "") for each in kinds()[1:]]
    assert choices(one, "Kind") == [("Bulletin", "", "x"), *others]
    assert len(references(page(browser, kind=["bulletin", "resource"]))) == 2
    both = page(browser, state=["unread", "to-acknowledge"])
    assert choices(both, "Status")[1] == ("To acknowledge", "1", "x")
    assert len(references(both)) == 1


def test_what_is_chosen_is_removed_by_its_link(cast: Cast, enter: Enter) -> None:
    publish(cast, title="Stern")
    browser = enter(cast.coast_officer)
    found = page(browser, q="stern", kind="bulletin")
    tags = dict(re.findall(r'<a class="tag" href="([^"]*)">.*?<bdi>(.*?)</bdi>', found))
    assert tags == {"?kind=bulletin": "Words: stern", "?q=stern": "Kind: Bulletin"}


def test_answering_moves_an_item_from_one_state_to_the_other(cast: Cast, enter: Enter) -> None:
    item = publish(cast, asks_answer=True, answer_within=24)
    browser = enter(cast.coast_officer)
    assert references(page(browser, state="to-acknowledge")) == [item.reference]
    seen = Publication.unfiltered.get(pk=item.pk)
    answering.acknowledge(by=cast.coast_focal_point, publication=seen, version=1, answer="acting", remark="")
    assert references(page(browser, state="to-acknowledge")) == []
    assert references(page(browser, state="acknowledged")) == [item.reference]
