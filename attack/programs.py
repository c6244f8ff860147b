"""Other people's programs: begun in a group of their own, and ended with all they began."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

BIN = Path(__file__).resolve().parent.parent / ".venv-attack" / "bin"
STOPPED = Event()
_running: "set[subprocess.Popen[str]]" = set()


def missing() -> list[str]:
    """The tools that are not there; `make attack` installs them."""
    return [name for name in ("wapiti", "sqlmap") if shutil.which(name, path=str(BIN)) is None]


def run(words: Sequence[str], seconds: float, home: Path) -> tuple[str, bool]:
    """What the program said, and whether it ended by itself in time. ``home`` is where it may write."""
    if STOPPED.is_set():
        return "", False
    command = [str(BIN / words[0]), *words[1:]]
    with subprocess.Popen(
        command, env=_environment(home), cwd=home, start_new_session=True, text=True, errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as program:  # fmt: skip
        _running.add(program)
        try:
            said, _none = program.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _kill(program)
            return program.communicate()[0], False
        finally:
            _kill(program)
            _running.discard(program)
        return said, program.returncode == 0


def stop_all() -> None:
    """End what runs, and begin nothing more: the threads that wait for it would otherwise wait on."""
    STOPPED.set()
    for program in list(_running):
        _kill(program)


def _environment(home: Path) -> Mapping[str, str]:
    """Nothing of ours but the path; no proxy, and a home they can't leave traces outside of."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "NO_PROXY": "127.0.0.1",
        "TERM": "dumb",
    }


def _kill(program: "subprocess.Popen[str]") -> None:
    """The program and whatever it began; they are one group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
