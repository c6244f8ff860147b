"""From the letter of a state to the first page of an officer its focal point vouched for: a real browser, in Thai."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import look, press
from waypost.files.tests import corpus
from waypost.people.models import Person
from waypost.people.tests.factors import code

pytestmark = pytest.mark.journey

CANDIDATE = {
    "name_latin": "Suda Khlongthom",
    "name_native": "สุดา คลองท่อม",
    "rank_title": "Ms",
    "rank_native": "นางสาว",
    "email": "suda@customs.invalid",
    "title_en": "Organizational Focal Point",
    "title_th": "ผู้ประสานงานประจำหน่วยงาน",
    "letter_number": "กค 0502/118",
    "letter_date": "2020-08-20",
    "signatory": "อธิบดี",
}
OFFICER = {
    "name_latin": "Anong Rakthai",
    "name_native": "อนงค์ รักไทย",
    "email": "anong@customs.invalid",
    "title_en": "Duty officer",
    "title_th": "เจ้าหน้าที่เวร",
    "evidence": "คำสั่งแต่งตั้งที่ 12/2563",
}


def fill(page: Page, typed: dict[str, str]) -> None:
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)


def go_on(page: Page) -> None:
    press(page.locator("main form button.main").first)


def come_in(visit: Visit, link: str, name: str) -> Page:
    """The six pages of a newcomer, up to their first page."""
    page = visit(language="th", width=360)
    page.goto(link)
    go_on(page)
    page.fill("[name=password]", f"pier-lamp-orchid-{name}")
    go_on(page)
    secret = "".join(page.locator("main code").first.inner_text().split())
    page.fill("[name=code]", code(secret))
    go_on(page)
    go_on(page)
    page.check("[name=agree]")
    go_on(page)
    go_on(page)
    expect(page).to_have_url(re.compile(r"/$"))
    return page


def test_from_the_letter_to_an_officers_first_page(
    cast: Cast, visit: Visit, tmp_path: Path, hands: Any
) -> None:
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(corpus.pdf("Letter of nomination"))

    mission = visit(cast.mission_focal_point, language="th", width=360, scripts=False)
    mission.goto(reverse("recruiting"))
    look(mission, "recruiting-empty-th-360")
    press(mission.locator(f"a[href='{reverse('propose')}']"))
    mission.select_option("main select[name=organisation]", cast.customs.public_id)
    fill(mission, CANDIDATE)
    mission.select_option("main select[name=language]", "th")
    mission.set_input_files("[name=letter]", str(scan))
    look(mission, "propose-th-360")
    go_on(mission)
    look(mission, "nomination-th-360")

    staff = visit(cast.secretariat, language="th", width=1280)
    staff.goto("/")
    look(staff, "first-page-secretariat-th-1280")
    press(staff.locator("main .log h3 a", has_text="สุดา").first)
    go_on(staff)
    look(staff, "nomination-registered-th-1280")

    mission.goto("/")
    press(mission.locator("main .log h3 a", has_text="สุดา").first)
    press(mission.locator("main .panel a.button.main"))
    fill(mission, {"number": "+62 21 555 0101", "whom": "เจ้าหน้าที่เวร"})
    look(mission, "call-th-360")
    go_on(mission)
    link = urlsplit(mission.input_value("#link")).path
    mission.goto(reverse("recruiting"))
    look(mission, "recruiting-th-360")

    focal = come_in(visit, link, "focal")
    expect(focal.locator("main")).to_contain_text("สมาชิกชั่วคราว")
    look(focal, "first-page-provisional-th-360")
    person = Person.objects.get(email=CANDIDATE["email"])
    focal.goto(reverse("invite", args=[cast.customs.public_id]))
    expect(focal.locator("main h1")).to_be_visible()
    assert person.is_provisional

    staff.reload()
    go_on(staff)  # the second look
    look(staff, "confirmed-th-1280")

    focal.goto(reverse("invite", args=[cast.customs.public_id]))
    fill(focal, OFFICER)
    focal.select_option("main select[name=role]", "officer")
    focal.select_option("main select[name=language]", "th")
    go_on(focal)
    officer = come_in(visit, urlsplit(focal.input_value("#link")).path, "officer")
    expect(officer.locator("html")).to_have_attribute("lang", "th")
    expect(officer.locator("main")).to_contain_text("สมาชิกชั่วคราว")
    look(officer, "first-page-officer-th-360")
    came = Person.objects.get(email=OFFICER["email"])
    assert (came.organisation, came.is_active_member(), came.is_provisional) == (cast.customs, True, True)
    tenure = Person.objects.get(pk=person.pk).tenure
    assert tenure is not None
    assert tenure.recruited_by == cast.mission_focal_point.acting_as
