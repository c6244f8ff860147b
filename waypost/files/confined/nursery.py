"""The portal's side of confined processes: nurseries. Each is a process that has the libraries and nobody's file, and
forks a confined process for each piece of work (``__main__``).

A nursery belongs to the process that started it and ends with it, works for one caller at a time, and ends by itself
when nobody has wanted it for a while. One whose work came to a bad end is not used again (docs/decisions/0053).
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

STARTING = 60  # seconds: far more than Python and its libraries take
ENDING = 5
_ROOT = Path(__file__).resolve().parents[3]
# Nothing of the portal's own environment: its keys stand there.
_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",  # numpy would reserve memory for each processor of a large machine, and start threads
}


class Gone(Exception):
    """The nursery ended before it said how the work went."""


class Nursery:
    """One nursery. It has begun, and may be asked."""

    def __init__(self) -> None:
        with _lock:  # a fork of the portal between these lines would keep our end open
            self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                # Our own interpreter and our own module. What it says on its standard error is about itself: a child
                # has none.
                self._process: subprocess.Popen[bytes] = subprocess.Popen(
                    [sys.executable, "-P", "-m", "waypost.files.confined"],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env=_ENVIRONMENT,
                    cwd="/",
                    close_fds=True,
                    start_new_session=True,
                )
            _all.append(self)

    def run(self, given: IO[bytes], made: IO[bytes], seconds: int) -> bool:
        """Let a confined process work from ``given`` into ``made``. Whether it came to a good end in time; if so, the
        nursery waits for more, and if not, it has ended. Raises Gone.
        """
        good = False
        try:
            socket.send_fds(self._ours, [b"%d" % seconds], [given.fileno(), made.fileno()])
            # The seconds are those of the work: it is said when that begins.
            answer = self._hear(STARTING) and self._hear(seconds)
            if answer == b"":
                raise Gone
            good = answer == b"0"
        except ConnectionError:
            raise Gone from None
        finally:
            if good:
                _waiting.append(self)
            else:
                self.end()
        return good

    @property
    def pid(self) -> int:
        return int(self._process.pid)

    def end(self) -> None:
        """When our end closes it kills what works for it, and goes."""
        self.forget()
        try:
            self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """One that waits need not be asked."""
        self._process.kill()
        self.end()

    def forget(self) -> None:
        """Close our end: in a process that was forked from the owner, a copy that would keep it alive."""
        _all.remove(self)
        self._ours.close()

    def _hear(self, seconds: int) -> bytes | None:
        """What it says; nothing when it has ended, None when it is silent for so long."""
        self._ours.settimeout(seconds)
        try:
            return self._ours.recv(16)
        except TimeoutError:
            return None


# So many at once in one process of the portal: what they may take together stays bounded.
_turns = threading.BoundedSemaphore(2)
_all: list[Nursery] = []
_waiting: list[Nursery] = []
_lock = threading.Lock()


@contextmanager
def turn() -> Iterator[Iterator[Nursery]]:
    """Wait until there is room for one more piece of work. Gives the nurseries to try, one after the other."""
    with _turns:
        yield _at_hand()


def _at_hand() -> Iterator[Nursery]:
    """Those that wait, then new ones: any of the first may have ended meanwhile, and a new one may be killed."""
    while _waiting:
        try:
            waiting = _waiting.pop()
        except IndexError:  # somebody else took it
            break
        yield waiting
    yield Nursery()
    yield Nursery()


def end_all() -> None:
    _waiting.clear()
    for each in list(_all):
        each.kill()


def _begin_anew() -> None:
    """In a process that was forked from the owner: nurseries, and turns that threads had taken, stayed behind."""
    global _turns  # noqa: PLW0603
    _turns = threading.BoundedSemaphore(2)
    _waiting.clear()
    for each in list(_all):
        each.forget()
    _lock.release()


os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_begin_anew)
atexit.register(end_all)
