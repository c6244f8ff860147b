"""The harness does what its fixtures promise."""

import socket

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from tests.cast import NOON, address
from waypost.core import clock
from waypost.people.models import Person
from waypost.places.models import Topic


def test_the_clock_stands_until_it_is_moved(hands) -> None:
    assert clock.now() == NOON
    hands.forward(hours=24)
    assert (clock.now() - NOON).days == 1
    assert timezone.now() > clock.now()


def test_a_letter_arrives_and_is_parsed(smtp) -> None:
    send_mail("เรื่อง", "ข้อความ", "from@cast.invalid", ["to@cast.invalid"])
    [letter] = smtp.to("to@cast.invalid")
    assert letter["Subject"] == "เรื่อง"
    assert letter.get_content().strip() == "ข้อความ"


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.journey
def test_a_browser_opens_the_portal_as_somebody(cast, visit) -> None:
    page = visit(cast.officer, language="th", width=360)
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "th"


@pytest.mark.journey
def test_everybody_is_back_after_a_browser_test(cast, visit) -> None:
    assert cast.officer.is_active_member()
    assert Topic.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_committed_goes_with_it(time: str) -> None:
    """Also where nobody asks for the cast."""
    assert Person.objects.filter(email=address("outsider")).exists()
    assert not Topic.objects.filter(key="left").exists()
    Topic.objects.create(key="left", name_en=time, name_th=time)
    Person.objects.filter(email=address("outsider")).delete()
