"""Nurseries: what one file leaves behind reaches no other, whatever ends is replaced, nothing outlives its owner."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from waypost.files import confined
from waypost.files.confined import Stopped, nursery, work
from waypost.files.tests import corpus
from waypost.files.tests.family import alive, children, nurseries, within

SOON = 20  # seconds, on a busy machine


@pytest.fixture(autouse=True)
def probing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins without a nursery, and has the probe for its work."""
    nursery.end_all()
    monkeypatch.setattr(confined, "_JOBS", "waypost.files.tests")
    yield
    nursery.end_all()
    assert not nurseries()


def echoed(content: bytes = b"well", **facts: float) -> list[bytes]:
    return [part for _name, part in work("probe.echo", content, **facts).parts]


# One file, and another.


def test_a_file_leaves_nothing_for_the_next() -> None:
    assert echoed(b"first") == [b"first"]
    first = nurseries()
    assert echoed(b"second") == [b"second"]
    assert nurseries() == first, "then this would prove nothing"


def test_the_libraries_are_there_from_the_second_piece_of_work_on() -> None:
    loaded = [work("probe.surroundings", b"").part("seen") or b"" for _ in range(2)]
    assert [b" cv2 " in each for each in loaded] == [False, True]
    assert not any(b"django" in each for each in loaded)


def test_a_child_has_no_way_to_the_nursery_or_its_owner() -> None:
    """What it reads, what it writes, nowhere to complain, and the pipe that closes when it ends. No socket."""
    opened = [part for _name, part in work("probe.handles", b"").parts]
    assert opened == [b"0 -", b"1 -", b"2 c", b"3 p"]


def test_a_nursery_has_nothing_of_a_file() -> None:
    content, told = os.urandom(16).hex().encode(), os.urandom(16).hex()
    assert echoed(content, before=0) == [content]
    with pytest.raises(confined.Broken):
        work("probe.echo", content, told=told)
    (process,) = nurseries()
    held = memory(process)
    assert not any(each in held for each in (content, told.encode()))
    assert b"waypost.files.confined" in held, "then this would prove nothing"


def memory(process: int) -> bytes:
    """All that a process may write to."""
    found = []
    with open(f"/proc/{process}/mem", "rb", buffering=0) as held:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            ends, rights = line.split()[:2]
            start, end = (int(each, 16) for each in ends.split("-"))
            if rights.startswith("rw"):
                held.seek(start)
                found.append(held.read(end - start))
    return b"".join(found)


def test_threads_that_ask_at_once_get_each_their_own() -> None:
    asked = [b"%d" % each for each in range(12)]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda each: echoed(each, before=0.05), asked)) == [[each] for each in asked]
    assert len(nurseries()) <= 2


# Bad ends.


def test_what_was_refused_leaves_the_nursery_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_JOBS", "waypost.files.confined")
    with pytest.raises(confined.Unfit):
        work("image.clean", corpus.huge_picture())
    before = nurseries()
    with pytest.raises(confined.Broken):
        work("image.clean", b"\xff\xd8\xff no picture")
    assert work("image.clean", corpus.picture()).finished
    assert len(before) == 1
    assert nurseries() == before


@pytest.mark.parametrize("badly", ["slow", "busy", "rude"])
def test_after_a_bad_end_another_nursery_serves(badly: str) -> None:
    """Who tries to find out how memory is laid out shall not meet the same again."""
    echoed()
    before = nurseries()
    with pytest.raises(Stopped):
        work(f"probe.{badly}", b"", seconds=1)
    assert not alive(*before)
    assert echoed() == [b"well"]


def test_what_needs_too_much_memory_leaves_the_nursery_waiting() -> None:
    echoed()
    before = nurseries()
    with pytest.raises(Stopped):
        work("probe.greedy", b"")
    assert echoed() == [b"well"]
    assert nurseries() == before


def test_slow_work_is_dead_when_its_end_is_told() -> None:
    found: set[int] = set()

    def watch() -> None:
        within(SOON, lambda: any(found.update(children(each)) or found for each in nurseries()))

    watching = threading.Thread(target=watch)
    watching.start()
    with pytest.raises(Stopped):
        work("probe.slow", b"", seconds=2)
    watching.join()
    assert found
    assert not alive(*found)


def test_a_nursery_that_was_killed_is_replaced_at_once() -> None:
    echoed()
    (killed,) = nurseries()
    os.kill(killed, signal.SIGKILL)
    assert echoed() == [b"well"]
    assert killed not in nurseries()


