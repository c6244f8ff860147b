"""The command that shows the demo, as a person runs it: begins, answers, ends, and says what is in its way."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.demo_portal import PATIENCE, Portal, World, wait_until
from waypost.desk.frame import MOST_TYPED

CLOCK = "from waypost.core import clock\nanswer = clock.now().isoformat()"
MAILS = "SELECT at FROM demo_sentmail ORDER BY at"
WAITING = "SELECT count(*) FROM core_auditrow WHERE place IS NULL"


def family(leader: int) -> set[int]:
    """The process and everything it began, in whatever session they are."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = {leader}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def alive(processes: set[int]) -> set[int]:
    running = set()
    for each in processes:
        try:
            state = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            running.add(each)
    return running


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_all_it_began(own_demo: Portal, how: signal.Signals) -> None:
    assert own_demo.process is not None
    wait_until(lambda: len(family(own_demo.process.pid)) >= 5, PATIENCE, "web server and worker")
    began = family(own_demo.process.pid)
    own_demo.process.send_signal(how)
    assert own_demo.process.wait(timeout=PATIENCE) == 0
    assert alive(began) == set()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", own_demo.port)) != 0


def test_it_ends_when_one_of_its_two_ends(own_demo: Portal) -> None:
    assert own_demo.process is not None
    wait_until(lambda: len(family(own_demo.process.pid)) >= 5, PATIENCE, "web server and worker")
    began = family(own_demo.process.pid)
    [worker] = [
        each for each in began if b"worker" in Path(f"/proc/{each}/cmdline").read_bytes().split(b"\0")
    ]
    os.kill(worker, signal.SIGKILL)
    assert own_demo.process.wait(timeout=PATIENCE) != 0
    assert alive(began) == set()
    assert "The worker has ended by itself" in own_demo.said


def test_a_port_that_is_taken_is_said_before_anything_is_begun(demo_world: World) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = demo_world.command("demo", "run", "--port", str(port))
    assert told.returncode != 0
    assert f"Port {port} is in use by another program. Choose another: --port {port + 1}" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_what_is_no_port_is_said(demo_world: World, port: str) -> None:
    told = demo_world.command("demo", "run", f"--port={port}")
    assert f"{port} is no port" in told.stderr


def test_make_demo_says_that_a_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = subprocess.run(  # noqa: S603  our own script
            [sys.executable, "scripts/free_port.py", str(port)], capture_output=True, text=True, check=False
        )
    assert told.returncode != 0
    assert str(port) in told.stdout + told.stderr


def test_it_answers_by_both_names_and_no_other(demo: Portal) -> None:
    visitor = demo.visitor()
    for host in (f"waypost.localhost:{demo.port}", f"127.0.0.1:{demo.port}"):
        answer = visitor.get("/edition/", Host=host)
        assert answer.status == 200
        assert "July–August 2020" in answer.body
    assert visitor.get("/edition/", Host="elsewhere.invalid").status == 400


@pytest.mark.both
def test_seeding_twice_changes_nothing(demo_world: World) -> None:
    count = (
        "from waypost.core.models import AuditRow\nfrom waypost.people.models import Person\n"
        "answer = [AuditRow.objects.count(), Person.objects.count()]"
    )
    before = demo_world.ask(count)
    told = demo_world.command("demo", "seed")
    assert told.returncode == 0
    assert "The demo world is there already." in told.stdout
    assert demo_world.ask(count) == before


@pytest.mark.both
def test_the_seeded_log_proves_itself(own_demo: Portal) -> None:
    """The worker seals what seeding wrote; then the log proves itself, and every reach row is as a fresh compile."""
    world = own_demo.world

    wait_until(lambda: not world.rows(WAITING)[0][0], PATIENCE, "the worker to have sealed what was seeded")
    # A thousand rows and more.
    assert re.search(r"^The log holds: \d,\d{3} rows", world.command("audit", "verify").stdout)
    assert world.command("reach", "check").returncode == 0


@pytest.mark.both
def test_the_clock_moves_for_every_process(own_demo: Portal) -> None:
    """A visitor moves it: web server, worker and commands agree at once, and what falls due is told and mailed."""
    world, visitor = own_demo.world, own_demo.visitor("officer")
    assert world.ask(CLOCK) == "2020-09-01T02:40:00+00:00"
    assert "1 Sep 2020, 09:40" in visitor.get("/help/").body
    wait_until(lambda: _is_quiet(world), PATIENCE, "the worker to have sent what waited")
    answer = visitor.post("/demo/clock/", hours="24", next="/help/")
    assert answer.path == "/help/"
    assert "It is now" in answer.said
    assert world.ask(CLOCK) == "2020-09-02T02:40:00+00:00"
    for _worker in range(6):  # two web processes take turns
        assert "2 Sep 2020, 09:40" in visitor.get("/help/").body
    later = "2020-09-02 02:40:00"
    wait_until(
        lambda: any(str(at).startswith(later) for (at,) in world.rows(MAILS)), PATIENCE, "mail of the day"
    )


def _is_quiet(world: World) -> bool:
    before = world.rows(MAILS)
    time.sleep(1.5)
    return bool(before) and world.rows(MAILS) == before


@pytest.mark.parametrize("page", ["/items/", "/people/", "/audit/"])
def test_a_long_search_in_thai_gets_a_page(demo: Portal, page: str) -> None:
    """As much as the field takes: a web server that reads shorter addresses would answer with a bare 414."""
    answer = demo.visitor("officer").get(f"{page}?q={quote('ก' * MOST_TYPED)}&order=newest")
    assert answer.status in (200, 404, 422)
    assert "<h1" in answer.body
