"""Reading and answering: what binds to which version, who may, and the board the originator reads."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, Role
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.people.models import Person, Post
from waypost.publications.actions import afterwards, answering, ladder
from waypost.publications.board import board_of
from waypost.publications.lists import rows_for
from waypost.publications.models import Acknowledgement, Opening
from waypost.publications.tests.sharing import asking, fresh, keys, second_version, shared, tell_all, told

pytestmark = pytest.mark.django_db


def answer(by: Person, item: Any, **more: Any) -> Acknowledgement:
    given = {"version": 1, "answer": "received", **more}
    return answering.acknowledge(by=by, publication=fresh(item), **given)


class TestWhoMayAnswer:
    def test_a_focal_point_or_deputy_of_an_addressed_organisation(self, cast: Cast) -> None:
        item = asking(cast, to=[cast.coast])
        answer(cast.coast_focal_point, item)
        Post.objects.filter(tenures__person=cast.coast_focal_point).update(role=Role.DEPUTY)
        answer(cast.coast_focal_point, item, answer="acting")
        assert Acknowledgement.unfiltered.count() == 2

    @pytest.mark.parametrize(
        "who",
        ["coast_officer", "focal_point", "deputy", "officer", "customs_officer", "secretariat", "suspended"],
    )
    def test_nobody_else(self, cast: Cast, who: str) -> None:
        item = asking(cast, to=[cast.coast])
        with pytest.raises(Denied):
            answer(getattr(cast, who), item)

    def test_under_red_only_the_person_themself(self, cast: Cast) -> None:
        item = asking(cast, Mark.RED, to=[cast.coast_officer])
        with pytest.raises(Denied):
            answer(cast.coast_focal_point, item)
        assert answer(cast.coast_officer, item).addressee_id

    def test_a_focal_point_who_comes_to_see_it_later_answers_apart(self, cast: Cast) -> None:
        item = asking(cast, to=[cast.coast])
        afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.immigration]))
        answer(cast.immigration_focal_point, item)
        board = board_of(cast.officer, fresh(item))
        assert board is not None
        assert (board.addressed, board.answered, len(board.later)) == (1, 0, 1)


class TestWhatIsAnswered:
    def test_the_version_that_was_read(self, cast: Cast) -> None:
        item = asking(cast, to=[cast.coast])
        answer(cast.coast_focal_point, item)
        second_version(cast, item)
        with pytest.raises(Overtaken, match="A new version was published"):
            answer(cast.coast_focal_point, item)
        assert board_of(cast.officer, fresh(item)).answered == 0  # type: ignore[union-attr]
        answer(cast.coast_focal_point, item, version=2)
        assert board_of(cast.officer, fresh(item)).answered == 1  # type: ignore[union-attr]

    def test_only_where_an_answer_is_asked(self, cast: Cast) -> None:
        item = shared(cast, to=[cast.coast])
        with pytest.raises(Refused, match="No answer is asked"):
            answer(cast.coast_focal_point, item)

    @pytest.mark.parametrize("typed", ["", "maybe", "RECEIVED"])
    def test_only_one_of_the_answers(self, cast: Cast, typed: str) -> None:
        with pytest.raises(Refused, match="Choose one of the answers"):
            answer(cast.coast_focal_point, asking(cast, to=[cast.coast]), answer=typed)

    def test_the_newest_answer_counts_and_none_is_changed(self, cast: Cast) -> None:
        item = asking(cast, to=[cast.coast])
        answer(cast.coast_focal_point, item, answer="received")
        answer(cast.coast_focal_point, item, answer="acting", remark="Patrol sent.")
        line = board_of(cast.officer, fresh(item)).lines[0]  # type: ignore[union-attr]
        assert line.given is not None
        assert (line.given.answer, line.given.remark) == ("acting", "Patrol sent.")
        assert Acknowledgement.unfiltered.count() == 2

    def test_the_originator_hears_the_others_do_not(self, cast: Cast) -> None:
        item = asking(cast, to=[cast.coast, cast.lone])
        answer(cast.coast_focal_point, item)
        tell_all()
        assert told("acknowledged") == {"officer", "focal_point", "deputy"}


class TestWhatIsSaidOfNames:
    def test_an_organisation_answers_without_a_name(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast])
        page = enter(cast.coast_focal_point).get(f"/items/{item.public_id}/").content.decode()
        assert "The originator sees your organisation and this answer, not your name." in page

    def test_under_red_the_name_is_seen_and_the_page_says_so(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, Mark.RED, to=[cast.coast_officer])
        page = enter(cast.coast_officer).get(f"/items/{item.public_id}/").content.decode()
        assert "not your name" not in page
        assert "Its author and its approver see your name and this answer." in page
        board = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert cast.coast_officer.name_latin in board


class TestInLists:
    def test_whoever_asked_reads_how_many_answered_and_goes_to_the_board(
        self, cast: Cast, enter: Any
    ) -> None:
        item = asking(cast, to=[cast.coast, cast.lone])
        answer(cast.coast_focal_point, item)
        for page in ("/", "/items/"):
            for who in (cast.officer, cast.deputy):
                body = enter(who).get(page).content.decode()
                assert f'<a href="/items/{item.public_id}/board/">1 of 2 have acknowledged</a>' in body
                assert "No reply asked" not in body
            colleague = enter(cast.colleague).get(page).content.decode()
            assert "have acknowledged" not in colleague, "who was asked is known to those who work on it"
            assert "A reply is asked of others" in colleague

    def test_the_secretariat_reads_it_of_what_it_may_see(self, cast: Cast, enter: Any) -> None:
        asking(cast, Mark.GREEN, not_to=[cast.office])
        asking(cast, Mark.STRICT, to=[cast.coast, cast.office])
        assert "have acknowledged" not in enter(cast.secretariat).get("/items/").content.decode()

    def test_one_query_for_all_rows(self, cast: Cast, django_assert_max_num_queries: Any) -> None:
        items = [asking(cast, to=[cast.coast]), asking(cast, Mark.GREEN), asking(cast, Mark.GREEN)]
        with django_assert_max_num_queries(30) as one:
            rows_for(cast.officer, [fresh(items[0])])
        with django_assert_max_num_queries(30) as many:
            found = rows_for(cast.officer, [fresh(item) for item in items])
        assert len(many.captured_queries) - 2 == len(one.captured_queries)  # two items more were fetched
        assert [row.answers.all for row in found if row.answers] == [1, 6, 6]

    def test_a_withdrawn_item_is_not_called_new(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast])
        afterwards.withdraw(by=cast.deputy, publication=fresh(item), because="A fishing fleet.")
        body = enter(cast.coast_officer).get("/items/").content.decode()
        assert '<span class="new">' not in body


class TestOpening:
    def test_opening_acknowledges_nothing(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast])
        enter(cast.coast_focal_point).get(f"/items/{item.public_id}/")
        assert not Acknowledgement.unfiltered.exists()
        line = board_of(cast.officer, fresh(item)).lines[0]  # type: ignore[union-attr]
        assert (line.opened, line.given) == (1, None)

    def test_the_board_counts_persons_and_names_none(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast])
        for reader in (cast.coast_focal_point, cast.coast_officer, cast.coast_officer):
            enter(reader).get(f"/items/{item.public_id}/")
        assert Opening.counts(item.live_id or 0)[cast.coast.pk] == 2
        board = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert cast.coast_officer.name_latin not in board


class TestBoard:
    def test_silent_ones_first_and_those_who_cannot_answer_apart(self, cast: Cast, hands: Any) -> None:
        item = asking(cast, to=[cast.coast, cast.customs, cast.lone])
        answer(cast.coast_focal_point, item)
        board = board_of(cast.officer, fresh(item))
        assert board is not None
        assert [line.addressee.organisation for line in board.lines] == [cast.lone, cast.coast]
        assert [line.addressee.organisation for line in board.mute] == [cast.customs]
        assert (board.addressed, board.answered, board.late) == (3, 1, 0)
        hands.forward(hours=101)
        late = board_of(cast.officer, fresh(item))
        assert late is not None
        assert late.late == 1, "the border guard; customs cannot answer and is not late"

    def test_the_page_says_so(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast, cast.customs])
        page = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert "0 of 2 have acknowledged" in page
        assert "At 1 nobody can answer" in page
        assert "There is no active focal point or deputy there" in page

    def test_nothing_of_the_kind_is_said_where_everybody_can(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, to=[cast.coast])
        page = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert "nobody can answer" not in page.lower()

    def test_who_was_reminded_stands_beside_who_is_silent(self, cast: Cast, enter: Any, hands: Any) -> None:
        asking_all = asking(cast, Mark.GREEN)
        hands.forward(hours=76)
        ladder.climb_ladders()
        page = enter(cast.officer).get(f"/items/{asking_all.public_id}/board/").content.decode()
        assert "Told:" not in page, "nobody was told before the worker did"
        tell_all()
        page = enter(cast.officer).get(f"/items/{asking_all.public_id}/board/").content.decode()
        assert "Told: its own people, the mission focal point" in page

    def test_whom_to_call_stands_beside_who_is_silent(self, cast: Cast, enter: Any) -> None:
        Post.objects.filter(tenures__person=cast.coast_officer).update(on_duty=True, phone="+62 21 555")
        item = asking(cast, to=[cast.coast, cast.customs, cast.lone])
        page = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert page.count('href="tel:+6221555"') == 2, "its own, and for customs that of its member"
        assert '<span class="kicker">Coast guard X</span>' in page
        answer(cast.coast_focal_point, item)
        page = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert page.count('href="tel:+6221555"') == 1

    @pytest.mark.parametrize(
        ("mark", "to", "said"),
        [
            (Mark.RED, "coast_officer", "the person addressed, the author"),
            (Mark.STRICT, "coast", "its own people, the originator"),
        ],
    )
    def test_who_was_told_is_said_by_the_part_they_have(
        self, cast: Cast, enter: Any, hands: Any, mark: Mark, to: str, said: str
    ) -> None:
        """Where the author is of the secretariat too: the secretariat as such was told nothing."""
        Post.objects.filter(tenures__person=cast.officer).update(role=Post.Role.SECRETARIAT)
        item = asking(cast, mark, to=[getattr(cast, to)])
        for hours in (26, 75):
            hands.forward(hours=hours)
            ladder.climb_ladders()
            tell_all()
        page = enter(cast.officer).get(f"/items/{item.public_id}/board/").content.decode()
        assert f"Told: {said}<" in page

    @pytest.mark.parametrize(
        ("mark", "who", "sees"),
        [
            (Mark.GREEN, "officer", True),
            (Mark.GREEN, "deputy", True),
            (Mark.GREEN, "secretariat", True),
            (Mark.GREEN, "coast_focal_point", False),
            (Mark.GREEN, "mission_focal_point", False),
            (Mark.AMBER, "secretariat", False),
            (Mark.STRICT, "secretariat", False),
            (Mark.RED, "officer", True),
            (Mark.RED, "deputy", True),
            (Mark.RED, "focal_point", False),
            (Mark.RED, "coast_officer", False),
        ],
    )
    def test_who_sees_it(self, cast: Cast, mark: Mark, who: str, sees: bool) -> None:
        to = {Mark.GREEN: [], Mark.RED: [cast.coast_officer]}.get(mark, [cast.coast])
        item = asking(cast, mark, to=to)
        assert (board_of(getattr(cast, who), fresh(item)) is not None) is sees

    def test_an_amber_item_released_to_the_office_is_seen_by_the_secretariat(self, cast: Cast) -> None:
        item = asking(cast, to=[cast.coast, cast.office])
        assert board_of(cast.secretariat, fresh(item)) is not None

    def test_as_many_queries_for_many_as_for_few(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        few, many = asking(cast, to=[cast.coast]), asking(cast, Mark.GREEN)
        with django_assert_max_num_queries(48) as first:
            board_of(cast.officer, fresh(few))
        with django_assert_max_num_queries(48) as second:
            board_of(cast.officer, fresh(many))
        assert len(first.captured_queries) == len(second.captured_queries)


def test_the_deadline_is_from_publication(cast: Cast, hands: Any) -> None:
    item = asking(cast, to=[cast.coast])
    board = board_of(cast.officer, fresh(item))
    assert board is not None
    assert board.due_at == hands.now + timedelta(hours=100)
