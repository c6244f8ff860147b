"""Who was asked to acknowledge, who did, who opened what."""

import random
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from benchmarks.world.bodies import HUB, NARROW, Bodies
from benchmarks.world.copying import numbered, write
from benchmarks.world.plans import Plan
from benchmarks.world.sizes import Size
from waypost.access.keys import Audience, opened
from waypost.access.marks import Mark
from waypost.publications.models import Acknowledgement, Addressee, Opening
from waypost.publications.states import Stage

MOST_ASKED = 20  # organisations, of the many that a member stands for
WAITING = 12  # questions that the hub has not answered yet


def write_answers(size: Size, dice: random.Random, bodies: Bodies, plans: list[Plan]) -> None:
    published = [plan for plan in plans if plan.stage == Stage.PUBLISHED]
    _addressees(bodies, [plan for plan in published if plan.asks and plan.mark != Mark.RED])
    _openings(size, dice, bodies, published)


def _addressees(bodies: Bodies, asking: list[Plan]) -> None:
    waiting = {plan.pk for plan in asking[-WAITING:]}
    fresh = timezone.now() - timedelta(days=20)
    rows = [
        # Whoever is slow has been told so; one in thirty never answers.
        (
            plan,
            organisation,
            plan.pk not in waiting if organisation == HUB else plan.at < fresh and plan.pk % 30 > 0,
        )
        for plan in asking
        for organisation in sorted(set(_asked(plan, bodies)) - {plan.originator})
    ]
    write(
        Addressee,
        ["id", "version", "organisation", "at", "due_at", "rung", "answered"],
        numbered(
            (2 * plan.pk, organisation, plan.at, plan.at + timedelta(hours=72), 50, answered)
            for plan, organisation, answered in rows
        ),
    )
    write(
        Acknowledgement,
        ["id", "addressee", "answer", "by", "at"],
        (
            (n, n, "received", bodies.focal_point(organisation), plan.at + timedelta(hours=30))
            for n, (plan, organisation, answered) in enumerate(rows, start=1)
            if answered
        ),
    )


def _asked(plan: Plan, bodies: Bodies) -> Iterator[int]:
    if plan.mark in (Mark.GREEN, Mark.CLEAR):
        yield from (n for n, network in bodies.network_of.items() if network == plan.network or n == HUB)
        return
    for kind, ident, _network in map(opened, plan.to):
        if kind == Audience.ORGANISATION:
            yield ident
        elif kind == Audience.MEMBER:
            among = bodies.organisations_of[ident][:MOST_ASKED]
            yield from (each for each in among if bodies.network_of[each] == plan.network)


def _openings(size: Size, dice: random.Random, bodies: Bodies, published: list[Plan]) -> None:
    """Everybody opened a few, the two viewers much of what is new."""
    much = {bodies.focal_point(HUB): 0.7, bodies.officer(NARROW): 0.7}
    newest = published[-5_000:]
    read = {
        (person, plan.pk)
        for person in range(1, size.persons + 1)
        for plan in dice.choices(published, k=5)
        if person not in much
    }
    read |= {(person, plan.pk) for person, share in much.items() for plan in newest if dice.random() < share}
    at = timezone.now() - timedelta(days=3)
    write(
        Opening,
        ["id", "version", "person", "organisation", "first_at", "last_at"],
        numbered((2 * pk, person, bodies.organisation_of[person], at, at) for person, pk in sorted(read)),
    )
