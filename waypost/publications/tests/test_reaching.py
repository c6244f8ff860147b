"""Whom an item reaches, in words: before it is sent, and when a reader asks why they see it."""

from typing import Any

import pytest

from tests.cast import Cast, Role
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.people.models import Group, Organisation, Person, Post, Seat
from waypost.publications import reaching
from waypost.publications.actions import afterwards
from waypost.publications.tests.sharing import asking, drafted, fresh, shared

pytestmark = pytest.mark.django_db


def said(cast: Cast, item: Any) -> reaching.Reached:
    return reaching.reached(cast.officer, fresh(item))


def suspend(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(suspended_at="2020-08-01T00:00Z")


def test_counts_are_of_active_people_of_the_network(cast: Cast) -> None:
    found = said(cast, drafted(cast, to=[cast.coast]))
    # The coast guard's two active ones, and the police's four: suspended, dormant, former and invited don't count.
    assert (found.organisations, found.members, found.people) == (2, 2, 6)
    assert found.by_member == [("Indonesia", 1, 2), ("Thailand", 1, 4)]


@pytest.mark.parametrize("mark", list(Mark))
def test_what_is_said_before_is_what_happens(cast: Cast, mark: Mark) -> None:
    to = {Mark.AMBER: [cast.coast], Mark.STRICT: [cast.coast], Mark.RED: [cast.coast_officer]}.get(mark, [])
    before = said(cast, drafted(cast, mark, to=to))
    after = said(cast, shared(cast, mark, to=to))
    assert before == after
    assert before.people > 0


class TestWhoIsLeftOut:
    def test_an_organisation_without_anybody_active(self, cast: Cast) -> None:
        suspend(cast.customs_officer)
        found = said(cast, drafted(cast, to=[cast.customs]))
        assert found.not_reached == [("Customs X", "it has no active member in this network")]

    def test_a_member_of_another_network_only(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, to=[cast.ministry]))
        assert found.not_reached == [("Department C", "it has no active member in this network")]

    def test_a_group_in_whose_seats_nobody_sits(self, cast: Cast) -> None:
        empty = Group.objects.create(key="empty", name_en="Empty group", name_th="ว่าง", network=cast.regional)
        found = said(cast, drafted(cast, to=[empty]))
        assert found.not_reached == [("Empty group", "nobody who has a seat in it is active in this network")]

    def test_a_person_without_access(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, Mark.RED, to=[cast.coast_officer, cast.suspended]))
        assert found.not_reached == [("Suspended", "this person has no access to the portal now")]

    def test_whoever_was_shut_out(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, Mark.GREEN, not_to=[cast.customs]))
        assert found.not_reached == [("Customs X", "you shut it out")]

    def test_nobody_is_left_out_where_everybody_named_is_there(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, to=[cast.coast, cast.maritime, cast.lone.member]))
        assert found.not_reached == []

    def test_an_organisation_of_a_member_others_of_which_are_reached(self, cast: Cast) -> None:
        suspend(cast.customs_officer)
        found = said(cast, drafted(cast, to=[cast.coast.member]))
        assert found.by_member[0] == ("Indonesia", 1, 2)
        assert found.not_reached == [("Customs X", "it has no active member in this network")]

    def test_an_organisation_of_a_member_where_nobody_ever_was(self, cast: Cast) -> None:
        Organisation.objects.create(
            member=cast.coast.member, kind="police", code="NEW", name_en="New", name_th="ใหม่"
        )
        found = said(cast, drafted(cast, to=[cast.coast.member]))
        assert found.not_reached == [("New", "it has no active member in this network")]
        assert said(cast, drafted(cast, Mark.GREEN)).not_reached == []  # nor was it ever in this network

    def test_another_networks_organisations_are_nothing_missed(self, cast: Cast) -> None:
        assert said(cast, drafted(cast, to=[cast.ministry.member])).not_reached == []

    @pytest.mark.parametrize("mark", [Mark.GREEN, Mark.CLEAR])
    def test_an_organisation_of_the_network_where_a_whole_network_is_addressed(
        self, cast: Cast, mark: Mark
    ) -> None:
        suspend(cast.customs_officer)
        found = said(cast, drafted(cast, mark))
        assert found.not_reached == [("Customs X", "it has no active member in this network")]

    def test_an_organisation_all_of_whose_people_are_shut_out(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, to=[cast.coast.member], not_to=[cast.customs_officer]))
        assert ("Customs X", "you shut out everybody active there") in found.not_reached

    def test_those_of_a_member_shut_out_are_not_named_one_by_one(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, Mark.GREEN, not_to=[cast.coast.member]))
        assert found.not_reached == [("Indonesia", "you shut it out")]

    def test_an_organisation_whose_seat_in_a_group_is_empty(self, cast: Cast) -> None:
        suspend(cast.coast_officer)
        found = said(cast, drafted(cast, to=[cast.maritime]))
        assert found.not_reached == [("Coast guard X", "nobody of it who has a seat in the group is active")]

    def test_the_reason_is_that_of_the_release_that_names_it(self, cast: Cast) -> None:
        suspend(cast.coast_officer)
        found = said(cast, drafted(cast, to=[cast.maritime, cast.lone.member]))
        assert found.not_reached == [("Coast guard X", "nobody of it who has a seat in the group is active")]

    def test_many_are_named_up_to_a_bound_and_then_counted(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        for n in range(15):
            body = {"code": f"N{n}", "name_en": f"New {n:02}", "name_th": f"ใหม่ {n:02}"}
            Organisation.objects.create(member=cast.coast.member, kind="police", **body)
        item = drafted(cast, to=[cast.coast.member])
        with django_assert_max_num_queries(18):
            found = said(cast, item)
        assert (len(found.not_reached), found.more) == (12, 3)
        assert found.not_reached[0][0] == "New 00"

    def test_the_page_says_it(self, cast: Cast, enter: Any) -> None:
        suspend(cast.customs_officer)
        item = drafted(cast, to=[cast.coast.member])
        for page in ("audience", "send"):
            body = enter(cast.officer).get(f"/items/{item.public_id}/{page}/").content.decode()
            assert "<b>Not Customs X</b>, because it has no active member in this network." in body


class TestWhoCannotAnswer:
    """An organisation is asked to answer, and nobody of it may: it is named before anything is sent."""

    NO_POST = "it has no active focal point or deputy in this network"
    NOT_SEEING = "its focal points are not among those who see this"

    def test_one_without_a_focal_point(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, to=[cast.coast, cast.customs], asks_answer=True))
        assert found.cannot_answer == [("Customs X", self.NO_POST)]

    def test_one_whose_focal_point_is_suspended(self, cast: Cast) -> None:
        suspend(cast.coast_focal_point)
        found = said(cast, drafted(cast, to=[cast.coast], asks_answer=True))
        assert found.cannot_answer == [("Coast guard X", self.NO_POST)]

    def test_a_group_release_that_its_focal_point_does_not_see(self, cast: Cast) -> None:
        found = said(cast, drafted(cast, to=[cast.maritime], asks_answer=True))
        assert found.cannot_answer == [("Coast guard X", self.NOT_SEEING)]

    def test_one_whose_focal_point_sits_in_the_group_too(self, cast: Cast) -> None:
        post = Post.objects.get(tenures__person=cast.coast_focal_point)
        Seat.objects.create(group=cast.maritime, post=post, since="2020-01-06")
        assert said(cast, drafted(cast, to=[cast.maritime], asks_answer=True)).cannot_answer == []

    def test_one_whose_focal_point_was_shut_out_as_a_person(self, cast: Cast) -> None:
        item = drafted(cast, to=[cast.coast], not_to=[cast.coast_focal_point], asks_answer=True)
        assert said(cast, item).cannot_answer == [("Coast guard X", self.NOT_SEEING)]

    def test_a_deputy_is_enough(self, cast: Cast) -> None:
        Post.objects.filter(tenures__person=cast.coast_focal_point).update(role=Role.DEPUTY)
        assert said(cast, drafted(cast, to=[cast.coast], asks_answer=True)).cannot_answer == []

    def test_nothing_is_said_where_no_answer_is_asked(self, cast: Cast) -> None:
        assert said(cast, drafted(cast, to=[cast.customs])).cannot_answer == []

    def test_under_red_everybody_answers_for_oneself(self, cast: Cast) -> None:
        item = drafted(cast, Mark.RED, to=[cast.customs_officer], asks_answer=True)
        assert said(cast, item).cannot_answer == []

    def test_the_page_of_the_draft_names_it(self, cast: Cast, enter: Any) -> None:
        item = drafted(cast, to=[cast.coast, cast.customs], asks_answer=True)
        for page in ("audience", "send"):
            body = enter(cast.officer).get(f"/items/{item.public_id}/{page}/").content.decode()
            assert "Nobody at Customs X can answer" in body
            assert "Nobody at Coast guard X can answer" not in body


