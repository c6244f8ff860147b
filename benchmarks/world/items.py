"""The items: heads, versions, texts with their words, releases and reach."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection

from benchmarks.world import answers
from benchmarks.world.bodies import Bodies
from benchmarks.world.copying import numbered, write
from benchmarks.world.plans import Plan, Planner
from benchmarks.world.sizes import Size
from benchmarks.world.words import Language, Piece, Written
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.ids import random_id
from waypost.core.words import codes
from waypost.library.models import Bulletin, Resource
from waypost.places.models import Route, Topic
from waypost.publications.models import Indexed, Publication, Release, Text, Version, finding
from waypost.publications.states import Stage

BATCH = 5_000


@dataclass
class Items:
    """The plans, the public ids by number, and what proves that the rows are the portal's own."""

    plans: list[Plan]
    public_ids: dict[int, str] = field(default_factory=dict)

    def prove(self, sample: int) -> None:
        """Compare the reach and the index rows of a sample with what the portal's own code makes of them."""
        for pk in random.Random(1).sample(range(1, len(self.plans) + 1), min(sample, len(self.plans))):
            publication = Publication.unfiltered.get(pk=pk)
            stored = set(Reach.objects.filter(kind=1, thing=pk).values_list("key", "side", "spares", "at"))
            fresh = {(row.key, int(row.side), row.spares, row.at) for row in publication.reach_rows()}
            assert stored == fresh, f"The reach of {publication} is not what the portal would write."
            held = {row.text_id: row for row in Indexed.unfiltered.filter(publication=pk)}
            made = {row.text_id: row for row in Indexed.fresh([publication])}
            same = held.keys() == made.keys() and all(_alike(held[each], made[each]) for each in made)
            assert same, f"The index rows of {publication} are not what the portal would write."


def _alike(stored: Indexed, fresh: Indexed) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector = %s::tsvector", [stored.words, _as_stored(fresh.words)])
        same = stored.head == fresh.head and stored.published_at == fresh.published_at
        return same and bool(cursor.fetchone()[0])


def live_id(plan: Plan) -> int:
    return 2 * plan.pk


def has_two(plan: Plan) -> bool:
    """Was it published twice?"""
    return plan.out and plan.pk % 12 == 0


def write_items(size: Size, dice: random.Random, bodies: Bodies, language: Language) -> Items:
    items = Items(Planner(size, dice, bodies).plans())
    items.public_ids = {plan.pk: random_id() for plan in items.plans}
    _heads(items, dice)
    _versions(items.plans)
    _texts(items.plans, dice, language)
    write(
        Release,
        ["id", "publication", "key", "barred"],
        numbered(
            (plan.pk, value, barred)
            for plan in items.plans
            for barred, values in ((False, plan.to), (True, plan.not_to))
            for value in values
        ),
    )
    write(
        Reach,
        ["id", "kind", "thing", "key", "side", "spares", "at"],
        numbered(
            (1, plan.pk, value, int(side), spares, plan.at if plan.out else None)
            for plan in items.plans
            for value, side, spares in plan.reach()
        ),
    )
    answers.write_answers(size, dice, bodies, items.plans)
    return items


def _heads(items: Items, dice: random.Random) -> None:
    write(
        Publication,
        ["id", "public_id", "kind", "reference", "network", "originator", "author", "mark", "approved_by",
         "approver", "stage", "live", "urgency", "asks_answer", "started_at", "published_at", "review_by",
         "expires_on", "withdrawn_at", "withdrawn_because"],
        (_head(plan, items.public_ids[plan.pk], dice) for plan in items.plans),
    )  # fmt: skip
    days = [plan.at.date() for plan in items.plans]
    kinds = [(plan, day) for plan, day in zip(items.plans, days, strict=True)]
    write(
        Bulletin,
        ["publication", "observed_from", "observed_to"],
        ((plan.pk, day, day) for plan, day in kinds if plan.kind == "bulletin"),
    )
    write(
        Resource,
        ["publication", "use", "source"],
        ((plan.pk, "guidance", "A source") for plan, _day in kinds if plan.kind == "resource"),
    )
    for link, keys, most in (
        (Publication.topics, Topic.objects, 3),
        (Publication.routes, Route.objects, 1),
    ):
        ids = list(keys.values_list("pk", flat=True))
        pairs = ((plan.pk, each) for plan in items.plans for each in set(dice.choices(ids, k=most)))
        target = link.field.m2m_reverse_field_name()
        write(link.through, ["id", "publication", target], numbered(pairs))


