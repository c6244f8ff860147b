"""Once a year somebody vouches again; who left loses the post; an address changes by the word of those in charge."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import SINCE, TODAY, Cast
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.notices import actions
from waypost.people.actions import posts
from waypost.people.lists import to_vouch_again
from waypost.people.models import Endorsement, Person, Post, Tenure
from waypost.people.models.persons import in_order
from waypost.people.policies import may_vouch_again, reviews
from waypost.people.tests.factors import give_app, is_in, password_step

Enter = Callable[[Person], Client]


def ends(person: Person, days: int) -> Tenure:
    """The word for this person's post ends in so many days (0: it ended this morning)."""
    tenure = person.acting_as
    assert tenure is not None
    tenure.endorsements.update(until=TODAY + timedelta(days=days))
    return tenure


# Who is in charge, as a condition of the data base and as a question.


def test_the_list_is_the_policy_and_the_date(cast: Cast) -> None:
    for tenure in Tenure.objects.exclude(endorsements=None):
        tenure.endorsements.update(until=TODAY + timedelta(days=30))
    for name, by in cast.people().items():
        by = Person.objects.get(pk=by.pk)
        held = Tenure.objects.exclude(endorsements=None).select_related("post__organisation", "person")
        asked = {tenure.pk for tenure in held if reviews(by, tenure)}
        assert {tenure.pk for tenure in to_vouch_again(by)} == asked, name


@pytest.mark.parametrize(("days", "listed"), [(-10, True), (0, True), (60, True), (61, False)])
def test_they_are_listed_sixty_days_before(cast: Cast, enter: Enter, days: int, listed: bool) -> None:
    ends(cast.officer, days)
    page = enter(cast.focal_point).get(reverse("review")).content.decode()
    assert (reverse("vouch_again", args=[cast.officer.acting_as.public_id]) in page) == listed
    assert cast.coast_officer.name not in page


def test_a_whole_organisation_is_reviewed_on_one_page(cast: Cast, enter: Enter) -> None:
    """Whenever their years end: each is ticked, and holds for a year from today."""
    held = {name: ends(getattr(cast, name), days) for name, days in (("officer", 10), ("colleague", 200))}
    browser, page = enter(cast.focal_point), f"{reverse('review')}?whole=yes"
    shown = browser.get(page)
    assert [row.person for row in shown.context["page"].entries][:2] == [cast.officer, cast.colleague]
    assert {row.post.organisation for row in shown.context["page"].entries} == {cast.police}
    assert cast.focal_point not in [row.person for row in shown.context["page"].entries]
    ticked = [tenure.public_id for tenure in held.values()]
    browser.post(page, {"tenure": ticked, "evidence": "Met all of them in the yearly meeting."})
    for tenure in held.values():
        assert tenure.endorsements.latest("until").until == TODAY + timedelta(days=365)


@pytest.mark.parametrize("name", ["secretariat", "deputy", "officer"])
def test_nobody_lists_everybody_by_it(cast: Cast, enter: Enter, name: str) -> None:
    ends(cast.coast_officer, 200)
    page = enter(getattr(cast, name)).get(f"{reverse('review')}?whole=yes")
    assert cast.coast_officer not in [row.person for row in page.context["page"].entries]


def test_nobody_else_has_anybody_on_the_list(cast: Cast, enter: Enter) -> None:
    ends(cast.officer, 10)
    for name in ("officer", "deputy", "outsider", "auditor", "learner", "dormant"):
        assert list(enter(getattr(cast, name)).get(reverse("review")).context["page"].entries) == []


# Vouching again.


def test_a_year_later_access_ends_and_comes_back_with_a_word(cast: Cast, enter: Enter, hands: Any) -> None:
    tenure = ends(cast.officer, 1)
    hands.forward(days=1)
    assert not Person.objects.get(pk=cast.officer.pk).is_active_member()
    page = reverse("vouch_again", args=[tenure.public_id])
    browser = enter(cast.focal_point)
    assert browser.post(page, {"evidence": " "}).status_code == 422
    assert browser.post(page, {"evidence": "Met at the pier, 2 September"}).url == reverse("review")
    assert Person.objects.get(pk=cast.officer.pk).is_active_member()
    word = Endorsement.objects.filter(tenure=tenure).latest("until")
    assert (word.vouched_by, word.since) == (cast.focal_point, clock.today())
    assert word.until - word.since == timedelta(days=365)
    hands.forward(days=365)
    assert not Person.objects.get(pk=cast.officer.pk).is_active_member()


