"""A web process killed while it keeps what e-modules tell: what was acknowledged is there, and what was not can be sent
again.
"""

import json
import socket
import time
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.cast import NOON, SINCE, UNTIL, Cast
from tests.demo_portal import free_port
from tests.fixtures import sign_in
from tests.processes import KILLED, Process
from waypost.people.models import Endorsement, Person, Post, Tenure
from waypost.training.actions.learning import hash_of
from waypost.training.models import Launch, Progress
from waypost.training.tests.playing import Content, added, launched
from waypost.training.tests.teaching import begun

pytestmark = pytest.mark.django_db(transaction=True)
LEARNERS, PAGES = 112, 5
CONTENT = "http://content.waypost.localhost:8000"


@pytest.fixture
def learners(cast: Cast) -> list[Content]:
    """Three, each with a first page kept."""
    module = added(cast, begun(cast))
    people = (cast.officer, cast.colleague, cast.coast_officer)
    found = [launched(sign_in(Client(), each), each, module) for each in people]
    for each in found:
        each.open()
        assert each.keep(1).status_code == 200
    return found


def kept(learner: Content) -> int:
    launch = Launch.objects.get(secret_hash=hash_of(learner.token))
    return Progress.objects.get(attempt=launch.attempt_id).sequence


@pytest.mark.parametrize(("point", "stands"), [("progress written", 1), ("progress kept", 2)])
def test_killed_at(point: str, stands: int, learners: list[Content], tmp_path: Path) -> None:
    process, told = Process("waypost.training.tests.run_keeping", tmp_path), tmp_path / "told"
    assert process.run(str(told), "1", learners[0].token, fail_at=point) == KILLED
    assert told.read_text() == ""
    assert kept(learners[0]) == stands
    assert learners[0].keep(2).json()["kept"] == [1, 2]
    assert kept(learners[0]) == 2


def many(cast: Cast) -> list[str]:
    """The secrets of 112 learners, each with the e-module open."""
    module, browser = added(cast, begun(cast)), sign_in(Client(), cast.officer)
    names = [f"learner-{n}" for n in range(LEARNERS)]
    people = Person.objects.bulk_create(
        Person(email=f"{name}@cast.invalid", name_latin=name, second_factor=True, rules_signed_at=NOON,
               last_login=NOON) for name in names
    )  # fmt: skip
    body = {"organisation": cast.coast, "role": Post.Role.OFFICER}
    posts = Post.objects.bulk_create(Post(**body, title_en=name, title_th=name) for name in names)
    pairs = zip(people, posts, strict=True)
    tenures = Tenure.objects.bulk_create(Tenure(person=who, post=post, since=SINCE) for who, post in pairs)
    Endorsement.objects.bulk_create(
        Endorsement(tenure=each, network=cast.regional, vouched_by=None, since=SINCE, until=UNTIL)
        for each in tenures
    )
    for person, tenure in zip(people, tenures, strict=True):
        person.acting_as = tenure
    Person.objects.bulk_update(people, ["acting_as"])
    found = [launched(browser, each, module) for each in people]
    for each in found:
        each.open()
    return [each.token for each in found]


class Portal:
    """Two web processes, which are killed and begun anew."""

    def __init__(self, folder: Path) -> None:
        self.ports = [free_port(), free_port()]
        self._process = Process("waypost.training.tests.run_serving", folder, WAYPOST_CONTENT=CONTENT)
        self._running = [self._process.start(str(port)) for port in self.ports]
        for port in self.ports:
            self._wait(port)

    def _wait(self, port: int) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.1)
        raise TimeoutError

    def kill(self, nth: int) -> None:
        self._running[nth].kill()
        self._running[nth].communicate()

    def begin(self, nth: int) -> None:
        self._running[nth] = self._process.start(str(self.ports[nth]))

    def end(self) -> None:
        for each in self._running:
            each.kill()
            each.communicate()


def tell(ports: list[int], token: str, acknowledged: dict[str, int]) -> None:
    """One learner's browser: turns its pages, and sends again elsewhere what nobody said was kept. An answer that was
    cut says nothing.
    """
    host, turn = urlsplit(CONTENT).netloc, int(acknowledged[token])
    while acknowledged[token] < PAGES:
        sequence, turn = acknowledged[token] + 1, turn + 1
        body = json.dumps(
            {"opening": 1, "sequence": sequence, "cmi": {"cmi.core.lesson_location": str(sequence)}}
        )
        link = HTTPConnection("127.0.0.1", ports[turn % 2], timeout=60)
        with suppress(OSError, HTTPException, ValueError), closing(link):
            link.request("POST", f"/c/{token}/-/keep/0", body, {"Host": host, "Content-Type": "text/plain"})
            answer = link.getresponse()
            if answer.status == 200 and json.loads(answer.read())["kept"] == [1, sequence]:
                acknowledged[token] = sequence
                continue
        time.sleep(0.2)


def test_processes_killed_in_turn_under_112_learners_lose_nothing_acknowledged(
    cast: Cast, tmp_path: Path
) -> None:
    tokens = many(cast)
    acknowledged = dict.fromkeys(tokens, 0)
    portal = Portal(tmp_path)
    learners = [Thread(target=tell, args=(portal.ports, each, acknowledged)) for each in tokens]
    try:
        for each in learners:
            each.start()
        for nth, kept_by_then in ((0, 60), (1, 200)):
            while sum(acknowledged.values()) < kept_by_then:
                time.sleep(0.01)
            portal.kill(nth)
            before = dict(acknowledged)
            stands = kept_of(tokens)
            assert all(stands[each] >= before[each] for each in tokens)
            portal.begin(nth)
        for each in learners:
            each.join(240)
    finally:
        portal.end()
    assert kept_of(tokens) == dict.fromkeys(tokens, PAGES) == acknowledged


def kept_of(tokens: list[str]) -> dict[str, int]:
    """By secret, the newest that is kept."""
    by_hash = {hash_of(each): each for each in tokens}
    found = dict(Launch.objects.filter(secret_hash__in=by_hash).values_list("attempt", "secret_hash"))
    rows = Progress.objects.filter(attempt__in=found).values_list("attempt", "sequence")
    return {by_hash[found[attempt]]: sequence for attempt, sequence in rows}
