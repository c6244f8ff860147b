"""``waypost reach check`` tells every reach row that isn't what the rule says, and mends it."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.cast import Cast
from tests.test_rule import Named, Thing, publish
from waypost.access import drift
from waypost.access.actions import mend_reach
from waypost.access.keys import Audience
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.doors import CLOCK
from waypost.core.errors import Denied
from waypost.core.models import AuditRow
from waypost.publications.models import Publication
from waypost.publications.states import Stage

THINGS = [
    Thing(Mark.GREEN, Stage.PUBLISHED, (Named(Audience.ORGANISATION, "customs", barred=True),)),
    Thing(Mark.AMBER, Stage.PUBLISHED, (Named(Audience.ORGANISATION, "coast"),)),
    Thing(Mark.RED, Stage.DRAFT),
]


def said(*options: str) -> list[str]:
    out = StringIO()
    try:
        call_command("reach", "check", *options, stdout=out)
    except SystemExit as end:
        return [*out.getvalue().splitlines(), f"exit {end.code}"]
    return out.getvalue().splitlines()


@pytest.fixture(autouse=True, params=[2, 500])
def batches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "BATCH", request.param)


@pytest.fixture
def things(cast: Cast) -> list[Publication]:
    return [publish(cast, thing) for thing in THINGS]


def test_a_compiled_world_is_in_order(things: list[Publication]) -> None:
    assert said() == ["Every reach row is what it should be."]


def test_a_missing_row_is_told_and_mended(things: list[Publication]) -> None:
    green, *_ = things
    Reach.objects.filter(thing=green.pk, side=Reach.Side.BARRED).delete()
    sentence, summary, end = said()
    assert sentence.startswith(f"publication:{green.public_id} lacks: barred organisation")
    assert summary == "Found: 1; --mend writes them anew."
    assert end == "exit 1"
    assert said("--mend")[-1] == "Mended: 1."
    assert said() == ["Every reach row is what it should be."]
    row = AuditRow.objects.get(action="access.reach_mended")
    assert (row.actor, row.thing) == ("operator", f"publication:{green.public_id}")


@pytest.mark.parametrize("change", [{"key": 7}, {"side": Reach.Side.READS}, {"spares": 99}, {"at": None}])
def test_a_changed_row_is_told_and_mended(things: list[Publication], change: dict[str, int | None]) -> None:
    Reach.objects.filter(thing=things[0].pk, side=Reach.Side.BARRED).update(**change)
    lacks, extra, *_, end = said()
    assert " lacks: barred organisation" in lacks
    assert " has, and should not: " in extra
    assert end == "exit 1"
    said("--mend")
    assert said() == ["Every reach row is what it should be."]


def test_a_row_too_many_is_told_and_mended(things: list[Publication], cast: Cast) -> None:
    """A stranger's key on a RED draft: the leak this command is for."""
    red = things[2]
    own = Reach.objects.filter(thing=red.pk).values("key")
    stranger = Reach.objects.filter(thing=things[1].pk).exclude(key__in=own).earliest("key")
    Reach.objects.create(kind=1, thing=red.pk, key=stranger.key, side=0)
    assert " has, and should not: reads" in said("--mend")[0]
    assert said() == ["Every reach row is what it should be."]


def test_rows_of_nothing_are_told_and_cleared(things: list[Publication]) -> None:
    Reach.objects.create(kind=1, thing=10**9, key=3 << 48, side=0)
    Reach.objects.create(kind=99, thing=things[0].pk, key=0, side=7)
    gone, unknown, summary, _end = said()
    assert gone == "Nothing of kind 1 has the id 1000000000, and yet there is: reads network, unpublished."
    assert unknown.endswith("there is: side 7 key 0, unpublished.")
    assert summary.startswith("Found: 2")
    said("--mend")
    assert said() == ["Every reach row is what it should be."]
    assert AuditRow.objects.filter(action="access.reach_cleared").count() == 2


def test_only_the_operator_mends(things: list[Publication], cast: Cast) -> None:
    for by in (cast.secretariat, cast.auditor, CLOCK):
        with pytest.raises(Denied):
            mend_reach(by=by, thing=things[0])
