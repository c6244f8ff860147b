"""A real worker, killed at each step: nothing is lost or doubled in the portal; a repeated mail is the same mail."""

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.processes import KILLED, Process
from waypost.core.models import Event, TickRun
from waypost.notices.models import Mail, Notice, Pace
from waypost.notices.tests import world
from waypost.people.models import Person, Post

pytestmark = pytest.mark.django_db(transaction=True)

POINTS = [
    "event leased",
    "notices written",
    "mails written",
    "event told",
    "event committed",
    "digests written",
    "mail leased",
    "mail composed",
    "mail accepted",
    "mail marked",
]
AFTER_SMTP = {"mail accepted"}  # the one step that can't be undone and isn't written down yet


@pytest.fixture
def worker(tmp_path: Path, smtp: Any) -> Process:
    return Process("waypost.notices.tests.run_worker", tmp_path, WAYPOST_SMTP=smtp.url)


@pytest.fixture
def waiting(cast: Cast) -> set[int]:
    """One event told to three at once, one gathered for the day. Ids of the three."""
    Post.objects.update(mailbox="")
    world.happened(cast.police, cast.officer, cast.deputy, cast.colleague)
    gathered = world.happened(cast.customs, cast.officer, pace=Pace.FOLLOW)
    # As if it had happened yesterday: its digest is due.
    Event.objects.filter(pk=gathered.pk).update(at=gathered.at.replace(day=31, month=8))
    return {cast.officer.pk, cast.deputy.pk, cast.colleague.pk}


def let_leases_end() -> None:
    """What the dead worker held is free again; a tick's lease is longer, so it is ended by hand."""
    time.sleep(0.3)
    TickRun.objects.all().delete()


def check(smtp: Any, waiting: set[int], repeated: int) -> None:
    """Everybody has the notice once, everybody's mail arrived, and no more than ``repeated`` came twice."""
    direct = Notice.objects.filter(pace=Pace.ACTION)
    assert sorted(direct.values_list("person", flat=True)) == sorted(waiting)
    assert Notice.objects.filter(pace=Pace.FOLLOW).count() == 1
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.SENT}
    assert Mail.objects.count() == 4
    came = Counter(letter["Message-ID"] for letter in smtp.letters)
    assert set(came) == {f"<{mail.token}@waypost.localhost>" for mail in Mail.objects.all()}
    assert sum(came.values()) - len(came) <= repeated


@pytest.mark.parametrize("point", POINTS)
def test_killed_at(point: str, worker: Process, waiting: set[int], smtp: Any) -> None:
    assert worker.run("--once", "--lease", "0.2", fail_at=point) == KILLED
    let_leases_end()
    assert worker.run("--once", "--lease", "30") == 0
    check(smtp, waiting, repeated=1 if point in AFTER_SMTP else 0)


@pytest.mark.parametrize("kept", [True, False])
def test_killed_while_the_server_reads_the_mail(
    worker: Process, waiting: set[int], smtp: Any, kept: bool
) -> None:
    """Whether the server keeps the mail of somebody who is gone is up to the server."""
    process, take = worker.start("--once", "--lease", "0.2"), smtp.handle_DATA

    async def kill(*args: Any) -> str:
        if process.poll() is None:
            process.kill()
            process.wait()
        return await take(*args) if kept else "451 gone"

    smtp.handle_DATA = kill
    assert process.wait(timeout=180) == KILLED
    smtp.handle_DATA = take
    let_leases_end()
    assert worker.run("--once", "--lease", "30") == 0
    check(smtp, waiting, repeated=1 if kept else 0)


def test_killed_again_and_again(worker: Process, waiting: set[int], smtp: Any) -> None:
    kills = 0
    for point in ["event told", "digests written", "mail accepted", "mail leased", "mail accepted"]:
        kills += worker.run("--once", "--lease", "0.2", fail_at=point) == KILLED
        let_leases_end()
    assert worker.run("--once", "--lease", "30") == 0
    assert kills == 5
    check(smtp, waiting, repeated=kills)


def test_two_workers_share_the_work(worker: Process, cast: Cast, smtp: Any) -> None:
    Post.objects.update(mailbox="")
    for _ in range(5):
        world.happened(cast.police, everybody=True)
    both = [worker.start("--once"), worker.start("--once")]
    assert [process.wait(timeout=180) for process in both] == [0, 0]
    active = Person.objects.active().count()
    assert Notice.objects.count() == 5 * active
    assert Counter(Counter(letter["Message-ID"] for letter in smtp.letters).values()) == {1: 5 * active}


def test_told_to_stop_it_finishes_the_mail_in_hand(worker: Process, waiting: set[int], smtp: Any) -> None:
    process, take = worker.start("--poll", "0.1"), smtp.handle_DATA

    async def ask_to_stop(*args: Any) -> str:
        process.terminate()
        return await take(*args)

    smtp.handle_DATA = ask_to_stop
    assert process.wait(timeout=180) == 0
    assert len(smtp.letters) == Mail.objects.filter(state=Mail.State.SENT).count() == 1
    smtp.handle_DATA = take
    assert worker.run("--once") == 0
    check(smtp, waiting, repeated=0)


def test_every_fail_point_is_tried() -> None:
    room = Path(__file__).parent.parent
    named = {
        name
        for file in room.glob("*.py")
        for name in re.findall(r'fail_point\("([^"]+)"\)', file.read_text())
    }
    assert named == set(POINTS)