def test_work_whose_nursery_is_killed_is_begun_anew() -> None:
    killed: set[int] = set()

    def kill() -> None:
        within(SOON, lambda: any(map(children, nurseries())))
        for each in nurseries():
            killed.update({each, *children(each)})
            os.kill(each, signal.SIGKILL)

    killing = threading.Thread(target=kill)
    killing.start()
    assert echoed(before=1.5) == [b"well"]
    killing.join()
    assert len(killed) == 2
    assert within(SOON, lambda: not alive(*killed))


def test_where_none_can_be_had_the_operator_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with caplog.at_level(logging.ERROR), pytest.raises(Stopped):
        echoed()
    assert "No confined process" in caplog.text


# Owners.


class Owner:
    """``run_confined`` in a process of its own."""

    def __init__(self, does: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "waypost.files.tests.run_confined", does],
            cwd=settings.BASE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.stdin, self.stdout = self.process.stdin, self.process.stdout

    def __enter__(self) -> "Owner":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def family(self) -> set[int]:
        own = nurseries(self.process.pid)
        return own.union(*map(children, own))


def test_nothing_is_left_of_an_owner_who_is_killed_at_work() -> None:
    with Owner("works") as owner:
        assert within(SOON, lambda: len(owner.family()) == 2)
        left = owner.family()
        os.kill(owner.process.pid, signal.SIGKILL)
        assert within(SOON, lambda: not alive(*left))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_of_an_owner_who_is_killed_idle(how: int) -> None:
    with Owner("idles") as owner:
        assert owner.stdout.readline() == "idle\n"
        left = owner.family()
        assert len(left) == 1
        os.kill(owner.process.pid, how)
        assert within(SOON, lambda: not alive(*left))


def test_a_forked_owner_has_a_nursery_of_its_own() -> None:
    """As servers do that load the portal once and fork their workers from it."""
    with Owner("forks") as owner:
        forked = int(owner.stdout.readline())
        own, of_the_first = nurseries(forked), nurseries(owner.process.pid)
        assert len(own) == len(of_the_first) == 1
        os.kill(forked, signal.SIGKILL)
        assert within(SOON, lambda: not alive(*own))
        assert owner.stdout.readline() == "idle\n"
        assert nurseries(owner.process.pid) == of_the_first


def test_a_nursery_goes_with_its_owner_though_a_fork_lives_on() -> None:
    with Owner("forks") as owner:
        forked = int(owner.stdout.readline())
        left = nurseries(owner.process.pid)
        os.kill(owner.process.pid, signal.SIGKILL)
        assert within(SOON, lambda: not alive(*left))
        assert alive(forked)
        os.kill(forked, signal.SIGKILL)


# The nursery by itself.


class Alone:
    """A nursery that does first what ``before`` says, with our end of its socket."""

    def __init__(self, before: str) -> None:
        self.ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.ours.settimeout(SOON)
        code = f"from waypost.files.confined import __main__ as nursery\n{before}\nnursery.main()"
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", code],
                stdin=theirs,
                stderr=subprocess.PIPE,
                env=nursery._ENVIRONMENT,
                text=True,
            )

    def __enter__(self) -> "Alone":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
        self.ours.close()

    def ask(self) -> bytes:
        with confined._in_memory() as given, confined._in_memory() as made:
            given.write(b'{"job": "waypost.files.tests.probe.echo", "reads": [], "facts": {}}\n')
            given.seek(0)
            socket.send_fds(self.ours, [b"5"], [given.fileno(), made.fileno()])
            assert self.ours.recv(16) == b"begun"
            return self.ours.recv(16)


def test_it_ends_when_nobody_has_wanted_it_for_a_while() -> None:
    with Alone("nursery.IDLE = 0.2") as idle:
        assert idle.process.wait(SOON) == 0


def test_it_ends_when_it_has_served_long_enough() -> None:
    with Alone("nursery.MOST = 2") as used:
        assert (used.ask(), used.ask()) == (b"0", b"0")
        assert used.process.wait(SOON) == 0


def test_it_does_not_fork_while_a_thread_runs() -> None:
    threaded = "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    with Alone(threaded) as wrong:
        assert wrong.ask() == b""
        assert "thread" in wrong.process.communicate(timeout=SOON)[1]


def test_a_child_whose_nursery_has_just_ended_does_not_begin() -> None:
    code = "from waypost.files.confined import fence\nfence.die_with(1 << 22)"
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=nursery._ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert "ProcessLookupError" in ended.stderr
