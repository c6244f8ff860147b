"""What is asked at the last moment, and what happens when the mail server is in a bad mood."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from waypost.notices import judging, leases, sending
from waypost.notices.models import Mail, Notice, Pace, Preference
from waypost.notices.tests import world
from waypost.notices.worker import Worker
from waypost.people.models import Person

State = Mail.State


@pytest.fixture(autouse=True)
def _no_mailboxes(cast: Cast, smtp) -> None:
    """These tests are about mail to persons, with a mail server running."""
    for person in cast.people().values():
        if person.tenure:
            person.tenure.post.mailbox = ""
            person.tenure.post.save()


class TestAtTheLastMoment:
    def outcome(self, post) -> tuple[str, str]:
        [mail] = post()
        return mail.state, mail.because

    def test_it_goes_out(self, cast: Cast, told, post, smtp) -> None:
        told(cast.police, cast.officer)
        assert self.outcome(post) == (State.SENT, "")
        assert len(smtp.letters) == 1

    def test_not_to_who_was_suspended(self, cast: Cast, told, post) -> None:
        told(cast.police, cast.officer)
        Person.objects.filter(pk=cast.officer.pk).update(suspended_at=timezone.now())
        assert self.outcome(post) == (State.DROPPED, judging.NOT_ACTIVE)

    def test_not_about_what_is_hidden_now(self, cast: Cast, told, post, smtp) -> None:
        told(cast.police, cast.officer)
        world.hide(cast.police)
        assert self.outcome(post) == (State.DROPPED, judging.NOT_VISIBLE)
        assert smtp.letters == []

    def test_not_what_was_read_meanwhile(self, cast: Cast, told, post) -> None:
        told(cast.police, cast.officer)
        Notice.objects.update(read_at=timezone.now())
        assert self.outcome(post) == (State.DROPPED, judging.READ)

    def test_not_what_is_not_wanted(self, cast: Cast, told, post) -> None:
        told(cast.police, cast.officer)
        Preference.objects.create(person=cast.officer, mail=False)
        assert self.outcome(post) == (State.DROPPED, judging.NOT_WANTED)

    def test_a_focal_point_gets_it_all_the_same(self, cast: Cast, told, post) -> None:
        told(cast.police, cast.focal_point)
        Preference.objects.create(person=cast.focal_point, mail=False)
        assert self.outcome(post) == (State.SENT, "")

    def test_a_withdrawal_overtakes_what_came_before(self, cast: Cast, told, post, smtp) -> None:
        told(cast.police, cast.officer)
        world.withdraw(cast.police)
        told(cast.police, cast.officer)
        assert [(mail.state, mail.because) for mail in post()] == [
            (State.DROPPED, judging.WITHDRAWN),
            (State.SENT, ""),
        ]
        [letter] = smtp.letters
        assert "is withdrawn" in letter["Subject"]


class TestQuietHours:
    """The cast's noon is 12:00 in Bangkok."""

    @pytest.mark.parametrize(
        ("start", "end", "held_for"),
        [
            (time(11), time(13), 1),
            (time(12), time(12, 30), 0.5),
            (time(22), time(13), 1),
            (time(11, 30), time(7), 19),
            (time(13), time(11), None),
            (time(12, 30), time(13), None),
            (time(9), time(9), None),
            (None, None, None),
        ],
    )
    def test_they_hold_mail_back(self, cast: Cast, told, post, hands, start, end, held_for) -> None:
        Preference.objects.create(person=cast.officer, quiet_from=start, quiet_until=end)
        told(cast.police, cast.officer)
        [mail] = post()
        if held_for is None:
            assert mail.state == State.SENT
        else:
            assert mail.state == State.WAITING
            assert mail.send_after == hands.now + timedelta(hours=held_for)
            assert post() == []
            hands.forward(hours=held_for)
            assert [mail.state for mail in post()] == [State.SENT]

    def test_they_are_the_persons_own(self, cast: Cast, told, post) -> None:
        Person.objects.filter(pk=cast.officer.pk).update(time_zone="Pacific/Apia")  # 18:00 there
        Preference.objects.create(person=cast.officer, quiet_from=time(17), quiet_until=time(19))
        told(cast.police, cast.officer)
        assert [mail.state for mail in post()] == [State.WAITING]

    @pytest.mark.parametrize(("pace", "on_duty", "state"), [
        (Pace.FLASH, True, State.SENT), (Pace.FLASH, False, State.WAITING), (Pace.ACTION, True, State.WAITING),
    ])  # fmt: skip
    def test_only_flash_wakes_and_only_the_duty_post(
        self, cast: Cast, told, post, pace: Pace, on_duty: bool, state: str
    ) -> None:
        Preference.objects.create(person=cast.officer, quiet_from=time(11), quiet_until=time(13))
        duty = cast.officer.tenure.post
        duty.on_duty = on_duty
        duty.save()
        told(cast.police, cast.officer, pace=pace)
        assert [mail.state for mail in post()] == [state]


