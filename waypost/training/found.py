"""Programmes, projects and curricula among what the portal's search finds, each under its own rule.

A portal has dozens of them, not thousands: nothing is kept to find them by. Their codes and titles, in both languages,
are read anew, the newest first, and compared with what was asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.access.keys import ANYBODY, viewer_given
from waypost.core.compiled import Compiled
from waypost.core.doors import Actor
from waypost.curriculum.lists.versions import rows_of_some as curricula_of
from waypost.curriculum.models import Curriculum
from waypost.people.models import Person
from waypost.projects.lists.projects import everything as projects
from waypost.projects.models import Project
from waypost.publications.models.finding import words_sought
from waypost.publications.search.asked import Asked
from waypost.publications.search.beside import Beside
from waypost.publications.search.holding import holds
from waypost.training.lists.programmes import everything as programmes
from waypost.training.models import Programme

SHOWN = 5
LOOKED_AT = 1500  # of all of them

_MODELS: dict[str, Any] = {"programme": Programme, "project": Project, "curriculum": Curriculum}


@dataclass(frozen=True)
class Row:
    """One of them. ``kind`` says which; of a curriculum ``version`` is the newest that the reader reads."""

    kind: str
    found: Any
    version: Any = None


def found(person: Person, asked: Asked) -> Beside | None:
    rows = found_by(person, asked, SHOWN + 1)
    if not rows:
        return None
    said = _("These words stand in training, too")
    return Beside("training/_found.html", rows[:SHOWN], reverse("training"), len(rows) > SHOWN, said)


def found_by(person: Person, asked: Asked, most: int) -> list[Row]:
    """Programmes first, then projects, then curricula; of each the newest first."""
    if asked.part is None:
        return []
    held = {name: ids[:most] for name, ids in _holding(person, asked).items()}
    rows = [Row("programme", each) for each in _in_order(programmes(person), held["programme"])]
    rows += [Row("project", each) for each in _in_order(projects(person), held["project"])]
    if held["curriculum"]:
        rows += [
            Row("curriculum", each, version) for each, version in curricula_of(person, held["curriculum"])
        ]
    return rows[:most]


def differences() -> Iterator[str]:
    """Nothing is kept, so nothing can be stale."""
    return iter(())


def rebuild(_by: Actor) -> int:
    return 0


def _holding(person: Person, asked: Asked) -> dict[str, list[int]]:
    """The ids of what holds the words, by what it is, the newest first. One query."""
    assert asked.part is not None  # noqa: S101  whoever calls has words
    held: dict[str, list[int]] = {name: [] for name in _MODELS}
    for name, pk, *words in sorted(_TITLES(**viewer_given(person)), key=lambda row: -row[1]):
        if holds(asked.part, _words(*words)):
            held[name].append(pk)
    return held


def _in_order(visible: Any, held: list[int]) -> list[Any]:
    if not held:
        return []
    rows = visible.filter(pk__in=held).in_bulk()
    return [rows[pk] for pk in held if pk in rows]


@lru_cache(maxsize=2 * LOOKED_AT)
def _words(code: str, title_en: str, title_th: str) -> str:
    """As ``holding`` wants them. Cutting Thai into words takes longer than all the rest."""
    return f" {words_sought([title_en, title_th, code], code)} "


def _titles() -> Any:
    seen = [
        model.visible_to(ANYBODY).order_by().values_list(Value(name), "pk", "code", "title_en", "title_th")
        for name, model in _MODELS.items()
    ]
    return seen[0].union(*seen[1:], all=True)[:LOOKED_AT]


_TITLES = Compiled(_titles)
