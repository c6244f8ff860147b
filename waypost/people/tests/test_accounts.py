"""Accounts: suspension, details, posts, sessions, factors, and a new way in by two persons' word."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, SINCE, TODAY, Cast
from waypost.core import events
from waypost.core.doors import doors
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.models import Event
from waypost.notices.models import Notice
from waypost.notices.worker import tell
from waypost.people.actions import factors as factor_actions
from waypost.people.actions import persons, renewals
from waypost.people.models import Invitation, Organisation, Person, Post, Tenure
from waypost.people.policies import may_accept, outranks
from waypost.people.signin import recovery
from waypost.people.tests.factors import code, give_app, is_in, password_step, secret_on, sign_in_with
from waypost.people.tests.test_joining import SECRET

Enter = Callable[[Person], Client]


# Whose account is whose to act on.

IN_CHARGE = {
    "focal_point": {"officer", "colleague", "deputy"},
    "immigration_focal_point": {"immigration_officer"},
    "coast_focal_point": {"coast_officer", "suspended", "dormant", "invited"},
    "lone_focal_point": {"lone_officer"},
    "mission_focal_point": {"focal_point", "coast_focal_point", "lone_focal_point"},
}


def test_nobody_acts_on_a_higher_account(cast: Cast) -> None:
    everybody = cast.people()
    for name, by in everybody.items():
        found = {other for other, person in everybody.items() if outranks(by, person)}
        if "secretariat" in name:
            assert found == set(everybody) - {name, "outsider", "former"}, name
        else:
            assert found == IN_CHARGE.get(name, set()), name


def test_every_post_of_a_person_counts(cast: Cast) -> None:
    """A focal point who is an officer elsewhere is not that organisation's to suspend."""
    assert outranks(cast.focal_point, cast.officer)
    post = Post.objects.create(organisation=cast.office, role="secretariat", title_en="S", title_th="S")
    Tenure.objects.create(person=cast.officer, post=post, since=SINCE)
    assert not outranks(cast.focal_point, cast.officer)


@pytest.mark.parametrize("act", ["person_details", "suspend", "renew"])
def test_the_pages_refuse_who_is_not_in_charge(cast: Cast, enter: Enter, act: str) -> None:
    assert enter(cast.officer).get(reverse(act, args=[cast.focal_point.public_id])).status_code == 403
    assert enter(cast.officer).get(reverse(act, args=[cast.coast_officer.public_id])).status_code == 404
    assert enter(cast.focal_point).get(reverse(act, args=[cast.officer.public_id])).status_code == 200


# Suspension.


