"""Work that misbehaves, for the confined process to be tried with."""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def surroundings(_content: bytes) -> Iterator[Any]:
    yield "seen", " ".join([*os.environ, *sys.modules]).encode()


def handles(_content: bytes) -> Iterator[Any]:
    """Which files, sockets and pipes are open."""
    for each in range(resource.getrlimit(resource.RLIMIT_NOFILE)[0]):
        with contextlib.suppress(OSError):
            kind = stat.filemode(os.fstat(each).st_mode)[0]
            yield "open", b"%d %s" % (each, kind.encode())


def echo(content: bytes, before: float = 0) -> Iterator[Any]:
    """``content``, and what an echo before it left behind."""
    time.sleep(before)
    left = list(_left)
    _left.append(content)
    for each in (content, *left):
        yield "said", each


_left: list[bytes] = []


def curious(content: bytes) -> Iterator[Any]:
    """Tries what ``content`` says, and yields what stopped it."""
    what, _, where = content.decode().partition(" ")
    try:
        if what == "read":
            Path(where).read_bytes()
        elif what == "write":
            Path(where).write_bytes(b"x")
        elif what == "start":
            subprocess.run([where], check=True)  # noqa: S603
        elif what == "stop":
            os.kill(int(where), signal.SIGKILL)
        elif what == "breed":
            if os.fork() == 0:
                os._exit(0)
        elif what == "starve":
            resource.prlimit(int(where), resource.RLIMIT_CPU, (0, 0))
        elif what == "slow":
            os.setpriority(os.PRIO_PROCESS, int(where), 19)
        elif what == "outlive":
            _to_outlive()
        elif what == "shout":
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(where)))
        elif what == "whisper":
            socket.socket(socket.AF_UNIX).connect(where)
        else:
            socket.create_connection(("127.0.0.1", int(where)), timeout=1).close()
    except OSError as problem:
        yield "stopped by", type(problem).__name__.encode()


def _to_outlive() -> None:
    """Take back that it dies with whoever started it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(1, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "")


def slow(_content: bytes) -> Iterator[Any]:
    yield "page", b"one"
    time.sleep(60)


def busy(_content: bytes) -> Iterator[Any]:
    while True:
        sum(range(1_000_000))
    yield {}


def greedy(_content: bytes) -> Iterator[Any]:
    yield "page", bytearray(3_000_000_000)


def talkative(_content: bytes) -> Iterator[Any]:
    yield "page", bytes(300_000_000)


def rude(_content: bytes) -> Iterator[Any]:
    yield "page", b"one"
    os.abort()


def forged(_content: bytes) -> Iterator[Any]:
    """Records that are JSON and no records."""
    for record in (
        b"5",
        b"null",
        b'{"part": 1}',
        b'{"part": "a", "size": -1}',
        b'{"part": "a", "size": "x"}',
        b"[]",
    ):
        sys.stdout.buffer.write(record + b"\n")
    sys.stdout.buffer.flush()
    os._exit(0)
    yield {}


def garbled(_content: bytes) -> Iterator[Any]:
    sys.stdout.buffer.write(b"\xff\x00{" * 100)
    sys.stdout.buffer.flush()
    os._exit(0)
    yield {}
