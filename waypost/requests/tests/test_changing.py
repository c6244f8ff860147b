"""What the asker changes once it is asked: the deadline, and one more who is asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import NOON, Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.models import AuditRow
from waypost.people.models import Organisation, Person
from waypost.publications.tests.sharing import tell_all
from waypost.requests.actions import asking, changing
from waypost.requests.actions.reminding import remind_the_silent
from waypost.requests.models import Asked, Request
from waypost.requests.tests.posing import answered, asked, fresh, keys, told

pytestmark = pytest.mark.django_db


def moved(cast: Cast, request: Request, by: Person | None = None, **later: float) -> Request:
    due_at = request.due_at
    assert due_at is not None
    return changing.move_deadline(
        by=by or cast.focal_point, request=fresh(request), due_at=due_at + timedelta(**later)
    )


def added(cast: Cast, request: Request, whom: Organisation | Person, by: Person | None = None) -> Asked:
    [key] = keys(cast, whom)
    return changing.ask_more(by=by or cast.focal_point, request=fresh(request), whom=key)


def page(request: Request, name: str = "change_request") -> str:
    return reverse(name, args=[request.public_id])


def test_a_deadline_that_moves_is_told_to_the_silent_and_shown_with_what_it_was(
    cast: Cast, enter: Any
) -> None:
    made = asked(cast, Mark.AMBER, cast.coast, cast.lone, answer_within=72)
    answered(cast.lone_focal_point, made)
    sent = enter(cast.deputy).post(page(made), {"do": "move", "on": "2020-09-08", "revision": "3"})
    assert sent["Location"] == page(made, "request")
    now = fresh(made)
    assert (now.due_at, now.due_before) == (NOON + timedelta(days=7), NOON + timedelta(days=3))
    assert told("deadline_moved") == {"coast_focal_point"}
    shown = enter(cast.coast_officer).get(page(made, "request")).content.decode()
    assert "before it was" in shown
    assert "4 Sep 2020" in shown
    assert AuditRow.objects.filter(action="requests.deadline_moved").count() == 1


def test_it_may_be_earlier(cast: Cast) -> None:
    assert moved(cast, asked(cast), days=-6).due_at == NOON + timedelta(days=1)


@pytest.mark.parametrize(
    ("by", "sentence"), [({"days": 0}, "already"), ({"days": -7}, "has passed"), ({"days": 24}, "30 days")]
)
def test_a_deadline_nobody_could_keep_is_refused(cast: Cast, by: dict[str, int], sentence: str) -> None:
    made = asked(cast)
    with pytest.raises(Refused, match=sentence):
        moved(cast, made, **by)
    assert fresh(made).due_before is None


@pytest.mark.parametrize("name", ["coast_focal_point", "coast_officer", "officer", "secretariat"])
def test_only_the_asking_side_changes_anything(cast: Cast, name: str) -> None:
    made, by = asked(cast, Mark.GREEN), getattr(cast, name)
    with pytest.raises(Denied):
        moved(cast, made, by=by, days=1)
    with pytest.raises(Denied):
        added(cast, made, cast.lone, by=by)


def test_what_was_late_is_not_late_any_more_and_the_reminders_begin_again(cast: Cast, hands: Any) -> None:
    made = asked(cast, Mark.GREEN, answer_within=24)
    hands.forward(hours=25)
    remind_the_silent()
    assert Asked.visible_to(cast.mission_focal_point).filter(request=made.pk).exists()
    moved(cast, made, days=3)
    assert not Asked.visible_to(cast.mission_focal_point).filter(request=made.pk).exists()
    assert remind_the_silent() == 0
    hands.forward(hours=50)
    assert remind_the_silent() == 1
    assert Asked.unfiltered.get(request=made.pk).rung == 75


def test_who_is_told_of_an_earlier_deadline_is_not_reminded_of_it_at_once(cast: Cast, hands: Any) -> None:
    made = asked(cast)
    hands.forward(days=5)
    moved(cast, made, days=-1)
    assert (Asked.unfiltered.get(request=made.pk).rung, remind_the_silent()) == (75, 0)


@pytest.mark.parametrize("mark", [Mark.GREEN, Mark.AMBER, Mark.STRICT])
def test_whoever_is_added_is_told_then_and_answers_by_the_same_deadline(
    cast: Cast, hands: Any, mark: Mark
) -> None:
    made = asked(cast, mark, cast.coast)
    tell_all()
    hands.forward(days=1)
    assert Request.visible_to(cast.lone_focal_point).filter(pk=made.pk).exists() == (mark == Mark.GREEN)
    row = added(cast, made, cast.lone)
    assert (row.added_at, fresh(made).due_at) == (hands.now, made.due_at)
    assert told("more_asked") == {"lone_focal_point"}
    assert told("asked") == {"coast_focal_point"}
    answered(cast.lone_focal_point, made)


def test_whoever_is_added_before_the_worker_came_is_told_once(cast: Cast) -> None:
    made = asked(cast)
    moved(cast, made, days=1)
    added(cast, made, cast.lone)
    assert told("more_asked") == {"lone_focal_point"}
    assert told("asked") == told("deadline_moved") == {"coast_focal_point"}


def test_under_red_one_more_person_is(cast: Cast) -> None:
    made = asked(cast, Mark.RED)
    added(cast, made, cast.coast_officer)
    assert told("more_asked") == {"coast_officer"}
    with pytest.raises(Refused, match="ask persons"):
        added(cast, made, cast.lone)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("coast", "already"),
        ("police", "your own"),
        ("customs", "Nobody could answer"),
        ("coast_officer", "ask organisations"),
    ],
)
def test_whom_nobody_could_ask_is_not_added(cast: Cast, name: str, sentence: str) -> None:
    made = asked(cast)
    with pytest.raises(Refused, match=sentence):
        added(cast, made, getattr(cast, name))
    assert Asked.unfiltered.filter(request=made.pk).count() == 1


def test_nobody_is_added_who_would_be_late_at_once(cast: Cast, hands: Any) -> None:
    made = asked(cast)
    hands.forward(days=8)
    with pytest.raises(Refused, match="late at once"):
        added(cast, made, cast.lone)


def test_more_than_twenty_are_a_bulletin(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST_ASKED", 1)
    with pytest.raises(Refused, match="more than 20"):
        added(cast, asked(cast), cast.lone)


def test_an_overtaken_change_is_not_made(cast: Cast, enter: Any) -> None:
    made = asked(cast)
    moved(cast, made, days=1)
    with pytest.raises(Overtaken):
        changing.move_deadline(
            by=cast.deputy, request=fresh(made), due_at=NOON + timedelta(days=2), revision=3
        )
    answer = enter(cast.deputy).post(page(made), {"do": "move", "on": "2020-09-04", "revision": "3"})
    assert answer.status_code == 422
    assert b"2020-09-04" in answer.content


def test_what_was_typed_comes_back_beside_its_form(cast: Cast, enter: Any) -> None:
    made = asked(cast)
    client = enter(cast.focal_point)
    for typed in ({"do": "add", "add": "Nowhere"}, {"do": "move", "on": "soon"}):
        answer = client.post(page(made), {**typed, "revision": "3"})
        assert answer.status_code == 422
        assert all(word in answer.content.decode() for word in typed.values())
    done = client.post(page(made), {"do": "add", "add": "BGY", "revision": "3"}, follow=True)
    assert f"{cast.lone.name} is asked now" in done.content.decode()
    assert "asked later" in done.content.decode()


def test_a_change_that_comes_too_late_gives_back_what_was_typed(cast: Cast, enter: Any) -> None:
    made = asked(cast)
    asking.close(by=cast.focal_point, request=fresh(made))
    answer = enter(cast.focal_point).post(page(made), {"do": "add", "add": "BGY", "revision": "3"})
    assert answer.status_code == 409
    assert b"BGY" in answer.content
