"""A department at a meeting counts once, whoever of it was there, and however."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.groups.lists.meetings import Guest, Page
from waypost.groups.models import Presence
from waypost.people.models import Organisation, Post, Seat

pytestmark = pytest.mark.plain

Table = list[tuple[int, str, str, str]]
SEATS: st.SearchStrategy[Table] = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from(Organisation.Kind.values),
        st.sampled_from(Seat.Role.values),
        st.sampled_from(["", "in-person", "remote"]),
    ),
    max_size=12,
)


def page(table: Table) -> Page:
    kinds = {body: kind for body, kind, _role, _how in table}  # a body has one kind: the last one drawn
    guests = []
    for body, _kind, role, how in table:
        organisation = Organisation(pk=body, kind=kinds[body])
        seat = Seat(role=role, post=Post(organisation=organisation))
        guests.append(Guest(organisation, seat, None, Presence(how=how) if how else None))
    nothing: Any = None
    return Page(nothing, [], guests, [], [], [], [])


@given(SEATS)
def test_no_department_counts_twice_and_nobody_else_counts(table: Table) -> None:
    found, kinds = page(table), {body: kind for body, kind, _role, _how in table}
    sitting = [
        (body, how)
        for body, _kind, role, how in table
        if role in ("main", "alternate") and kinds[body] in ("police", "other")
    ]
    assert found.invited == len({body for body, _how in sitting})
    assert found.departments == len({body for body, how in sitting if how})
    assert found.came == {
        "here": len({body for body, how in sitting if how == "in-person"}),
        "remote": found.departments - len({body for body, how in sitting if how == "in-person"}),
    }
    assert page([*table, *table]).came == found.came
