"""Whoever can hold a way in to an account has every right of that account already: no detour to a higher post."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from tests.cast import SINCE, TODAY, UNTIL, Cast
from waypost.core.doors import OPERATOR
from waypost.core.errors import Denied
from waypost.people.actions import founding, invitations, persons, posts, renewals
from waypost.people.actions.founding import Founder
from waypost.people.actions.invitations import Enrolment, Invited
from waypost.people.backend import with_post
from waypost.people.models import Endorsement, Invitation, Network, Organisation, Person, Post, Tenure
from waypost.people.policies import (
    may_accept,
    may_ask_renewal,
    may_confirm_invitation,
    may_confirm_renewal,
    outranks,
)
from waypost.people.signin import app_codes, standing
from waypost.people.tests.factors import give_app

Enter = Callable[[Person], Client]
ADDRESS = "newcomer@office.invalid"
Role = Post.Role


def invited(cast: Cast, email: str = ADDRESS, role: str = Role.OFFICER, networks: int = 1) -> Invited:
    return Invited(
        email=email,
        name_latin="Somebody New",
        role=role,
        title_en="Officer",
        title_th="เจ้าหน้าที่",
        evidence="letter",
        networks=(cast.regional, cast.programme)[:networks],
    )


def enrolment() -> Enrolment:
    return Enrolment(
        password=make_password("pier-lamp-orchid"), app_secret=app_codes.new_secret(), app_step=1
    )


def by_address(email: str = ADDRESS) -> Person:
    return with_post().get(email=email)


def again(person: Person) -> Person:
    return with_post().get(pk=person.pk)


def second_post(
    person: Person, organisation: Organisation, role: str, networks: list[Network], *, acting: bool = False
) -> Tenure:
    post = Post.objects.create(organisation=organisation, role=role, title_en="Second", title_th="ที่สอง")
    tenure = Tenure.objects.create(person=person, post=post, since=SINCE)
    for network in networks:
        Endorsement.objects.create(tenure=tenure, network=network, since=SINCE, until=UNTIL)
    if acting:
        Person.objects.filter(pk=person.pk).update(acting_as=tenure)
    return tenure


# An invitation to one post is no way in to another.


def test_a_founder_holds_nothing_before_they_come_in(cast: Cast) -> None:
    founding.invite(by=OPERATOR, organisation=cast.office, founder=Founder(ADDRESS, "New Founder"))
    assert not by_address().tenures.exists()


def test_inviting_a_founders_address_makes_nobody_secretariat(cast: Cast) -> None:
    founding.invite(by=OPERATOR, organisation=cast.office, founder=Founder(ADDRESS, "New Founder"))
    invitation, _secret = invitations.invite(
        by=cast.coast_focal_point, organisation=cast.coast, invited=invited(cast)
    )
    invitations.accept(by=by_address(), invitation=invitation, enrolment=enrolment())
    held = by_address().tenures.values_list("post__organisation", "post__role")
    assert list(held) == [(cast.coast.pk, Role.OFFICER)]


def test_no_invitation_enrols_factors_for_somebody_who_holds_a_post(cast: Cast, client: Client) -> None:
    """The post may be any: what somebody else's link sets up would open all of them."""
    invitation, secret = invitations.invite(
        by=cast.lone_focal_point, organisation=cast.lone, invited=invited(cast, cast.invited.email)
    )
    assert client.get(reverse("open_invitation", args=[secret])).status_code == 410
    for chosen in (enrolment(), None):
        with pytest.raises(Denied):
            invitations.accept(by=again(cast.invited), invitation=invitation, enrolment=chosen)
    assert not again(cast.invited).second_factor
    assert cast.invited.tenures.count() == 1


def test_the_operator_vouches_anew_where_the_word_ended(cast: Cast) -> None:
    Endorsement.objects.filter(tenure=cast.secretariat.acting_as).update(until=TODAY)
    founding.invite(by=OPERATOR, organisation=cast.office, founder=Founder(cast.secretariat.email, "x"))
    assert not again(cast.secretariat).is_active_member()  # the link in somebody's hand is no word yet
    invitation = Invitation.objects.get(person=cast.secretariat)
    invitations.accept(by=again(cast.secretariat), invitation=invitation, enrolment=enrolment())
    assert set(again(cast.secretariat).networks()) == {cast.regional.pk, cast.programme.pk}
    assert cast.secretariat.tenures.count() == 1


# A new way in goes through hands that could do everything the account may.


