"""A post's own mailbox: written to as its organisation says; when it moves, whoever must know is told."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.core import clock
from waypost.core.models import AuditRow, Event
from waypost.notices import actions, worker
from waypost.notices.models import Mail, Notice, Pace
from waypost.people.models import Organisation, Post
from waypost.people.policies import may_keep_mailboxes, may_move_mailbox
from waypost.people.tests.factors import give_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(cast: Cast, told: Any, post: Any, smtp: Any) -> Any:
    """The mails to the officer's post after something happened to immigration, which is AMBER."""

    def mails() -> Any:
        told(cast.immigration, cast.officer, pace=Pace.ACTION)
        post()
        return smtp.to(cast.officer.tenure.post.mailbox)

    return mails


@pytest.mark.parametrize("language", ["en", "th"])
def test_it_is_written_in_the_language_of_the_organisation(cast: Cast, box: Any, language: str) -> None:
    Organisation.objects.filter(pk=cast.police.pk).update(language=language)
    (mail,) = box()
    assert mail["Content-Language"] == language


def test_whatever_language_its_holder_reads(cast: Cast, box: Any) -> None:
    cast.officer.language = "th"
    cast.officer.save()
    (mail,) = box()
    assert mail["Content-Language"] == "en"


# Quiet hours and time zone of an organisation's mailboxes.


def _quiet(organisation: Organisation, start: time, end: time, zone: str = "Asia/Bangkok") -> None:
    Organisation.objects.filter(pk=organisation.pk).update(quiet_from=start, quiet_until=end, time_zone=zone)


def test_it_waits_for_the_end_of_quiet_hours(cast: Cast, told: Any, post: Any, smtp: Any, hands: Any) -> None:
    _quiet(cast.police, time(11), time(13))  # it is noon in Bangkok
    told(cast.immigration, cast.officer)
    post()
    assert smtp.to(cast.officer.tenure.post.mailbox) == []
    assert len(smtp.to(cast.officer.email)) == 1
    hands.forward(hours=1)
    post()
    assert len(smtp.to(cast.officer.tenure.post.mailbox)) == 1


def test_quiet_hours_are_by_the_organisations_clock(cast: Cast, box: Any) -> None:
    _quiet(cast.police, time(11), time(13), zone="Asia/Tokyo")  # 14:00 there
    (mail,) = box()
    assert "18:00 JST" in str(mail.get_body(("plain",)).get_content())


@pytest.mark.parametrize(("pace", "duty", "sent"), [("A", True, 1), ("A", False, 0), ("B", True, 0)])
def test_the_most_urgent_wakes_a_duty_post(
    cast: Cast, told: Any, post: Any, smtp: Any, pace: str, duty: bool, sent: int
) -> None:
    _quiet(cast.police, time(11), time(13))
    Post.objects.filter(pk=cast.officer.tenure.post.pk).update(on_duty=duty)
    told(cast.immigration, cast.officer, pace=Pace(pace))
    post()
    assert len(smtp.to(cast.officer.tenure.post.mailbox)) == sent


# Who keeps them.

KEEPERS = {"police": {"focal_point", "deputy", "secretariat", "second_secretariat"}}
KEEPERS["coast"] = {"coast_focal_point", "secretariat", "second_secretariat"}
KEEPERS["office"] = {"secretariat", "second_secretariat"}


@pytest.mark.parametrize("body", KEEPERS)
def test_they_are_kept_by_who_answers_and_by_the_secretariat(cast: Cast, body: str) -> None:
    organisation = getattr(cast, body)
    keep = {name for name, by in cast.people().items() if may_keep_mailboxes(by, organisation)}
    assert keep == KEEPERS[body]
    a_post = organisation.posts.first()
    assert keep == {name for name, by in cast.people().items() if may_move_mailbox(by, a_post)}


def test_a_secretariat_keeps_those_of_its_own_networks_only(cast: Cast) -> None:
    cast.secretariat.tenure.endorsements.exclude(network=cast.programme).delete()
    assert may_keep_mailboxes(cast.secretariat, cast.ministry)
    assert not may_keep_mailboxes(cast.secretariat, cast.police)
    assert not may_keep_mailboxes(cast.secretariat, cast.immigration)  # it stands in both


