"""An alert from the officer who saw it to the officers who may meet it, in a real browser: written, covered, approved,
and then seen on every way by whom it is released to, and on none by anybody else.
"""

import pytest
from playwright.sync_api import Page

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import look, look_wide_and_narrow, press
from tests.mail_server import PostOffice
from waypost.access.marks import Mark
from waypost.alerts.models import Card
from waypost.alerts.tests.picturing import document
from waypost.notices.worker import Worker
from waypost.people.models import Person
from waypost.publications.models import Publication

TITLE = {"en": "Utopia passport: printed hologram", "th": "หนังสือเดินทางยูโทเปีย: โฮโลแกรมพิมพ์"}
NUMBER = "U73412345"


@pytest.mark.journey
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("th", 360)])
def test_from_who_saw_it_to_who_may_meet_it(
    cast: Cast, visit: Visit, smtp: PostOffice, language: str, width: int
) -> None:
    persons = (cast.officer, cast.deputy, cast.coast_focal_point, cast.customs_officer)
    Person.objects.filter(pk__in=[each.pk for each in persons]).update(language=language)
    name = f"{language}-{width}"
    officer, approver, reader, stranger = (visit(each, language=language, width=width) for each in persons)
    _write(officer, cast, language, name)
    item = Publication.unfiltered.get(kind="alert")
    _approve(approver, item, name)
    item.refresh_from_db()
    Worker().run_once()

    _is_met(reader, item, language, name)
    [letter] = smtp.to(cast.coast_focal_point.email)
    assert "TLP:AMBER" in letter["Subject"]
    assert TITLE[language] not in str(letter)

    _is_not_met(stranger, item, language)
    assert not smtp.to(cast.customs_officer.email)


def _write(page: Page, cast: Cast, language: str, name: str) -> None:
    page.goto("/items/new/")
    page.check("input[value=alert]")
    page.select_option("select[name=language]", language)
    press(page.locator("main form button.main"))
    page.fill("[name=title]", TITLE[language])
    page.fill("[name=summary]", "The hologram is printed.")
    page.fill("[name=body]", "Tilt it.")
    page.select_option("[name=issuer]", "UTO")
    page.select_option("[name=document]", "PAS")
    page.select_option("[name=fraud]", "CFP")
    look(page, f"alert-what-{name}")
    press(page.locator("button[value=next]"))

    page.select_option("[name=finding-0-where]", "BDP")
    page.select_option("[name=finding-0-tool]", "TIL")
    page.fill("[name=finding-0-expected_en]", "The star changes its colour")
    page.fill("[name=finding-0-observed_en]", "The star stays grey")
    page.check("[name=finding-0-decisive]")
    page.fill("[name=series-0-first]", "U73400000")
    page.fill("[name=series-0-last]", "U73449999")
    look(page, f"alert-findings-{name}")
    press(page.locator("button[value=next]"))

    files = [
        {"name": f"{each}.png", "mimeType": "image/png", "buffer": document("PNG")}
        for each in ("genuine", "false")
    ]
    page.set_input_files("#files", files)  # type: ignore[arg-type]
    press(page.locator("button[value=save]"))
    for at, role in enumerate(("GEN", "FAL")):
        page.locator("select[name$=-role]").nth(at).select_option(role)
        page.locator("[name^=description-]").nth(at).fill("A drawn specimen.")
    look(page, f"alert-pictures-{name}")
    press(page.locator("button[value=save]"))
    for at in range(2):
        press(page.locator("button[value^='redact:']").nth(at))
        look(page, f"alert-cover-{at}-{name}")
        press(page.locator("button[value=cover]"))
        page.goto(page.url.split("/pictures/")[0] + "/pictures/")
    press(page.locator("button[value=next]"))

    page.check(f"input[name=mark][value='{int(Mark.AMBER)}']")
    page.fill("[name=add_to]", cast.coast.name_en)
    press(page.locator("button[value=add]").first)
    page.locator("input[name=topics]").first.check()
    page.check("input[name=asks_answer]")
    page.fill("[name=review_by]", "2021-09-01")
    press(page.locator("button[value=next]"))
    look(page, f"alert-send-{name}")
    press(page.locator("main form button.main"))


def _approve(page: Page, item: Publication, name: str) -> None:
    page.goto(f"/items/{item.public_id}/review/")
    look(page, f"alert-review-{name}")
    press(page.locator("button[value=approve]"))
    assert (
        page.locator("[name=ticked]").count() == 1
    )  # nothing goes out before somebody has looked at the pictures
    page.check("[name=ticked]")
    press(page.locator("button[value=approve]"))
    assert page.url.endswith(f"/items/{item.public_id}/")


def _is_met(page: Page, item: Publication, language: str, name: str) -> None:
    address = f"/items/{item.public_id}/"
    for listed in ("/items/?kind=alert", "/items/?q=hologram", f"/items/?number={NUMBER}", "/check/"):
        page.goto(listed)
        look(page)
        assert item.reference in page.content() or "issuer=UTO" in page.content(), listed
    page.fill("[name=typed]", NUMBER)
    press(page.locator("main form button.main"))
    assert item.reference in page.inner_text("main")
    look(page, f"alert-checked-{name}")
    page.goto(address)
    assert TITLE[language] in page.inner_text("h1")
    assert page.locator(".pair figure").count() >= 2
    look(page, f"alert-item-{name}")
    card = page.request.get(f"{address}card/")
    assert (card.status, card.headers["content-type"]) == (200, "application/pdf")


def _is_not_met(page: Page, item: Publication, language: str) -> None:
    address = f"/items/{item.public_id}/"
    for path in (address, f"{address}card/", f"{address}compare-pictures/"):
        assert page.request.get(path).status == 404
    for listed in ("/items/?kind=alert", "/items/?q=hologram", f"/items/?number={NUMBER}", "/check/"):
        page.goto(listed)
        assert item.reference not in page.content()
        assert "issuer=UTO" not in page.content()
    page.fill("[name=typed]", NUMBER)
    press(page.locator("main form button.main"))
    assert item.reference not in page.content()
    assert "U73400000" not in page.content()
    token = Card.unfiltered.get(version=item.live_id).token
    page.goto(f"/card/{token}/")
    look_wide_and_narrow(page, f"alert-standing-{language}")
    answer = page.content()  # whoever holds the paper learns that it holds, and no more
    assert item.reference not in answer
    assert TITLE[language] not in answer
    assert "UTO" not in answer
