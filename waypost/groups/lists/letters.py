"""The register of a group's letters, as somebody who sits there reads it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.groups.models import Charter, Letter

SHOWN = 200


@dataclass(frozen=True)
class Line:
    """A letter, the one it answers and those that answer it, as far as they are shown."""

    letter: Letter
    answered: Letter | None
    answers: list[Letter]
    today: date

    @property
    def is_open(self) -> bool:
        """Is an answer waited for, that is still to come?"""
        return self.letter.waits and not [each for each in self.answers if not each.struck_because]

    @property
    def is_late(self) -> bool:
        return self.is_open and self.letter.due_on is not None and self.letter.due_on < self.today


def letters(viewer: Viewer, charter: Charter) -> QuerySet[Letter]:
    rows = Letter.visible_to(viewer).filter(space__group=charter.group_id)
    return rows.select_related("organisation", "scan").order_by("-dated", "-pk")


def register(viewer: Viewer, charter: Charter) -> list[Line]:
    """The newest letters with what answers what. One query."""
    rows = list(letters(viewer, charter)[:SHOWN])
    by_id, today = {row.pk: row for row in rows}, clock.today()
    return [
        Line(row, by_id.get(row.answers_id or 0), [each for each in rows if each.answers_id == row.pk], today)
        for row in rows
    ]


def line_of(viewer: Viewer, charter: Charter, letter: Letter) -> Line:
    """One letter with what it answers and what answers it, however old. One query."""
    beside = letters(viewer, charter).filter(Q(pk=letter.answers_id or 0) | Q(answers=letter.pk))
    rows = list(beside)
    answered = next((row for row in rows if row.pk == letter.answers_id), None)
    return Line(letter, answered, [row for row in rows if row.answers_id == letter.pk], clock.today())


def waiting(viewer: Viewer, charter: Charter) -> list[Letter]:
    """What somebody waits for an answer to, what is due first at the head; what has no day at the end. One query."""
    rows = list(letters(viewer, charter).filter(Letter.is_open()))
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or row.dated))
