"""What each item is before any row is written: its mark, its audiences, its stage, its times."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from django.utils import timezone

from benchmarks.world.bodies import HOME, HUB, PROGRAMME, REGIONAL, Bodies
from benchmarks.world.sizes import Size
from waypost.access.keys import MEMBERS, Audience, key
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.publications.states import Stage

YEARS = timedelta(days=8 * 365)


@dataclass(slots=True)
class Plan:
    pk: int
    kind: str
    reference: str
    network: int
    originator: int
    author: int
    approver: int
    mark: Mark
    stage: Stage
    at: datetime
    urgency: str
    asks: bool
    to: frozenset[int]
    not_to: frozenset[int]

    @property
    def out(self) -> bool:
        """Was it ever published?"""
        return self.stage in (Stage.PUBLISHED, Stage.WITHDRAWN)

    def reach(self) -> Iterator[tuple[int, int, int | None]]:
        """(key, side, spares): the design's table once more. ``Items.prove`` compares it with the portal's own."""
        own_approvers = key(Audience.APPROVERS, self.originator, self.network)
        author = key(Audience.PERSON, self.author)
        working = {author, key(Audience.PERSON, self.approver) if self.mark == Mark.RED else own_approvers}
        reads = self._readers() if self.out else working
        if self.mark == Mark.RED and self.out:
            reads = reads | working
        yield from ((value, Reach.Side.READS, None) for value in reads)
        if self.out:
            yield from ((value, Reach.Side.BARRED, self.originator) for value in self.not_to)
        yield from ((value, Reach.Side.WORKS, None) for value in working)

    def _readers(self) -> set[int]:
        if self.mark == Mark.CLEAR:
            return {MEMBERS}
        if self.mark == Mark.GREEN:
            return {key(Audience.NETWORK, self.network)}
        if self.mark == Mark.RED:
            return set(self.to)
        return self.to | {key(Audience.ORGANISATION, self.originator, self.network)}


class Planner:
    """Draws items as members publish them: most GREEN or AMBER, few for everybody or for single persons."""

    def __init__(self, size: Size, dice: random.Random, bodies: Bodies) -> None:
        self.size, self.dice, self.bodies = size, dice, bodies
        self.numbers: Counter[int] = Counter()
        self._members = list(accumulate(1 / (n + 3) for n in range(size.members)))
        self._of = {
            network: [n for n, its in bodies.network_of.items() if its == network]
            for network in (REGIONAL, PROGRAMME)
        }

    def plans(self) -> list[Plan]:
        dice, number = self.dice, self.size.publications
        inside = set(dice.sample(range(number), self.size.programme_items))
        clear = set(dice.sample(range(number), self.size.clear))
        begin = timezone.now() - YEARS
        return [
            self._plan(
                n + 1, PROGRAMME if n in inside else REGIONAL, begin + YEARS * (n / number), n in clear
            )
            for n in range(number)
        ]

    def _plan(self, pk: int, network: int, at: datetime, clear: bool) -> Plan:
        dice, bodies = self.dice, self.bodies
        originator = self._organisation(network)
        mark = Mark.CLEAR if clear else dice.choices(
            (Mark.GREEN, Mark.AMBER, Mark.STRICT, Mark.RED),
            (45, 38, 12, 5) if network == REGIONAL else (20, 60, 15, 5),
        )[0]  # fmt: skip
        to, not_to = self._audiences(mark, network)
        self.numbers[originator] += 1
        return Plan(
            pk=pk,
            kind="bulletin" if dice.random() < 0.7 else "resource",
            reference=f"O{originator:04}-{at.year}-{self.numbers[originator]:03}",
            network=network,
            originator=originator,
            author=bodies.officer(originator),
            approver=bodies.focal_point(originator),
            mark=mark,
            stage=dice.choices(list(Stage), (2, 0.3, 92.7, 5))[0],
            at=at,
            urgency=dice.choices(("urgent", "important", "routine"), (3, 17, 80))[0],
            asks=dice.random() < (0.003 if mark in (Mark.GREEN, Mark.CLEAR) else 0.2),
            to=to,
            not_to=not_to,
        )

    def _organisation(self, network: int) -> int:
        """The larger ones write more."""
        among = self._of[network]
        return among[min(int(len(among) * self.dice.random() ** 2), len(among) - 1)]

    def _audiences(self, mark: Mark, network: int) -> tuple[frozenset[int], frozenset[int]]:
        dice = self.dice
        none: frozenset[int] = frozenset()
        if mark == Mark.CLEAR:
            return none, none
        barred = self._bodies(network, 2) if dice.random() < 0.05 else none
        if mark == Mark.GREEN:
            return none, barred
        if mark == Mark.RED:
            return self._persons(network), none
        to = self._bodies(network, 8)
        if mark == Mark.AMBER and network == REGIONAL and dice.random() < 0.7:
            members = dice.choices(
                range(1, self.size.members + 1), cum_weights=self._members, k=dice.randint(2, 12)
            )
            to |= {key(Audience.MEMBER, each, network) for each in members}
            to |= {key(Audience.MEMBER, HOME, network)} if dice.random() < 0.95 else set()
            to |= (
                {key(Audience.GROUP, dice.choice(self.bodies.groups), network)}
                if dice.random() < 0.3
                else set()
            )
        elif dice.random() < 0.9:
            to |= {key(Audience.ORGANISATION, HUB, network)}
        return to, barred - to if mark == Mark.AMBER else none

    def _bodies(self, network: int, most: int) -> frozenset[int]:
        among = self._of[network]
        drawn = self.dice.choices(among, k=self.dice.randint(1, most))
        # The hub is shut out of nothing by chance, and hears of things above.
        return frozenset(key(Audience.ORGANISATION, each, network) for each in drawn if each != HUB)

    def _persons(self, network: int) -> frozenset[int]:
        drawn = self.dice.choices(self._of[network], k=self.dice.randint(1, 5))
        named = [self.bodies.officer(each) for each in drawn]
        if self.dice.random() < 0.1:
            named.append(self.bodies.focal_point(HUB))
        return frozenset(key(Audience.PERSON, each) for each in named)
