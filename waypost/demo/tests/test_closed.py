"""Without the stamp in the data base there is no demo: not an address, not a mail server, not a clock."""

import os
import subprocess
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.core.management import CommandError, call_command
from django.test import Client

from tests.addresses import addresses
from tests.cast import NOON, Cast
from tests.demo_portal import WAYPOST, World
from waypost.core import clock
from waypost.core.models import DemoStamp
from waypost.demo import seed, stamp
from waypost.demo.models import SentMail

OURS = ["/" + address.route for address in addresses() if address.route.startswith("demo/")]
FIELDS = {"persona": "secretariat", "hours": "24", "step": "1", "next": "/"}


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process remembers that it found no stamp. Each test begins as one that has not looked yet."""
    monkeypatch.setattr(stamp, "_found_none", False)
    stamp._held.set(None)


@pytest.fixture
def stamped(cast: Cast) -> DemoStamp:
    return stamp.put(NOON)


def test_the_demo_has_addresses() -> None:
    assert {"/demo/become/", "/demo/clock/", "/demo/story/", "/demo/outbox/"} <= set(OURS)


@pytest.mark.parametrize("page", OURS)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_without_the_stamp_there_is_no_such_address(cast: Cast, enter: Any, page: str, method: str) -> None:
    """Signed in: not found, as where nothing stands. To a visitor every address says: sign in, perhaps then."""
    client = enter(cast.secretariat)
    answer = getattr(client, method)(page, FIELDS if method in ("get", "post") else None)
    nothing_here = getattr(client, method)("/nothing/here/")
    assert answer.status_code == nothing_here.status_code == 404
    assert "_auth_user_id" not in Client().session
    visitor = getattr(Client(), method)(page)
    assert visitor.status_code == 404 or visitor.url.startswith("/sign-in/")


@pytest.mark.parametrize("page", OURS)
def test_an_environment_variable_opens_nothing(cast: Cast, settings: Any, client: Client, page: str) -> None:
    settings.DEMO = True
    assert client.post(page, FIELDS).status_code == 404


@pytest.mark.parametrize("said", ["Origin", "Referer", "Sec-Fetch-Site"])
@pytest.mark.parametrize("page", [page for page in OURS if page != "/demo/outbox/"])
def test_with_the_stamp_a_form_of_another_site_is_refused(stamped: DemoStamp, page: str, said: str) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(page, FIELDS, headers={said: "https://elsewhere.example"}).status_code == 403
    stamped.refresh_from_db()
    assert stamped.clock == NOON
    assert "_auth_user_id" not in careful.session


def test_a_script_without_a_token_may_be_a_persona(cast: Cast, stamped: DemoStamp) -> None:
    script = Client(enforce_csrf_checks=True)
    assert script.post("/demo/become/", {"persona": "outsider"}).status_code == 302


@pytest.mark.parametrize("page", [page for page in OURS if page != "/demo/outbox/"])
def test_with_the_stamp_a_link_changes_nothing(stamped: DemoStamp, client: Client, page: str) -> None:
    assert client.get(page, FIELDS).status_code == 405
    assert "_auth_user_id" not in client.session


def test_the_outbox_only_shows(stamped: DemoStamp, client: Client) -> None:
    assert client.get("/demo/outbox/").status_code == 200
    assert client.post("/demo/outbox/").status_code == 405


def test_the_demo_is_never_written_over_real_people(cast: Cast) -> None:
    with pytest.raises(seed.NotEmpty):
        seed.fill()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("demo", "seed")
    assert stamp.stamp() is None


def test_a_data_base_has_one_stamp(stamped: DemoStamp) -> None:
    stamp.put(NOON + timedelta(hours=1))
    assert DemoStamp.objects.count() == 1


@pytest.mark.parametrize("hours", ["", "2", "-24", "1e3", "9" * 5000, "٢٤"])
def test_the_clock_moves_by_its_steps_only(stamped: DemoStamp, client: Client, hours: str) -> None:
    assert client.post("/demo/clock/", {"hours": hours}).status_code == 409
    stamped.refresh_from_db()
    assert stamped.clock == NOON


@pytest.mark.parametrize("step", ["", "0", "99", "x", "9" * 5000])
def test_a_step_that_is_not_there_is_said(stamped: DemoStamp, client: Client, step: str) -> None:
    answer = client.post("/demo/story/", {"step": step, "next": "/help/"})
    assert answer.url == "/help/"
    assert "no longer there" in client.get("/help/").content.decode()


def test_nobody_is_sent_to_another_site(stamped: DemoStamp, client: Client) -> None:
    for far in ("https://elsewhere.invalid/", "//elsewhere.invalid/", "javascript:alert(1)"):
        assert client.post("/demo/clock/", {"hours": "1", "next": far}).url == "/"


def test_a_process_that_found_no_stamp_keeps_the_wall_clock(cast: Cast) -> None:
    clock.run_by(stamp._now)
    real = clock.now()
    assert real.year > 2020
    DemoStamp.objects.create(clock=NOON)
    assert clock.now() >= real
    stamp.put(NOON)
    assert clock.now() == NOON


def test_within_one_request_time_stands_still(cast: Cast) -> None:
    """Pages that compare times must not see the clock move between two of their lines."""
    clock.run_by(stamp._now)
    stamp.put(NOON)
    stamp._begin()
    assert clock.now() == NOON
    DemoStamp.objects.update(clock=NOON + timedelta(hours=24))
    assert clock.now() == NOON
    stamp._end()
    assert clock.now() == NOON + timedelta(hours=24)


def test_a_portal_without_mail_server_keeps_its_mails_waiting(cast: Cast) -> None:
    letter = EmailMessage("Subject", "Text", "from@cast.invalid", ["to@cast.invalid"])
    outbox = get_connection("waypost.demo.outbox.Outbox")
    with pytest.raises(ConnectionError, match="WAYPOST_SMTP"):
        outbox.send_messages([letter])
    assert not SentMail.objects.exists()


def test_a_mail_sent_again_takes_the_place_of_the_first(stamped: DemoStamp) -> None:
    outbox = get_connection("waypost.demo.outbox.Outbox")
    for _time in range(2):
        letter = EmailMessage("Subject", "Text", "from@cast.invalid", ["to@cast.invalid"])
        letter.extra_headers["Message-ID"] = "<one@cast.invalid>"
        outbox.send_messages([letter])
    assert SentMail.objects.count() == 1


def test_every_command_keeps_to_its_data_folder(demo_world: World, tmp_path: Any) -> None:
    """Two folders, two portals: nothing of one is written beside the other's or in the folder of the code."""
    other = World(tmp_path / "data", demo_world.static)
    for words in (
        "check",
        "migrate --verbosity 0",
        "createcachetable",
        "audit verify",
        "reach check",
        "worker --once",
    ):
        done = other.command(*words.split())
        assert done.returncode == 0, (words, done.stderr)
    assert (tmp_path / "data" / "waypost.sqlite3").exists()
    assert other.ask("from waypost.people.models import Person\nanswer = Person.objects.count()") == 0
    assert demo_world.ask("from waypost.people.models import Person\nanswer = Person.objects.count()") > 70


