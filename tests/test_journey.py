"""The main job in a real browser: one official publishes, exactly the right ones read and acknowledge."""

from typing import Any

import pytest

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import look, press
from tests.mail_server import PostOffice
from waypost.access.marks import Mark
from waypost.notices.worker import Worker
from waypost.people.models import Person

WORDS = {
    "en": (
        "Small craft seen at night",
        "Four craft a week. Look at the stern.",
        "Four craft without lights were seen.",
    ),
    "th": ("พบเรือเล็กในเวลากลางคืน", "สัปดาห์ละสี่ลำ ให้ดูท้ายเรือ", "พบเรือสี่ลำไม่เปิดไฟ"),
}


@pytest.mark.journey
@pytest.mark.parametrize(
    ("language", "width", "scripts"),
    [("en", 360, True), ("th", 360, False), ("th", 1280, True), ("en", 1280, False)],
)
def test_the_main_job(
    cast: Cast, visit: Visit, smtp: PostOffice, language: str, width: int, scripts: bool
) -> None:
    """``scripts`` is for those who write; everybody reads, finds and answers without JavaScript."""
    title, summary, body = WORDS[language]
    reading: dict[str, Any] = {"language": language, "width": width, "scripts": False}
    name = f"{language}-{width}"
    for person in (cast.officer, cast.coast_focal_point):
        Person.objects.filter(pk=person.pk).update(language=language)

    page = visit(cast.officer, language=language, width=width, scripts=scripts)
    page.goto("/items/new/")
    page.check("input[value=bulletin]")
    page.select_option("select[name=language]", language)
    look(page, f"start-{name}")
    press(page.locator("main form button.main"))
    page.fill("[name=title]", title)
    page.fill("[name=summary]", summary)
    page.fill("[name=body]", body)
    look(page, f"write-{name}")
    press(page.locator("button[value=next]"))
    page.check(f"input[name=mark][value='{int(Mark.AMBER)}']")
    page.fill("[name=add_to]", cast.coast.name_en)
    press(page.locator("button[value=add]").first)
    assert (
        page.locator(".tag", has_text=cast.coast.name_th if language == "th" else cast.coast.name_en).count()
        == 1
    )
    page.locator("input[name=topics]").first.check()
    page.check("input[name=asks_answer]")
    look(page, f"audience-{name}")
    press(page.locator("button[value=next]"))
    look(page, f"send-{name}")
    press(page.locator("main form button.main"))

    approver = visit(cast.focal_point, **reading)
    approver.goto("/")
    look(approver, f"home-approver-{name}")
    press(approver.locator(".log .act a.button").first)
    look(approver, f"review-{name}")
    press(approver.locator("button[value=approve]"))
    assert title in approver.inner_text("h1")
    Worker().run_once()

    stranger = visit(cast.customs_officer, **reading)
    answer = stranger.goto(approver.url)
    assert answer is not None
    assert answer.status == 404
    assert title not in stranger.content()

    [letter] = smtp.to(cast.coast_focal_point.email)
    assert "TLP:AMBER" in letter["Subject"]
    assert title not in str(letter)  # a mail about AMBER gives number and deadline, not what it is about
    assert not smtp.to(cast.customs_officer.email)

    reader = visit(cast.coast_focal_point, **reading)
    reader.goto("/")
    look(reader, f"home-{name}")
    reader.goto("/inbox/")
    look(reader, f"inbox-{name}")
    press(reader.locator("main .log a", has_text=title).first)
    assert title in reader.inner_text("h1")
    look(reader, f"item-{name}")
    reader.check("input[name=answer][value=acting]")
    press(reader.locator("#ack button.main"))
    assert reader.locator("#ack .state.done").count() == 1
    look(reader, f"answered-{name}")

    page.goto(approver.url.split("?")[0] + "board/")
    assert page.locator("tbody .state.done").count() == 1
    look(page, f"board-{name}")


@pytest.mark.journey
def test_a_draft_survives_a_lost_network(cast: Cast, visit: Visit) -> None:
    page = visit(cast.officer)
    page.goto("/items/new/")
    press(page.locator("main form button.main"))
    page.wait_for_selector("[name=title]")
    page.context.set_offline(True)
    page.fill("[name=title]", "Written without a network")
    page.locator("#autosave", has_text="No connection").wait_for()
    page.context.set_offline(False)
    page.locator("#autosave", has_text="Draft saved").wait_for()
    page.goto("/items/new/")
    assert page.get_by_text("Written without a network").count() == 1
