"""Coming in and signing in, in a real browser: by password and app, by passkey, on a telephone, with a factor lost."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser import Visit
from tests.cast import PASSWORD, TODAY, Cast
from tests.looking import look, press
from waypost.people.models import Person
from waypost.people.signin import recovery
from waypost.people.tests.factors import code, give_app, give_codes
from waypost.people.tests.test_bad_input import FORM

pytestmark = pytest.mark.journey
every_view = pytest.mark.parametrize(
    ("language", "width", "scripts"),
    [("en", 360, False), ("th", 360, True), ("en", 1280, True), ("th", 1280, False)],
)


def go_on(page: Page) -> None:
    press(page.locator("main form button.main").first)


def invitation(visit: Visit, cast: Cast, language: str, width: int, name: str) -> str:
    """The focal point fills in the form; the link they are shown."""
    page = visit(cast.focal_point, language=language, width=width)
    page.goto(reverse("invite", args=[cast.police.public_id]))
    look(page, f"invite-{name}")
    for field in (
        "name_latin",
        "name_native",
        "rank_title",
        "address_as",
        "email",
        "title_en",
        "title_th",
        "evidence",
    ):
        page.fill(f"[name={field}]", FORM[field])
    page.select_option("select[name=role]", "officer")
    page.select_option("select[name=language]", language)
    go_on(page)
    look(page, f"hand-over-{name}")
    link = urlsplit(page.input_value("#link")).path
    page.goto(reverse("invitations"))
    look(page, f"invitations-{name}")
    return link


def authenticator(visit: Visit, page: Page) -> Any:
    """A telephone's own keeper of passkeys, which has recognised its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


@every_view
def test_a_new_person_comes_in(cast: Cast, visit: Visit, language: str, width: int, scripts: bool) -> None:
    name = f"{language}-{width}"
    link = invitation(visit, cast, language, width, name)
    page = visit(language=language, width=width, scripts=scripts)
    page.goto(link)
    expect(page).to_have_url(re.compile(r"/join/$"))
    look(page, f"join-1-{name}")
    go_on(page)
    page.fill("[name=password]", "short")
    go_on(page)
    look(page, f"join-2-refused-{name}")
    page.fill("[name=password]", "pier-lamp-orchid-rain")
    go_on(page)
    look(page, f"join-3-{name}")
    secret = "".join(page.locator("main code").first.inner_text().split())
    page.fill("[name=code]", "000000")
    go_on(page)
    look(page, f"join-3-refused-{name}")
    page.fill("[name=code]", code(secret))
    go_on(page)
    expect(page.locator("main code")).to_have_count(recovery.COUNT)
    look(page, f"join-4-{name}")
    go_on(page)
    go_on(page)
    look(page, f"join-5-refused-{name}")
    page.check("[name=agree]")
    go_on(page)
    look(page, f"join-6-{name}")
    go_on(page)
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    look(page, f"first-page-{name}")
    person = Person.objects.get(email=FORM["email"].lower())
    assert (person.organisation, person.second_factor) == (cast.police, True)

    page.goto(reverse("account_logout"))
    look(page, f"sign-out-{name}")
    go_on(page)
    page.goto(reverse("people"))
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "pier-lamp-orchid-rain")
    go_on(page)
    page.fill("[name=code]", code(secret, 1))
    go_on(page)
    expect(page).to_have_url(re.compile(r"/people/$"))
    look(page, f"people-{name}")


