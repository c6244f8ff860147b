"""What follows an alert, in a real browser: from the urgent one to its second check, contested, replaced, practised."""

from datetime import date

import pytest
from playwright.sync_api import Page

from tests.browser import Visit
from tests.cast import Cast
from tests.looking import look, look_wide_and_narrow, press
from waypost.alerts.actions import flash, seeing
from waypost.alerts.models import DrillAnswer, SecondCheck, Sighting
from waypost.alerts.tests.alerting import alerted
from waypost.alerts.tests.contested import of_the_coast
from waypost.alerts.tests.urgent import flashed, urgent
from waypost.people.models import Person


@pytest.mark.journey
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("th", 360)])
def test_what_follows(cast: Cast, visit: Visit, language: str, width: int) -> None:
    people = (cast.focal_point, cast.deputy, cast.coast_focal_point, cast.lone_officer)
    Person.objects.filter(pk__in=[each.pk for each in people]).update(language=language)
    name, pages = f"{language}-{width}", {"language": language, "width": width}

    author = visit(cast.focal_point, **pages)  # type: ignore[arg-type]
    item = urgent(cast, part={"point": ""})
    author.goto(f"/items/{item.public_id}/send/")
    look(author, f"after-send-{name}")
    press(author.locator("a[href$='/alone/']"))
    look_wide_and_narrow(author, f"after-alone-{name}")
    press(author.locator("form button.main"))
    look(author, f"after-item-{name}")
    second = visit(cast.deputy, **pages)  # type: ignore[arg-type]
    second.goto(f"/items/{item.public_id}/")
    press(second.locator("a[href$='/second-check/']"))
    look_wide_and_narrow(second, f"after-second-{name}")
    press(second.locator("form button.main"))
    assert SecondCheck.unfiltered.get().by == cast.deputy

    _others_say(cast, visit(cast.coast_focal_point, **pages), visit(cast.deputy, **pages), name)  # type: ignore[arg-type]
    _practise(visit(cast.lone_officer, **pages), name)  # type: ignore[arg-type]


def _others_say(cast: Cast, issuer: Page, originator: Page, name: str) -> None:
    alert, newer = of_the_coast(cast, part={"point": ""}), alerted(cast)
    for by in (cast.lone_officer, cast.customs_officer):
        seeing.tell_seen(by=by, publication=alert, month=date(2020, 8, 1), point="AIR", band="2-5")
    address = f"/items/{alert.public_id}/"
    issuer.goto(address)
    press(issuer.locator("a[href$='/seen/']"))
    look(issuer, f"after-seen-{name}")
    issuer.select_option("[name=point]", "SEA")
    issuer.locator("[name=band]").first.check()
    press(issuer.locator("main form button.main"))
    assert Sighting.unfiltered.filter(organisation=cast.coast).exists()
    press(issuer.locator("a[href$='/contest/']"))
    issuer.fill("[name=reason]", "The thinner laminate is ours since May.")
    look(issuer, f"after-contest-{name}")
    press(issuer.locator("main form button.main"))

    originator.goto(f"{address}replaced/")
    originator.select_option("[name=successor]", newer.public_id)
    look(originator, f"after-replaced-{name}")
    press(originator.locator("main form button.main"))
    look(originator, f"after-standing-{name}")
    press(originator.locator("a[href$='/contest/']"))
    look(originator, f"after-answer-{name}")
    originator.locator("[name=outcome]").first.check()
    originator.fill("[name=answer]", "We looked again.")
    press(originator.locator("main form button.main"))
    look(originator, f"after-answered-{name}")


def _practise(page: Page, name: str) -> None:
    page.goto("/drill/")
    for n in range(5):
        look(page, f"drill-{n}-{name}")
        page.locator("[name=choice]").first.check()
        if page.locator("[name=by_what]").count():
            page.locator("[name=by_what]").first.check()
        press(page.locator("main form button.main"))
        look(page, f"drill-{n}-answered-{name}")
        if n < 4:
            press(page.locator("section[aria-labelledby=a] a.button"))
    assert DrillAnswer.objects.count() == 5


@pytest.mark.journey
def test_the_drill_without_scripts(cast: Cast, visit: Visit) -> None:
    flash.check_second(by=cast.deputy, publication=flashed(cast), version=1)
    page = visit(cast.lone_officer, width=360, scripts=False)
    page.goto("/drill/")
    page.locator("[name=choice]").first.check()
    press(page.locator("main form button.main"))
    assert page.locator("section[aria-labelledby=a] a.button").count() == 1
