"""Pages in the reader's own language and time zone."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.people.models import Person

Enter = Callable[[Person], Client]
THAI = '<html lang="th">'


def test_a_visitor_switches_and_the_page_stays(client: Client, cast: Cast) -> None:
    answer = client.post("/language/", {"language": "th", "next": "/help/?x=1"})
    assert answer.url == "/help/?x=1"
    assert THAI in client.get("/help/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "/\\evil"]
)
def test_the_switch_leads_nowhere_else(client: Client, cast: Cast, elsewhere: str) -> None:
    assert client.post("/language/", {"language": "th", "next": elsewhere}).url == "/"


@pytest.mark.parametrize("unknown", ["", "xx", "th\x00", "../th", "TH"])
def test_an_unknown_language_changes_nothing(client: Client, cast: Cast, unknown: str) -> None:
    answer = client.post("/language/", {"language": unknown, "next": "/help/"})
    assert "language" not in answer.cookies
    assert THAI not in client.get("/help/").content.decode()


def test_looking_switches_nothing(client: Client, cast: Cast) -> None:
    assert client.get("/language/?language=th").status_code == 405


def test_a_person_reads_their_own_language_without_a_cookie(cast: Cast, enter: Enter) -> None:
    Person.objects.filter(pk=cast.officer.pk).update(language="th")
    answer = enter(cast.officer).get("/help/")
    assert THAI in answer.content.decode()
    assert answer.headers["Content-Language"] == "th"


def test_the_switch_is_kept_for_the_person_and_their_mail(cast: Cast, enter: Enter) -> None:
    enter(cast.officer).post("/language/", {"language": "th", "next": "/"})
    cast.officer.refresh_from_db()
    assert cast.officer.language == "th"
    assert THAI in enter(cast.officer).get("/help/").content.decode()  # from another browser


def test_the_page_after_is_the_next_readers_own(cast: Cast, enter: Enter, client: Client) -> None:
    Person.objects.filter(pk=cast.officer.pk).update(language="th", time_zone="Asia/Kathmandu")
    enter(cast.officer).get("/help/")
    assert THAI not in client.get("/help/").content.decode()


def test_times_are_the_readers(cast: Cast, enter: Enter) -> None:
    from django.utils import timezone

    from waypost.desk.reader import OwnLanguageAndTime

    seen: list[str] = []
    cast.officer.time_zone = "Asia/Kathmandu"

    def page(request: object) -> object:
        seen.append(timezone.get_current_timezone_name())
        return None

    request = type("Request", (), {"person": cast.officer, "COOKIES": {}})()
    OwnLanguageAndTime(page)(request)  # type: ignore[arg-type]
    assert seen == ["Asia/Kathmandu"]
    assert timezone.get_current_timezone_name() != "Asia/Kathmandu"