def test_a_word_that_holds_is_neither_doubled_nor_cut(cast: Cast) -> None:
    tenure = ends(cast.officer, 30)
    posts.vouch_again(by=cast.focal_point, tenure=tenure, evidence="called")
    posts.vouch_again(by=cast.focal_point, tenure=tenure, evidence="called twice")
    days = [(word.since - TODAY, word.until - TODAY) for word in tenure.endorsements.order_by("since")]
    assert [(since.days, until.days) for since, until in days][1:] == [(30, 365)]
    assert days[0][1].days == 30


def test_one_vouches_only_where_one_is(cast: Cast) -> None:
    """The police focal point is in the regional network; what the officer had elsewhere is not theirs to give."""
    tenure = ends(cast.officer, 0)
    Endorsement.objects.create(
        tenure=tenure, network=cast.programme, vouched_by=cast.secretariat, since=SINCE, until=TODAY
    )
    posts.vouch_again(by=cast.focal_point, tenure=tenure, evidence="called")
    assert Person.objects.get(pk=cast.officer.pk).networks() == [cast.regional.pk]


def test_nobody_vouches_for_themself_or_above(cast: Cast) -> None:
    for by, holder in (
        (cast.focal_point, cast.focal_point),
        (cast.focal_point, cast.coast_officer),
        (cast.officer, cast.colleague),
    ):
        assert not may_vouch_again(by, holder.acting_as)
        with pytest.raises(Denied):
            posts.vouch_again(by=by, tenure=holder.acting_as, evidence="x")
        with pytest.raises(Denied):
            posts.end(by=by, tenure=holder.acting_as)


def test_a_mission_focal_point_reaches_one_whose_year_ended(cast: Cast, enter: Enter) -> None:
    tenure = ends(cast.focal_point, 0)
    page = reverse("vouch_again", args=[tenure.public_id])
    assert enter(cast.mission_focal_point).post(page, {"evidence": "letter 3"}).status_code == 302
    assert Person.objects.get(pk=cast.focal_point.pk).is_active_member()


@pytest.mark.parametrize("page", ["vouch_again", "end_post"])
def test_the_pages_are_there_for_those_in_charge_only(cast: Cast, enter: Enter, page: str) -> None:
    address = reverse(page, args=[cast.colleague.acting_as.public_id])
    assert enter(cast.focal_point).get(address).status_code == 200
    assert enter(cast.officer).get(address).status_code == 403
    assert enter(cast.coast_focal_point).get(address).status_code == 404
    assert enter(cast.focal_point).get(reverse(page, args=["x"])).status_code == 404


# Leaving.


def test_who_left_is_out_and_the_post_is_vacant(cast: Cast, enter: Enter) -> None:
    browser = enter(cast.officer)
    assert browser.get(reverse("call")).status_code == 200
    answer = enter(cast.focal_point).post(reverse("end_post", args=[cast.officer.acting_as.public_id]))
    assert answer.url == reverse("review")
    person = Person.objects.get(pk=cast.officer.pk)
    assert (person.tenure, person.networks()) == (None, [])
    assert (
        cast.officer.public_id
        not in enter(cast.focal_point)
        .get(reverse("organisation", args=[cast.police.public_id]))
        .content.decode()
    )


def test_with_another_post_one_goes_on_there(cast: Cast) -> None:
    post = Post.objects.create(
        organisation=cast.ministry, role="officer", title_en="Liaison", title_th="ประสาน"
    )
    second = Tenure.objects.create(person=cast.officer, post=post, since=SINCE)
    posts.end(by=cast.focal_point, tenure=cast.officer.acting_as)
    assert Person.objects.get(pk=cast.officer.pk).tenure == second


def test_who_took_the_post_today_does_not_leave_it_today(cast: Cast, enter: Enter) -> None:
    tenure = cast.officer.acting_as
    Tenure.objects.filter(pk=tenure.pk).update(since=TODAY)
    answer = enter(cast.focal_point).post(reverse("end_post", args=[tenure.public_id]))
    assert answer.status_code == 409
    assert "Suspend" in answer.content.decode()


# Another address.


