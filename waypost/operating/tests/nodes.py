"""Nodes of a portal as real processes, the servers they share, and readers who never stop asking."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

PATIENCE = 60  # seconds, on a machine that does much else


def wait_until(true: Callable[[], object]) -> None:
    """Look again every moment. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > until:
            raise TimeoutError("It didn't come to that.")
        time.sleep(0.05)


class Node:
    """A web node whose socket is held by somebody else, as systemd does: while no process listens, readers wait."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(256)
        self.port = int(self.socket.getsockname()[1])
        self.start()

    def start(self) -> None:
        handle = self.socket.fileno()
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "waypost.operating.tests.at_noon",
            f"--bind=fd://{handle}",
        ]
        command += [
            "--workers=1",
            "--limit-request-line=8190",
            "--graceful-timeout=30",
            "--log-level=critical",
        ]
        self.process = subprocess.Popen(  # noqa: S603
            command, env=self.environment, cwd=settings.BASE, pass_fds=[handle], start_new_session=True
        )

    def restart(self) -> None:
        """As an upgrade does it: told to stop, it finishes what it has, and a new one goes on."""
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0
        self.start()

    def kill(self) -> None:
        """All of it at once, as when the machine is gone."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, path: str, cookie: str = "", form: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """(status, where it sends on to, body). Raises OSError or HTTPException when the connection breaks."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            body = urlencode(form) if form else None
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
            line.request("POST" if form else "GET", path, body, {"Cookie": cookie, **kind})
            answer = line.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        finally:
            line.close()

    def is_ready(self) -> bool:
        return self.ask("/-/ready")[0] == 200

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        self.socket.close()


def worker(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "waypost.notices.tests.run_worker", "--poll", "0.2", "--lease", "2"]
    return subprocess.Popen(command, env=environment, cwd=settings.BASE, stderr=subprocess.DEVNULL)  # noqa: S603


class Redis:
    """A Redis of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(folder),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


@dataclass
class Readers:
    """People who read and write, by turns on each node; what was answered and what broke."""

    nodes: list[Node]
    cookie: str
    form: dict[str, str]
    kept: list[str] = field(default_factory=list)  # ids of drafts that the portal said it keeps
    statuses: dict[int, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, count: int = 3) -> None:
        self._threads = [threading.Thread(target=self._read, args=[number]) for number in range(count)]
        for thread in self._threads:
            thread.start()

    def _read(self, number: int) -> None:
        turn = number
        while not self._over.is_set():
            turn += 1
            node, writes = self.nodes[turn % len(self.nodes)], turn % 3 == 0
            path, form = ("/items/new/", self.form) if writes else ("/items/?q=craft", None)
            try:
                status, onward, _body = node.ask(path, self.cookie, form)
            except (OSError, http.client.HTTPException) as problem:
                with self._lock:
                    self.broken.append(type(problem).__name__)
                continue
            with self._lock:
                self.statuses[status] = self.statuses.get(status, 0) + 1
                if writes and status == 302:
                    self.kept.append(onward.split("/")[2])

    def answered(self, more: int) -> None:
        """Wait until so many more were answered."""
        goal = sum(self.statuses.values()) + more
        wait_until(lambda: sum(self.statuses.values()) >= goal)

    def end(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)
