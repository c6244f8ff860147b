"""The document check: number, zone, near misses; nothing kept, nothing called genuine, nobody else's alerts."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts.actions import replacing
from waypost.alerts.models import Alert
from waypost.alerts.tests.alerting import alerted
from waypost.core.models import AuditRow, Event
from waypost.people.models import Person
from waypost.publications.tests.sharing import WORDS

As = Callable[[Person], Client]
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.fixture
def alert(cast: Cast) -> Alert:
    return alerted(cast, Mark.AMBER, to=[cast.lone], numbers=[("U73400000", "U73449999"), ("L898902C3", "")])


def checked(browser: Client, typed: str, **more: str) -> str:
    answer = browser.post("/check/", {"typed": typed, **more})
    assert answer.status_code == 200, answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "is genuine" not in page.replace("no proof that a document is genuine", "")
    return page


@pytest.mark.parametrize("typed", ["U73412345", "u 734-12345", " U73400000 "])
def test_a_number_in_a_series_is_a_known_alert(cast: Cast, enter: As, alert: Alert, typed: str) -> None:
    page = checked(enter(cast.lone_officer), typed)
    assert "A known alert names this number" in page
    assert alert.reference in page


def test_a_hit_leads_to_the_alert_by_its_title_to_its_card_and_to_others_of_its_issuer(
    cast: Cast, enter: As, alert: Alert
) -> None:
    other = alerted(cast, Mark.GREEN, numbers=[], part={"fraud": "IMP"})
    page = checked(enter(cast.lone_officer), "U73412345")
    about = page[page.index("Alerts about this issuer") :]
    assert WORDS["title"] in page[: page.index("Alerts about this issuer")]
    assert other.reference in about
    for each in (alert, other):
        assert f'href="/items/{each.public_id}/card/?language=en"' in page


def test_no_card_is_offered_of_what_stays_inside_or_was_replaced(cast: Cast, enter: As) -> None:
    kept = alerted(cast, Mark.STRICT, to=[cast.police])
    old, new = alerted(cast, Mark.GREEN), alerted(cast, Mark.GREEN)
    replacing.supersede(by=cast.officer, publication=old, successor=new.public_id)
    page = checked(enter(cast.officer), "U73412345")
    assert kept.reference in page
    assert [each.public_id for each in (kept, old, new) if f"/items/{each.public_id}/card/" in page] == [
        new.public_id
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello, you", "“,” at character 6"),
        ("หนังสือ", "“ห” at character 1"),
        ("U7341?345", "“?” at character 6"),
    ],
)
def test_what_no_number_holds_is_named(cast: Cast, enter: As, alert: Alert, typed: str, said: str) -> None:
    page = checked(enter(cast.lone_officer), typed)
    assert said in page
    assert "No known alert" not in page


def test_lines_that_cannot_be_read_leave_no_empty_tables(cast: Cast, enter: As) -> None:
    page = checked(enter(cast.officer), ZONE[:-1])
    assert "Line 2 has 43 characters instead of 44" in page
    assert "Fields</h3>" not in page
    assert "Check digits</h3>" not in page


def test_who_does_not_see_the_alert_learns_nothing(cast: Cast, enter: As, alert: Alert) -> None:
    browser = enter(cast.coast_officer)
    for typed in ("U73412345", "U7341234S", ZONE):
        page = checked(browser, typed, issuer="UTO")
        assert alert.reference not in page
        assert "U73400000" not in page
        assert "There is no alert that you may see" in page
    assert alert.reference not in browser.get("/check/").content.decode()


@pytest.mark.parametrize("typed", ["U7341234S", "U734I2345", "7U3412345"])
def test_a_near_miss_says_which_number_it_may_be(cast: Cast, enter: As, alert: Alert, typed: str) -> None:
    page = checked(enter(cast.lone_officer), typed)
    assert "one names a number that looks like it" in page
    assert "if the number is U734" in page


def test_a_zone_is_read_and_its_number_looked_up(cast: Cast, enter: As, alert: Alert) -> None:
    page = checked(enter(cast.lone_officer), ZONE)
    assert "A known alert names this number" in page
    assert "ERIKSSON" in page
    assert "Alerts about this issuer" in page
    assert page.count("state late") == 0


def test_a_wrong_digit_is_said_and_what_it_covers(cast: Cast, enter: As) -> None:
    page = checked(enter(cast.coast_officer), ZONE.replace("7408122F", "7408123F"))
    assert "does not fit" in page
    assert "does not agree" in page


@pytest.mark.parametrize("typed", ["", "   ", "x" * 3000])
def test_nonsense_is_said(cast: Cast, enter: As, typed: str) -> None:
    assert enter(cast.officer).post("/check/", {"typed": typed}).status_code == 422


@pytest.mark.parametrize(
    "typed", ["<", "\0", "😀", "<script>alert(1)</script>", "\u202eabc", "p<uto", "P<UTO\n" * 40]
)
def test_odd_text_is_answered(cast: Cast, enter: As, typed: str) -> None:
    answer = enter(cast.officer).post("/check/", {"typed": typed})
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()


def test_nothing_that_was_typed_is_kept(
    cast: Cast, enter: As, alert: Alert, caplog: pytest.LogCaptureFixture
) -> None:
    browser = enter(cast.lone_officer)
    rows, events = AuditRow.objects.count(), Event.objects.count()
    checked(browser, "U73412345")
    checked(browser, ZONE)
    assert (AuditRow.objects.count(), Event.objects.count()) == (rows, events)
    assert "U73412345" not in caplog.text
    assert "ERIKSSON" not in caplog.text
    assert "U73412345" not in str(dict(browser.session))


def test_it_opens_on_issuers_and_documents_that_the_reader_has_alerts_of(
    cast: Cast, enter: As, alert: Alert
) -> None:
    page = enter(cast.lone_officer).get("/check/").content.decode()
    assert "issuer=UTO&amp;document=PAS" in page


def test_a_stranger_has_no_check(cast: Cast, enter: As) -> None:
    assert enter(cast.outsider).get("/check/").status_code in (302, 404)
