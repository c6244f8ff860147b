"""The ladder: 25, 50, 75 and 100 % of the time, by the table of the design. Never a leak, never silence."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOON, Cast, Role
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.core.models import AuditRow
from waypost.people.models import Organisation, Person, Post
from waypost.publications.actions import afterwards, answering, ladder
from waypost.publications.models import Addressee, Publication
from waypost.publications.reminders import Heard, heard
from waypost.publications.tests.sharing import (
    asked_of,
    asking,
    fresh,
    hear_no_more,
    keys,
    second_version,
    tell_all,
    told,
)

pytestmark = pytest.mark.django_db

# The table of DESIGN 4.1 a second time: who hears when the coast guard stays silent. Under AMBER neither mission focal
# point nor secretariat may see an item released to the coast guard alone, so it is passed on.
INSIDE, ALL_INSIDE = {"coast_focal_point"}, {"coast_focal_point", "coast_deputy"}
ORIGINATOR = {"officer", "focal_point", "deputy"}
TABLE: dict[Mark, dict[int, set[str]]] = {
    Mark.CLEAR: {
        25: INSIDE,
        50: ALL_INSIDE,
        75: ALL_INSIDE | {"mission_focal_point"},
        100: {"secretariat", "second_secretariat"} | ORIGINATOR,
    },
    Mark.AMBER: {25: INSIDE, 50: ALL_INSIDE, 75: ALL_INSIDE, 100: ORIGINATOR},
    Mark.STRICT: {25: INSIDE, 50: ALL_INSIDE, 75: ALL_INSIDE, 100: ORIGINATOR},
    Mark.RED: {25: {"coast_officer"}, 50: {"coast_officer"}, 75: {"coast_officer"}, 100: {"officer"}},
}
TABLE[Mark.GREEN] = TABLE[Mark.CLEAR]


@pytest.fixture
def coast_deputy(cast: Cast) -> Person:
    """The suspended officer of the coast guard comes back as its deputy focal point."""
    Person.objects.filter(pk=cast.suspended.pk).update(suspended_at=None, email="coast-deputy@cast.invalid")
    Post.objects.filter(tenures__person=cast.suspended).update(role=Role.DEPUTY)
    return Person.objects.get(pk=cast.suspended.pk)


def released(cast: Cast, mark: Mark) -> list[Any]:
    if mark in (Mark.CLEAR, Mark.GREEN):
        return []
    return [cast.coast_officer] if mark == Mark.RED else [cast.coast]


def only_one_is_silent(item: Publication, body: Organisation) -> None:
    """Everybody else has answered, so that what is heard is about this one."""
    others = Addressee.unfiltered.filter(version=item.live_id).exclude(organisation=body)
    with outside_actions(because="a test's world"):
        others.update(answered=True)


@pytest.mark.parametrize("mark", list(Mark))
@pytest.mark.parametrize("share", [25, 50, 75, 100])
def test_each_rung_tells_whom_the_table_names(
    cast: Cast, hands: Any, coast_deputy: Person, mark: Mark, share: int
) -> None:
    item = asking(cast, mark, to=released(cast, mark))
    only_one_is_silent(item, cast.coast)
    hear_no_more()
    hands.forward(hours=share)
    assert ladder.climb_ladders() == 1
    tell_all()
    assert told("rung_reached") == TABLE[mark][share]
    assert asked_of(item, cast.coast).rung == share


@pytest.mark.parametrize("mark", list(Mark))
def test_just_before_a_rung_nobody_hears_and_after_it_once(
    cast: Cast, hands: Any, coast_deputy: Person, mark: Mark
) -> None:
    item = asking(cast, mark, to=released(cast, mark))
    only_one_is_silent(item, cast.coast)
    hands.forward(hours=24, minutes=59)
    assert ladder.climb_ladders() == 0
    hands.forward(minutes=1)
    assert [ladder.climb_ladders(), ladder.climb_ladders()] == [1, 0]


def test_the_ladder_and_its_data_cover_every_mark() -> None:
    assert set(ladder.LADDERS) == set(ladder.NOBODY_THERE) == set(TABLE) == set(Mark)
    for rungs in ladder.LADDERS.values():
        assert [rung.share for rung in rungs] == [25, 50, 75, 100]
        assert {ladder.Whom.ORIGINATOR, ladder.Whom.AUTHOR} & set(rungs[-1].whom), (
            "the last rung is never silence"
        )


def test_an_answer_stops_the_ladder(cast: Cast, hands: Any) -> None:
    item = asking(cast, to=[cast.coast])
    answering.acknowledge(by=cast.coast_focal_point, publication=item, version=1, answer="received")
    hands.forward(hours=99)
    assert ladder.climb_ladders() == 0


@pytest.mark.parametrize("end", ["withdrawn", "replaced", "expired"])
def test_what_is_over_is_waited_for_no_more(cast: Cast, hands: Any, end: str) -> None:
    day = (NOON + timedelta(days=9)).date() if end == "expired" else None
    item = asking(cast, to=[cast.coast], expires_on=day)
    if end == "withdrawn":
        afterwards.withdraw(by=cast.officer, publication=item, because="Wrong.")
    elif end == "replaced":
        first = item.live_id
        second_version(cast, item)
        hands.forward(hours=30)
        ladder.climb_ladders()
        assert Addressee.unfiltered.get(version=first).rung == 0
        return
    else:
        hands.forward(days=10)
    assert ladder.climb_ladders() == 0


def test_a_rung_without_anybody_is_passed_to_the_next(cast: Cast, hands: Any) -> None:
    """No focal point, only a deputy: the first rung, which names focal points, tells the deputy."""
    Post.objects.filter(tenures__person=cast.coast_focal_point).update(role=Role.DEPUTY)
    asking(cast, to=[cast.coast])
    hear_no_more()
    hands.forward(hours=25)
    ladder.climb_ladders()
    tell_all()
    assert told("rung_reached") == {"coast_focal_point"}


class TestNobodyThere:
    """An addressed organisation where nobody may answer is not waited for in silence."""

    WHO = {
        Mark.CLEAR: {"mission_focal_point", "secretariat", "second_secretariat"},
        Mark.GREEN: {"mission_focal_point", "secretariat", "second_secretariat"},
        Mark.AMBER: ORIGINATOR,  # neither of them sees what goes to customs alone
        Mark.STRICT: ORIGINATOR,
    }

    @pytest.mark.parametrize("mark", list(WHO))
    def test_who_can_mend_it_is_told_at_once_and_the_last_rung_holds(
        self, cast: Cast, hands: Any, mark: Mark
    ) -> None:
        to = [] if mark in (Mark.CLEAR, Mark.GREEN) else [cast.customs]
        item = asking(cast, mark, to=to)
        only_one_is_silent(item, cast.customs)
        hear_no_more()
        hands.forward(minutes=1)
        assert ladder.climb_ladders() == 0
        tell_all()
        assert told("nobody_found") == self.WHO[mark]
        hands.forward(hours=75)
        assert ladder.climb_ladders() == 0, "there is nobody to remind"
        hands.forward(hours=25)
        assert ladder.climb_ladders() == 1
        tell_all()
        assert told("rung_reached") == TABLE[mark][100]

    def test_it_is_told_once_for_all_of_them_together(self, cast: Cast) -> None:
        asking(cast, Mark.GREEN)
        for _minute in range(3):
            ladder.climb_ladders()
        rows = AuditRow.objects.filter(action="publications.nobody_found")
        assert rows.count() == 1
        missing = Addressee.unfiltered.filter(nobody_since__isnull=False)
        assert {row.organisation.code for row in missing.select_related("organisation")} == {
            "CSX",
            "MSN",
            "OFF",
        }

    def test_whoever_covers_a_member_sees_which_organisation_it_is(self, cast: Cast, enter: Any) -> None:
        item = asking(cast, Mark.GREEN)
        ladder.climb_ladders()
        page = enter(cast.mission_focal_point).get(f"/items/{item.public_id}/").content.decode()
        assert "Customs X" in page
        assert "Nobody there can answer" in page
        assert "Border guard Y" not in page, "it still has its time"
        assert "Customs X" not in enter(cast.coast_officer).get(f"/items/{item.public_id}/").content.decode()

    def test_under_red_the_author_hears_that_a_person_left(self, cast: Cast) -> None:
        asking(cast, Mark.RED, to=[cast.coast_officer])
        Person.objects.filter(pk=cast.coast_officer.pk).update(suspended_at=NOON)
        hear_no_more()
        ladder.climb_ladders()
        tell_all()
        assert told("nobody_found") == {"officer"}

    def test_who_comes_to_answer_is_told_and_the_ladder_holds_again(self, cast: Cast, hands: Any) -> None:
        item = asking(cast, to=[cast.customs])
        ladder.climb_ladders()
        hear_no_more()
        Post.objects.filter(tenures__person=cast.customs_officer).update(role=Role.FOCAL_POINT)
        hands.forward(hours=50)
        assert ladder.climb_ladders() == 1
        tell_all()
        assert told("somebody_found") == {"customs_officer"}
        assert told("rung_reached") == {"customs_officer"}
        assert asked_of(item, cast.customs).nobody_since is None

    def test_one_that_loses_its_focal_point_while_it_is_waited_for(self, cast: Cast, hands: Any) -> None:
        item = asking(cast, to=[cast.coast])
        ladder.climb_ladders()
        assert asked_of(item, cast.coast).nobody_since is None
        Person.objects.filter(pk=cast.coast_focal_point.pk).update(suspended_at=NOON)
        hands.forward(hours=30)
        ladder.climb_ladders()
        assert asked_of(item, cast.coast).nobody_since is not None
        assert asked_of(item, cast.coast).rung == 0


class TestWhoReallyHeard:
    """What is said of a reminder is read from the notices, never from the clock."""

    @pytest.mark.parametrize(
        ("mark", "mission"),
        [(Mark.GREEN, True), (Mark.AMBER, False), (Mark.STRICT, False), (Mark.RED, False)],
    )
    def test_the_mission_focal_point_is_named_only_where_told(
        self, cast: Cast, hands: Any, enter: Any, mark: Mark, mission: bool
    ) -> None:
        item = asking(cast, mark, to=released(cast, mark))
        hands.forward(hours=76)
        ladder.climb_ladders()
        addressee = asked_of(item, cast.coast)
        assert addressee.rung == 75
        assert heard([item], [addressee]) == {}, "nobody heard before the worker told"
        tell_all()
        found = heard([item], [addressee])[addressee.pk]
        assert (Heard.PERSON if mark == Mark.RED else Heard.INSIDE) in found
        assert (Heard.MISSION in found) is mission
        reader = cast.coast_officer if mark == Mark.RED else cast.coast_focal_point
        home = enter(reader).get("/").content.decode()
        assert ("Your mission focal point was told" in home) is mission

    def test_what_was_told_of_one_organisation_is_not_said_of_another(self, cast: Cast, hands: Any) -> None:
        item = asking(cast, to=[cast.coast, cast.immigration])
        answering.acknowledge(by=cast.immigration_focal_point, publication=item, version=1, answer="received")
        hands.forward(hours=30)
        ladder.climb_ladders()
        tell_all()
        rows = [asked_of(item, cast.coast), asked_of(item, cast.immigration)]
        assert heard([item], rows) == {rows[0].pk: {Heard.INSIDE}}


def test_who_is_added_later_has_the_whole_time_and_the_ladder(cast: Cast, hands: Any) -> None:
    item = asking(cast, to=[cast.lone])
    hands.forward(hours=90)
    afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.coast]))
    late = asked_of(fresh(item), cast.coast)
    assert late.late
    assert late.due_at - late.at == timedelta(hours=100)
    hear_no_more()
    hands.forward(hours=25)
    ladder.climb_ladders()
    assert asked_of(item, cast.coast).rung == 25
