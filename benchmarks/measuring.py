"""Opening the pages and the floor in turn, round after round."""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from benchmarks.acts import Act
from benchmarks.servers import Server
from benchmarks.viewers import Page, Viewer, Vocabulary, pages, viewers
from benchmarks.world import World

WARMING = 3  # openings of each page before it counts
FLOOR = Page("floor: 50 rows, session, no rule", ("/",), bound=None)


@dataclass(frozen=True)
class Cost:
    """CPU milliseconds, the median of all rounds."""

    web: float
    db: float

    @property
    def both(self) -> float:
        return self.web + self.db


@dataclass(frozen=True)
class Measured:
    """One page for one viewer."""

    page: Page
    viewer: Viewer
    cost: Cost
    queries: int
    size: int  # bytes

    def ratio(self, floor: Cost) -> float:
        return self.cost.both / floor.both


@dataclass
class Found:
    """Everything a run has measured."""

    world: World
    floor: Cost
    pages: list[Measured]
    acts: list[Act] = field(default_factory=list)


def measure(world: World, rounds: int) -> Found:
    people = viewers(world)
    vocabulary = Vocabulary.of_the_world()
    portal = Server("portal", "waypost.wsgi:application")
    floor = Server("floor", "benchmarks.floor:application")
    with portal, floor:
        portal.wait("/", people[0].session)
        floor.wait("/", people[0].session)
        jobs = [(portal, page, who) for who in people for page in pages(world, who, vocabulary)]
        costs = in_turn([(floor, FLOOR, people[0]), *jobs], rounds)
        return Found(
            world,
            costs[0],
            [
                Measured(page, who, cost, who.queries(page.paths[0]), portal.get(page.paths[0], who.session))
                for (_server, page, who), cost in zip(jobs, costs[1:], strict=True)
            ],
        )


def in_turn(jobs: list[tuple[Server, Page, Viewer]], rounds: int) -> list[Cost]:
    """The floor is the first job, and is measured between every few others too."""
    taken: dict[int, list[tuple[float, float]]] = defaultdict(list)
    opened = 0
    for turn in range(WARMING + rounds):
        for number, (server, page, who) in enumerate(jobs):
            path = page.paths[opened % len(page.paths)]
            opened += 1
            cost = server.cost(path, who.session)
            if turn >= WARMING:
                taken[number].append(cost)
    return [Cost(*(median(each) for each in zip(*taken[n], strict=True))) for n in range(len(jobs))]
