"""“Remind all”, from the board: whom it reaches, how often, and who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, Role
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.core.models import AuditRow
from waypost.people.models import Person, Post
from waypost.publications.actions import afterwards, answering, reminding
from waypost.publications.board import board_of
from waypost.publications.models import Publication
from waypost.publications.tests.sharing import (
    asked_of,
    asking,
    fresh,
    hear_no_more,
    second_version,
    tell_all,
    told,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]

RELEASED: dict[Mark, Callable[[Cast], list[Any]]] = {
    Mark.CLEAR: lambda _cast: [],
    Mark.GREEN: lambda _cast: [],
    Mark.AMBER: lambda cast: [cast.coast, cast.lone],
    Mark.STRICT: lambda cast: [cast.coast, cast.lone],
    Mark.RED: lambda cast: [cast.coast_officer, cast.lone_officer],
}
REMINDED = {
    Mark.AMBER: {"coast_focal_point", "lone_focal_point"},
    Mark.STRICT: {"coast_focal_point", "lone_focal_point"},
    Mark.RED: {"coast_officer", "lone_officer"},
}
OPEN = {"coast_focal_point", "lone_focal_point", "immigration_focal_point"}


def asked(cast: Cast, mark: Mark = Mark.AMBER) -> Publication:
    item = asking(cast, mark, to=RELEASED[mark](cast))
    hear_no_more()
    return fresh(item)


def remind(by: Person, item: Publication) -> int:
    number = reminding.remind(by=by, publication=fresh(item))
    tell_all()
    return number


@pytest.mark.parametrize("mark", list(Mark))
def test_it_reaches_whoever_can_answer_and_has_not(cast: Cast, mark: Mark) -> None:
    item = asked(cast, mark)
    wanted = REMINDED.get(mark, OPEN)
    assert remind(cast.officer, item) == len(wanted)
    assert told("reminded") == wanted
    assert AuditRow.objects.filter(action="publications.reminded", actor=cast.officer.public_id).count() == 1


def test_who_has_answered_is_left_in_peace(cast: Cast) -> None:
    item = asked(cast)
    answering.acknowledge(by=cast.coast_focal_point, publication=item, version=1, answer="received")
    assert remind(cast.officer, item) == 1
    assert told("reminded") == {"lone_focal_point"}
    assert asked_of(item, cast.coast).reminded_at is None


def test_an_answer_that_comes_before_the_worker_is_not_asked_for(cast: Cast) -> None:
    item = asked(cast)
    reminding.remind(by=cast.officer, publication=item)
    answering.acknowledge(by=cast.coast_focal_point, publication=item, version=1, answer="received")
    tell_all()
    assert told("reminded") == {"lone_focal_point"}


@pytest.mark.parametrize("end", ["withdrawn", "replaced"])
def test_what_is_over_before_the_worker_comes_is_not_asked_for(cast: Cast, end: str) -> None:
    item = asked(cast)
    reminding.remind(by=cast.officer, publication=item)
    if end == "withdrawn":
        afterwards.withdraw(by=cast.officer, publication=item, because="Wrong.")
    else:
        second_version(cast, item)
    tell_all()
    assert told("reminded") == set()


def test_nor_is_whoever_may_no_longer_see_it(cast: Cast) -> None:
    item = asked(cast)
    reminding.remind(by=cast.officer, publication=item)
    Person.objects.filter(pk=cast.coast_focal_point.pk).update(second_factor=False)
    tell_all()
    assert told("reminded") == {"lone_focal_point"}


def test_once_a_day(cast: Cast, hands: Any) -> None:
    item = asked(cast)
    remind(cast.officer, item)
    hands.forward(hours=23)
    with pytest.raises(Refused, match="24 hours"):
        remind(cast.deputy, item)
    hands.forward(hours=1)
    assert remind(cast.deputy, item) == 2


def test_a_new_version_is_asked_anew(cast: Cast) -> None:
    item = asked(cast)
    remind(cast.officer, item)
    second_version(cast, item)
    assert remind(cast.officer, item) == 2


def test_with_nobody_left_it_says_so(cast: Cast) -> None:
    item = asking(cast, to=[cast.coast])
    answering.acknowledge(by=cast.coast_focal_point, publication=item, version=1, answer="received")
    with pytest.raises(Refused, match="nobody to remind"):
        remind(cast.officer, item)
    mute = asking(cast, to=[cast.customs])
    with pytest.raises(Refused, match="nobody to remind"):
        remind(cast.officer, mute)


def test_what_is_withdrawn_or_expired_waits_for_nobody(cast: Cast, hands: Any) -> None:
    gone = asked(cast)
    afterwards.withdraw(by=cast.officer, publication=gone, because="Wrong.")
    past = asking(cast, to=[cast.coast], expires_on=hands.now.date() + timedelta(days=6))
    hands.forward(days=8)
    for item in (gone, past):
        with pytest.raises(Refused, match="No answer is waited for"):
            remind(cast.officer, item)


MAY = {
    Mark.GREEN: {"officer", "focal_point", "deputy", "secretariat"},
    Mark.AMBER: {"officer", "focal_point", "deputy"},
    Mark.STRICT: {"officer", "focal_point", "deputy"},
    Mark.RED: {"officer"},
}


@pytest.mark.parametrize("mark", list(MAY))
def test_who_may(cast: Cast, hands: Any, mark: Mark) -> None:
    """Whoever asked, and whoever runs the network and may see the item; not an approver who asked nothing."""
    item, may = asked(cast, mark), set()
    for name in (
        "officer",
        "colleague",
        "focal_point",
        "deputy",
        "coast_focal_point",
        "coast_officer",
        "secretariat",
    ):
        try:
            reminding.remind(by=getattr(cast, name), publication=item)
            may.add(name)
        except Denied:
            continue
        hands.forward(days=1, minutes=1)
    assert may == MAY[mark]


def test_the_secretariat_reminds_from_the_board(cast: Cast, enter: Enter) -> None:
    item = asked(cast, Mark.GREEN)
    browser = enter(cast.secretariat)
    board = f"/items/{item.public_id}/board/"
    assert "Remind all who have not answered" in browser.get(board).content.decode()
    answer = browser.post(f"/items/{item.public_id}/remind/", follow=True)
    said = answer.content.decode()
    assert "3 are reminded." in said
    assert "Remind all who have not answered" not in said
    assert "Last reminded: " in said
    again = browser.post(f"/items/{item.public_id}/remind/")
    assert again.status_code == 409
    assert "Call those who are silent" in again.content.decode()
    tell_all()
    assert "its own people" in browser.get(board).content.decode()


def test_to_a_stranger_there_is_nothing_to_remind_of(cast: Cast, enter: Enter) -> None:
    item = asked(cast)
    assert enter(cast.customs_officer).post(f"/items/{item.public_id}/remind/").status_code == 404
    assert enter(cast.coast_focal_point).post(f"/items/{item.public_id}/remind/").status_code == 403
    assert told("reminded") == set()


def test_the_board_counts_whom_it_can_remind(cast: Cast) -> None:
    Post.objects.filter(tenures__person=cast.lone_focal_point).update(role=Role.OFFICER)
    board = board_of(cast.officer, asked(cast))
    assert board is not None
    assert (board.addressed, board.to_remind, board.reminded_at) == (2, 1, None)
