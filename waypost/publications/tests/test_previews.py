"""The mail the author is shown before sending says what the mark lets the real one say."""

from typing import Any

import pytest

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.publications.models import Text
from waypost.publications.previews import mail_of
from waypost.publications.tests.sharing import WORDS, drafted

pytestmark = pytest.mark.django_db
TO = {Mark.AMBER: "coast", Mark.STRICT: "coast", Mark.RED: "coast_officer"}


@pytest.mark.parametrize("mark", list(Mark))
def test_as_much_as_the_mark_allows(cast: Cast, mark: Mark) -> None:
    to = [getattr(cast, TO[mark])] if mark in TO else []
    item = drafted(cast, mark, to=to, asks_answer=True)
    subject, lines = mail_of(item, Text.unfiltered.get())
    said = "\n".join([subject, *lines])
    assert (WORDS["title"] in said) is (mark <= Mark.GREEN)
    assert (item.reference in said) is (mark <= Mark.AMBER)
    assert ("Answer by" in said) is (mark <= Mark.AMBER)
    assert "http" not in said


def test_the_page_shows_it(cast: Cast, enter: Any) -> None:
    item = drafted(cast, to=[cast.coast])
    page = enter(cast.officer).get(f"/items/{item.public_id}/send/").content.decode()
    assert f"[Waypost] TLP:AMBER New item: {item.reference}" in page