class TestWhyCanISeeThis:
    def test_each_reader_has_a_reason_of_their_own(self, cast: Cast) -> None:
        item = fresh(shared(cast, to=[cast.coast, cast.maritime]))
        assert "You wrote it." in reaching.why_seen(cast.officer, item)
        assert reaching.why_seen(cast.colleague, item)[0] == (
            "It is TLP:AMBER and comes from your own organisation."
        )
        by_both = reaching.why_seen(cast.coast_officer, item)
        assert "It is TLP:AMBER and released to Coast guard X." in by_both
        assert "It is TLP:AMBER and released to Maritime group." in by_both
        assert "You act for Coast guard X." in by_both
        assert by_both[-1] == "That you open it is recorded."
        by_one = reaching.why_seen(cast.coast_focal_point, item)
        assert "It is TLP:AMBER and released to Coast guard X." in by_one
        assert not [line for line in by_one if "Maritime group" in line]

    def test_a_network_wide_item_names_the_network(self, cast: Cast) -> None:
        said = reaching.why_seen(cast.customs_officer, fresh(shared(cast, Mark.GREEN)))
        assert said[0] == "It is TLP:GREEN: every active member of its network sees it."
        assert "That you open it is recorded." not in said

    def test_a_visitor_sees_what_was_made_public(self, cast: Cast) -> None:
        item = afterwards.make_public(by=cast.focal_point, publication=shared(cast, Mark.CLEAR))
        assert reaching.why_seen(NOBODY, item) == ["It was made public by its originator."]


def test_those_who_can_answer_are_found_anew_each_time(cast: Cast) -> None:
    item = asking(cast, to=[cast.coast])
    assert set(reaching.answerers(item)) == {cast.coast_focal_point, cast.focal_point, cast.deputy}
    suspend(cast.coast_focal_point)
    assert set(reaching.answerers(item)) == {cast.focal_point, cast.deputy}
