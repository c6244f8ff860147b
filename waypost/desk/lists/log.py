"""The audit log as its auditor reads it: who did what to which thing, never what stood in it; and the seals over it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from waypost.access.keys import NOBODY
from waypost.core import audit
from waypost.core.doors import CLOCK, OPERATOR
from waypost.core.models import AuditRow, Checkpoint
from waypost.core.notes import KeyRing, keyring
from waypost.core.seal import head_of
from waypost.desk.lists import words
from waypost.people.models import Person

PAGE = 50
SEALS = 5
COUNTED = 1000  # rows waiting for a seal, beyond which the number says "+"
_NAMED = 20  # persons of one name


@dataclass(frozen=True)
class Asked:
    """What the log is narrowed by. ``persons`` are public ids: those whose name was typed, or one."""

    action: str = ""
    outcome: str = ""
    persons: tuple[str, ...] | None = None
    thing: str = ""
    day: date | None = None

    def facts(self) -> dict[str, Any]:
        """For the log's own row about this reading: ids, never a name that was typed."""
        held = {"action": self.action, "outcome": self.outcome, "thing": self.thing, "day": self.day}
        asked = {name: value for name, value in held.items() if value}
        return {**asked, "persons": list(self.persons)} if self.persons is not None else asked


@dataclass(frozen=True)
class Line:
    """One row: ``by`` is the name of who acted, as far as the portal knows one."""

    row: AuditRow
    by: str

    @property
    def act(self) -> Any:
        """What was done, in words."""
        return words.act(self.row.action)

    @property
    def denied(self) -> bool:
        return self.row.outcome == audit.DENIED

    @property
    def kind(self) -> str:
        """What the thing is; empty when the act was about none."""
        return self.row.thing.partition(":")[0]

    @property
    def ident(self) -> str:
        return self.row.thing.partition(":")[2]


@dataclass(frozen=True)
class Seal:
    checkpoint: Checkpoint
    holds: bool


@dataclass(frozen=True)
class Seals:
    """The newest checkpoints, newest first. ``trouble`` says why their signatures can't be looked at."""

    newest: list[Seal]
    waiting: int
    trouble: str = ""

    @property
    def sealed(self) -> int:
        return self.newest[0].checkpoint.size if self.newest else 0

    @property
    def sealed_said(self) -> str:
        return f"{self.sealed:,}"

    @property
    def waiting_said(self) -> str:
        return f"{COUNTED:,}+" if self.waiting > COUNTED else f"{self.waiting:,}"


def rows_asked(asked: Asked) -> QuerySet[AuditRow]:
    """The rows, newest first, without their bytes."""
    found = AuditRow.objects.defer("canonical").order_by("-id")
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.outcome:
        found = found.filter(outcome=asked.outcome)
    if asked.persons is not None:
        found = found.filter(actor__in=asked.persons)
    if asked.thing:
        found = found.filter(thing=asked.thing)
    if asked.day:
        begin = datetime.combine(asked.day, time.min, timezone.get_current_timezone())
        found = found.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return found


def behind(rows: QuerySet[AuditRow], token: str) -> QuerySet[AuditRow]:
    """The rows older than the one with this token; all of them where there is none such."""
    last = AuditRow.objects.filter(token=token).values_list("pk", flat=True).first()
    return rows.filter(pk__lt=last) if last is not None else rows


def persons_called(typed: str) -> tuple[str, ...]:
    """The public ids of those with this name, or the one with this id."""
    named = Q(name_latin__icontains=typed) | Q(name_native__icontains=typed) | Q(public_id=typed)
    found = Person.objects.filter(named).order_by("sort_key").values_list("public_id", flat=True)
    return tuple(found[:_NAMED]) or ((typed,) if typed in _nobody_in_particular() else ())


def lines_of(rows: Iterable[AuditRow]) -> list[Line]:
    """Rows with the names of those who acted. One query."""
    found = list(rows)
    names = {
        person.public_id: person.name
        for person in Person.objects.filter(public_id__in={row.actor for row in found})
    }
    names.update(_nobody_in_particular())
    return [Line(row, names.get(row.actor, row.actor)) for row in found]


def _nobody_in_particular() -> dict[str, str]:
    """Who acts without being a person of the portal."""
    return {
        CLOCK.public_id: _("The clock"),
        OPERATOR.public_id: _("The operator"),
        NOBODY.public_id: _("A visitor"),
    }


def facts_of(row: AuditRow) -> list[tuple[Any, str, str]]:
    """What the row's bytes say beside the columns (ids, numbers, states): in words, by name, the value."""
    said = json.loads(bytes(row.canonical))
    facts = {"wall clock": said["wall"], **said["facts"]}
    return [
        (words.fact(name), name, value if isinstance(value, str) else json.dumps(value))
        for name, value in facts.items()
    ]


def seals() -> Seals:
    """The newest checkpoints and whether a key of ours signed them. That the rows under them are the ones that were
    sealed is another question, which ``waypost audit verify`` answers.
    """
    waiting = AuditRow.objects.filter(place__isnull=True)[: COUNTED + 1].count()
    newest = list(Checkpoint.objects.order_by("-size")[:SEALS])
    try:
        ring = keyring()
    except ImproperlyConfigured as problem:
        return Seals([Seal(point, False) for point in newest], waiting, str(problem))
    return Seals([Seal(point, _holds(ring, point)) for point in newest], waiting)


def _holds(ring: KeyRing, point: Checkpoint) -> bool:
    return ring.holds(head_of(point), point.key_id, bytes(point.signature))
