"""A web server with one worker process and one data base connection, and the CPU time that both have used."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0


class Server:
    """gunicorn with one synchronous worker, A context manager."""

    def __init__(self, name: str, application: str) -> None:
        self.name, self.port = f"bench-{name}", _free_port()
        self.worker = self.backend = 0
        gunicorn = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}"]
        self._process = subprocess.Popen(
            [*gunicorn, "--workers", "1", "--log-level", "warning", "--timeout", "300"],
            cwd=ROOT,
            env={**os.environ, "PGAPPNAME": self.name},
        )

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    def wait(self, path: str, session: str) -> None:
        """Until the page answers; afterwards worker and backend are known."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self.get(path, session)
                break
            except OSError:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise
                time.sleep(0.2)
        pid = self._process.pid
        self.worker = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
        self._find_backend()

    def get(self, path: str, session: str) -> int:
        """Fetch a page, whole. Returns how many bytes it has; anything but 200 is a mistake of the benchmark."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            link.request("GET", path, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
            answer = link.getresponse()
            body = answer.read()
        finally:
            link.close()
        assert answer.status == 200, f"{self.name} {path} answered {answer.status}."
        return len(body)

    def cost(self, path: str, session: str) -> tuple[float, float]:
        """CPU milliseconds of web process and data base backend for one page."""
        while True:
            try:
                before = self._used()
                self.get(path, session)
                after = self._settled()
            except (
                FileNotFoundError
            ):  # a connection is closed after a minute, and a new one opened with a page
                self.get(path, session)
                self._find_backend()
            else:
                return after[0] - before[0], after[1] - before[1]

    def _find_backend(self) -> None:
        with connection.cursor() as cursor:
            found = "SELECT pid FROM pg_stat_activity WHERE application_name = %s ORDER BY backend_start DESC"
            cursor.execute(found, [self.name])
            row = cursor.fetchone()
        if row is not None:
            self.backend = row[0]

    def _used(self) -> tuple[float, float]:
        return cpu_ms(self.worker), cpu_ms(self.backend)

    def _settled(self) -> tuple[float, float]:
        """What was used when both rest again: some work comes after the answer."""
        last = self._used()
        while True:
            time.sleep(0.002)
            now = self._used()
            if now == last:
                return now
            last = now


def cpu_ms(pid: int) -> float:
    """CPU time a process has used so far."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
