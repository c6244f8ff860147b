"""Every stage × act × part of the table, tried at the doors; and who sees a nomination, in each stage."""

from itertools import product
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Cast
from waypost.core.errors import Denied
from waypost.network import actions
from waypost.network.lists import acts_on, board_of, nominations_visible_to
from waypost.network.models import Nomination
from waypost.network.policies import part_of, sees
from waypost.network.states import NEXT, OVER, SEES, STEPS, Part, Stage, step
from waypost.network.tests.nominations import PROPOSAL, at_stage, call, fresh
from waypost.people.models import Person

PARTS = {
    Part.PROPOSER: "mission_focal_point",
    Part.SECRETARIAT: "secretariat",
    Part.SECOND: "second_secretariat",
    Part.STRANGER: "coast_focal_point",
}
ACTS = sorted({each.act for each in STEPS})


def do(act: str, by: Person, nomination: Nomination) -> Any:
    more: dict[str, Any] = {
        "send_back": {"because": "Not readable."},
        "invite": {"call": call()},
        "correct": {"proposal": PROPOSAL, "letter": None},
    }.get(act, {})
    return getattr(actions, act)(by=by, nomination=nomination, **more)


def test_the_table_is_whole() -> None:
    assert set(NEXT) | OVER == set(Stage)
    assert not set(NEXT) & OVER
    assert not {each.stage for each in STEPS} & OVER


@pytest.mark.parametrize("stage", Stage)
def test_every_cell_of_the_table(cast: Cast, hands: Any, stage: Stage) -> None:
    """Every act by everybody, each undone before the next."""
    nomination = at_stage(cast, stage, hands)
    for act, part in product(ACTS, PARTS):
        with transaction.atomic():
            try_cell(act, part, fresh(nomination), Person.objects.get(pk=getattr(cast, PARTS[part]).pk))
            transaction.set_rollback(True)


def try_cell(act: str, part: Part, nomination: Nomination, by: Person) -> None:
    part_now, found = part_of(by, nomination), step(act, nomination.stage_now)
    allowed = found is not None and part_now in found.parts
    if found is not None and part_now == part:
        assert allowed == (part in found.parts)
    if not allowed:
        with pytest.raises(Denied):
            do(act, by, nomination)
        assert fresh(nomination).stage == nomination.stage, f"{act} by {part}"
        return
    assert found is not None
    do(act, by, nomination)
    assert fresh(nomination).stage_now in found.leads_to, f"{act} by {part}"


@pytest.mark.parametrize("stage", Stage)
def test_it_is_seen_by_its_proposer_and_the_secretariat_only(cast: Cast, hands: Any, stage: Stage) -> None:
    nomination = at_stage(cast, stage, hands)
    for name, person in cast.people().items():
        person = Person.objects.get(pk=person.pk)
        seen = nominations_visible_to(person).filter(pk=nomination.pk).exists()
        assert seen == sees(person, nomination) == (part_of(person, nomination) in SEES), name
        assert seen == (name in ("mission_focal_point", "secretariat", "second_secretariat")), name
        assert (nomination in [*board_of(person)[0], *board_of(person)[1]]) == seen
        if not seen:
            assert acts_on(person, nomination) == set()


def test_another_mission_takes_the_place_of_one_who_left(cast: Cast, hands: Any) -> None:
    """Of a member they cover; not while whoever proposed is still there."""
    nomination = at_stage(cast, Stage.REGISTERED, hands)
    successor = cast.donor
    tenure = successor.acting_as
    tenure.post.role = "mission-focal-point"
    tenure.post.save()
    tenure.post.covers.set([cast.customs.member])
    tenure.endorsements.create(
        network=cast.regional, since=tenure.since, until=cast.officer.acting_as.endorsements.get().until
    )
    successor = Person.objects.get(pk=successor.pk)
    assert part_of(successor, nomination) == Part.STRANGER
    assert not nominations_visible_to(successor).exists()
    proposing = nomination.proposing
    proposing.until = hands.now.date()
    proposing.save()
    nomination = fresh(nomination)
    assert part_of(successor, nomination) == Part.PROPOSER
    assert nominations_visible_to(successor).get() == nomination
    assert part_of(Person.objects.get(pk=cast.mission_focal_point.pk), nomination) == Part.STRANGER
