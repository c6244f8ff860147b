"""Who is told of what, and what a mail says; reminders by the clock."""

from typing import Any

import pytest

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Refused
from waypost.core.models import Event
from waypost.people.models import Person
from waypost.requests.actions import answering, asking
from waypost.requests.actions.reminding import LADDERS, remind_the_silent, rung_due
from waypost.requests.models import Asked, Request
from waypost.requests.notices import words
from waypost.requests.tests.posing import answered, asked, fresh, told

pytestmark = pytest.mark.django_db


def test_those_who_may_answer_are_told_and_nobody_else(cast: Cast) -> None:
    asked(cast, Mark.GREEN, cast.coast, cast.lone)
    assert told("asked") == {"coast_focal_point", "lone_focal_point"}


def test_under_red_the_persons_are(cast: Cast) -> None:
    asked(cast, Mark.RED, cast.coast_officer)
    assert told("asked") == {"coast_officer"}


def test_the_asking_side_is_told_of_an_answer_and_of_its_correction(cast: Cast) -> None:
    made = asked(cast)
    answered(cast.coast_focal_point, made)
    answered(cast.coast_focal_point, made, "No.", on=1)
    assert told("answered") == told("answer_corrected") == {"focal_point", "deputy"}


def test_a_red_answer_is_told_to_the_asker_alone_and_its_mail_says_nothing(cast: Cast) -> None:
    made = asked(cast)
    answered(cast.coast_focal_point, made, mark=Mark.RED)
    assert told("answered") == {"focal_point"}

    def mark_for(person: Person) -> Any:
        return words(Request.visible_to(person), person)[made.public_id].mark

    assert (mark_for(cast.focal_point), mark_for(cast.deputy)) == (Mark.RED, Mark.AMBER)


def test_closing_tells_the_silent_and_withdrawing_all(cast: Cast) -> None:
    first = asked(cast, Mark.AMBER, cast.coast, cast.lone)
    answered(cast.coast_focal_point, first)
    asking.close(by=cast.focal_point, request=fresh(first))
    assert told("closed") == {"lone_focal_point"}
    second = asked(cast, Mark.AMBER, cast.coast, cast.lone)
    asking.withdraw(by=cast.focal_point, request=fresh(second), because="By mistake.")
    assert told("withdrawn") == {"coast_focal_point", "lone_focal_point"}


def test_those_who_answered_hear_once_that_it_was_used(cast: Cast) -> None:
    made = asked(cast, Mark.AMBER, cast.coast, cast.lone)
    row = Asked.unfiltered.get(request=made.pk, organisation=cast.coast)
    with pytest.raises(Refused):
        answering.thank(by=cast.focal_point, request=fresh(made), asked=row.public_id)
    answered(cast.coast_focal_point, made)
    answering.thank(by=cast.focal_point, request=fresh(made), asked=row.public_id)
    assert told("thanked") == {"coast_focal_point"}
    with pytest.raises(Refused, match="already"):
        answering.thank(by=cast.deputy, request=fresh(made), asked=row.public_id)
    with pytest.raises(Denied):
        answering.thank(by=cast.coast_focal_point, request=fresh(made), asked=row.public_id)


MISSION, OFFICE, ASKERS = (
    "mission_focal_point",
    {"secretariat", "second_secretariat"},
    {"focal_point", "deputy"},
)


@pytest.mark.parametrize(
    ("mark", "late"),
    [
        (Mark.GREEN, {"coast_focal_point", MISSION, *OFFICE, *ASKERS}),
        (Mark.AMBER, {"coast_focal_point", *ASKERS}),
        (Mark.STRICT, {"coast_focal_point", *ASKERS}),
        (Mark.RED, {"coast_focal_point", "focal_point"}),
    ],
)
def test_the_silent_are_reminded_and_at_the_end_those_who_may_see_it_are_told(
    cast: Cast, hands: Any, mark: Mark, late: set[str]
) -> None:
    made = asked(cast, mark, answer_within=24)
    hands.forward(hours=17)
    assert remind_the_silent() == 0
    hands.forward(hours=2)
    assert (remind_the_silent(), remind_the_silent()) == (1, 0)
    assert told("reminded") == {"coast_focal_point"}
    hands.forward(hours=6)
    assert remind_the_silent() == 1
    assert told("reminded") == late
    assert Asked.unfiltered.get(request=made.pk).rung == 100


def test_who_has_answered_and_what_is_over_is_left_alone(cast: Cast, hands: Any) -> None:
    answered(cast.coast_focal_point, asked(cast, Mark.AMBER, cast.coast, answer_within=24))
    asking.close(by=cast.focal_point, request=asked(cast, Mark.AMBER, answer_within=24))
    hands.forward(days=3)
    assert remind_the_silent() == 0


def test_where_nobody_there_is_left_the_next_rung_hears(cast: Cast, hands: Any) -> None:
    asked(cast, Mark.AMBER, cast.coast, answer_within=24)
    Person.objects.filter(pk=cast.coast_focal_point.pk).update(second_factor=False)
    hands.forward(hours=19)
    remind_the_silent()
    assert told("reminded") == ASKERS


def test_every_ladder_ends_at_the_deadline_with_the_asker(cast: Cast) -> None:
    made = asked(cast)
    assert rung_due(made, made.asked_at) == 0  # type: ignore[arg-type]
    for ladder in LADDERS.values():
        assert ladder[-1].share == 100
        assert "ASKERS" in {whom.name for whom in ladder[-1].whom}


def test_events_hold_no_words(cast: Cast) -> None:
    made = asked(cast)
    answered(cast.coast_focal_point, made, "A sentence.")
    assert not [event for event in Event.objects.all() if "sentence" in str(event.facts)]
