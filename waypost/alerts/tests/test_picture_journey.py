"""Pictures in a real browser: covered by dragging, pointed at by clicking, read side by side and zoomed in step."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import look, look_wide_and_narrow, press
from waypost.alerts.models import Redaction
from waypost.alerts.part import findings_of
from waypost.alerts.tests.alerting import approved, drafted
from waypost.alerts.tests.lending import compared, reference
from waypost.alerts.tests.picturing import document
from waypost.people.models import Person
from waypost.publications.actions import drafting
from waypost.publications.models import Attachment, Publication


def at(what: Locator, x: float, y: float) -> tuple[float, float]:
    """A point of an element, in fractions of it, on the screen."""
    what.scroll_into_view_if_needed()
    frame = what.bounding_box()
    assert frame is not None
    return frame["x"] + x * frame["width"], frame["y"] + y * frame["height"]


def drag(page: Page, what: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    from_x, from_y = at(what, *start)
    to_x, to_y = at(what, *end)
    page.mouse.move(from_x, from_y)
    page.mouse.down()
    page.mouse.move((from_x + to_x) / 2, (from_y + to_y) / 2)
    page.mouse.move(to_x, to_y)
    page.mouse.up()


def until(page: Page, said: str) -> None:
    """Wait until this is true on the page. The browser's own waiting would want to run words as code."""
    for _each in range(300):
        if page.evaluate(said):
            return
        page.wait_for_timeout(200)
    raise AssertionError(said)


def zooms(page: Page) -> list[float]:
    """How far each of the two pictures is zoomed in."""
    found: list[float] = page.evaluate(
        "['view-one', 'view-two'].map((id) => OpenSeadragon.getViewer(id).viewport.getZoom(true))"
    )
    return found


@pytest.mark.journey
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("th", 360)])
def test_pictures(cast: Cast, visit: Visit, language: str, width: int) -> None:
    for person in (cast.officer, cast.coast_officer):
        Person.objects.filter(pk=person.pk).update(language=language)
    item = drafted(cast)
    write(visit(cast.officer, language=language, width=width), item, f"{language}-{width}")
    drafting.submit(by=cast.officer, publication=item)
    approved(cast, item, 1)
    read(visit(cast.coast_officer, language=language, width=width), item, f"{language}-{width}")


def write(page: Page, item: Publication, name: str) -> None:
    page.goto(f"/items/{item.public_id}/pictures/")
    sent: list[Any] = [
        {"name": each, "mimeType": "image/jpeg", "buffer": document()}
        for each in ("genuine.jpg", "false.jpg")
    ]
    page.set_input_files("#files", sent)
    press(page.locator("button[value=save]"))
    genuine, false = Attachment.unfiltered.filter(version=item.in_work()).order_by("pk")
    page.select_option(f"[name='{genuine.public_id}-role']", "GEN")
    for row in (genuine, false):
        page.fill(f"[name='description-{row.public_id}']", "The page with the portrait")
    press(page.locator(f"button[value='redact:{genuine.public_id}']"))
    look_wide_and_narrow(page, f"redact-{name}")
    proposed = page.locator("g.box").count()
    assert proposed >= 4

    drawing = page.locator("svg.drawing")
    drag(page, drawing, (0.5, 0.15), (0.7, 0.25))
    assert page.locator("g.box").count() == proposed + 1
    drag(page, drawing, (0.6, 0.2), (0.65, 0.3))  # moved
    last = page.locator("#rows fieldset").nth(proposed)
    assert float(last.locator("[name$=left]").input_value()) == pytest.approx(55, abs=1.5)
    assert float(last.locator("[name$=width]").input_value()) == pytest.approx(20, abs=1.5)
    page.locator("g.box").first.focus()
    page.keyboard.press("Delete")
    assert page.locator("g.box").count() == proposed
    press(page.locator("button[value=cover]"))
    genuine.refresh_from_db()
    assert len(Redaction.objects.get(file=genuine.file).boxes) == proposed

    press(page.locator(f"button[value='redact:{false.public_id}']"))
    press(page.locator("button[value=none]"))
    for n, place in enumerate(page.locator("div[data-n='1']").all()):
        place.locator("[data-point]").click()
        page.mouse.click(*at(page.locator("svg[data-file]").nth(1 - n), 0.4, 0.5))
    assert page.locator("g.spot").count() == 2
    look(page, f"pictures-{name}")
    press(page.locator("button[value=save]"))
    version = item.in_work()
    assert version is not None
    spot = findings_of(version.part)[0].genuine
    assert spot is not None
    assert spot.file == genuine.file.public_id
    assert (spot.x, spot.y) == pytest.approx((0.4, 0.5), abs=0.01)