class TestTheMailServer:
    def test_refusing_for_now_is_tried_again_later(self, cast: Cast, told, post, smtp) -> None:
        told(cast.police, cast.officer)
        smtp.answer = "451 later"
        [mail] = post()
        assert (mail.state, mail.because) == (State.WAITING, "SMTPDataError")
        assert mail.leased_until > timezone.now()
        smtp.answer = "250 OK"
        Mail.objects.update(leased_until=None)
        Worker().run_once()
        assert len(smtp.letters) == 1

    def test_refusing_each_time_ends_in_a_dead_letter(self, cast: Cast, told, smtp) -> None:
        told(cast.police, cast.officer)
        smtp.answer = "451 later"
        for _ in range(leases.MOST_TRIES):
            assert Mail.objects.get().state == State.WAITING
            Mail.objects.update(leased_until=None)
            Worker().run_once()
        assert Mail.objects.get().state == State.DEAD

    def test_a_worker_that_dies_each_time_ends_in_a_dead_letter(self, cast: Cast, told) -> None:
        told(cast.police, cast.officer)
        for _ in range(leases.MOST_TRIES):
            assert leases.take(sending.waiting(), seconds=0)
        Worker().run_once()
        assert Mail.objects.get().state == State.DEAD

    def test_an_address_refused_for_good_is_dead_at_once(self, cast: Cast, told, post, smtp) -> None:
        async def no(*_):
            return "550 no such user"

        smtp.handle_RCPT = no
        told(cast.police, cast.officer)
        [mail] = post()
        assert (mail.state, mail.because) == (State.DEAD, sending.REFUSED)

    def test_being_away_is_no_mails_fault(self, cast: Cast, told, smtp, settings) -> None:
        told(cast.police, cast.officer)
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
        for _ in range(leases.MOST_TRIES + 1):
            Worker().run_once()
        mail = Mail.objects.get()
        assert (mail.state, mail.tries, mail.leased_until) == (State.WAITING, 0, None)
        settings.EMAIL_PORT = port
        Worker().run_once()
        assert len(smtp.letters) == 1

    def test_without_any_server_mail_waits(self, cast: Cast, told, settings) -> None:
        told(cast.police, cast.officer)
        settings.EMAIL_HOST = ""
        Worker().run_once()
        assert Mail.objects.get().state == State.WAITING

    def test_one_connection_serves_many(self, cast: Cast, told, smtp) -> None:
        sessions = []

        async def greeted(_server, session, _envelope, hostname):
            sessions.append(session)
            session.host_name = hostname
            return "250 hello"

        smtp.handle_HELO = greeted
        told(cast.police, cast.officer, cast.deputy, cast.coast_officer)
        opened = []
        from django.core.mail.backends.smtp import EmailBackend

        original = EmailBackend.open
        EmailBackend.open = lambda self: opened.append(original(self)) or opened[-1]
        try:
            Worker().run_once()
        finally:
            EmailBackend.open = original
        assert len(smtp.letters) == 3
        assert opened.count(True) == 1

    def test_trouble_with_one_does_not_stop_the_others(self, cast: Cast, told, smtp, monkeypatch) -> None:
        told(cast.police, cast.officer)
        told(cast.customs, cast.deputy)
        original = world._lines

        def broken(row):
            if row.code == "DPA":
                raise ValueError(row.code)
            return original(row)

        monkeypatch.setattr(world, "_lines", broken)
        Worker().run_once()
        assert len(smtp.to(cast.deputy.email)) == 1
        mail = Mail.objects.get(notice__person=cast.officer)
        assert (mail.state, mail.because) == (State.WAITING, "ValueError")


def test_a_leased_mail_is_nobody_elses(cast: Cast, told) -> None:
    told(cast.police, cast.officer)
    assert leases.take(sending.waiting(), seconds=60)
    assert leases.take(sending.waiting(), seconds=60) is None


def test_who_finishes_second_changes_nothing(cast: Cast, told, post) -> None:
    told(cast.police, cast.officer)
    mail = leases.take(sending.waiting(), seconds=0)
    post()
    sending._failed(mail, ValueError())
    assert Mail.objects.get().state == State.SENT


def test_the_most_urgent_goes_first(cast: Cast, told) -> None:
    told(cast.police, cast.officer)
    told(cast.customs, cast.deputy, pace=Pace.FLASH)
    assert [mail.pace for mail in sending.waiting()] == ["A", "B"]