def test_others_are_refused_and_nothing_changes(cast: Cast, enter: Any) -> None:
    for name in ("officer", "coast_focal_point", "mission_focal_point", "auditor", "outsider"):
        browser = enter(getattr(cast, name))
        expected = 403 if getattr(cast, name).is_active_member() else 404
        for page in (_all(cast), _one(cast)):
            assert browser.get(page).status_code == expected, (name, page)
            assert browser.post(page, {**SETTINGS, "mailbox": "x@y.invalid"}).status_code == expected
    assert "Keep the mailboxes" not in _organisation(enter(cast.officer), cast)
    assert "Keep the mailboxes" in _organisation(enter(cast.deputy), cast)


def _all(cast: Cast) -> str:
    return reverse("mailboxes", args=[cast.police.public_id])


def _one(cast: Cast) -> str:
    return reverse("mailbox", args=[cast.officer.tenure.post.public_id])


def _organisation(browser: Client, cast: Cast) -> str:
    return browser.get(reverse("organisation", args=[cast.police.public_id])).content.decode()


SETTINGS = {
    "language": "th",
    "time_zone": "Asia/Tokyo",
    "quiet": "yes",
    "quiet_from": "21:00",
    "quiet_until": "06.30",
    "revision": "0",
}


# How they are written to.


def test_language_zone_and_quiet_hours_are_kept(cast: Cast, enter: Any) -> None:
    browser = enter(cast.deputy)
    assert browser.post(_all(cast), SETTINGS).status_code == 302
    cast.police.refresh_from_db()
    assert (cast.police.language, cast.police.time_zone) == ("th", "Asia/Tokyo")
    assert (cast.police.quiet_from, cast.police.quiet_until) == (time(21), time(6, 30))
    assert AuditRow.objects.filter(action="notices.mailboxes_changed", actor=cast.deputy.public_id).exists()
    assert browser.post(_all(cast), {**SETTINGS, "quiet": "no", "revision": "1"}).status_code == 302
    cast.police.refresh_from_db()
    assert cast.police.quiet_from is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"language": "xx"}, "Language of these mails"),
        ({"time_zone": "Asia/Nowhere"}, "no time zone of this name"),
        ({"time_zone": "x" * 500}, "At most 40"),
        ({"quiet_from": "25:00"}, "Write hours and minutes"),
        ({"quiet_until": ""}, "Write an hour"),
        ({"revision": ""}, 'class="errors"'),
    ],
)
def test_nonsense_is_said_and_nothing_is_lost(cast: Cast, enter: Any, wrong: Any, said: str) -> None:
    answer = enter(cast.focal_point).post(_all(cast), {**SETTINGS, **wrong})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "Asia/Tokyo" in page or "time_zone" in wrong
    cast.police.refresh_from_db()
    assert cast.police.language == "en"


