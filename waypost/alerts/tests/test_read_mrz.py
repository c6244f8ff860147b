"""The command ``waypost read-mrz``: as an operator runs it, in a process of its own, without settings or data base."""

import json
import os
import subprocess
import sys
import tracemalloc
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from waypost.alerts.mrz import read
from waypost.alerts.mrz.command import documents
from waypost.alerts.tests.documents import CARD, PASSPORT, VISA
from waypost.alerts.tests.test_mrz import KEYS, VECTORS

GIGABYTE = 2**30


def run(given: bytes = b"", *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "waypost", "read-mrz", *arguments],
        input=given,
        capture_output=True,
        cwd=cwd,
        env=bare,
        timeout=60,
        check=False,
    )


def verdicts(given: bytes, *arguments: str) -> list[dict[str, Any]]:
    done = run(given, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.splitlines()]


def text(*documents: list[str], end: str = "\n") -> bytes:
    return (end + end).join(end.join(lines) for lines in documents).encode()


def refused(done: subprocess.CompletedProcess[bytes]) -> str:
    """The sentence it ends with; no traceback, and one line."""
    assert done.returncode == 1
    [sentence] = done.stderr.decode().splitlines()
    assert sentence.startswith("waypost read-mrz: ")
    return sentence.removeprefix("waypost read-mrz: ")


def test_every_specimen_has_its_line() -> None:
    got = verdicts(text(*(vector["lines"] for vector in VECTORS)))
    assert got == [{key: vector[key] for key in KEYS} for vector in VECTORS]
    assert [list(each) for each in got] == [KEYS] * len(VECTORS)


def test_a_file_is_read_as_standard_input_is(tmp_path: Path) -> None:
    given = text(PASSPORT.td3(), CARD.td1())
    (tmp_path / "lines.txt").write_bytes(given)
    assert verdicts(b"", str(tmp_path / "lines.txt")) == verdicts(given) == verdicts(given, "-")


@pytest.mark.parametrize(
    "given",
    [
        text(PASSPORT.td3(), VISA.mrvb(), end="\r\n"),
        text(PASSPORT.td3(), VISA.mrvb(), end="\r"),
        b"\xef\xbb\xbf" + text(PASSPORT.td3(), VISA.mrvb()),
        b"\n\n" + text(PASSPORT.td3()) + b"\n \t\n\n" + text(VISA.mrvb()) + b"\n\n\n",
        text(PASSPORT.td3(), VISA.mrvb()) + b"\n",
    ],
)
def test_ends_of_lines_and_blank_lines_as_any_system_has_them(given: bytes) -> None:
    assert [(each["format"], each["valid"]) for each in verdicts(given)] == [("TD3", True), ("MRVB", True)]


def test_what_is_wrong_with_lines_is_a_verdict_and_the_next_document_is_read() -> None:
    wrong = [
        [line.lower() for line in PASSPORT.td3()],
        [line + " " for line in PASSPORT.td3()],
        ["é" * 44] * 2,
        ["nonsense"],
        PASSPORT.td3() * 200,
    ]
    got = verdicts(text(*wrong, CARD.td2()))
    assert [each["valid"] for each in got] == [False] * len(wrong) + [True]
    assert [each["expected"] for each in got[:-1]] == [None] * len(wrong)


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    assert refused(run(b"", str(tmp_path / "none.txt"))).endswith(
        "none.txt can't be read: No such file or directory."
    )
    assert refused(run(b"", str(tmp_path))).endswith("can't be read: Is a directory.")
    assert refused(run(b"")) == "There are no lines to read."
    assert refused(run(b" \n\r\n")) == "There are no lines to read."
    assert "Line 1 isn't text in UTF-8" in refused(run("P<UTO".encode("utf-16")))
    assert "Line 1 isn't text in UTF-8" in refused(run(b"\x89PNG\r\n\x1a\n\0\0"))
    assert "Line 2 isn't text in UTF-8" in refused(run(b"P<UTO\n\0"))
    assert "Line 1 is longer than 1000 characters" in refused(run(b"A" * 5000))


def test_what_stood_before_the_unreadable_is_read() -> None:
    done = run(text(PASSPORT.td3()) + b"\n\n\xff")
    assert "Line 4 isn't text in UTF-8" in refused(done)
    assert json.loads(done.stdout)["valid"]


def test_a_wrong_option_says_how_it_is_called() -> None:
    done = run(b"", "--nonsense")
    assert (done.returncode, b"usage: waypost read-mrz" in done.stderr, b"Traceback" in done.stderr) == (
        2,
        True,
        False,
    )
    assert b"UTF-8" in run(b"", "--help").stdout


def test_a_file_of_two_gigabytes_ends_at_once(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as big:
        big.truncate(2 * GIGABYTE)
    assert "Line 1 is longer than 1000 characters" in refused(run(b"", str(tmp_path / "big")))


class Endless(StringIO):
    """The same line again and again, and no blank one."""

    left = 200_000
    line = PASSPORT.td3()[1] + "\n"

    def readline(self, _size: int | None = -1, /) -> str:
        self.left -= 1
        return "" if self.left < 0 else self.line


def test_a_document_without_end_takes_no_memory() -> None:
    tracemalloc.start()
    [lines] = documents(Endless())
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read(lines).verdict()["errors"] == ["line_count"]
    assert most < 100_000  # bytes


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    (tmp_path / "many").write_bytes(text(*[PASSPORT.td3()] * 2000))
    command = f"{sys.executable} -m waypost read-mrz {tmp_path / 'many'} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60, check=True)  # noqa: S602
    assert (len(done.stdout.splitlines()), done.stderr) == (1, b"")


def test_it_starts_without_django_settings_and_data_base(tmp_path: Path) -> None:
    """In an empty folder, and nothing is left there."""
    assert run(text(PASSPORT.td3()), cwd=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []
    command = "import sys, waypost.alerts.mrz.command; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)  # noqa: S603
    assert done.stdout.strip() == b"False"