@pytest.mark.parametrize(("language", "width"), [("en", 360), ("th", 1280)])
def test_a_passkey_is_all_one_needs(cast: Cast, visit: Visit, language: str, width: int) -> None:
    name = f"{language}-{width}"
    link = invitation(visit, cast, language, width, f"passkey-{name}")
    page = visit(language=language, width=width)
    session, key = authenticator(visit, page)
    page.goto(link)
    go_on(page)
    page.locator("form[data-passkey=make]").wait_for()
    look(page, f"join-2-passkey-{name}")
    page.click("#passkey-button")
    expect(page.locator("main code")).to_have_count(recovery.COUNT)
    go_on(page)
    page.check("[name=agree]")
    go_on(page)
    go_on(page)
    expect(page).to_have_url(re.compile(r"//[^/]+/$"))
    person = Person.objects.get(email=FORM["email"].lower())
    assert not person.has_usable_password()

    home = page.url
    page.goto(home + "sign-out/")
    go_on(page)
    page.goto(home + "profile/factors/")
    page.locator("form[data-passkey=login]").wait_for()
    look(page, f"sign-in-passkey-{name}")
    page.click("#passkey-button")
    expect(page).to_have_url(home + "profile/factors/")
    look(page, f"factors-{name}")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(home + "sign-out/")
    go_on(page)
    page.goto(home + "sign-in/")
    page.click("#passkey-button")
    page.locator("[data-passkey-failed]").wait_for()
    look(page, f"sign-in-passkey-refused-{name}")


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("th", False)])
def test_a_telephone_is_lost(cast: Cast, visit: Visit, language: str, scripts: bool) -> None:
    """On another telephone: wrong words, the way out, and in by a recovery code, which asks for a new factor."""
    give_app(cast.officer)
    codes = give_codes(cast.officer)
    page = visit(language=language, width=360, scripts=scripts)
    page.goto("/")
    page.goto("/sign-in/")
    look(page, f"sign-in-{language}-360")
    page.fill("[name=login]", cast.officer.email)
    page.fill("[name=password]", "wrong-password-1")
    go_on(page)
    look(page, f"sign-in-refused-{language}-360")
    page.fill("[name=password]", PASSWORD)
    go_on(page)
    look(page, f"second-factor-{language}-360")
    page.fill("[name=code]", "000000")
    go_on(page)
    look(page, f"second-factor-refused-{language}-360")
    press(page.locator(f"main a[href='{reverse('lost_factor')}']"))
    look(page, f"lost-{language}-360")
    page.locator("main a.button").first.click()
    page.fill("[name=code]", codes[0])
    go_on(page)
    expect(page).to_have_url(re.compile(r"/profile/factors/$"))
    look(page, f"after-recovery-{language}-360")
    press(page.locator(f"main a[href='{reverse('change_app')}']"))
    secret = "".join(page.locator("main code").first.inner_text().split())
    page.fill("[name=code]", code(secret))
    go_on(page)
    expect(page).to_have_url(re.compile(r"/profile/factors/$"))
    page.goto(reverse("sessions"))
    look(page, f"sessions-{language}-360")
    page.goto(reverse("profile"))
    look(page, f"profile-{language}-360")


@pytest.mark.parametrize(("language", "width", "scripts"), [("en", 360, False), ("th", 1280, True)])
def test_a_focal_point_goes_through_the_list_once_a_year(
    cast: Cast, visit: Visit, language: str, width: int, scripts: bool
) -> None:
    name = f"{language}-{width}"
    for person in (cast.officer, cast.colleague):
        person.acting_as.endorsements.update(until=TODAY + timedelta(days=20))
    page = visit(cast.focal_point, language=language, width=width, scripts=scripts)
    page.goto(reverse("people"))
    press(page.locator(f"main a[href='{reverse('review')}']"))
    look(page, f"review-{name}")
    press(page.locator(f"a[href='{reverse('vouch_again', args=[cast.officer.acting_as.public_id])}']"))
    go_on(page)
    look(page, f"vouch-again-{name}")
    page.fill("[name=evidence]", "Met at the pier")
    go_on(page)
    press(page.locator(f"a[href='{reverse('end_post', args=[cast.colleague.acting_as.public_id])}']"))
    look(page, f"end-post-{name}")
    go_on(page)
    expect(page).to_have_url(re.compile(f"{reverse('review')}$"))
    expect(page.locator("main .log li")).to_have_count(0)
    page.goto(reverse("person", args=[cast.officer.public_id]))
    look(page, f"person-{name}")
    press(page.locator(f"a[href='{reverse('person_address', args=[cast.officer.public_id])}']"))
    look(page, f"address-{name}")
    page.fill("[name=email]", "officer.new@cast.invalid")
    go_on(page)
    expect(page.locator("main")).to_contain_text("officer.new@cast.invalid")
    page.goto(reverse("organisation", args=[cast.police.public_id]))
    look(page, f"organisation-{name}")


def test_the_cookies_of_a_browser(cast: Cast, visit: Visit) -> None:
    """As the browser keeps them: none is for scripts, none goes to other sites' forms."""
    give_app(cast.officer)
    page = visit(width=360)
    page.goto("/sign-in/")
    kept = {each["name"]: each for each in page.context.cookies()}
    assert kept[settings.CSRF_COOKIE_NAME]["httpOnly"]
    assert page.evaluate("document.cookie").replace("language=en", "") == ""
