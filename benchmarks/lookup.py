"""The look-up of a number in very many series, and the page of the document check, against the floor.

The series hang on some hundred items of all marks, which are made alerts when everything else was measured.
"""

import http.client
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from benchmarks.measuring import FLOOR, Cost, in_turn
from benchmarks.servers import Server, cpu_ms
from benchmarks.viewers import Page, Viewer, viewers
from benchmarks.world import World
from benchmarks.world.copying import write
from waypost.access.keys import remembering
from waypost.alerts import lists
from waypost.alerts.models import Alert, Series, drawer_of
from waypost.alerts.mrz.near import near
from waypost.publications.models import Publication
from waypost.publications.states import Stage

SERIES, ALERTS, ASKED = 1_000_000, 400, 1_000  # of a full world
_TOKEN = "b" * 32
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{number}{digit}UTO7408122F1204159<<<<<<<<<<<<<<04"


@dataclass(frozen=True)
class LookUp:
    """Milliseconds: of the data base's own time, and of the whole in Python."""

    name: str
    viewer: str
    db_p50: float
    db_p99: float
    all_p50: float
    all_p99: float


@dataclass(frozen=True)
class Checked:
    """The page of the check, for one viewer."""

    name: str
    viewer: str
    cost: Cost
    floors: float


@dataclass
class Found:
    series: int
    lookups: list[LookUp]
    pages: list[Checked]

    def table(self) -> str:
        lines = [f"a number in {self.series:,} series, ms{'':10} db p50  db p99 all p50 all p99  target"]
        lines += [
            f"{each.name + ', sees ' + each.viewer:34} {each.db_p50:7.2f} {each.db_p99:7.2f} {each.all_p50:7.2f} "
            f"{each.all_p99:7.2f}     1.0  {'met' if each.db_p99 < 1 else 'MISSED'}"
            for each in self.lookups
        ]
        lines += ["", f"{'the document check':34} {'web':>7} {'db':>7} {'floors':>7}"]
        lines += [
            f"{each.name + ', sees ' + each.viewer:34} {each.cost.web:7.1f} {each.cost.db:7.1f} {each.floors:7.2f}"
            for each in self.pages
        ]
        return "\n".join(lines)


def measure_lookup(world: World, rounds: int) -> Found:
    share = world.size.publications / 200_000
    many, asked = max(2_000, int(SERIES * share)), max(20, int(ASKED * share))
    dice = random.Random(4)
    hits = _write_series(dice, many)
    people = viewers(world)
    lookups = [
        _look_up(name, who, numbers, near_too=near_too)
        for who in people
        for name, numbers, near_too in (
            ("a hit", dice.sample(hits, asked), False),
            ("a miss", [_number(dice) for _ in range(asked)], False),
            ("a hit and near misses", dice.sample(hits, asked), True),
            ("a miss and near misses", [_number(dice) for _ in range(asked)], True),
        )
    ]
    return Found(many, lookups, _pages(people, hits, rounds))


def _write_series(dice: random.Random, many: int) -> list[str]:
    """Series of all widths and sizes, on live versions. Returns numbers that are in one."""
    live = Publication.unfiltered.filter(stage=Stage.PUBLISHED).order_by("mark", "pk")
    every = list(live.values_list("pk", "live"))
    items = every[:: max(1, len(every) // ALERTS)]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    hits: list[str] = []
    write(Alert, ["publication", "issuer", "document"], ((pk, _issuer(pk), "PAS") for pk, _live in items))
    names = ["id", "version", "issuer", "document", "kind", "prefix", "width", "first", "last", "drawer"]
    write(Series, names, _rows(dice, items, many, hits))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        changed = "UPDATE publications_publication SET kind = 'alert' WHERE id = ANY(%s)"
        cursor.execute(changed, [[pk for pk, _live in items]])
        cursor.execute("VACUUM ANALYZE alerts_series, alerts_alert, publications_publication")
    return hits


def _rows(
    dice: random.Random, items: list[tuple[int, int]], many: int, hits: list[str]
) -> Iterator[tuple[object, ...]]:
    for n in range(1, many + 1):
        pk, version = dice.choice(items)
        prefix, width = dice.choice(("", "U", "AA", "C0X")), dice.choice((8, 9))
        size = int(10 ** dice.uniform(0, 4))
        first = dice.randrange(10**width - size)
        last = first + size - 1
        if n % max(1, many // 5_000) == 0:
            hits.append(f"{prefix}{dice.randint(first, last):0{width}d}")
        yield (
            n,
            version,
            _issuer(pk),
            "PAS",
            "CFT",
            prefix,
            width,
            first,
            last,
            drawer_of(prefix, width, first, last),
        )


def _issuer(pk: int) -> str:
    return ("UTO", "XUA", "D")[pk % 3]


def _number(dice: random.Random) -> str:
    return f"{dice.choice('ZQY')}{dice.randrange(10**8):08d}"


def _look_up(name: str, who: Viewer, numbers: list[str], *, near_too: bool) -> LookUp:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with remembering():  # as in one request: who it is has been found out
        asks = [
            partial(
                lists.series_with_any, who.person, [each, *(other.number for other in near(each) if near_too)]
            )
            for each in numbers
        ]
        for ask in asks[:12]:  # until the plan is kept
            ask()
        taken = [_taken(ask, backend) for ask in asks]
    db, whole = zip(*taken, strict=True)
    return LookUp(name, who.called, *_points(list(db)), *_points(list(whole)))


def _taken(ask: Callable[[], object], backend: int) -> tuple[float, float]:
    before, begun = cpu_ms(backend), time.perf_counter()
    ask()
    whole = (time.perf_counter() - begun) * 1000
    time.sleep(0.0005)  # until the backend rests
    return cpu_ms(backend) - before, whole


def _points(taken: list[float]) -> tuple[float, float]:
    """Median and 99th of a hundred."""
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


class Posting(Server):
    """A path with something behind a bar is posted: what is typed into the check."""

    def get(self, path: str, session: str) -> int:
        path, _bar, typed = path.partition("|")
        if not typed:
            return super().get(path, session)
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_TOKEN}"
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            link.request("POST", path, urlencode({"typed": typed, "csrfmiddlewaretoken": _TOKEN}), headers)
            answer = link.getresponse()
            body = answer.read()
        finally:
            link.close()
        assert answer.status == 200, f"{self.name} {path} answered {answer.status}."
        return len(body)


def _pages(people: list[Viewer], hits: list[str], rounds: int) -> list[Checked]:
    pages = [
        Page("opened", ("/check/",)),
        Page("a number", tuple(f"/check/|{each}" for each in hits[:20])),
        Page("a zone", ("/check/|" + ZONE.format(number="L898902C3", digit=6),)),
    ]
    portal, floor = (
        Posting("portal", "waypost.wsgi:application"),
        Server("floor", "benchmarks.floor:application"),
    )
    with portal, floor:
        portal.wait("/", people[0].session)
        floor.wait("/", people[0].session)
        jobs = [(portal, page, who) for who in people for page in pages]
        base, *costs = in_turn([(floor, FLOOR, people[0]), *jobs], rounds)
    return [
        Checked(page.name, who.called, cost, cost.both / base.both)
        for (_server, page, who), cost in zip(jobs, costs, strict=True)
    ]