def test_a_folder_that_cannot_be_written_is_said() -> None:
    told = subprocess.run(  # noqa: S603  our own program
        [WAYPOST, "check"],
        env={**os.environ, "WAYPOST_DATA": "/proc/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode != 0
    assert "WAYPOST_DATA is '/proc/nowhere'" in told.stderr


def test_the_outbox_shows_one_of_each_mark(stamped: DemoStamp, client: Client) -> None:
    outbox = get_connection("waypost.demo.outbox.Outbox")
    bell = "You have 1 new item.\nOpen the portal from your bookmark."
    for number, (subject, text) in enumerate(
        [
            ("TLP:GREEN New item: Title", "Green"),
            ("TLP:AMBER New item: X-1", "Amber"),
            ("You have 1 new item", bell),
        ]
        + [("TLP:AMBER No answer yet: X-2", "Amber")] * 40
    ):
        letter = EmailMessage(subject, text, "from@cast.invalid", ["to@cast.invalid"])
        letter.extra_headers["Message-ID"] = f"<{number}@cast.invalid>"
        outbox.send_messages([letter])
    first = client.get("/demo/outbox/").content.decode()
    assert "TLP:GREEN New item: Title" in first
    assert bell in first
    assert [mail.text for mail in client.get("/demo/outbox/?says=nothing").context["page"]] == [bell]
    assert len(client.get("/demo/outbox/?says=number&page=2").context["page"]) == 11
    assert len(client.get("/demo/outbox/?says=junk").context["page"]) == 30
