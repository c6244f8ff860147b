"""The demo's two processes, web server and worker: begun together, ended together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent
_PATIENCE = 30.0  # seconds for both processes to end by themselves
_LINE = 8190  # bytes of an address: the most gunicorn takes, and enough for a long search in Thai


def address(port: int) -> str:
    return f"http://waypost.localhost:{port}"


def trouble_with(port: int) -> str:
    """Why this port can't be used; empty when it can."""
    if not 1 <= port <= 65535:
        return f"{port} is no port. It wants a number from 1 to 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return f"Port {port} is reserved for the system. Choose one above 1023."
        except OSError:
            return f"Port {port} is in use by another program. Choose another: --port {port + 1}"
    return ""


def serve(port: int) -> str:
    """Run both until somebody stops us (then nothing is said), or one of them ends (then which)."""
    environment = {
        **os.environ,
        "WAYPOST_DEMO": "1",
        "WAYPOST_ADDRESS": os.environ.get("WAYPOST_ADDRESS") or address(port),
    }
    stopped = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stopped.set())
    running = {
        name: subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603  our own programs
        for name, command in _commands(port).items()
    }
    try:
        while not stopped.wait(0.3):
            ended = [name for name, process in running.items() if process.poll() is not None]
            if ended:
                return (
                    f"The {ended[0]} has ended by itself, so the demo ends. What it said last stands above."
                )
    finally:
        _end(list(running.values()))
    return ""


def _commands(port: int) -> dict[str, list[str]]:
    gunicorn = [str(BIN / "gunicorn"), "waypost.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    gunicorn += ["--limit-request-line", str(_LINE), "--no-control-socket"]
    return {
        "web server": [*gunicorn, "--workers", "2", "--threads", "2", "--log-level", "warning"],
        "worker": [sys.executable, "-m", "waypost", "worker"],
    }


def _end(processes: list["subprocess.Popen[Any]"]) -> None:
    for process in processes:
        process.terminate()
    end = time.monotonic() + _PATIENCE
    for process in processes:
        try:
            process.wait(timeout=max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