def test_a_suspended_person_is_out_at_once(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    assert is_in(browser, cast.officer)
    page = reverse("suspend", args=[cast.officer.public_id])
    enter(cast.focal_point).post(page, {"because": "transferred, letter 9/2563"})
    assert not is_in(browser, cast.officer)
    assert not UserSession.objects.filter(user=cast.officer).exists()
    cast.officer.refresh_from_db()
    assert cast.officer.networks() == []


def test_the_session_itself_is_gone_and_the_flag_alone_is_enough(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    Person.objects.filter(pk=cast.officer.pk).update(suspended_at="2020-09-01T00:00:00Z")
    assert not is_in(browser, cast.officer)


def test_suspending_wants_a_reason_and_a_fresh_factor(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reverse("suspend", args=[cast.officer.public_id])
    give_app(cast.focal_point)
    browser = enter(cast.focal_point)
    assert browser.post(page, {"because": " "}).status_code == 422
    from waypost.people.signin import standing

    monkeypatch.setattr(standing, "FRESH_SECONDS", -1)
    assert browser.post(page, {"because": "left"}).status_code == 302
    cast.officer.refresh_from_db()
    assert cast.officer.suspended_at is None


def test_access_comes_back(cast: Cast, enter: Enter) -> None:
    persons.suspend(by=cast.focal_point, person=cast.officer, because="x")
    with pytest.raises(Refused):
        persons.suspend(by=cast.focal_point, person=cast.officer, because="x")
    enter(cast.focal_point).post(reverse("restore", args=[cast.officer.public_id]))
    cast.officer.refresh_from_db()
    assert cast.officer.is_active_member()


# Details.


def own(person: Person, **more: str) -> dict[str, str]:
    return {
        "name_native": "",
        "address_as": "Khun Officer",
        "language": "th",
        "time_zone": "Asia/Jakarta",
        "mail_phrase": "blue pier",
        "revision": str(person.revision),
        **more,
    }


def test_own_details_are_kept(cast: Cast, enter: Enter) -> None:
    answer = enter(cast.officer).post(reverse("profile"), own(cast.officer))
    assert answer.status_code == 302
    assert answer.cookies["language"].value == "th"
    cast.officer.refresh_from_db()
    assert (cast.officer.address_as, cast.officer.time_zone, cast.officer.revision) == (
        "Khun Officer",
        "Asia/Jakarta",
        1,
    )


def test_a_second_tab_loses_nothing(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    browser.post(reverse("profile"), own(cast.officer, address_as="First"))
    answer = browser.post(reverse("profile"), own(cast.officer, address_as="Second"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "First" in page
    assert "Second" in page
    assert 'name="revision" value="1"' in page
    again = browser.post(reverse("profile"), own(cast.officer, address_as="Second", revision="1"))
    assert again.status_code == 302


def test_nobody_renames_themself(cast: Cast, enter: Enter) -> None:
    enter(cast.officer).post(
        reverse("profile"),
        own(cast.officer, name_latin="The Commander", rank_title="Gen.", email="x@y.invalid"),
    )
    cast.officer.refresh_from_db()
    assert (cast.officer.name_latin, cast.officer.rank_title) == ("Officer", "")
    with pytest.raises(Denied):
        persons.change_details(
            by=cast.officer, person=cast.officer, details={"name_latin": "X"}, revision=cast.officer.revision
        )
    with pytest.raises(Denied):
        persons.change_details(
            by=cast.focal_point, person=cast.officer, details={"mail_phrase": "x"}, revision=0
        )


def test_a_focal_point_corrects_what_they_vouched_for(cast: Cast, enter: Enter) -> None:
    page = reverse("person_details", args=[cast.officer.public_id])
    typed = {
        "name_latin": "Anan Boonmee",
        "rank_title": "Pol. Capt.",
        "name_native": "",
        "address_as": "",
        "revision": "0",
    }
    assert enter(cast.focal_point).post(page, typed).status_code == 302
    cast.officer.refresh_from_db()
    assert (cast.officer.name, cast.officer.sort_key) == ("Pol. Capt. Anan Boonmee", "anan boonmee")
    with pytest.raises(Overtaken):
        persons.change_details(
            by=cast.focal_point, person=cast.officer, details={"rank_title": "x"}, revision=0
        )


# Posts.


def test_one_acts_for_one_organisation_at_a_time(cast: Cast, enter: Enter) -> None:
    post = Post.objects.create(
        organisation=cast.ministry, role="officer", title_en="Liaison", title_th="ประสานงาน"
    )
    second = Tenure.objects.create(person=cast.officer, post=post, since=SINCE)
    browser = enter(cast.officer)
    assert browser.post(reverse("act_for"), {"tenure": second.public_id}).status_code == 302
    assert Person.objects.get(pk=cast.officer.pk).organisation == cast.ministry
    assert browser.post(reverse("act_for"), {"tenure": cast.colleague.acting_as.public_id}).status_code == 409
    second.until = TODAY
    second.save()
    with pytest.raises(Refused):
        persons.act_for(by=cast.officer, person=cast.officer, tenure=second)


# Sessions.


def test_sessions_are_listed_and_ended_one_by_one(cast: Cast, enter: Enter) -> None:
    here, there, elsewhere = enter(cast.officer), enter(cast.officer), enter(cast.officer)
    assert len(here.get(reverse("sessions")).context["sessions"]) == 3
    one = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("sessions"), {"session": one.pk})
    assert [is_in(b, cast.officer) for b in (here, there, elsewhere)] == [True, False, True]
    here.post(reverse("sessions"))
    assert [is_in(b, cast.officer) for b in (here, there, elsewhere)] == [True, False, False]


@pytest.mark.parametrize("session", ["0", "-1", "x", "9" * 30, "1e3"])
def test_anothers_session_is_not_ended(cast: Cast, enter: Enter, session: str) -> None:
    mine, theirs = enter(cast.officer), enter(cast.colleague)
    other = UserSession.objects.get(user=cast.colleague)
    mine.post(reverse("sessions"), {"session": other.pk})
    mine.post(reverse("sessions"), {"session": session})
    assert is_in(theirs, cast.colleague)
    assert (
        persons.end_sessions(
            by=cast.officer, person=cast.officer, keys=[other.session_key], forget_devices=False
        )
        == 0
    )


def test_a_new_password_ends_the_other_sessions(cast: Cast, enter: Enter) -> None:
    here, there = enter(cast.officer), enter(cast.officer)
    answer = here.post(reverse("change_password"), {"password": "quite-another-password"})
    assert answer.url == reverse("factors")
    assert is_in(here, cast.officer)
    assert not is_in(there, cast.officer)
    cast.officer.refresh_from_db()
    assert cast.officer.check_password("quite-another-password")


# Factors.


def test_another_app_takes_the_place_of_the_first(cast: Cast, enter: Enter) -> None:
    old = give_app(cast.officer)
    browser = enter(cast.officer)
    secret = secret_on(browser.get(reverse("change_app")))
    assert browser.post(reverse("change_app"), {"code": "000000"}).status_code == 422
    assert browser.post(reverse("change_app"), {"code": code(secret)}).url == reverse("factors")
    refused, good = Client(), Client()
    sign_in_with(refused, cast.officer, old, 1)
    sign_in_with(good, cast.officer, secret, 1)
    assert not is_in(refused, cast.officer)
    assert is_in(good, cast.officer)


def test_the_only_factor_stays(cast: Cast, enter: Enter) -> None:
    give_app(cast.officer)
    app = Authenticator.objects.get(user=cast.officer)
    browser = enter(cast.officer)
    assert browser.post(reverse("remove_factor", args=[app.pk])).status_code == 409
    passkey = Authenticator.objects.create(
        user=cast.officer, type="webauthn", data={"name": "", "credential": {}}
    )
    assert browser.post(reverse("remove_factor", args=[app.pk])).url == reverse("factors")
    assert browser.post(reverse("remove_factor", args=[passkey.pk])).status_code == 409
    cast.officer.refresh_from_db()
    assert cast.officer.second_factor


def test_without_a_password_the_passkey_stays(cast: Cast) -> None:
    give_app(cast.officer)
    passkey = Authenticator.objects.create(
        user=cast.officer, type="webauthn", data={"name": "", "credential": {}}
    )
    cast.officer.set_unusable_password()
    cast.officer.save()
    with pytest.raises(Refused):
        factor_actions.remove(by=cast.officer, person=cast.officer, factor_id=passkey.pk)


def test_anothers_factor_is_not_removed(cast: Cast, enter: Enter) -> None:
    give_app(cast.officer)
    give_app(cast.colleague)
    theirs = Authenticator.objects.get(user=cast.colleague)
    assert enter(cast.officer).post(reverse("remove_factor", args=[theirs.pk])).status_code == 409
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_new_codes_are_shown_until_taken(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    assert browser.post(reverse("renew_codes")).url == reverse("codes")
    shown = browser.get(reverse("codes")).context["codes"]
    assert browser.get(reverse("codes")).context["codes"] == shown
    assert not any(each in str(dict(browser.session.items())) for each in shown)
    assert browser.post(reverse("codes")).url == reverse("factors")
    assert browser.get(reverse("codes")).url == reverse("factors")
    assert recovery.use(cast.officer, shown[0])


@pytest.mark.parametrize(
    "page", ["change_password", "change_app", "add_passkey", "renew_codes", "remove_factor"]
)
def test_factors_change_only_after_a_step_up(
    cast: Cast, enter: Enter, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waypost.people.signin import standing

    give_app(cast.officer)
    browser = enter(cast.officer)
    monkeypatch.setattr(standing, "FRESH_SECONDS", -1)
    address = reverse(page, args=[1] if page == "remove_factor" else [])
    send = browser.post if page in {"renew_codes", "remove_factor"} else browser.get
    assert send(address).url.startswith(reverse("mfa_reauthenticate"))


# A new way in.


def test_two_persons_vouch_for_a_new_factor(cast: Cast, enter: Enter, hands: Any) -> None:
    old = give_app(cast.officer)
    open_session = enter(cast.officer)
    asking = enter(cast.focal_point)
    asking.post(
        reverse("renew", args=[cast.officer.public_id]), {"because": "called back at the pier office"}
    )
    renewal = Invitation.objects.get()
    assert renewal.secret_hash is None
    confirm = reverse("confirm_renewal", args=[renewal.public_id])
    assert asking.post(confirm).status_code == 403
    assert enter(cast.officer).post(confirm).status_code == 404
    assert enter(cast.coast_focal_point).post(confirm).status_code == 404

    assert enter(cast.deputy).post(confirm).status_code == 403  # would hold a colleague's link in hand
    second = enter(cast.secretariat)
    assert "called back" in second.get(reverse("invitations")).content.decode()
    shown = second.get(second.post(confirm).url).content.decode()
    secret = SECRET.search(shown)
    assert secret

    assert is_in(open_session, cast.officer)  # nothing is taken before the new factor stands
    browser = Client()
    early = browser.get(reverse("open_invitation", args=[secret[1]]))
    assert (early.status_code, "opens later" in early.content.decode()) == (410, True)
    hands.forward(hours=24)
    browser.get(reverse("open_invitation", args=[secret[1]]))
    assert browser.get(reverse("join")).url == reverse("join_password")
    browser.post(reverse("join_password"), {"password": "new-lamp-new-orchid"})
    app = secret_on(browser.get(reverse("join_app")))
    assert browser.post(reverse("join_app"), {"code": code(app)}).url == reverse("codes")
    assert not is_in(open_session, cast.officer)
    assert password_step(Client(), cast.officer, PASSWORD).status_code == 200
    refused = Client()
    password_step(refused, cast.officer, "new-lamp-new-orchid")
    refused.post(reverse("mfa_authenticate"), {"code": code(old)})
    assert not is_in(refused, cast.officer)
    assert cast.officer.tenures.count() == 1


def test_one_person_alone_opens_nothing(cast: Cast) -> None:
    renewal = renewals.ask(by=cast.focal_point, person=cast.officer, evidence="x")
    with pytest.raises(Denied):
        renewals.confirm(by=cast.focal_point, invitation=renewal)
    with pytest.raises(Denied):
        renewals.confirm(by=cast.officer, invitation=renewal)
    assert doors()["people.renewal_confirmed"].allowed(cast.secretariat, renewal)


def _confirmed(cast: Cast) -> Invitation:
    renewal = renewals.ask(by=cast.focal_point, person=cast.officer, evidence="x")
    renewals.confirm(by=cast.secretariat, invitation=renewal)
    return Invitation.objects.get(pk=renewal.pk)


@pytest.mark.parametrize("by", ["officer", "focal_point", "deputy", "secretariat"])
def test_each_of_them_stops_it_within_the_day(cast: Cast, enter: Enter, hands: Any, by: str) -> None:
    """The person at the address they had, whoever asked or confirmed, whoever approves there, the secretariat."""
    renewal = _confirmed(cast)
    browser = enter(getattr(cast, by))
    assert "Stop it" in browser.get(reverse("invitations")).content.decode()
    assert renewal.name in browser.get("/").content.decode()
    browser.post(reverse("withdraw_invitation", args=[renewal.public_id]))
    hands.forward(hours=24)
    assert not may_accept(cast.officer, Invitation.objects.get(pk=renewal.pk))


def test_nobody_else_stops_or_sees_it(cast: Cast, enter: Enter) -> None:
    renewal = _confirmed(cast)
    for name in ("colleague", "coast_focal_point", "auditor", "mission_focal_point"):
        answer = enter(getattr(cast, name)).post(reverse("withdraw_invitation", args=[renewal.public_id]))
        assert answer.status_code == 404, name


def test_the_person_and_who_approves_are_told(cast: Cast) -> None:
    _confirmed(cast)
    for event in Event.objects.filter(told_at=None):
        tell(event)
    told = set(Notice.objects.values_list("person__email", flat=True))
    assert told == {cast.officer.email, cast.focal_point.email, cast.deputy.email}


def test_who_may_confirm(cast: Cast) -> None:
    renewal = renewals.ask(by=cast.focal_point, person=cast.officer, evidence="x")
    allowed = {
        name
        for name, person in cast.people().items()
        if doors()["people.renewal_confirmed"].allowed(person, renewal)
    }
    assert allowed == {"secretariat", "second_secretariat"}


# Doors.


def test_every_act_is_declared() -> None:
    ours = {name for name, door in doors().items() if name.startswith("people.") and not door.quiet_because}
    assert len(ours) > 15
    assert all(events.declared(name) is not None for name in ours)


def test_what_nobody_does_for_another(cast: Cast) -> None:
    for name in (
        "rules_signed",
        "acting_post_changed",
        "sessions_ended",
        "app_changed",
        "passkey_added",
        "factor_removed",
        "codes_renewed",
        "password_changed",
        "directory_read",
    ):
        allowed = doors()[f"people.{name}"].allowed
        assert allowed(cast.officer, cast.officer)
        assert not allowed(cast.secretariat, cast.officer), name
        assert not allowed(cast.focal_point, cast.officer), name


def test_an_organisations_page_is_for_members(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.secretariat)
    for organisation in Organisation.objects.all():
        assert browser.get(reverse("organisation", args=[organisation.public_id])).status_code == 200
    assert browser.get(reverse("organisation", args=["x"])).status_code == 404
    assert enter(cast.outsider).get(reverse("organisation", args=[cast.police.public_id])).status_code == 404


def test_every_page_of_the_account_opens(cast: Cast, enter: Enter) -> None:
    pages = [
        "profile",
        "sessions",
        "factors",
        "change_app",
        "add_passkey",
        "change_password",
        "invitations",
        "people",
        "call",
    ]
    browser = enter(cast.focal_point)
    give_app(cast.focal_point)
    assert [browser.get(reverse(page)).status_code for page in pages] == [200] * len(pages)