def test_the_second_of_two_sees_both(cast: Cast, enter: Any) -> None:
    assert enter(cast.deputy).post(_all(cast), SETTINGS).status_code == 302
    answer = enter(cast.focal_point).post(_all(cast), {**SETTINGS, "time_zone": "Asia/Manila"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Asia/Tokyo" in page
    assert "Asia/Manila" in page
    again = {**SETTINGS, "time_zone": "Asia/Manila", "revision": "1"}
    assert enter(cast.focal_point).post(_all(cast), again).status_code == 302


# Where a post's mails go.

OLD, NEW = "post-officer@cast.invalid", "pier@police.invalid"


def _move(cast: Cast, by: Any, **change: str) -> Post:
    post = Post.objects.get(pk=cast.officer.tenure.post.pk)
    return actions.move_mailbox(by=by, post=post, **{"mailbox": NEW, "before": post.mailbox, **change})


def test_a_moved_mailbox_gets_the_mails_that_wait(cast: Cast, told: Any, post: Any, smtp: Any) -> None:
    told(cast.immigration, cast.officer)
    _move(cast, cast.deputy)
    post()
    assert len(smtp.to(NEW)) == 1
    assert [mail["Subject"] for mail in smtp.to(OLD)] == [
        "[Waypost] Mails of Waypost no longer come to this address"
    ]


def test_the_mailbox_that_is_left_hears_of_it_and_of_nothing_else(cast: Cast, post: Any, smtp: Any) -> None:
    _quiet(cast.police, time(11), time(13))
    _move(cast, cast.deputy)
    post()
    (mail,) = smtp.to(OLD)
    said = mail.get_body(("plain",)).get_content() + mail.get_body(("html",)).get_content()
    assert cast.officer.tenure.post.title in said
    for hidden in (NEW, cast.deputy.name, cast.deputy.email, cast.officer.name, "http", "inbox"):
        assert hidden not in said
    assert Mail.objects.get().state == Mail.State.SENT


def test_twice_moved_both_are_told(cast: Cast, post: Any, smtp: Any) -> None:
    _move(cast, cast.deputy)
    _move(cast, cast.deputy, mailbox="")
    post()
    assert (len(smtp.to(OLD)), len(smtp.to(NEW))) == (1, 1)
    _move(cast, cast.deputy)  # from none: there is nobody to tell
    assert Mail.objects.filter(farewell_to="").count() == 0


def test_a_farewell_that_is_refused_comes_to_the_secretariat(cast: Cast, enter: Any) -> None:
    _move(cast, cast.deputy)
    Mail.objects.update(state=Mail.State.DEAD, done_at=clock.now())
    page = enter(cast.secretariat).get(reverse("undelivered")).content.decode()
    assert OLD in page
    assert NEW not in page


def test_holder_answerers_and_secretariat_are_told_and_nobody_else(cast: Cast, post: Any, smtp: Any) -> None:
    _move(cast, cast.deputy)
    worker.tell(Event.objects.get(name="notices.mailbox_moved"))
    rows = Notice.objects.values_list("person__email", "pace")
    own = {(each.email, "B") for each in (cast.officer, cast.focal_point)}
    runs = {(each.email, "E") for each in (cast.secretariat, cast.second_secretariat)}
    assert set(rows) == own | runs
    post()
    (mail,) = smtp.to(cast.focal_point.email)
    said = mail.get_body(("plain",)).get_content()
    assert cast.officer.tenure.post.title in said
    assert OLD not in said
    assert NEW not in said


def test_the_notice_leads_to_where_it_can_be_changed_back(cast: Cast, enter: Any) -> None:
    _move(cast, cast.deputy)
    worker.tell(Event.objects.get(name="notices.mailbox_moved"))
    for person, page in ((cast.focal_point, _all(cast)), (cast.officer, "organisation")):
        notice = Notice.objects.get(person=person)
        browser = enter(person)
        assert notice.public_id in browser.get(reverse("inbox")).content.decode()
        found = browser.get(reverse("notice", args=[notice.public_id])).url
        wanted = page if page.startswith("/") else reverse(page, args=[cast.police.public_id])
        assert found == wanted
    Notice.objects.filter(person=cast.officer).update(person=cast.coast_officer)
    stray = Notice.objects.get(person=cast.coast_officer)
    assert enter(cast.coast_officer).get(reverse("notice", args=[stray.public_id])).status_code == 404


def test_the_log_holds_no_address(cast: Cast) -> None:
    _move(cast, cast.deputy)
    row = AuditRow.objects.get(action="notices.mailbox_moved")
    assert row.thing == f"post:{cast.officer.tenure.post.public_id}"
    facts = [bytes(row.canonical).decode(), str(Event.objects.get(name="notices.mailbox_moved").facts)]
    assert not [text for text in facts if OLD in text or NEW in text]


def test_to_move_one_wants_a_fresh_factor(cast: Cast, enter: Any) -> None:
    give_app(cast.focal_point)
    browser = enter(cast.focal_point)
    session = browser.session
    session["passed"] = {**session["passed"], "fresh": 0}
    session.save()
    assert browser.get(_one(cast)).url.startswith(reverse("mfa_reauthenticate"))
    browser.post(_one(cast), {"mailbox": NEW, "before": OLD})
    assert Post.objects.get(pk=cast.officer.tenure.post.pk).mailbox == OLD
    assert browser.get(_all(cast)).status_code == 200


@pytest.mark.parametrize("typed", ["x", "a@b", "x" * 300 + "@y.invalid", "a@b.invalid, c@d.invalid", OLD])
def test_what_is_no_mailbox_is_refused(cast: Cast, enter: Any, typed: str) -> None:
    answer = enter(cast.focal_point).post(_one(cast), {"mailbox": typed, "before": OLD})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert Post.objects.get(pk=cast.officer.tenure.post.pk).mailbox == OLD
    assert not Mail.objects.exists()


def test_who_was_overtaken_sees_where_it_goes_now(cast: Cast, enter: Any) -> None:
    _move(cast, cast.deputy)
    browser = enter(cast.focal_point)
    answer = browser.post(_one(cast), {"mailbox": "desk@police.invalid", "before": OLD})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert NEW in page
    assert "desk@police.invalid" in page
    again = browser.post(_one(cast), {"mailbox": "desk@police.invalid", "before": NEW})
    assert again.status_code == 302
    assert "desk@police.invalid" in browser.get(again.url).content.decode()
