"""What cannot be done is said on a page, in both languages, and never says too much."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import translation

from tests.cast import Cast
from waypost import urls as portal
from waypost.core.errors import Denied, Refused
from waypost.people.models import Person

Enter = Callable[[Person], Client]


def _raising(problem: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise problem

    return view


urlpatterns = [
    *portal.urlpatterns,
    path("odd/", _raising(SuspiciousOperation("odd"))),
    path("closed/", _raising(PermissionDenied())),
    path("denied/", _raising(Denied("room.thing_done", "the reason is for the log"))),
    path("refused/", _raising(Refused("It was withdrawn. Look at <its> page."))),
    path("broken/", _raising(RuntimeError("xyzzy"))),
]
handler400, handler403 = portal.handler400, portal.handler403
handler404, handler500 = portal.handler404, portal.handler500

PAGES = {
    "/odd/": (400, "The portal could not read this"),
    "/closed/": (403, "You may not do this"),
    "/denied/": (403, "You may not do this"),
    "/nowhere/": (404, "There is nothing here for you"),
    "/inbox/read/": (405, "This step is taken with a button"),
    "/refused/": (409, "This cannot be done as things stand"),
    "/broken/": (500, "Something broke on our side"),
}


def test_much_too_much_is_called_that(cast: Cast, enter: Enter) -> None:
    answer = enter(cast.officer).post(
        "/items/new/", "title=" + "x" * 9_000_000, "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    body = answer.content.decode()
    assert "This is too much for one page" in body
    assert "damaged" not in body


@pytest.fixture
def browser(cast: Cast, enter: Enter) -> Client:
    browser = enter(cast.officer)
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize("address", PAGES)
@override_settings(ROOT_URLCONF=__name__)
def test_each_page_says_what_happened(browser: Client, address: str, language: str) -> None:
    browser.cookies["language"] = language
    answer = browser.get(address)
    status, title = PAGES[address]
    with translation.override(language):
        said = translation.gettext(title)
    assert answer.status_code == status
    assert f"<h1>{said}</h1>" in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()
    assert (said == title) == (language == "en")


@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_is_shown_as_text(browser: Client) -> None:
    assert "It was withdrawn. Look at &lt;its&gt; page." in browser.get("/refused/").content.decode()


@pytest.mark.parametrize("address", ["/denied/", "/broken/"])
@override_settings(ROOT_URLCONF=__name__)
def test_what_is_for_the_log_stays_there(browser: Client, address: str) -> None:
    said = browser.get(address).content.decode()
    assert "for the log" not in said
    assert "xyzzy" not in said


@override_settings(ROOT_URLCONF=__name__)
def test_a_broken_page_asks_nothing_of_what_may_be_broken(
    browser: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    from waypost.desk.views import errors

    with django_assert_num_queries(0):
        assert errors.broken(HttpRequest()).status_code == 500


def test_a_form_from_another_session_is_told_so(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/language/", {"language": "th"})
    assert answer.status_code == 403
    assert "This form was no longer good" in answer.content.decode()


def test_not_there_and_not_for_you_are_one_page(browser: Client) -> None:
    nowhere = browser.get("/items/" + "x" * 22 + "/").content.decode()
    assert "x" * 22 not in nowhere.replace('value="/items/' + "x" * 22 + '/"', "")


@override_settings(ROOT_URLCONF=__name__)
def test_a_broken_page_leaves_its_trace(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    browser.get("/broken/")
    [record] = [each for each in caplog.records if each.levelname == "ERROR"]
    assert record.exc_info is not None
    assert record.exc_info[0] is RuntimeError


def test_no_entry_of_the_menu_is_lit_where_there_is_nothing(browser: Client) -> None:
    assert 'aria-current="page"' in browser.get("/items/").content.decode()
    assert 'aria-current="page"' not in browser.get("/items/" + "x" * 22 + "/").content.decode()


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/items/abc/version/", "/items/abc/"),
        ("/items/abc/translate/th/approve/", "/items/abc/translate/th/"),
        ("/profile/post/", "/profile/"),
        ("/language/", "/"),
    ],
)
def test_an_address_that_takes_a_form_only_leads_back_to_its_page(
    browser: Client, address: str, page: str
) -> None:
    answer = browser.get(address)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert f'<a class="button" href="{page}">' in answer.content.decode()
