#!/usr/bin/env python3
"""Run a command with a PostgreSQL of its own: ``scripts/with_postgres.py COMMAND…``

The server lives in a temporary folder, listens on a free port of this machine only, and runs as an unprivileged user
(root hands over to ``postgres`` or ``nobody``). The command finds it in DATABASE_URL. Server and folder are gone when
the command ends, fails or is interrupted. Nothing is synced to disk: the data is worth nothing.
"""

import glob
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # A test with a hundred learners beside a benchmark took 60: who found none free waited for the other to end.
    "max_connections": "200",
    "shared_buffers": "256MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def main() -> int:
    if not sys.argv[1:]:
        sys.exit("with_postgres.py wants a command to run.")
    # Python's own answer to an interrupt is an exception, and exceptions pass through `finally`: let them all be so.
    for stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, _interrupt)
    programs = _programs()
    server = _servant()
    folder = Path(tempfile.mkdtemp(prefix="waypost-postgres-"))
    try:
        port, password = _start(programs, folder, server)
        url = f"postgresql://waypost:{password}@127.0.0.1:{port}/waypost"
        return _run(sys.argv[1:], {**os.environ, "DATABASE_URL": url})
    except KeyboardInterrupt:
        return 130
    finally:
        _stop(programs, folder, server)


def _run(command: list[str], environment: dict[str, str]) -> int:
    """The command's exit code. An interrupt gives it time to end by itself."""
    child = subprocess.Popen(command, env=environment)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
        raise


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _programs() -> Path:
    """The folder of the newest PostgreSQL's programs: Debian keeps them off the PATH."""
    found = [Path(p).parent for p in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))
    initdb = shutil.which("initdb")
    if initdb:
        return Path(initdb).parent
    sys.exit("PostgreSQL is not on this machine. Install it: apt-get install postgresql")


def _servant() -> str:
    """Whom to run the server as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return ""
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(server: str, *command: str | Path) -> None:
    words = [str(word) for word in command]
    words = ["runuser", "-u", server, "--", *words] if server else words
    answer = subprocess.run(
        words, cwd="/", text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if answer.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{answer.stdout}")


def _start(programs: Path, folder: Path, server: str) -> tuple[int, str]:
    if server:
        shutil.chown(folder, server)
    password, port = secrets.token_urlsafe(18), _free_port()
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if server:
        shutil.chown(secret, server)
    data = folder / "data"
    _as(
        server, programs / "initdb", "--pgdata", data, "--username=waypost", "--auth=scram-sha-256",
        f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
    )  # fmt: skip
    options = " ".join(
        f"-c {name}={value or chr(39) * 2}" for name, value in {**SETTINGS, "port": port}.items()
    )
    _as(server, programs / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", folder / "log", "-o", options)
    address = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "waypost", "PGPASSWORD": password}
    subprocess.run([programs / "createdb", "waypost"], env={**os.environ, **address}, check=True)
    return port, password


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(programs: Path, folder: Path, server: str) -> None:
    # A second Ctrl-C must not leave a server behind.
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, signal.SIG_IGN)
    if (folder / "data" / "postmaster.pid").exists():
        _as(server, programs / "pg_ctl", "stop", "-s", "-m", "immediate", "-D", folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
