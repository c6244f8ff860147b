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
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import boto3
from django.conf import settings
from moto.server import ThreadedMotoServer

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
            "--no-control-socket",
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
    """A Redis of its own. Closed and started again it stands at the same address."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
        wait_until(self.answers)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


class Bucket:
    """An S3 of its own with one bucket. Closed and started again it stands at the same address and has kept all."""

    def __init__(self) -> None:
        self.store = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
        self.store.start()
        self.host, self.port = self.store.get_host_and_port()
        endpoint = f"http://{self.host}:{self.port}"
        client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            aws_access_key_id="k",
            aws_secret_access_key="s",
            region_name="us-east-1",
        )
        # One of its own: all servers of a process share what they keep.
        name = f"portal-files-{self.port}"
        client.create_bucket(Bucket=name)
        self.url = f"s3://k:s@{name}?endpoint={endpoint}&region=us-east-1"

    def start(self) -> None:
        self.store = ThreadedMotoServer(ip_address=self.host, port=self.port)
        self.store.start()

    def close(self) -> None:
        self.store.stop()


class Slow:
    """Stands before an S3 and passes on what is said, until its ``pace`` is set: "hangs" answers nothing, "stalls"
    falls silent in the middle of a content, "drips" hands it on byte by byte.
    """

    def __init__(self, store: Bucket) -> None:
        self.store, self.pace, self.asked = (str(store.host), int(store.port)), "", 0
        self.over = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        here = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.url = store.url.replace(f"{store.host}:{store.port}", here)
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while not self.over.is_set():
            try:
                line, _from = self.socket.accept()
            except OSError:
                return
            self.asked += 1
            onward = socket.create_connection(self.store)
            threading.Thread(target=self._pass, args=(line, onward), daemon=True).start()
            threading.Thread(target=self._answer, args=(onward, line), daemon=True).start()

    def _pass(self, line: socket.socket, onward: socket.socket) -> None:
        with suppress(OSError):
            while said := line.recv(65_536):
                onward.sendall(said)
        with suppress(OSError):
            onward.shutdown(socket.SHUT_RDWR)

    def _answer(self, onward: socket.socket, line: socket.socket) -> None:
        with suppress(OSError):
            while said := onward.recv(65_536):
                if self.pace == "hangs" and self.over.wait():
                    return
                head, end, body = said.partition(b"\r\n\r\n")
                if self.pace and head.startswith(b"HTTP/1.1 2"):
                    line.sendall(head + end)
                    self._slowly(line, body)
                elif self.pace and not head.startswith(b"HTTP/"):
                    self._slowly(line, said)
                else:
                    line.sendall(said)
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    def _slowly(self, line: socket.socket, rest: bytes) -> None:
        for sign in rest:
            line.sendall(bytes([sign]))
            if self.over.wait(None if self.pace == "stalls" else 0.05):
                return

    def close(self) -> None:
        self.over.set()
        self.socket.close()


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
