"""The row of an item is put together by hand: whatever was typed stands in it as text."""

from dataclasses import replace
from typing import Any

import pytest
from django.template import Context
from django.utils.html import escape

from tests.cast import NOON
from waypost.publications.lists import Answers, Listed, Row
from waypost.publications.models import Text
from waypost.publications.needs import Need
from waypost.publications.search.reasons import Piece, Reason
from waypost.publications.states import Stage
from waypost.publications.templatetags.rows import asked_row, item_row, item_title, need_row

TYPED = """<img src="x" onerror='y'>&amp;"""
WHY = Reason(TYPED, (Piece(TYPED, hit=True), Piece(TYPED, hit=False)), "en")


def listed(**changes: Any) -> Listed:
    """An item that has what was typed wherever something can be."""
    values: dict[str, Any] = dict.fromkeys(Listed._fields, TYPED)
    values |= {"pk": 1, "mark": 2, "live_id": 1, "originator_id": 1, "network_id": 1, "asks_answer": False}
    values |= {"public_id": "abc", "urgency": "urgent", "stage": Stage.PUBLISHED, "published_at": NOON}
    return Listed(**values | {"expires_on": None, "due_at": None} | changes)


@pytest.mark.parametrize(
    "row",
    [
        Row(listed(), Text(title=TYPED, summary=TYPED, language="en"), unread=True),
        Row(listed(), Text(title=TYPED, summary=TYPED, language="th"), answers=Answers(1, 2)),
        Row(listed(stage=Stage.WITHDRAWN), None),
    ],
    ids=["English", "Thai", "withdrawn"],
)
def test_what_was_typed_is_text(row: Row) -> None:
    made = item_row(Context(), row, WHY)
    assert TYPED not in made
    assert "<img" not in made
    # The number (withdrawn, it is the title too), title, summary or reason, why it was found three times, originator.
    assert made.count(escape(TYPED)) == 7


def test_an_item_without_a_title_is_called_by_its_number() -> None:
    assert item_title(Row(listed(reference="A-1"), Text(title="", language="en"))) == "A-1"
    assert item_title(Row(listed(reference="A-1"), None)) == "A-1"


NEED = Need(
    what=TYPED,
    row=Row(listed(), Text(title=TYPED, summary=TYPED, language="en")),
    address=f"/items/abc/?{TYPED}",
    button=TYPED,
    due_at=NOON,
    told=TYPED,
    main=True,
)


def test_what_was_typed_is_text_where_it_waits() -> None:
    made = need_row(NEED)
    assert TYPED not in made
    assert "<img" not in made
    # What, address twice, title, what was told, originator, number twice, button.
    assert made.count(escape(TYPED)) == 9
    assert 'class="button main"' in made


def test_a_queue_of_reviews_says_once_what_is_to_be_done() -> None:
    made = need_row(replace(NEED, due_at=None, since=NOON, told="", main=False), of_reviews=True)
    assert made.count(escape(TYPED)) == 7
    assert 'class="what"' not in made


def test_what_was_typed_is_text_where_answers_are_owed() -> None:
    made = asked_row(Row(listed(), Text(title=TYPED, language="en"), answers=Answers(1, 2)))
    assert "<img" not in made
    assert made.count(escape(TYPED)) == 3  # title, number twice
    assert "1 of 2 have acknowledged" in made
