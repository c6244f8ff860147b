"""Names stand in the order of a dictionary, in the language they are read in; topics under their sections."""

import re
from typing import Any

import pytest

from tests.cast import Cast
from waypost.people.models import Organisation, Person
from waypost.places.models import Topic
from waypost.publications.board import board_of
from waypost.publications.reaching import reached
from waypost.publications.tests.sharing import asking, drafted, fresh, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.both]

# A leading vowel is written before the consonant it is sorted by: by code points แ and ไ would stand behind ศ.
THAI = {"coast": "แผนกเรือ", "customs": "ศุลกากร", "lone": "ไทรทอง"}
IN_ORDER = ["ไทรทอง", "แผนกเรือ", "ศุลกากร"]


@pytest.fixture
def thai(cast: Cast) -> Cast:
    for name, written in THAI.items():
        Organisation.objects.filter(pk=getattr(cast, name).pk).update(name_th=written)
    Person.objects.update(language="th")
    return cast


def in_thai(enter: Any, person: Person, page: str) -> str:
    browser = enter(person)
    browser.cookies["language"] = "th"
    body: str = browser.get(page).content.decode()
    return body


def test_releases_in_writing_and_in_review(thai: Cast, enter: Any) -> None:
    bodies = [thai.customs, thai.coast, thai.lone]
    draft, sent = drafted(thai, to=bodies), waiting(thai, to=bodies)
    body = in_thai(enter, thai.officer, f"/items/{draft.public_id}/audience/")
    tags = re.findall(r'<button class="tag".*?</button>', body)
    assert [next(name for name in IN_ORDER if name in tag) for tag in tags] == IN_ORDER
    review = in_thai(enter, thai.deputy, f"/items/{sent.public_id}/review/")
    assert ", ".join(IN_ORDER) in review


def test_the_board(thai: Cast, enter: Any) -> None:
    for name, written in THAI.items():
        member = getattr(thai, name).member
        member.name_th = f"{written} ทั้งหมด"
        member.save()
    item = asking(thai, to=[thai.coast, thai.lone])
    body = in_thai(enter, thai.officer, f"/items/{item.public_id}/board/")
    assert body.index("ไทรทอง</th>") < body.index("แผนกเรือ</th>")
    assert board_of(thai.officer, fresh(item)) is not None
    assert reached(thai.officer, fresh(item)).by_member


def test_topics_stand_under_their_sections(cast: Cast, enter: Any) -> None:
    item = drafted(cast)
    body = enter(cast.officer).get(f"/items/{item.public_id}/audience/").content.decode()
    groups = re.findall(r'<div role="group" aria-labelledby="section-\d">(.*?)</div>', body, re.S)
    values = [re.findall(r'name="topics" value="(\d+)"', group) for group in groups]
    assert sorted(int(each) for group in values for each in group) == sorted(
        Topic.objects.values_list("pk", flat=True)
    )
    sections = [set(Topic.objects.filter(pk__in=each).values_list("section", flat=True)) for each in values]
    assert all(len(each) == 1 for each in sections)


def test_the_language_offered_first_is_the_pages_own(thai: Cast, enter: Any) -> None:
    body = in_thai(enter, thai.officer, "/items/new/")
    assert '<option value="th" selected' in body
