"""The inbox and its pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from waypost.access.keys import keys_of, remembering
from waypost.core.errors import Denied, Refused
from waypost.notices import actions, follows, lists
from waypost.notices.models import Follow, Mail, Notice, Pace, Preference
from waypost.notices.tests import world
from waypost.people.models import Person

INBOX = "/inbox/"


def notices_in(context) -> list[Notice]:
    """Every notice of a page, in the order in which it was told of each thing."""
    return [each.notice for entry in context["entries"] for each in (entry, *entry.earlier)]


def test_it_opens_to_nobody_else(cast: Cast, told, client, enter) -> None:
    told(cast.police, cast.officer)
    assert client.get(INBOX).headers["Location"].startswith(reverse("account_login"))
    assert "Canary" in enter(cast.officer).get(INBOX).content.decode()
    assert "Canary" not in enter(cast.deputy).get(INBOX).content.decode()


def test_what_is_hidden_now_leaves_no_trace(cast: Cast, told, enter) -> None:
    told(cast.customs, cast.officer)
    officer = enter(cast.officer)
    before = officer.get(INBOX).context
    told(cast.police, cast.officer)
    world.hide(cast.police)
    after = officer.get(INBOX).context
    assert [entry.notice for entry in after["entries"]] == [entry.notice for entry in before["entries"]]
    assert after["unread_count"] == before["unread_count"] == 1


def test_what_was_withdrawn_says_so(cast: Cast, told, enter) -> None:
    told(cast.police, cast.officer)
    world.withdraw(cast.police)
    page = enter(cast.officer).get(INBOX).content.decode()
    assert "DPA is withdrawn" in page
    assert "Canary" not in page


def test_what_no_room_declares_any_more_is_left_out(cast: Cast, told, enter) -> None:
    told(cast.police, cast.officer)
    Notice.objects.update(kind="gone", subject_label="gone")
    assert enter(cast.officer).get(INBOX).context["entries"] == []
    assert lists.unread_count(cast.officer) == 0


class TestReading:
    def test_opening_marks_it_read_and_leads_to_the_subject(self, cast: Cast, told, enter) -> None:
        told(cast.police, cast.officer)
        notice = Notice.objects.get()
        answer = enter(cast.officer).get(f"{INBOX}{notice.public_id}/")
        assert answer.headers["Location"] == f"/there/{cast.police.public_id}/"
        assert lists.unread_count(cast.officer) == 0

    def test_anothers_notice_is_not_there(self, cast: Cast, told, enter) -> None:
        told(cast.police, cast.officer)
        notice = Notice.objects.get()
        stranger = enter(cast.deputy)
        assert stranger.get(f"{INBOX}{notice.public_id}/").status_code == 404
        assert stranger.post(f"{INBOX}{notice.public_id}/read/").status_code == 404
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_a_hidden_subject_is_not_there(self, cast: Cast, told, enter) -> None:
        told(cast.police, cast.officer)
        world.hide(cast.police)
        assert enter(cast.officer).get(f"{INBOX}{Notice.objects.get().public_id}/").status_code == 404

    def test_marking_one(self, cast: Cast, told, enter) -> None:
        told(cast.police, cast.officer)
        told(cast.customs, cast.officer)
        enter(cast.officer).post(f"{INBOX}{Notice.objects.first().public_id}/read/")
        assert lists.unread_count(cast.officer) == 1

    def test_one_thing_stands_there_once_and_is_counted_in_full(self, cast: Cast, told, enter, hands) -> None:
        for body in (cast.police, cast.customs, cast.police, cast.police):
            hands.forward(minutes=1)
            told(body, cast.officer)
        officer = enter(cast.officer)
        answer = officer.get(INBOX)
        assert [(each.notice.subject_id, len(each.earlier)) for each in answer.context["entries"]] == [
            (cast.police.public_id, 2),
            (cast.customs.public_id, 0),
        ]
        assert answer.context["unread_count"] == 4
        assert "Before that:" in answer.content.decode()

    def test_marking_a_thing_marks_what_stands_there_and_not_what_came_since(
        self, cast: Cast, told, enter, hands
    ) -> None:
        for _time in range(3):
            hands.forward(minutes=1)
            told(cast.police, cast.officer)
        shown = lists.inbox(cast.officer)[0]
        hands.forward(minutes=1)
        told(cast.police, cast.officer)
        told(cast.customs, cast.officer)
        enter(cast.officer).post(f"{INBOX}{shown.public_id}/read/")
        assert {each.subject_id for each in lists.unread(cast.officer)} == {
            cast.police.public_id,
            cast.customs.public_id,
        }
        assert lists.unread_count(cast.officer) == 2

    def test_marking_all_leaves_what_came_since(self, cast: Cast, told, enter, hands) -> None:
        told(cast.police, cast.officer, cast.deputy)
        officer = enter(cast.officer)
        shown = officer.get(INBOX).context["newest"]
        hands.forward(minutes=1)
        told(cast.customs, cast.officer)
        officer.post(f"{INBOX}read/", {"newest": shown.public_id})
        assert [
            entry.notice.subject_id for entry in officer.get(f"{INBOX}?show=unread").context["entries"]
        ] == [cast.customs.public_id]
        assert lists.unread_count(cast.deputy) == 1

    def test_the_page_of_a_thing_marks_its_notices(self, cast: Cast, told) -> None:
        told(cast.police, cast.officer, cast.deputy)
        told(cast.customs, cast.officer)
        actions.shown(to=cast.officer, subject="organisation", public_id=cast.police.public_id)
        assert (lists.unread_count(cast.officer), lists.unread_count(cast.deputy)) == (1, 1)

    def test_nobody_marks_anothers(self, cast: Cast, told) -> None:
        told(cast.police, cast.officer)
        with pytest.raises(Denied):
            actions.read(by=cast.deputy, notice=Notice.objects.get())
        with pytest.raises(Denied):
            actions.read_all(by=cast.deputy, inbox=cast.officer, newest=Notice.objects.get())


class TestPages:
    @pytest.fixture(autouse=True)
    def _many(self, cast: Cast, told, hands) -> None:
        for turn in range(lists.PAGE + 3):
            if turn % 7:
                hands.forward(minutes=1)  # every seventh at the same moment as the one before
            told(cast.police, cast.officer)

    def test_they_show_every_notice_once(self, cast: Cast, enter) -> None:
        officer, seen, address = enter(cast.officer), [], INBOX
        while address:
            context = officer.get(address).context
            seen += [notice.pk for notice in notices_in(context)]
            address = context["next"] and f"{INBOX}?after={context['next'].public_id}"
        newest_first = list(Notice.objects.order_by("-at", "-pk").values_list("pk", flat=True))
        assert seen == newest_first
        assert len(seen) == lists.PAGE + 3

    @pytest.mark.parametrize("after", ["", "nonsense", "\x00", "ก" * 500])
    def test_a_wrong_place_is_the_first_page(self, cast: Cast, enter, after: str) -> None:
        answer = enter(cast.officer).get(INBOX, {"after": after})
        assert answer.context["first_page"]
        assert len(notices_in(answer.context)) == lists.PAGE

    def test_anothers_place_is_the_first_page(self, cast: Cast, told, enter) -> None:
        told(cast.police, cast.deputy)
        theirs = Notice.objects.get(person=cast.deputy).public_id
        assert enter(cast.officer).get(INBOX, {"after": theirs}).context["first_page"]


def test_few_and_many_take_the_same_queries(cast: Cast, told, enter, django_assert_num_queries) -> None:
    officer = enter(cast.officer)
    told(cast.police, cast.officer)
    with CaptureQueriesContext(connection) as few:
        officer.get(INBOX)
    for body in (cast.police, cast.customs, cast.coast, cast.ministry) * 5:
        told(body, cast.officer)
    with django_assert_num_queries(len(few)):
        officer.get(INBOX)


def test_the_count_is_three_queries_and_bounded(cast: Cast, told, django_assert_num_queries) -> None:
    for _ in range(lists.COUNTED + 2):
        told(cast.police, cast.officer)
    with remembering():
        keys_of(cast.officer)  # found once a request, whoever asks first
        with django_assert_num_queries(3):  # what is told of here is opened by more than keys
            count = lists.unread_count(cast.officer)
    assert lists.unread_badge(count) == "99+"
    assert lists.unread_badge(0) == ""
    assert lists.unread_badge(7) == "7"


class TestPreferences:
    ADDRESS = "/inbox/preferences/"
    SENT = {
        "mail": "no",
        "daily": "no",
        "weekly": "yes",
        "quiet": "yes",
        "quiet_from": "21.30",
        "quiet_until": "06:00",
    }

    def test_they_are_kept(self, cast: Cast, enter) -> None:
        assert enter(cast.officer).post(self.ADDRESS, self.SENT).status_code == 302
        kept = Preference.of(cast.officer)
        assert (kept.mail, kept.daily, kept.weekly) == (False, False, True)
        assert (f"{kept.quiet_from:%H:%M}", f"{kept.quiet_until:%H:%M}") == ("21:30", "06:00")

    def test_no_quiet_hours(self, cast: Cast, enter) -> None:
        enter(cast.officer).post(self.ADDRESS, {**self.SENT, "quiet": "no"})
        assert Preference.of(cast.officer).quiet_from is None

    def test_a_focal_point_is_not_asked_about_direct_mail(self, cast: Cast, enter) -> None:
        point = enter(cast.focal_point)
        page = point.get(self.ADDRESS)
        assert "mail" not in page.context["form"].fields
        point.post(self.ADDRESS, self.SENT)
        assert Preference.of(cast.focal_point).wants(Pace.ACTION)
        assert not Preference.of(cast.focal_point).wants(Pace.FOLLOW)

    @pytest.mark.parametrize("wrong", ["25:00", "nonsense", "", "\x00", "١٢", "<b>", "😀" * 100])
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, cast: Cast, enter, wrong: str) -> None:
        answer = enter(cast.officer).post(self.ADDRESS, {**self.SENT, "quiet_from": wrong})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"quiet_from"}
        assert answer.context["form"]["quiet_until"].value() == "06:00"
        assert Preference.of(cast.officer).mail

    def test_an_empty_form(self, cast: Cast, enter) -> None:
        assert enter(cast.officer).post(self.ADDRESS, {"x": "1"}).status_code == 422

    def test_nobody_chooses_for_another(self, cast: Cast) -> None:
        with pytest.raises(Denied):
            actions.change_preferences(
                by=cast.deputy, person=cast.officer, mail=False, daily=False, weekly=False, quiet=None
            )


class TestDeadLetters:
    @pytest.fixture(autouse=True)
    def dead(self, cast: Cast, told) -> Mail:
        told(cast.police, cast.officer)
        mail = Mail.objects.get(post__isnull=True)
        mail.state, mail.because, mail.done_at, mail.tries = (
            Mail.State.DEAD,
            "SMTPDataError",
            mail.send_after,
            8,
        )
        mail.save()
        return mail

    ADDRESS = "/inbox/undelivered/"

    def test_the_secretariat_sees_whom_and_why_never_what(self, cast: Cast, enter) -> None:
        page = enter(cast.secretariat).get(self.ADDRESS).content.decode()
        assert cast.officer.email in page
        assert "SMTPDataError" in page
        assert "Canary" not in page
        assert "2020-044" not in page

    def test_nobody_else_knows_of_the_page(self, cast: Cast, dead: Mail, enter) -> None:
        for person in (cast.officer, cast.focal_point, cast.mission_focal_point, cast.auditor):
            visitor = enter(person)
            assert visitor.get(self.ADDRESS).status_code == 404
            assert visitor.post(f"{self.ADDRESS}{dead.token}/").status_code == 404

    def test_it_goes_out_again(self, cast: Cast, dead: Mail, enter, post, smtp) -> None:
        assert enter(cast.secretariat).post(f"{self.ADDRESS}{dead.token}/").status_code == 302
        post()
        assert [letter["Message-ID"] for letter in smtp.to(cast.officer.email)] == [
            f"<{dead.token}@waypost.localhost>"
        ]

    def test_what_is_on_its_way_is_not_sent_again(self, cast: Cast, dead: Mail) -> None:
        actions.send_again(by=cast.secretariat, mail=dead)
        with pytest.raises(Refused):
            actions.send_again(by=cast.secretariat, mail=dead)

    def test_list_and_policy_agree(self, cast: Cast, told, hands) -> None:
        from waypost.notices.policies import may_send_again

        told(cast.police, everybody=True)
        Mail.objects.update(state=Mail.State.DEAD, done_at=hands.now)
        for viewer in (cast.secretariat, cast.officer, cast.immigration_officer):
            listed = set(lists.undelivered(viewer))
            assert listed == {mail for mail in Mail.objects.all() if may_send_again(viewer, mail)}
        assert set(lists.undelivered(cast.secretariat)) == set(Mail.objects.all())


class TestFollows:
    @pytest.fixture(autouse=True)
    def _kinds(self, monkeypatch) -> None:
        monkeypatch.setattr(follows, "_kinds", {})
        names = {"sea": "Maritime", "air": "Air"}
        follows.register("topic", name_of=names.get, keys_of=lambda thing, _when: thing["topics"])
        follows.register("search", name_of=lambda key: key, keys_of=self.searches)

    def searches(self, thing, when) -> list[str]:
        return [key for key in follows.keys_in_use("search", when) if key in thing["words"]]

    def test_followers_are_those_of_any_key(self, cast: Cast) -> None:
        actions.follow(by=cast.officer, kind="topic", key="sea")
        actions.follow(by=cast.deputy, kind="search", key="boat")
        actions.follow(by=cast.colleague, kind="topic", key="air")
        found = follows.followers({"topics": ["sea"], "words": "a small boat"}, Follow.When.DAILY)
        assert set(found) == {cast.officer, cast.deputy}

    def test_twice_is_once_and_it_can_end(self, cast: Cast) -> None:
        for _ in range(2):
            actions.follow(by=cast.officer, kind="topic", key="sea")
        assert Follow.objects.count() == 1
        actions.unfollow(by=cast.officer, kind="topic", key="sea")
        assert not follows.followers({"topics": ["sea"], "words": ""}, Follow.When.DAILY).exists()

    def test_each_is_told_as_chosen_and_may_choose_anew(self, cast: Cast) -> None:
        for when in Follow.When:
            actions.follow(by=cast.officer, kind="topic", key="sea", name="  At\tsea ", when=when)
            thing = {"topics": ["sea"], "words": ""}
            found = [each for each in Follow.When if follows.followers(thing, each).exists()]
            assert found == [when]
        assert [each.name for each in follows.kept_by(cast.officer)] == ["At sea"]

    def test_there_is_an_end_to_it(self, cast: Cast, monkeypatch) -> None:
        monkeypatch.setattr(Follow, "MOST", 1)
        actions.follow(by=cast.officer, kind="topic", key="sea")
        actions.follow(by=cast.officer, kind="topic", key="sea", name="Again")
        with pytest.raises(Refused):
            actions.follow(by=cast.officer, kind="topic", key="air")

    @pytest.mark.parametrize(("kind", "key"), [("topic", "moon"), ("moon", "sea")])
    def test_what_is_not_there_can_not_be_followed(self, cast: Cast, kind: str, key: str) -> None:
        with pytest.raises(Refused):
            actions.follow(by=cast.officer, kind=kind, key=key)

    def test_only_active_members_follow(self, cast: Cast) -> None:
        with pytest.raises(Denied):
            actions.follow(by=cast.suspended, kind="topic", key="sea")


def test_every_language_has_its_page(cast: Cast, told, enter) -> None:
    Person.objects.filter(pk=cast.officer.pk).update(language="th")
    told(cast.police, cast.officer)
    for address in (INBOX, "/inbox/preferences/"):
        assert (
            '<html lang="th">'
            in enter(cast.officer).get(address, headers={"Accept-Language": "th"}).content.decode()
        )
