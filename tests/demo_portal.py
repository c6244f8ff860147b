"""The demo as its visitors meet it: seeded once, served by its own processes (fixtures ``demo_world``, ``demo``).

Everything here is asked from outside, by HTTP and by the command ``waypost``. Each portal stands on a copy of the
seeded world, so that one test may move the clock and another count. With DATABASE_URL it stands in PostgreSQL.
"""

import fcntl
import json
import os
import pickle
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import psycopg
import pytest
from bs4 import BeautifulSoup

from tests import migrated

WAYPOST = Path(sys.executable).parent / "waypost"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 120  # seconds, on a machine that does much else
_SEEDED = "waypost_demo_seeded"
Once = Callable[[str, Callable[[Path], Any]], Any]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class World:
    """A data folder, its collected static files and, on PostgreSQL, its data base."""

    data: Path
    static: Path
    database: str = ""
    patience: float = 2 * PATIENCE  # seconds for one command

    @property
    def environment(self) -> dict[str, str]:
        """As an operator's shell would have it: nothing of this test run, but the folders."""
        theirs = ("WAYPOST_", "DJANGO_", "DATABASE_URL", "PYTEST_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
        own = {"WAYPOST_DATA": str(self.data), "WAYPOST_STATIC": str(self.static), "WAYPOST_DEMO": "1"}
        return {**kept, **own, **({"DATABASE_URL": _url(self.database)} if self.database else {})}

    def command(self, *words: str, **given: str) -> "subprocess.CompletedProcess[str]":
        """``waypost WORDS`` on this world; ``given`` is added to the environment."""
        return subprocess.run(
            [WAYPOST, *words],
            env={**self.environment, **given},
            capture_output=True,
            text=True,
            timeout=self.patience,
            check=False,
        )

    def ask(self, code: str) -> Any:
        """What Python says inside the portal: ``code`` sets ``answer``, which travels as JSON."""
        told = self.command(
            "shell", "--no-imports", "--command", f"import json\n{code}\nprint(json.dumps(answer))"
        )
        assert told.returncode == 0, told.stderr
        return json.loads(told.stdout)

    def rows(self, query: str) -> list[Any]:
        """What stands in its tables: for what is looked at again and again; ``ask`` begins a process each time."""
        if self.database:
            with psycopg.connect(_url(self.database)) as link:
                return link.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]
        with closing(sqlite3.connect(self.data / "waypost.sqlite3")) as file:
            return file.execute(query).fetchall()

    def copy(self, data: Path) -> "World":
        database = ""
        if self.database:
            database = f"demo_{os.getpid()}_{time.monotonic_ns()}"
            _in_postgres(f'CREATE DATABASE "{database}" TEMPLATE "{self.database}"')
        # What SQLite keeps beside its file comes and goes as somebody looks into it.
        aside = shutil.ignore_patterns("waypost.sqlite3*")
        made = Path(shutil.copytree(self.data, data, ignore=aside))
        if not database:
            seeded, own = (sqlite3.connect(folder / "waypost.sqlite3") for folder in (self.data, made))
            with closing(seeded), closing(own):
                seeded.backup(own)
        return World(made, self.static, database)

    def remove(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        if self.database:
            _in_postgres(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """``once("name", make)`` is what ``make(folder)`` made, in one worker of the run, shared with the others."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def made_once(name: str, make: Callable[[Path], Any]) -> Any:
        kept = shared / f"{name}.pickle"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make(shared)))
        return pickle.loads(kept.read_bytes())  # noqa: S301  this run wrote it

    return made_once


@pytest.fixture(scope="session")
def demo_world(once: Once) -> World:
    """The seeded world, not to be changed: ``copy`` it. Seeding takes a minute of a processor."""
    world: World = once("demo-world", _seeded)
    return world


def _seeded(folder: Path) -> World:
    database = _SEEDED if "DATABASE_URL" in os.environ else ""
    world = World(folder / "demo-data", folder / "demo-static", database, patience=5 * PATIENCE)
    seed(world)
    return world


def seed(world: World) -> None:
    if world.database:
        ready = migrated.template(os.environ["DATABASE_URL"])
        _in_postgres(
            f'DROP DATABASE IF EXISTS "{world.database}"',
            f'CREATE DATABASE "{world.database}" TEMPLATE "{ready}"',
        )
    else:
        migrated.into_folder(world.data)
    for words in ("collectstatic --no-input --verbosity 0", "demo seed"):
        done = world.command(*words.split())
        assert done.returncode == 0, done.stderr


_FORGET_READINGS = """
from waypost.people.models import DirectoryReading
answer = DirectoryReading.objects.all().delete()[0]
"""


@dataclass
class Portal:
    """A demo that runs: ``demo run`` on a world of its own, on a free port."""

    world: World
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def forget_readings(self) -> None:
        """As if an hour had passed since anybody read the directory: the sweeps read more than one hour's budget."""
        self.world.ask(_FORGET_READINGS)

    @property
    def said(self) -> str:
        """What its processes have written so far. A file: nobody reads a pipe, and a full one stops who writes."""
        return self._log.read_text()

    @property
    def _log(self) -> Path:
        return self.world.data.with_suffix(".log")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Portal":
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [WAYPOST, "demo", "run", "--port", str(self.port)],
                env=self.world.environment, start_new_session=True, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        wait_until(self._answers, PATIENCE, f"the demo on port {self.port}")
        return self

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.said
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> int:
        """As the operator's Ctrl-C does; returns the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)

    def visitor(self, persona: str = "outsider", language: str = "en") -> "Visitor":
        visitor = Visitor(self.url, language)
        if persona != "outsider":
            visitor.become(persona)
        return visitor


@pytest.fixture(scope="session")
def demo(demo_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A running demo for everybody's reading. Whoever moves its clock starts their own (``own_demo``)."""
    yield from _running(demo_world, tmp_path_factory)


@pytest.fixture
def own_demo(demo_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A running demo of this test alone."""
    yield from _running(demo_world, tmp_path_factory)


def _running(world: World, folders: pytest.TempPathFactory) -> Iterator[Portal]:
    copy = world.copy(folders.mktemp("demo") / "data")
    portal = Portal(copy).start()
    yield portal
    assert portal.process is not None
    if portal.process.poll() is None:
        portal.stop()
    copy.remove()


@dataclass
class Answer:
    """What came back after the redirects: ``path`` is where one landed."""

    status: int
    path: str
    body: str
    headers: Any

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "lxml")

    @property
    def said(self) -> str:
        """The messages at the head of the page."""
        return " ".join(each.get_text(" ", strip=True) for each in self.soup.select(".messages .message"))


class Visitor:
    """Somebody with a browser and no JavaScript."""

    def __init__(self, url: str, language: str = "en") -> None:
        self.url, self.language = url, language
        self.cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str, **headers: str) -> Answer:
        return self._send(Request(self.url + path, headers=headers))  # noqa: S310  a page of this machine

    def post(self, path: str, /, **values: str) -> Answer:
        """Send a form, with the token of the page one is on."""
        token = TOKEN.search(self.get("/help/").body)
        assert token
        fields = {"csrfmiddlewaretoken": token[1], **values}
        headers = {"Origin": self.url}
        return self._send(Request(self.url + path, data=urlencode(fields).encode(), headers=headers))  # noqa: S310

    def become(self, persona: str, page: str = "/help/") -> Answer:
        return self.post("/demo/become/", persona=persona, next=page)

    def _send(self, request: Request) -> Answer:
        request.add_header("Accept-Language", self.language)
        try:
            answer = self._opener.open(request, timeout=PATIENCE)
        except HTTPError as refused:
            answer = refused
        with answer:
            parts = urlsplit(answer.url)
            body = answer.read().decode("utf-8", "replace")
            return Answer(answer.status, urlunsplit(("", "", *parts[2:])), body, answer.headers)


def wait_until(ready: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, f"Waited {seconds} s in vain for {what}."
        time.sleep(0.05)


def _url(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def _in_postgres(*statements: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]
