"""Who sits in a group: the rule alone, and the rule through the door. No department counts twice."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY, Cast
from tests.fixtures import Hands
from waypost.core.errors import Denied, Refused
from waypost.core.figures import Window, figures
from waypost.core.models import AuditRow
from waypost.groups.actions import charters, seats
from waypost.groups.lists import seats as lists
from waypost.groups.models import Charter, Kind
from waypost.groups.seating import Clash, Sitting, clash
from waypost.groups.tests.seating import FOUNDED, charter, found, give, purpose
from waypost.people.models import Group, Post, Seat

Role = Seat.Role
DAY = date(2020, 3, 2)
NUMBERS = ("groups.departments", "groups.departments_police", "groups.departments_non_police")

days = st.integers(0, 6).map(lambda n: DAY + timedelta(days=n))


@st.composite
def sittings(draw: Any) -> Sitting:
    since, lasts = draw(days), draw(st.none() | st.integers(1, 4))
    until = since + timedelta(days=lasts) if lasts else None
    post = draw(st.integers(1, 6))
    # Two posts in each of three departments.
    return Sitting(post, (post + 1) // 2, draw(st.sampled_from(Role.values)), since, until)


def _given(asked: Iterable[Sitting]) -> list[Sitting]:
    """Those of the seats asked for, one after the other, that the rule gives."""
    there: list[Sitting] = []
    for each in asked:
        if clash(there, each) is None:
            there.append(each)
    return there


def _on(there: list[Sitting], day: date) -> list[Sitting]:
    return [each for each in there if each.since <= day and (each.until is None or day < each.until)]


@given(st.lists(sittings(), max_size=14))
def test_whatever_is_asked_for_no_seat_counts_twice(asked: list[Sitting]) -> None:
    there = _given(asked)
    for day in (DAY + timedelta(days=n) for n in range(12)):
        now = _on(there, day)
        assert len({each.post for each in now}) == len(now)
        for role in (Role.CHAIR, Role.SECRETARY):
            assert sum(each.role == role for each in now) <= 1
        for role in Seat.SITTING:
            bodies = [each.department for each in now if each.role == role]
            assert len(bodies) == len(set(bodies))


@given(st.lists(sittings(), max_size=10), sittings())
def test_a_seat_is_refused_only_where_a_day_would_break_the_rule(asked: list[Sitting], new: Sitting) -> None:
    there = _given(asked)
    broken = any(
        each.post == new.post
        or (each.role == new.role and (new.role not in Seat.SITTING or each.department == new.department))
        for day in (DAY + timedelta(days=n) for n in range(12))
        for each in _on(there, day)
        if new in _on([new], day)
    )
    assert (clash(there, new) is not None) == broken


def test_what_stands_against_a_seat_is_named() -> None:
    chair = Sitting(1, 1, Role.CHAIR, DAY)
    assert clash([chair], Sitting(2, 2, Role.CHAIR, DAY)) == (Clash.CHAIR, chair)
    assert clash([chair], Sitting(1, 1, Role.MAIN, DAY)) == (Clash.POST, chair)
    assert clash([chair], Sitting(2, 1, Role.MAIN, DAY)) is None


def _counts(on: date) -> list[int]:
    return [figures()[name].value(Window.of_day(on)) for name in NUMBERS]


def test_a_group_is_founded_seated_and_counted_on_any_day(cast: Cast, hands: Hands) -> None:
    made = found(cast)
    give(cast.secretariat, made, cast.secretariat, "chair")
    assert _counts(TODAY) == [0, 0, 0]  # a chair presides
    main = give(cast.secretariat, made, cast.ministry_officer)
    give(cast.secretariat, made, cast.immigration_officer)
    give(cast.secretariat, made, cast.immigration_focal_point, "alternate", since=date(2020, 6, 1))
    give(cast.secretariat, made, cast.trainer)  # of the office: no department of it
    assert _counts(TODAY) == [2, 1, 1]
    assert _counts(FOUNDED - timedelta(days=1)) == [0, 0, 0]
    assert set(figures()["groups.departments"].evidence(Window.of_day(FOUNDED))) == set(
        Seat.objects.filter(group=made.group, role="main").exclude(post__organisation=cast.office)
    )
    assert [each.code for each in lists.departments(made.group, TODAY)] == ["DPB", "DPC"]

    seats.end(by=cast.secretariat, charter=charter(cast.secretariat, made), seat=main, until=date(2020, 8, 1))
    assert (_counts(date(2020, 7, 31)), _counts(date(2020, 8, 1))) == ([2, 1, 1], [1, 1, 0])
    [row] = AuditRow.objects.filter(action="groups.seat_ended")
    assert cast.ministry_officer.acting_as.post.public_id in bytes(row.canonical).decode()

    # From today main and alternate are changed; the days before stay as they were.
    now = lists.table_of(made.group, TODAY).lines[0]
    seats.change(by=cast.secretariat, charter=charter(cast.secretariat, made), seat=now.alternates[0].seat)
    line, before = (lists.table_of(made.group, on).lines[0] for on in (TODAY, TODAY - timedelta(days=1)))
    assert (
        line.mains[0].seat.post
        == cast.immigration_focal_point.acting_as.post
        == before.alternates[0].seat.post
    )
    assert line.alternates[0].seat.post == cast.immigration_officer.acting_as.post
    seats.change(by=cast.secretariat, charter=charter(cast.secretariat, made), seat=line.mains[0].seat)
    assert (
        lists.table_of(made.group, TODAY).lines[0].mains[0].seat.post
        == cast.immigration_officer.acting_as.post
    )
    assert _counts(TODAY) == [1, 1, 0]


def test_whatever_the_history_the_figures_are_a_naive_reckoning_of_its_days(cast: Cast) -> None:
    made, chance = found(cast), random.Random(14)
    bodies = (cast.police, cast.immigration, cast.ministry, cast.coast, cast.office, cast.mission)
    posts = list(Post.objects.filter(organisation__in=bodies).order_by("pk"))
    kinds = {post.pk: post.organisation.kind for post in posts}
    for _history in range(8):
        asked = [
            Sitting(post.pk, post.organisation_id, chance.choice(Role.values), DAY + timedelta(days=n), until)
            for post, n in ((chance.choice(posts), chance.randrange(6)) for _seat in range(20))
            for until in (chance.choice((None, DAY + timedelta(days=n + chance.randrange(1, 4)))),)
        ]
        there = _given(asked)
        Seat.objects.filter(group=made.group).delete()
        Seat.objects.bulk_create(
            Seat(group=made.group, post_id=each.post, role=each.role, since=each.since, until=each.until)
            for each in there
        )
        for day in (DAY + timedelta(days=n) for n in range(0, 9, 2)):
            now = [each for each in _on(there, day) if each.role in Seat.SITTING]
            police = {each.department for each in now if kinds[each.post] == "police"}
            others = {each.department for each in now if kinds[each.post] == "other"}
            assert _counts(day) == [len(police | others), len(police), len(others)]
            assert len(lists.departments(made.group, day)) == len(police | others)


def test_a_circle_and_a_second_group_count_no_department_again(cast: Cast) -> None:
    give(cast.secretariat, found(cast), cast.ministry_officer)
    give(cast.secretariat, found(cast, "Second group"), cast.ministry_officer)
    assert _counts(TODAY) == [1, 0, 1]
    circle = charters.charter(
        by=cast.secretariat,
        group=cast.maritime,
        purpose=purpose(kind=Kind.CIRCLE, founded_on=date(2020, 1, 6)),
    )
    assert (circle.kind, _counts(TODAY)) == (Kind.CIRCLE, [1, 0, 1])
    with pytest.raises(Refused, match="already"):
        charters.charter(by=cast.secretariat, group=cast.maritime, purpose=purpose())


def test_whoever_steers_gives_seats_and_nobody_else_does(cast: Cast) -> None:
    made = found(cast)
    give(cast.secretariat, made, cast.immigration_focal_point, "chair")
    give(cast.secretariat, made, cast.ministry_officer)
    chair = cast.immigration_focal_point
    given = give(chair, made, cast.immigration_officer, "alternate")
    for wrong, because in (
        ({"whom": cast.ministry_officer}, "This post has a seat"),
        ({"whom": cast.second_secretariat, "role": "chair"}, "has a chair"),
        ({"whom": cast.coast_focal_point}, "network of the group"),
        ({"whom": cast.secretariat, "since": FOUNDED - timedelta(days=1)}, "before the group was founded"),
        ({"whom": cast.secretariat, "since": TODAY + timedelta(days=400)}, "more than a year"),
    ):
        with pytest.raises(Refused, match=because):
            give(cast.secretariat, made, **wrong)  # type: ignore[arg-type]
    with pytest.raises(
        Refused, match="You know of nobody"
    ):  # a trainer of the office, whom the directory keeps
        give(chair, made, cast.trainer)
    with pytest.raises(Refused, match="after the day it began"):
        seats.end(by=chair, charter=charter(chair, made), seat=given, until=FOUNDED)
    with pytest.raises(Denied):
        give(cast.ministry_officer, made, cast.immigration_focal_point, "alternate")
    assert not Charter.visible_to(cast.trainer).filter(pk=made.pk).exists()
    for stranger in (cast.immigration_focal_point, cast.trainer, cast.officer):
        with pytest.raises(Denied):
            charters.found(by=stranger, network=cast.programme, name_en="X", name_th="ก", purpose=purpose())
    with pytest.raises(Refused, match="Choose another name"):
        found(cast)
    assert Group.objects.filter(network=cast.programme).count() == 1