def read(page: Page, item: Publication, name: str) -> None:
    page.goto(f"/items/{item.public_id}/")
    page.locator("figure.document img").first.wait_for()
    look(page, f"item-{name}")
    press(page.locator("a[href*='compare-pictures/']"))
    until(
        page,
        "['view-one', 'view-two'].every((id) => OpenSeadragon.getViewer(id)?.world.getItemCount() === 1)",
    )
    page.wait_for_timeout(1500)
    look(page, f"compare-{name}")
    before = zooms(page)
    assert before == pytest.approx([1, 1], rel=0.1)  # whole, and as wide as there is room
    page.locator("[data-zoom='1.5']").click()
    page.wait_for_timeout(1500)
    after = zooms(page)
    assert after[0] > before[0] * 1.2
    assert after[0] == pytest.approx(after[1], rel=0.02)
    for how in ("swipe", "blink"):
        page.select_option("#how", how)
        until(page, "OpenSeadragon.getViewer('view-one').world.getItemCount() === 2")
        page.wait_for_timeout(500)
        look(page, f"{how}-{name}")
    page.locator("#swap").click()
    assert page.evaluate("OpenSeadragon.getViewer('view-one').world.getItemAt(1).getOpacity()") == 0


@pytest.mark.journey
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("th", 360)])
def test_pointing_into_a_reference(cast: Cast, visit: Visit, language: str, width: int) -> None:
    """Its pictures take what is genuine and nothing else; who sees the reference reads both side by side."""
    for person in (cast.officer, cast.coast_officer):
        Person.objects.filter(pk=person.pk).update(language=language)
    specimen, lent = reference(cast)
    item, _false = compared(cast, specimen, lent)
    page = visit(cast.officer, language=language, width=width)
    page.goto(f"/items/{item.public_id}/pictures/")
    on_lent = page.locator(f"svg[data-file='{lent.file.public_id}']")
    wrong, right = page.locator("div[data-n='2']").all()
    wrong.locator("[data-point]").click()
    page.mouse.click(*at(on_lent, 0.6, 0.4))
    assert wrong.locator("select").input_value() == ""
    page.keyboard.press("Escape")
    right.locator("[data-point]").click()
    page.mouse.click(*at(on_lent, 0.6, 0.4))
    assert right.locator("select").input_value() == lent.file.public_id
    look_wide_and_narrow(page, f"lent-{language}-{width}")
    press(page.locator("button[value=save]"))
    version = item.in_work()
    assert version is not None
    spot = findings_of(version.part)[1].genuine
    assert spot is not None
    assert (spot.file, spot.x) == (lent.file.public_id, pytest.approx(0.6, abs=0.01))
    drafting.submit(by=cast.officer, publication=item)
    approved(cast, item, 1)

    page = visit(cast.coast_officer, language=language, width=width)
    page.goto(f"/items/{item.public_id}/")
    page.locator("figure.genuine a.spot.n2").wait_for()
    look_wide_and_narrow(page, f"beside-{language}-{width}")
    press(page.locator("a[href*='compare-pictures/']"))
    until(
        page,
        "['view-one', 'view-two'].every((id) => OpenSeadragon.getViewer(id)?.world.getItemCount() === 1)",
    )
    assert specimen.reference in (page.text_content("#said-one") or "")
    assert page.locator("#view-one .onpicture").all_inner_texts() == ["1", "2"]
    assert page.locator("#view-two .onpicture").all_inner_texts() == ["1"]
    look(page, f"beside-compare-{language}-{width}")