def test_an_address_is_changed_by_those_in_charge(cast: Cast, enter: Enter) -> None:
    give_app(cast.officer)
    browser = enter(cast.officer)
    page = reverse("person_address", args=[cast.officer.public_id])
    assert enter(cast.focal_point).post(page, {"email": "New@Police.invalid"}).status_code == 302
    assert not is_in(browser, cast.officer)
    person = Person.objects.get(pk=cast.officer.pk)
    assert person.email == "new@police.invalid"
    assert password_step(Client(), person).url == reverse("mfa_authenticate")


@pytest.mark.parametrize("typed", ["", "x", "officer@", "COLLEAGUE@cast.invalid"])
def test_what_is_no_address_or_anothers_is_refused(cast: Cast, enter: Enter, typed: str) -> None:
    page = reverse("person_address", args=[cast.officer.public_id])
    answer = enter(cast.focal_point).post(page, {"email": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    cast.officer.refresh_from_db()
    assert cast.officer.email == "officer@cast.invalid"


def test_nobody_changes_the_own_address_or_that_of_the_higher(cast: Cast) -> None:
    for by, person in (
        (cast.officer, cast.officer),
        (cast.focal_point, cast.secretariat),
        (cast.deputy, cast.officer),
    ):
        with pytest.raises(Denied):
            actions.change_address(by=by, person=person, email="x@y.invalid")
    with pytest.raises(Refused):
        actions.change_address(by=cast.focal_point, person=cast.officer, email=cast.colleague.email)


@pytest.mark.parametrize("page", ["vouch_again", "end_post", "person_address"])
def test_each_wants_a_fresh_factor(cast: Cast, enter: Enter, page: str) -> None:
    give_app(cast.focal_point)
    browser = enter(cast.focal_point)
    session = browser.session
    session["passed"] = {**session["passed"], "fresh": 0}
    session.save()
    about = cast.officer if page == "person_address" else cast.officer.acting_as
    assert browser.get(reverse(page, args=[about.public_id])).url.startswith(reverse("mfa_reauthenticate"))


# Where a name stands in a list.


def test_names_stand_by_their_letters() -> None:
    names = ["zaw", "Đức", "Binh", "Þórunn", "Ánh Nguyen", "al-Said"]
    assert sorted(names, key=in_order) == ["al-Said", "Ánh Nguyen", "Binh", "Đức", "Þórunn", "zaw"]


def test_those_in_charge_say_where_a_name_stands(cast: Cast, enter: Enter) -> None:
    page, browser = reverse("person_details", args=[cast.officer.public_id]), enter(cast.focal_point)
    typed = {
        "name_latin": "Anong Rakthai",
        "name_native": "",
        "rank_title": "",
        "address_as": "",
        "revision": "0",
    }
    browser.post(page, {**typed, "sort_key": "Rákthai Anong"})
    cast.officer.refresh_from_db()
    assert cast.officer.sort_key == "rakthai anong"
    assert 'value="rakthai anong"' in browser.get(page).content.decode()
    browser.post(page, {**typed, "sort_key": "", "revision": "1"})
    cast.officer.refresh_from_db()
    assert cast.officer.sort_key == "anong rakthai"
    assert "anong rakthai" not in browser.get(page).content.decode()


# Several at once.


def test_several_are_vouched_for_by_one_word(cast: Cast, enter: Enter, hands: Any) -> None:
    tenures = [ends(person, 5) for person in (cast.officer, cast.colleague, cast.deputy)]
    browser, page = enter(cast.focal_point), reverse("review")
    ticked = [tenure.public_id for tenure in tenures[:2]]
    assert browser.post(page, {"tenure": ticked, "evidence": ""}).status_code == 422
    assert browser.post(page, {"evidence": "Roll call of 1 September"}).status_code == 422
    assert browser.post(page, {"tenure": ticked, "evidence": "Roll call of 1 September"}).url == page
    hands.forward(days=10)
    active = [Person.objects.get(pk=tenure.person_id).is_active_member() for tenure in tenures]
    assert active == [True, True, False]
    words = Endorsement.objects.filter(evidence="Roll call of 1 September")
    assert {word.vouched_by for word in words} == {cast.focal_point}


def test_only_those_on_the_own_list_can_be_ticked(cast: Cast, enter: Enter) -> None:
    tenure = ends(cast.coast_officer, 5)
    ends(cast.officer, 5)
    answer = enter(cast.focal_point).post(reverse("review"), {"tenure": tenure.public_id, "evidence": "x"})
    assert answer.status_code == 422
    assert not Endorsement.objects.filter(evidence="x").exists()