def _head(plan: Plan, public_id: str, dice: random.Random) -> tuple[Any, ...]:
    day = plan.at.date()
    gone = plan.stage == Stage.WITHDRAWN
    red = plan.mark == Mark.RED
    return (
        plan.pk, public_id, plan.kind, plan.reference, plan.network, plan.originator, plan.author, int(plan.mark),
        "named" if red else "own", plan.approver if red else None, plan.stage.value,
        live_id(plan) if plan.out else None, plan.urgency, plan.asks, plan.at - timedelta(days=1),
        plan.at if plan.out else None, day + timedelta(days=365) if plan.kind == "resource" else None,
        day + timedelta(days=200) if dice.random() < 0.1 else None,
        plan.at + timedelta(days=2) if gone else None, "It was superseded." if gone else "",
    )  # fmt: skip


def _versions(plans: list[Plan]) -> None:
    write(
        Version,
        ["id", "publication", "number", "stage", "author", "part", "changes", "asks_answer", "due_at",
         "submitted_at", "approved_by", "published_at"],
        (row for plan in plans for row in _versions_of(plan)),
    )  # fmt: skip


def _versions_of(plan: Plan) -> Iterator[tuple[Any, ...]]:
    two = has_two(plan)
    part = {"use": "guidance", "source": "A source"} if plan.kind == "resource" else {}
    submitted = None if plan.stage == Stage.DRAFT else plan.at - timedelta(hours=5)
    stage = Stage.PUBLISHED if plan.out else plan.stage
    for number, pk in ((1, live_id(plan) - 1), (2, live_id(plan)))[0 if two else 1 :]:
        number = number if two else 1
        yield (
            pk, plan.pk, number, stage.value, plan.author, part, "Figures were added." * (number - 1),
            plan.asks, plan.at + timedelta(hours=72) if plan.asks and plan.out else None, submitted,
            plan.approver if plan.out else None, plan.at - timedelta(hours=2 - number) if plan.out else None,
        )  # fmt: skip


def _texts(plans: list[Plan], dice: random.Random, language: Language) -> None:
    """Texts and their index rows, some thousand items at a time."""
    writer = _Texts(dice, language)
    for first in range(0, len(plans), BATCH):
        for plan in plans[first : first + BATCH]:
            writer.add(plan)
        writer.flush()


class _Texts:
    def __init__(self, dice: random.Random, language: Language) -> None:
        self.dice, self.language = dice, language
        self.last_text = self.last_index = 0
        self.texts: list[tuple[Any, ...]] = []
        self.index: list[tuple[Any, ...]] = []

    def add(self, plan: Plan) -> None:
        for version in [live_id(plan) - 1] * has_two(plan) + [live_id(plan)]:
            for number, language in enumerate(self._languages()):
                self._add_text(plan, version, self.language.write(self.dice, language), main=number == 0)
        if plan.stage == Stage.WITHDRAWN:
            self._add_index(plan, None, None)

    def flush(self) -> None:
        write(
            Text,
            ["id", "version", "language", "authoritative", "title", "summary", "body", "author", "approved_by",
             "approved_at", "saved_at"],
            self.texts,
        )  # fmt: skip
        write(Indexed, ["id", "publication", "text", "published_at", "head", "words"], self.index)
        self.texts.clear()
        self.index.clear()

    def _languages(self) -> list[str]:
        """The authoritative one first: a quarter is Thai, a third is translated."""
        both = ["th", "en"] if self.dice.random() < 0.25 else ["en", "th"]
        return both if self.dice.random() < 0.3 else both[:1]

    def _add_text(self, plan: Plan, version: int, written: Written, *, main: bool) -> None:
        self.last_text += 1
        approved = (plan.approver, plan.at) if plan.out else (None, None)
        self.texts.append(
            (self.last_text, version, written.language, main, *written.said(), plan.author, *approved, plan.at)
        )  # fmt: skip
        if version == live_id(plan) and plan.stage == Stage.PUBLISHED:
            self._add_index(plan, self.last_text, written)

    def _add_index(self, plan: Plan, text: int | None, written: Written | None) -> None:
        fields = [written.title, written.summary, written.body] if written else []
        self.last_index += 1
        self.index.append((self.last_index, plan.pk, text, plan.at, *_words(plan.reference, fields)))


def _words(reference: str, fields: list[list[Piece]]) -> tuple[str, str]:
    """Head and words of an index row, from pieces that are cut already: what ``Indexed.fresh`` makes of the text."""
    forms = [" ".join(form for piece in each for form in piece.forms) for each in fields]
    codes_of_fields = (code for each in fields for piece in each for code in piece.codes)
    known = [finding.CODE + code for code in dict.fromkeys([*codes(reference), *codes_of_fields])]
    border = f" {finding.BORDER} "
    sought = f"{border.join(forms)}{border}{' '.join(known)}"
    return f" {border.join(forms[:2])} " if fields else "", _as_stored(sought)


def _as_stored(sought: str) -> str:
    return str(Indexed._meta.get_field("words").get_db_prep_value(sought, connection))
