"""Members, networks, organisations, groups, persons: who could see something."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate

from django.utils import timezone

from benchmarks.world.copying import numbered, write
from benchmarks.world.sizes import Size
from waypost.core import clock
from waypost.people.models import Endorsement, Group, Network, Organisation, Person, Post, Seat, Tenure
from waypost.places.models import Member

REGIONAL, PROGRAMME = 1, 2
HOME = 1  # the member whose programme has a network of its own
HUB, NARROW, OFFICE = (
    1,
    2,
    3,
)  # organisations: one that hears of nearly everything, of little, that runs the network
Role = Post.Role


@dataclass
class Bodies:
    """Ids that the measures and the items need. Persons, posts and tenures share their ids."""

    organisation_of: list[int] = field(default_factory=lambda: [0])  # by person
    members_of: dict[int, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )  # persons, by organisation
    organisations_of: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # by member
    groups: range = range(0)
    network_of: dict[int, int] = field(default_factory=dict)  # where an organisation mostly works

    def focal_point(self, organisation: int) -> int:
        return self.members_of[organisation][0]

    def deputy(self, organisation: int) -> int:
        return self.members_of[organisation][1]

    def officer(self, organisation: int) -> int:
        return self.members_of[organisation][2]

    @property
    def sees_most(self) -> Person:
        return Person.objects.get(pk=self.focal_point(HUB))

    @property
    def sees_little(self) -> Person:
        return Person.objects.get(pk=self.officer(NARROW))


def write_bodies(size: Size, dice: random.Random) -> Bodies:
    bodies = Bodies(groups=range(1, size.groups + 1))
    _members(size)
    _networks()
    _organisations(size, dice, bodies)
    _persons(size, dice, bodies)
    _groups(size, dice)
    return bodies


def _members(size: Size) -> None:
    states = size.members - 4
    rows = [
        (n, f"member-{n}", f"Member {n}", f"สมาชิก {n}", "state" if n <= states else "organisation")
        for n in range(1, size.members + 1)
    ]
    write(Member, ["id", "key", "name_en", "name_th", "kind"], rows)


def _networks() -> None:
    rows = [
        (REGIONAL, "regional", "Regional network", "เครือข่ายภูมิภาค", "Officials.", "เจ้าหน้าที่"),
        (PROGRAMME, "programme", "Programme", "โครงการ", "Officials.", "เจ้าหน้าที่"),
    ]
    write(Network, ["id", "key", "name_en", "name_th", "community_en", "community_th"], rows)


def _organisations(size: Size, dice: random.Random, bodies: Bodies) -> None:
    weights = list(accumulate(1 / (n + 4) for n in range(size.members)))
    rows = []
    for n in range(1, size.organisations + 1):
        member = HOME if n in (HUB, NARROW) else size.members if n == OFFICE else 0
        # Every member has one before the larger ones have many.
        member = member or (n % size.members + 1 if n <= 2 * size.members else _drawn(dice, weights))
        bodies.organisations_of[member].append(n)
        kind = "secretariat" if n == OFFICE else dice.choice(("police", "other"))
        rows.append((n, member, f"O{n:04}", f"Organisation {n}", f"หน่วยงาน {n}", kind))
        bodies.network_of[n] = REGIONAL
    for n in bodies.organisations_of[HOME][::2]:
        bodies.network_of[n] = PROGRAMME
    bodies.network_of |= {HUB: REGIONAL, NARROW: PROGRAMME}
    write(Organisation, ["id", "member", "code", "name_en", "name_th", "kind"], rows)


def _drawn(dice: random.Random, weights: list[float]) -> int:
    return dice.choices(range(1, len(weights) + 1), cum_weights=weights)[0]


def _persons(size: Size, dice: random.Random, bodies: Bodies) -> None:
    weights = list(accumulate(1 / (n + 30) for n in range(size.organisations)))
    for person in range(1, size.persons + 1):
        # Three for each organisation first: a focal point, a deputy, an officer.
        organisation = (person - 1) // 3 + 1 if person <= 3 * size.organisations else _drawn(dice, weights)
        bodies.organisation_of.append(organisation)
        bodies.members_of[organisation].append(person)
    now, first = timezone.now(), 3 * size.organisations  # the first three of each organisation are all active
    write(
        Person,
        ["id", "password", "last_login", "email", "name_latin", "rank_title", "sort_key", "language", "acting_as",
         "second_factor", "rules_signed_at", "suspended_at"],
        (
            (n, "!", now, f"p{n}@bench.invalid", f"Person {n:05}", "Officer", f"Person {n:05}",
             "th" if n % 5 == 0 else "en", n, dice.random() < 0.97 or n <= first, now,
             now if n % 199 == 0 and n > first else None)
            for n in range(1, size.persons + 1)
        ),
    )  # fmt: skip
    _posts(size, bodies)


def _role(person: int, bodies: Bodies) -> str:
    organisation = bodies.organisation_of[person]
    place = bodies.members_of[organisation].index(person) if person <= 3 * len(bodies.network_of) else 9
    if organisation == OFFICE:
        return Role.SECRETARIAT
    return {0: Role.FOCAL_POINT, 1: Role.DEPUTY}.get(place, Role.OFFICER)


def _posts(size: Size, bodies: Bodies) -> None:
    persons, today = range(1, size.persons + 1), clock.today()
    since, until = today - timedelta(days=200), today + timedelta(days=160)
    write(
        Post,
        ["id", "organisation", "role", "title_en", "title_th", "phone", "on_duty"],
        (
            (n, bodies.organisation_of[n], _role(n, bodies), f"Post {n}", f"ตำแหน่ง {n}",
             "+66 2 000 0000" if n % 50 == 7 else "", n % 50 == 7)
            for n in persons
        ),
    )  # fmt: skip
    write(Tenure, ["id", "person", "post", "since"], ((n, n, n, since) for n in persons))
    vouched = ((n, network, since, until) for n in persons for network in _networks_of(n, bodies))
    write(Endorsement, ["id", "tenure", "network", "since", "until"], numbered(vouched))


def _networks_of(person: int, bodies: Bodies) -> list[int]:
    """Nobody vouches for one officer in fifty; the hub and the office stand in both networks."""
    organisation = bodies.organisation_of[person]
    if organisation in (HUB, OFFICE):
        return [REGIONAL, PROGRAMME]
    late = person > 3 * len(bodies.network_of)  # behind the three that every organisation has
    return [] if late and person % 50 == 49 else [bodies.network_of[organisation]]


def _groups(size: Size, dice: random.Random) -> None:
    rows = [
        (n, f"group-{n}", f"Group {n}", f"กลุ่ม {n}", REGIONAL if n % 10 else PROGRAMME)
        for n in range(1, size.groups + 1)
    ]
    write(Group, ["id", "key", "name_en", "name_th", "network"], rows)
    since = clock.today() - timedelta(days=200)
    seats = [
        (group, post)
        for group in range(1, size.groups + 1)
        for post in dice.sample(range(1, size.persons), 20)
    ]
    seats += [(group, 1) for group in range(1, min(8, size.groups))]
    write(Seat, ["id", "group", "post", "since"], numbered((*seat, since) for seat in seats))
