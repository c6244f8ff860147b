"""Every action that is registered, whoever wrote it: named, decided by a policy, told or silent for a reason."""

import inspect
import re
from dataclasses import replace

import pytest

from tests.cast import NOON, TODAY, UNTIL, Cast
from waypost.core import audit, doors, events
from waypost.core.doors import Door
from waypost.core.errors import Denied
from waypost.core.models import AuditRow, Event
from waypost.core.remembering import remembering
from waypost.people.actions import persons
from waypost.people.backend import with_post
from waypost.people.models import Endorsement, Person

DOORS = sorted(doors.doors().values(), key=lambda door: door.name)
every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)


def test_there_are_doors() -> None:
    assert len(DOORS) > 20


@every_door
def test_it_stands_in_the_actions_of_the_room_it_is_named_after(door: Door) -> None:
    room = door.name.split(".")[0]
    assert door.body.__module__.startswith(f"waypost.{room}.actions")


@every_door
def test_a_policy_decides(door: Door) -> None:
    """A named function of a policies file, so that pages and actions ask the same question."""
    assert re.fullmatch(r"[a-z_]+", door.allowed.__name__), "A policy has a name: no lambda."
    assert ".policies" in door.allowed.__module__
    assert len(inspect.signature(door.allowed).parameters) == 2


@every_door
def test_it_takes_keyword_arguments_and_by_comes_first(door: Door) -> None:
    parameters = list(inspect.signature(door.body).parameters.values())
    assert parameters[0].name == "by"
    assert {parameter.kind for parameter in parameters} == {inspect.Parameter.KEYWORD_ONLY}


@every_door
def test_it_is_told_or_silent_for_a_reason(door: Door) -> None:
    declared = events.declared(door.name)
    if door.quiet_because:
        assert declared is None or isinstance(declared, events.Silent)
        assert len(door.quiet_because.split()) >= 3
    elif isinstance(declared, events.Silent):
        assert len(declared.reason.split()) >= 3
    else:
        assert isinstance(declared, events.Telling), f"{door.name} is not declared in the room's notices."


def test_nothing_is_told_of_what_nobody_does() -> None:
    assert set(events.all_declared()) <= set(doors.doors())


@every_door
def test_a_closed_door_records_the_denial_and_nothing_else(door: Door, cast: Cast) -> None:
    closed = replace(door, allowed=lambda _by, _thing: False)
    events_before = Event.objects.count()
    with pytest.raises(Denied):
        doors._enter(closed, {"by": cast.outsider})
    [row] = AuditRow.objects.filter(actor=cast.outsider.public_id)
    assert (row.action, row.outcome) == (door.name, audit.DENIED)
    assert Event.objects.count() == events_before


def test_rights_are_those_of_now_not_of_when_the_request_began(cast: Cast) -> None:
    """Neither the person the caller holds nor what was found about them in this request decides."""
    by = with_post().get(pk=cast.focal_point.pk)
    with remembering():
        assert by.networks() == [cast.regional.pk]
        Endorsement.objects.filter(tenure=by.acting_as).update(until=TODAY)
        with pytest.raises(Denied):
            persons.suspend(by=by, person=cast.officer, because="x")
        Endorsement.objects.filter(tenure=by.acting_as).update(until=UNTIL)
        Person.objects.filter(pk=by.pk).update(suspended_at=NOON)
        with pytest.raises(Denied):
            persons.suspend(by=by, person=cast.officer, because="x")
    assert Person.objects.get(pk=cast.officer.pk).suspended_at is None


def test_a_denial_is_recorded_once(cast: Cast) -> None:
    with pytest.raises(Denied) as said:
        persons.suspend(by=cast.officer, person=cast.focal_point, because="x")
    doors.record_denial(said.value, cast.officer)
    assert AuditRow.objects.filter(actor=cast.officer.public_id).count() == 1