@pytest.mark.matrix
def test_whoever_asks_or_confirms_outranks_the_person_at_every_post(cast: Cast) -> None:
    """Everybody with everybody, and each given a second post: in the office, in the other network."""
    seconds: list[Callable[[Person], Tenure | None]] = [
        lambda _person: None,
        lambda person: second_post(person, cast.office, Role.SECRETARIAT, [cast.regional, cast.programme]),
        lambda person: second_post(person, cast.ministry, Role.OFFICER, [cast.programme]),
        lambda person: second_post(person, cast.police, Role.OFFICER, [cast.regional], acting=True),
    ]
    confirmed = 0
    for person in cast.people().values():
        for give in seconds:
            second = give(person)
            whom = again(person)
            confirmed += _all_outrank(cast, whom)
            if second is not None:
                Person.objects.filter(pk=person.pk).update(acting_as=person.acting_as_id)
                second.endorsements.all().delete()
                second.delete()
    assert confirmed > 20


def _all_outrank(cast: Cast, whom: Person) -> int:
    everybody = [again(each) for each in cast.people().values()]
    above = {each.pk for each in everybody if outranks(each, whom)}
    asking = [each for each in everybody if may_ask_renewal(each, whom)]
    assert {each.pk for each in asking} <= above
    if not asking:
        return 0
    renewal = renewals.ask(by=asking[0], person=whom, evidence="called back")
    confirming = {each.pk for each in everybody if may_confirm_renewal(each, renewal)}
    assert confirming == above - {asking[0].pk}
    Invitation.objects.filter(pk=renewal.pk).delete()
    return len(confirming)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.AUDITOR, Role.FOCAL_POINT])
def test_a_second_post_out_of_reach_puts_the_person_out_of_reach(cast: Cast, role: str) -> None:
    """Their focal point is in charge of the first post only."""
    above = {name for name, by in cast.people().items() if outranks(by, cast.officer)}
    assert above == {"focal_point", "secretariat", "second_secretariat"}
    second_post(cast.officer, cast.office, role, [cast.regional])
    above = {name for name, by in cast.people().items() if outranks(by, cast.officer)}
    assert above == {"secretariat", "second_secretariat"}


def test_a_deputy_gets_no_link_of_the_focal_point(cast: Cast) -> None:
    renewal = renewals.ask(by=cast.secretariat, person=cast.focal_point, evidence="called back")
    with pytest.raises(Denied):
        renewals.confirm(by=cast.deputy, invitation=renewal)


@pytest.mark.parametrize("who", ["secretariat", "second_secretariat"])
def test_a_link_ends_with_the_standing_of_either_who_vouched(cast: Cast, hands: Any, who: str) -> None:
    renewal = renewals.ask(by=cast.secretariat, person=cast.focal_point, evidence="called back")
    secret = renewals.confirm(by=cast.second_secretariat, invitation=renewal)
    hands.forward(hours=24)

    def opens() -> bool:
        found = invitations.by_secret(secret)
        return found is not None and may_accept(found.person, found)

    assert opens()
    voucher = getattr(cast, who)
    Person.objects.filter(pk=voucher.pk).update(suspended_at="2020-09-01T00:00Z")
    assert not opens()
    Person.objects.filter(pk=voucher.pk).update(suspended_at=None)
    second_post(cast.focal_point, cast.office, Role.AUDITOR, [])
    assert opens()  # the secretariat outranks that as well
    Endorsement.objects.filter(tenure=voucher.acting_as, network=cast.regional).delete()
    assert not opens()


def test_a_link_outlives_a_change_of_the_post_acted_for(cast: Cast, hands: Any) -> None:
    renewal = renewals.ask(by=cast.secretariat, person=cast.focal_point, evidence="called back")
    renewals.confirm(by=cast.second_secretariat, invitation=renewal)
    second_post(cast.secretariat, cast.police, Role.OFFICER, [cast.regional], acting=True)
    second_post(cast.second_secretariat, cast.police, Role.OFFICER, [cast.regional], acting=True)
    renewal.refresh_from_db()
    hands.forward(hours=24)
    assert may_accept(cast.focal_point, renewal)


def test_the_door_closes_when_the_inviters_own_voucher_is_gone(cast: Cast) -> None:
    _invitation, secret = invitations.invite(
        by=cast.immigration_focal_point, organisation=cast.immigration, invited=invited(cast, networks=2)
    )
    own = Endorsement.objects.filter(tenure=cast.immigration_focal_point.acting_as, network=cast.programme)
    own.update(until=TODAY)
    found = invitations.by_secret(secret)
    assert found is not None
    assert not may_accept(found.person, found)


# Who sees that somebody lost their factors.


def test_renewals_are_seen_by_the_active_secretariat_of_the_persons_networks(
    cast: Cast, enter: Enter
) -> None:
    renewals.ask(by=cast.secretariat, person=cast.coast_officer, evidence="called back")
    page = reverse("invitations")
    name = cast.coast_officer.name
    assert name in enter(cast.second_secretariat).get(page).content.decode()
    held = Endorsement.objects.filter(tenure=cast.second_secretariat.acting_as)
    held.filter(network=cast.regional).delete()
    assert name not in enter(again(cast.second_secretariat)).get(page).content.decode()
    held.delete()
    assert name not in enter(again(cast.second_secretariat)).get(page).content.decode()


