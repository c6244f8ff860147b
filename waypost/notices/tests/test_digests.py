"""One mail a day for what is followed, one a week for the community: never empty, never twice, never stale."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.notices import digests, judging, letters
from waypost.notices.digests import RHYTHMS, Rhythm, gather
from waypost.notices.models import Digest, Mail, Notice, Pace, Preference
from waypost.notices.tests import world
from waypost.people.models import Organisation, Person, Post

DAILY, WEEKLY = RHYTHMS
ZONES = ["Asia/Bangkok", "Asia/Kathmandu", "Pacific/Apia", "America/New_York", "UTC"]


@pytest.fixture(autouse=True)
def _no_mailboxes(cast: Cast, smtp) -> None:
    Post.objects.update(mailbox="")


@pytest.mark.parametrize("rhythm", RHYTHMS)
@given(st.integers(0, 24 * 60 * 330), st.sampled_from(ZONES))
def test_the_last_due_moment_is_the_last(rhythm: Rhythm, minutes: int, name: str) -> None:
    zone, now = ZoneInfo(name), datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    due = rhythm.last_due(now, zone)
    step = 7 if rhythm.weekday is not None else 1
    assert due <= now
    assert (due.replace(tzinfo=None) + timedelta(days=step)).replace(tzinfo=zone) > now
    assert due.astimezone(zone).time() == rhythm.at
    assert rhythm.weekday in (None, due.weekday())


def test_what_is_followed_comes_the_next_morning(cast: Cast, told, post, smtp, hands) -> None:
    told(cast.police, cast.officer, pace=Pace.FOLLOW)
    told(cast.customs, cast.officer, pace=Pace.FOLLOW)
    assert gather() == 0
    hands.forward(hours=19, minutes=29)  # 07:29
    assert gather() == 0
    hands.forward(minutes=1)
    assert gather() == 1
    post()
    [letter] = smtp.letters
    assert letter["Subject"] == "[Waypost] TLP:GREEN 2 new items"
    text = letter.get_body(("plain",)).get_content()
    assert "Canary title DPA" in text
    assert "Canary title CSX" in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_strictest_mark_decides_for_all(cast: Cast, told, post, smtp, hands) -> None:
    for body in (cast.police, cast.immigration):
        told(body, cast.officer, cast.deputy, pace=Pace.FOLLOW)
    told(cast.ministry, cast.deputy, pace=Pace.FOLLOW)
    hands.forward(days=1)
    gather()
    post()
    [amber], [strict] = smtp.to(cast.officer.email), smtp.to(cast.deputy.email)
    assert amber["Subject"] == "[Waypost] TLP:AMBER 2 new items"
    assert "Canary" not in amber.as_string()
    assert "DPA-2020-044" in amber.get_body(("plain",)).get_content()
    assert strict["Subject"] == "[Waypost] You have 3 new items"
    assert "2020-044" not in strict.as_string()


def test_one_digest_a_period_however_often(cast: Cast, told, post, smtp, hands) -> None:
    told(cast.police, cast.officer, pace=Pace.FOLLOW)
    hands.forward(days=1)
    assert [gather(), gather()] == [1, 0]
    told(cast.customs, cast.officer, pace=Pace.FOLLOW)
    assert gather() == 0
    post()
    hands.forward(days=1)
    assert gather() == 1
    post()
    assert [letter["Subject"] for letter in smtp.letters] == [
        "[Waypost] TLP:GREEN Asked of you: Canary title DPA",
        "[Waypost] TLP:CLEAR Asked of you: Canary title CSX",
    ]


def test_nothing_new_is_no_mail(cast: Cast, told, post, smtp, hands) -> None:
    told(cast.police, cast.officer, pace=Pace.FOLLOW)
    hands.forward(days=1)
    gather()
    post()
    for _day in range(3):
        hands.forward(days=1)
        assert gather() == 0


def test_what_was_read_is_not_news(cast: Cast, told, hands) -> None:
    told(cast.police, cast.officer, pace=Pace.FOLLOW)
    Notice.objects.update(read_at=hands.now)
    hands.forward(days=1)
    assert gather() == 0


def test_rights_are_asked_when_it_goes_out(cast: Cast, told, post, smtp, hands) -> None:
    told(cast.police, cast.officer, pace=Pace.FOLLOW)
    told(cast.customs, cast.officer, pace=Pace.FOLLOW)
    told(cast.police, cast.deputy, pace=Pace.FOLLOW)
    told(cast.police, cast.coast_officer, pace=Pace.FOLLOW)
    hands.forward(days=1)
    gather()
    world.hide(cast.police)
    Person.objects.filter(pk=cast.coast_officer.pk).update(suspended_at=hands.now)
    post()
    assert [letter["Subject"] for letter in smtp.letters] == [
        "[Waypost] TLP:CLEAR Asked of you: Canary title CSX"
    ]
    assert set(Mail.objects.values_list("because", flat=True)) == {
        "",
        judging.NOTHING_LEFT,
        judging.NOT_ACTIVE,
    }


def test_a_worker_that_slept_for_days_loses_nothing(cast: Cast, told, post, smtp, hands) -> None:
    told(cast.police, cast.officer, pace=Pace.FOLLOW)
    hands.forward(days=5)
    assert gather() == 1
    post()
    assert len(smtp.letters) == 1


def test_each_by_the_own_clock(cast: Cast, told, hands) -> None:
    Person.objects.filter(pk=cast.coast_officer.pk).update(time_zone="Asia/Kathmandu")
    told(cast.police, cast.officer, cast.coast_officer, pace=Pace.FOLLOW)
    hands.forward(hours=20)  # 08:00 in Bangkok, 06:45 in Kathmandu
    gather()
    assert Digest.objects.get().person == cast.officer
    hands.forward(hours=1)
    gather()
    assert set(Digest.objects.values_list("person", flat=True)) == {cast.officer.pk, cast.coast_officer.pk}


def test_who_does_not_want_it(cast: Cast, told, post, smtp, hands) -> None:
    Preference.objects.create(person=cast.officer, daily=False)
    told(cast.police, cast.officer, cast.deputy, pace=Pace.FOLLOW)
    hands.forward(days=1)
    assert gather() == 1
    Preference.objects.create(person=cast.deputy, daily=False)
    assert [mail.because for mail in post()] == [judging.NOT_WANTED]


def test_a_long_digest_stays_small(cast: Cast, told, post, smtp, hands) -> None:
    for n in range(letters.MOST_ENTRIES + 5):
        body = Organisation.objects.create(
            member=cast.police.member, code=f"LONG{n}", name_en="Long", name_th="ยาว", kind=cast.police.kind
        )
        told(body, cast.officer, pace=Pace.FOLLOW)
    hands.forward(days=1)
    gather()
    post()
    [letter] = smtp.letters
    assert "And 5 more in your inbox." in letter.get_body(("plain",)).get_content()
    assert len(letter.as_bytes()) < 30_000


def test_what_happened_to_one_thing_is_one_paragraph(cast: Cast, told, post, smtp, hands) -> None:
    told(cast.police, cast.deputy, pace=Pace.FOLLOW, also=(cast.officer,))
    for _answer in range(3):
        told(cast.police, cast.officer, pace=Pace.FOLLOW)
    told(cast.customs, cast.officer, pace=Pace.FOLLOW)
    hands.forward(days=1)
    gather()
    post()
    [letter] = smtp.to(cast.officer.email)
    assert letter["Subject"] == "[Waypost] TLP:GREEN 2 new items"
    text = letter.get_body(("plain",)).get_content()
    assert "Also told; Asked of you (3): Canary title DPA" in text
    assert text.count("Canary title DPA") == 1
    assert "Asked of you: Canary title CSX" in text


class TestTheWeeklyMail:
    @pytest.fixture
    def letter(self, cast: Cast, told, post, smtp, hands):
        told(cast.police, cast.officer, pace=Pace.COMMUNITY)  # a Tuesday
        hands.forward(days=5)
        assert gather() == 0
        hands.forward(days=1)  # Monday, 12:00
        assert gather() == 1
        post()
        [letter] = smtp.letters
        return letter

    def address(self, letter) -> str:
        return letter["List-Unsubscribe"].strip(" <>").removeprefix("http://waypost.localhost:8000")

    def test_a_mail_program_ends_it_with_one_request(self, cast: Cast, letter, client, told, hands) -> None:
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        client.handler.enforce_csrf_checks = True
        answer = client.post(self.address(letter), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        told(cast.police, cast.officer, pace=Pace.COMMUNITY)
        hands.forward(days=7)
        assert gather() == 0

    def test_looking_at_the_address_ends_nothing(self, cast: Cast, letter, client) -> None:
        assert client.get(self.address(letter)).status_code == 200
        assert Preference.of(cast.officer).weekly

    def test_another_token_ends_nothing(self, cast: Cast, letter, client) -> None:
        other = self.address(letter).replace(cast.officer.public_id, cast.deputy.public_id)
        assert client.post(other).status_code == 404
        assert Preference.of(cast.deputy).weekly

    def test_a_token_ends_one_sort_of_mail_only(self, cast: Cast, letter, client) -> None:
        client.post(self.address(letter))
        assert (Preference.of(cast.officer).weekly, Preference.of(cast.officer).daily) == (False, True)
        assert client.post(self.address(letter).replace(":D:", ":C:")).status_code == 404
        assert Preference.of(cast.officer).daily

    def test_it_stands_in_the_mail_too(self, letter) -> None:
        assert self.address(letter) in letter.get_body(("plain",)).get_content()


def test_the_daily_mail_ends_with_one_request(cast: Cast, told, post, smtp, hands, client) -> None:
    told(cast.police, cast.officer, pace=Pace.FOLLOW)
    hands.forward(days=1)
    gather()
    post()
    address = smtp.letters[0]["List-Unsubscribe"].strip(" <>").removeprefix("http://waypost.localhost:8000")
    assert "End the daily mail?" in client.get(address).content.decode()
    assert client.post(address).status_code == 200
    assert (Preference.of(cast.officer).weekly, Preference.of(cast.officer).daily) == (True, False)


def test_gathering_is_a_tick() -> None:
    from waypost.core.ticks import ticks

    assert ticks()["notices.digests"].work is digests.gather
