"""What leaves the portal on paper: marks and the reader's name on every sheet, and nothing of what may not leave."""

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser import Visit
from tests.cast import Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.people.models import Post
from waypost.publications.models import Publication
from waypost.publications.tests.shelf import publish

pytestmark = pytest.mark.journey
LONG = "\n\n".join(f"Paragraph {number}. " + "Look at the stern again. " * 20 for number in range(40))


def sheets(page: Page) -> list[str]:
    """The words of each printed sheet."""
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [sheet.get_textpage().get_text_range() for sheet in pdf]


def item(cast: Cast, mark: Mark) -> Publication:
    """An item the coast guard reads; what is RED is read by it too, since the page is what is looked at here."""
    coast = key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)
    to = frozenset({coast} if mark >= Mark.AMBER else set())
    found = publish(cast, title="A long title", body=LONG, mark=min(mark, Mark.STRICT), to=to)
    with outside_actions("a RED item needs a named approver, which is not what is tested"):
        Publication.unfiltered.filter(pk=found.pk).update(mark=mark)
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN, Mark.AMBER])
def test_every_sheet_says_its_mark_and_who_printed_it(cast: Cast, visit: Visit, mark: Mark) -> None:
    found = item(cast, mark)
    page = visit(cast.coast_officer)
    page.goto(f"/items/{found.public_id}/")
    printed = sheets(page)
    assert len(printed) > 2
    for sheet in printed:
        assert sheet.count(mark.label) >= 2, "at its head and at its foot"
        assert f"Printed from Waypost by {cast.coast_officer.name}, Tue 1 Sep 2020, 12:00" in sheet
    assert "Paragraph 39" in "".join(printed)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mark", [Mark.STRICT, Mark.RED])
def test_what_stays_in_the_portal_prints_one_sentence(cast: Cast, visit: Visit, mark: Mark) -> None:
    found = item(cast, mark)
    page = visit(cast.coast_officer)
    page.goto(f"/items/{found.public_id}/")
    assert "Paragraph 39" in page.inner_text("main")
    assert "A long title" not in page.title(), "a browser prints the title above every sheet"
    [sheet] = sheets(page)
    lines = {line.strip() for line in sheet.splitlines()}
    assert lines == {f"This item is {mark.label}. It is not printed.", "1 / 1"}


@pytest.mark.django_db(transaction=True)
def test_a_printed_list_leaves_out_what_stays(cast: Cast, visit: Visit) -> None:
    publish(cast, title="Green one")
    item(cast, Mark.STRICT)
    page = visit(cast.coast_officer)
    page.goto("/items/")
    assert "A long title" in page.inner_text("main")
    [sheet] = sheets(page)
    assert "Green one" in sheet
    assert "A long title" not in sheet
    assert sheet.count("TLP:GREEN") == 3, "head, row and foot"


@pytest.mark.django_db(transaction=True)
def test_a_printed_page_keeps_the_numbers_to_call(cast: Cast, visit: Visit) -> None:
    """Buttons stay on the screen; a telephone number is what such a page is printed for."""
    Post.objects.create(
        organisation=cast.coast,
        role="officer",
        title_en="Duty desk",
        title_th="เวร",
        phone="+00 000 0199",
        on_duty=True,
    )
    page = visit(cast.officer)
    for address in ("/people/call/id/", "/members/id/"):
        page.goto(address)
        assert "+00 000 0199" in "".join(sheets(page))
        assert "Follow this member" not in "".join(sheets(page))
