"""Notices, most of them read."""

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from benchmarks.world.bodies import HUB, NARROW, PROGRAMME, Bodies
from benchmarks.world.copying import numbered, write
from benchmarks.world.items import Items
from benchmarks.world.sizes import Size
from waypost.core.models import Event
from waypost.notices.models import Notice
from waypost.publications.models import Publication
from waypost.publications.states import Stage

ACT = "publications.published"


def write_inboxes(size: Size, dice: random.Random, bodies: Bodies, items: Items) -> None:
    """The newest items were told; everybody has some of them, the busy viewer many, the quiet one the programme's."""
    published = [plan for plan in items.plans if plan.stage == Stage.PUBLISHED]
    few = [plan for plan in published[: -size.events] if plan.network == PROGRAMME]
    told = few + published[-size.events :]
    subject = Publication.named_as
    now = timezone.now()
    write(
        Event,
        ["id", "name", "thing", "by", "at", "tries", "told_at"],
        numbered((ACT, f"{subject}:{items.public_ids[plan.pk]}", "nobody", plan.at, 1, now) for plan in told),
    )
    busy, quiet = bodies.focal_point(HUB), bodies.officer(NARROW)
    rows: list[tuple[Any, ...]] = []
    for person in range(1, size.persons + 1):
        number = size.events // 2 if person == busy else size.notices_each
        for n in range(len(few)) if person == quiet else dice.sample(range(len(told)), number):
            plan = told[n]
            read = None if dice.random() < 0.2 else now - timedelta(days=1)
            rows.append((person, n + 1, ACT, subject, items.public_ids[plan.pk], "B", plan.at, read))
    names = ["id", "person", "event", "kind", "subject_label", "subject_id", "pace", "at", "read_at"]
    write(Notice, names, numbered(rows))