# Ending a post is for those who are in all its networks.


def test_nobody_ends_a_post_in_a_network_they_are_not_in(cast: Cast) -> None:
    Endorsement.objects.filter(tenure=cast.immigration_focal_point.acting_as, network=cast.regional).delete()
    by = again(cast.immigration_focal_point)
    with pytest.raises(Denied):
        posts.end(by=by, tenure=cast.immigration_officer.acting_as)
    by = again(cast.secretariat)
    posts.end(by=by, tenure=cast.immigration_officer.acting_as)


# A deputy is a second pair of eyes: one person alone does not make one.


def test_a_deputy_wants_a_second_voucher(cast: Cast, enter: Enter) -> None:
    invitation, secret = invitations.invite(
        by=cast.coast_focal_point, organisation=cast.coast, invited=invited(cast, role=Role.DEPUTY)
    )
    assert secret is None
    everybody = cast.people()
    allowed = {name for name, by in everybody.items() if may_confirm_invitation(by, invitation)}
    assert allowed == {"mission_focal_point", "secretariat", "second_secretariat"}
    with pytest.raises(Denied):
        invitations.accept(by=by_address(), invitation=invitation, enrolment=enrolment())

    browser = enter(cast.mission_focal_point)
    assert "Somebody New" in browser.get(reverse("invitations")).content.decode()
    answer = browser.post(reverse("confirm_renewal", args=[invitation.public_id]))
    assert "/join/" in browser.get(answer.url).content.decode()
    invitation.refresh_from_db()
    invitations.accept(by=by_address(), invitation=invitation, enrolment=enrolment())
    tenure = by_address().tenure
    assert tenure is not None
    assert tenure.post.role == Role.DEPUTY


def test_a_second_focal_point_vouches_for_a_deputy_too(cast: Cast) -> None:
    invitation, _none = invitations.invite(
        by=cast.coast_focal_point, organisation=cast.coast, invited=invited(cast, role=Role.DEPUTY)
    )
    second_post(cast.officer, cast.coast, Role.FOCAL_POINT, [cast.regional], acting=True)
    secret = invitations.confirm(by=again(cast.officer), invitation=invitation)
    found = invitations.by_secret(secret)
    assert found is not None
    assert may_accept(found.person, found)
    Person.objects.filter(pk=cast.officer.pk).update(suspended_at="2020-09-01T00:00Z")
    found = invitations.by_secret(secret)
    assert found is not None
    assert not may_accept(found.person, found)


def test_the_secretariats_word_for_a_deputy_is_enough(cast: Cast) -> None:
    _invitation, secret = invitations.invite(
        by=cast.secretariat, organisation=cast.coast, invited=invited(cast, role=Role.DEPUTY)
    )
    assert secret


# Two at once.


def test_an_address_made_by_another_in_this_moment_is_taken_as_it_is(cast: Cast) -> None:
    first = invitations._made(ADDRESS, invited(cast))
    assert invitations._made(ADDRESS, invited(cast)) == first


# What was taken from above is given back from above.


def test_access_is_given_back_by_who_stands_as_high_as_who_took_it(cast: Cast, enter: Enter) -> None:
    persons.suspend(by=cast.secretariat, person=cast.coast_officer, because="a leak")
    with pytest.raises(Denied):
        persons.restore(by=cast.coast_focal_point, person=again(cast.coast_officer))
    page = enter(cast.coast_focal_point).get(reverse("person", args=[cast.coast_officer.public_id]))
    assert "Give access back" not in page.content.decode()
    persons.restore(by=cast.second_secretariat, person=again(cast.coast_officer))
    persons.suspend(by=cast.coast_focal_point, person=cast.coast_officer, because="a lost telephone")
    persons.restore(by=cast.coast_focal_point, person=again(cast.coast_officer))
    persons.suspend(by=cast.coast_focal_point, person=cast.coast_officer, because="a lost telephone")
    persons.restore(by=cast.secretariat, person=again(cast.coast_officer))


def test_giving_access_back_wants_a_fresh_factor(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_app(cast.coast_focal_point)
    persons.suspend(by=cast.coast_focal_point, person=cast.coast_officer, because="a lost telephone")
    browser = enter(cast.coast_focal_point)
    monkeypatch.setattr(standing, "FRESH_SECONDS", -1)
    answer = browser.post(reverse("restore", args=[cast.coast_officer.public_id]))
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert again(cast.coast_officer).suspended_at is not None
