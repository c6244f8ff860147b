"""What a learner's e-module commits, page turned by page turned: 112 learners of one programme, against the floor."""

import http.client
import json
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.measuring import FLOOR, Cost, in_turn
from benchmarks.servers import Server
from benchmarks.viewers import viewer
from benchmarks.world import World
from benchmarks.world.bodies import REGIONAL
from waypost.access.marks import Mark
from waypost.demo.seed.lessons import packed
from waypost.demo.world.lessons import DOCUMENTS
from waypost.people.models import Network, Person
from waypost.places.models import Section
from waypost.training.actions import learning, modules, programmes
from waypost.training.actions.importing import prepare
from waypost.training.actions.modules import ModuleWords
from waypost.training.actions.programmes import Head
from waypost.training.models import EModule, Programme

LEARNERS = 112
MOST_FLOORS, MOST_QUERIES = 0.5, 6


@dataclass(frozen=True)
class Commits:
    """Of one commit: CPU milliseconds, floors it costs, and its queries."""

    floor_ms: float
    web_ms: float
    db_ms: float
    floors: float
    queries: int
    learners: int

    def table(self) -> str:
        met = self.floors <= MOST_FLOORS and self.queries <= MOST_QUERIES
        return (
            f"an e-module's commit, {self.learners} learners in turn\n"
            f"{'':34} {'web':>7} {'db':>7} {'floors':>7} {'target':>7} {'queries':>8}  (most {MOST_QUERIES})\n"
            f"{'progress kept':34} {self.web_ms:7.1f} {self.db_ms:7.1f} {self.floors:7.2f} {MOST_FLOORS:7.1f} "
            f"{self.queries:8}  {'met' if met else 'MISSED'}"
        )


class Learner:
    """Somebody with an e-module open. Each commit is the next one."""

    def __init__(self, person: Person, module: EModule) -> None:
        token = learning.launch(
            by=person, module=module, session_key=viewer("learner", person).session, language="en"
        )
        self._at, self._next, self._host = (
            f"/c/{token}/-/",
            count(1),
            urlsplit(settings.CONTENT_ADDRESS).netloc,
        )
        answer = Client(headers={"host": self._host}).post(f"{self._at}open/0")
        assert answer.status_code == 200, f"Opening answered {answer.status_code}."

    def commit(self) -> tuple[str, bytes, dict[str, str]]:
        """Address, content and headers of the next one."""
        n = next(self._next)
        told = {
            "cmi.core.lesson_location": str(n),
            "cmi.core.lesson_status": "incomplete",
            "cmi.core.score.raw": "50",
            "cmi.suspend_data": "x" * 400,
        }
        body = json.dumps({"opening": 1, "sequence": n, "cmi": told, "said": True}).encode()
        return f"{self._at}keep/0", body, {"Host": self._host, "Content-Type": "text/plain"}


class Content(Server):
    """The portal where it keeps what e-modules tell."""

    def __init__(self, learners: list[Learner]) -> None:
        self._learners, self._turn = learners, count()
        super().__init__("content", "waypost.wsgi:application")

    def get(self, path: str, session: str) -> int:  # noqa: ARG002  who it is says the address
        at, body, headers = self._learners[next(self._turn) % len(self._learners)].commit()
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            link.request("POST", at, body, headers)
            answer = link.getresponse()
            said = answer.read()
        finally:
            link.close()
        assert answer.status == 200, f"A commit answered {answer.status}: {said!r}"
        return len(said)


def measure_commits(world: World, rounds: int) -> Commits:
    module = _module(world.bodies.sees_most)
    readers = Programme.unfiltered.get(pk=module.programme_id).people_who_can_see().order_by("pk")
    learners = [Learner(each, module) for each in readers[:LEARNERS]]
    queries = _queries(learners[0])
    anybody = viewer("floor", world.bodies.sees_most)
    floor, content = Server("floor", "benchmarks.floor:application"), Content(learners)
    with floor, content:
        floor.wait("/", anybody.session)
        content.wait("", "")
        costs: list[Cost] = in_turn([(floor, FLOOR, anybody), (content, FLOOR, anybody)], 4 * rounds)
    bare, kept = costs
    return Commits(bare.both, kept.web, kept.db, kept.both / bare.both, queries, len(learners))


def _module(by: Person) -> EModule:
    assert by.organisation is not None
    head = Head(code="BENCH", title_en="Boats", title_th="เรือ", section=Section.MARITIME, mark=Mark.GREEN)
    network = Network.objects.get(pk=REGIONAL)
    programme = programmes.start(by=by, organisation=by.organisation, network=network, head=head)
    words = ModuleWords(*DOCUMENTS.title, language="both")
    package = prepare(packed(DOCUMENTS), "lesson.zip")
    return modules.add_module(by=by, programme=programme, words=words, package=package)


def _queries(learner: Learner) -> int:
    """Of one commit that is not the first of its process."""
    client = Client()
    for _turn in range(2):
        at, body, headers = learner.commit()
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(
                at, body, content_type=headers["Content-Type"], headers={"host": headers["Host"]}
            )
        assert answer.status_code == 200, f"A commit answered {answer.status_code}."
    asked = [each["sql"] or "of a plan that is kept" for each in captured]
    return sum(not each.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for each in asked)
