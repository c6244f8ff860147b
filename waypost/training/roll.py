"""A nominal roll in a table, Excel or CSV: its columns, and whom each row names or what is wrong with it. Nothing here
saves.

A column is known by its label on the pages, in any of the portal's languages, or by its name; so are sex, rank band and
unit. One roll is one order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.core.errors import Refused
from waypost.face import dates
from waypost.face.forms import DateField
from waypost.files.tables import Problem, Problems, Table, in_every_language, places, plain
from waypost.training.actions.nomination import (
    MOST_OFFICERS,
    Officer,
    OrderWords,
    check_open,
    check_order,
    nominated_already,
)
from waypost.training.forms.enrolment import OfficerForm, OrderForm
from waypost.training.models import Intake, RankBand, Seats, Sex

COLUMNS: dict[str, Any] = {
    "rank_title": _("Rank or title"),
    "rank_native": _("Rank or title in the own script"),
    "name_latin": _("Full name in Latin letters"),
    "name_native": _("Full name in the own script"),
    "email": _("Official mail address"),
    "sex": _("Sex"),
    "rank_band": _("Rank band"),
    "province": _("Province"),
    "unit": _("Unit"),
    "number": _("Number of the order"),
    "dated": _("Date of the order"),
}
WANTED = ("name_latin", "email", "sex", "rank_band")


@dataclass
class Roll(Problems):
    """Whom a table names, each with their unit, by which order; and the bad rows."""

    order: OrderWords | None = None
    officers: list[tuple[Seats, Officer]] = field(default_factory=list)


def read(table: Table, intake: Intake, units: list[Seats], order: Mapping[str, str]) -> Roll:
    """Every row of it. ``units`` are those the reader nominates for; ``order`` is what the form says of number and
    date, for a file that doesn't. Raises Refused where it can't be read as a whole.
    """
    check_open(intake)
    header, rows = _rows(table)
    if not rows:
        raise Refused(_("The roll has no row below its first one. Write one row for each officer."))
    if len(rows) > MOST_OFFICERS:
        raise Refused(_("The roll has more than %(most)d rows. Send it in parts.") % {"most": MOST_OFFICERS})
    at = places(header, COLUMNS, WANTED)
    said = [(number, _named(cells, at)) for number, cells in rows]
    nominated = nominated_already(intake.pk, {_address(each) for _number, each in said})
    reader, found = _Reader(units, nominated, order), Roll(others=table.others)
    for number, each in said:
        reader.read(number, each, found)
    if not found.wrong:
        found.order = reader.order()
    return found


def template(units: list[Seats]) -> list[list[Any]]:
    """The columns as a table to fill in, with a row for each unit that says how it is written."""
    rows = [[each.name if name == "unit" else "" for name in COLUMNS] for each in units]
    return [list(COLUMNS.values()), *rows]


def _rows(table: Table) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The first row, and of the others one more than may be."""
    header, rows = [], []
    for count, (number, cells) in enumerate(table.rows()):
        if count == 0:
            header = cells
        elif count <= MOST_OFFICERS + 1:
            rows.append((number, cells))
        else:
            break
    return header, rows


def _named(cells: list[str], at: Mapping[str, int]) -> dict[str, str]:
    return {name: cells[n] if n < len(cells) else "" for name, n in at.items()}


def _address(said: Mapping[str, str]) -> str:
    return said["email"].lower()


class _Reader:
    """Reads rows, and remembers who stood in those before and which order they named."""

    def __init__(self, units: list[Seats], nominated: set[str], order: Mapping[str, str]) -> None:
        self._units = {known: each for each in units for known in _names(each)}
        self._only = units[0] if len(units) == 1 else None
        self._nominated, self._order = nominated, dict(order)
        self._seen: dict[str, int] = {}
        self._ways = {"sex": _choices(Sex.choices), "rank_band": _choices(RankBand.choices)}

    def read(self, number: int, said: dict[str, str], found: Roll) -> None:
        form = OfficerForm({**said, **{name: self._coded(name, said) for name in self._ways}})
        wrong = {name: list(sentences) for name, sentences in form.errors.items()}
        unit = self._unit(said.get("unit", ""))
        others = {
            "unit": None if unit else self._unknown(said.get("unit", "")),
            "email": self._twice(_address(said), number),
            **{name: self._of_order(name, said.get(name, "")) for name in ("number", "dated")},
        }
        for name, sentence in others.items():
            if sentence:
                wrong.setdefault(name, []).append(sentence)
        if wrong or unit is None:
            found.add(
                *(Problem(number, COLUMNS[name], each) for name, all_ in wrong.items() for each in all_)
            )
        else:
            found.officers.append((unit, form.officer()))

    def order(self) -> OrderWords:
        """What the form says, or else the rows. Raises Refused with the fields of the form."""
        form = OrderForm(self._order)
        if not form.is_valid():
            sentence = gettext("By which order? Give its number and date here, or in the file.")
            raise Refused(sentence, **{name: errors[0] for name, errors in form.errors.items()})
        check_order(form.order())
        return form.order()

    def _coded(self, name: str, said: Mapping[str, str]) -> str:
        cell = said.get(name, "")
        return self._ways[name].get(plain(cell), cell)

    def _unit(self, cell: str) -> Seats | None:
        return self._units.get(plain(cell)) if cell else self._only

    def _unknown(self, cell: str) -> Any:
        if not cell:
            return _("It is missing. Write which of your units the officer is of.")
        return _("“%(cell)s” is no unit of yours with seats in this cohort. Write it as in the template.") % {
            "cell": cell[:60]
        }

    def _twice(self, email: str, number: int) -> Any:
        if email in self._nominated:
            return _("This address is nominated for this cohort already. Take the row out.")
        before = self._seen.setdefault(email, number)
        if email and before != number:
            return _("Row %(n)d has the same address. Take one of the two out.") % {"n": before}
        return None

    def _of_order(self, name: str, cell: str) -> Any:
        """What is wrong with what a row says of its order; the first to say something says it for all."""
        if not cell:
            return None
        if name == "dated":
            try:
                cell = _day(cell)
            except ValueError:
                return DateField.default_error_messages["invalid"]
        if self._order.setdefault(name, cell) == cell:
            return None
        return _("Another order than “%(order)s”. One roll is one order: send this row in another.") % {
            "order": self._order[name][:60]
        }


def _day(cell: str) -> str:
    """A date as YYYY-MM-DD. Raises ValueError. The year may be of the Buddhist era, whoever reads."""
    with translation.override("th"):
        return dates.typed(cell).isoformat()


def _choices(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {known: value for value, label in choices for known in (plain(value), *in_every_language(label))}


def _names(unit: Seats) -> set[str]:
    """How a unit may be written: its own name, or the organisation's with it, in either language; an organisation also
    by its code.
    """
    body = unit.organisation
    if not unit.unit_en:
        return {plain(each) for each in (body.code, body.name_en, body.name_th)}
    pairs = ((unit.unit_en, body.name_en), (unit.unit_th, body.name_th))
    return {plain(each) for own, whole in pairs for each in (own, f"{whole}: {own}")}
