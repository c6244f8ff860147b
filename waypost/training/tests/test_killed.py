"""A web process killed while it keeps what e-modules tell: what was acknowledged is there, and what was not can be sent
again.
"""

import time
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import Cast
from tests.fixtures import sign_in
from tests.processes import KILLED, Process
from waypost.training.actions.learning import hash_of
from waypost.training.models import Launch, Progress
from waypost.training.tests.playing import Content, added, launched
from waypost.training.tests.teaching import begun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def learners(cast: Cast) -> list[Content]:
    """Three, each with a first page kept."""
    module = added(cast, begun(cast))
    people = (cast.officer, cast.colleague, cast.coast_officer)
    found = [launched(sign_in(Client(), each), each, module) for each in people]
    for each in found:
        each.open()
        assert each.keep(1).status_code == 200
    return found


def kept(learner: Content) -> int:
    launch = Launch.objects.get(secret_hash=hash_of(learner.token))
    return Progress.objects.get(attempt=launch.attempt_id).sequence


@pytest.mark.parametrize(("point", "stands"), [("progress written", 1), ("progress kept", 2)])
def test_killed_at(point: str, stands: int, learners: list[Content], tmp_path: Path) -> None:
    process, told = Process("waypost.training.tests.run_keeping", tmp_path), tmp_path / "told"
    assert process.run(str(told), "1", learners[0].token, fail_at=point) == KILLED
    assert told.read_text() == ""
    assert kept(learners[0]) == stands
    assert learners[0].keep(2).json()["kept"] == [1, 2]
    assert kept(learners[0]) == 2


def test_killed_in_the_middle_nothing_acknowledged_is_lost(learners: list[Content], tmp_path: Path) -> None:
    told = tmp_path / "told"
    process = Process("waypost.training.tests.run_keeping", tmp_path)
    running = process.start(str(told), "100000", *(each.token for each in learners))
    while not told.exists() or told.read_text().count("\n") < 30:
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    running.kill()
    running.communicate()
    acknowledged: dict[str, int] = {}
    for line in told.read_text().splitlines():
        token, _space, sequence = line.partition(" ")
        acknowledged[token] = int(sequence or 0)
    assert len(acknowledged) == 3
    for each in learners:
        assert kept(each) >= acknowledged[each.token]
