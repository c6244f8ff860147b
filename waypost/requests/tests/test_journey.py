"""A question in a real browser: asked, answered on a phone, and read by whoever asked."""

import pytest
from django.urls import reverse

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import look, press
from waypost.access.marks import Mark
from waypost.requests.models import Request
from waypost.requests.tests.posing import asked

pytestmark = pytest.mark.journey

QUESTION = {
    "title": "Is this round stamp genuine?",
    "text": "We saw a round stamp of the series K. Is it yours?",
}
ANSWER = "พบตราประทับแบบนี้ตั้งแต่เดือนพฤษภาคม"


def test_asked_answered_on_a_phone_and_read(cast: Cast, visit: Visit) -> None:
    page = visit(cast.focal_point, width=360, scripts=False)
    page.goto(reverse("requests"))
    press(page.locator("main a.button.main"))
    page.check("input[value=method]")
    look(page, "request-start-en-360")
    press(page.locator("main form button.main"))
    for name, words in QUESTION.items():
        page.fill(f"[name={name}]", words)
    page.fill("[name=add]", cast.coast.name_en)
    page.check(f"input[name=mark][value='{int(Mark.AMBER)}']")
    look(page, "request-write-en-360")
    press(page.locator("button[value=next]"))
    look(page, "request-send-en-360")
    press(page.locator("main form button.main"))
    made = Request.unfiltered.get()
    assert page.url.endswith(reverse("request", args=[made.public_id]))
    look(page, "request-asked-en-360")

    reader = visit(cast.coast_focal_point, language="th", width=360)
    reader.goto("/")
    press(reader.locator(".log .act a.button").first)
    above = reader.locator(".prose", has_text=QUESTION["text"]).bounding_box()
    form = reader.locator("main form fieldset").first.bounding_box()
    assert above is not None
    assert form is not None
    assert above["y"] < form["y"]  # on a phone the question is read before it is answered
    look(reader, "request-answer-th-360")
    reader.fill("[name=text]", ANSWER)
    press(reader.locator("main form button.main"))
    look(reader, "request-answered-th-360")

    page.goto("/")
    press(page.locator("main .log h3 a", has_text=QUESTION["title"]).first)
    assert ANSWER in page.inner_text("main")
    look(page, "request-read-en-360")
    page.goto(reverse("change_request", args=[made.public_id]))
    look(page, "request-change-en-360")


@pytest.mark.parametrize("width", [360, 1280])
def test_whoever_opens_a_question_finds_where_to_answer(cast: Cast, visit: Visit, width: int) -> None:
    """From its own page, to which a notice leads, on any screen."""
    made = asked(cast)
    page = visit(cast.coast_focal_point, width=width)
    page.goto(reverse("request", args=[made.public_id]))
    look(page, f"request-to-answer-en-{width}")
    press(page.locator(f"main a[href='{reverse('answer', args=[made.public_id])}']"))
    assert page.url.endswith(reverse("answer", args=[made.public_id]))
