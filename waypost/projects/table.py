"""Activities in a table, Excel or CSV, with HXL tags or without: its columns, what each row says or what is wrong with
it, and the same table written. Nothing here saves.

A column is known by its HXL tag where the table has them (hxlstandard.org), else by its label in any of the portal's
languages or by its name. The table that is written can be read again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waypost.access.marks import Mark
from waypost.core.errors import Refused
from waypost.face import dates
from waypost.files.tables import Problem, Problems, Table, in_every_language, places, plain
from waypost.files.written import Sheet, xlsx
from waypost.gate.lists import known
from waypost.people.models import Network, Organisation
from waypost.projects.actions import activities
from waypost.projects.actions.activities import Facts
from waypost.projects.forms.activities import FactsForm, Offered
from waypost.projects.models import MARKS, Activity, Level, Status

MOST_ROWS = 2_000
COLUMNS: dict[str, Any] = {
    **{name: each.label for name, each in FactsForm.base_fields.items()},
    "kept_by": _("Kept by"),
}
# The tag of each column; a table's own may say more.
TAGS = {
    "title": "#activity+name",
    "done_by": "#org+impl",
    "audience": "#beneficiary+org",
    "unit": "#beneficiary+unit",
    "topics": "#sector+topic",
    "level": "#modality+level",
    "member": "#country",
    "province": "#adm1",
    "place": "#loc",
    "since": "#date+start",
    "until": "#date+end",
    "funder": "#org+funder",
    "paid_from": "#activity+project",
    "status": "#status",
    "mark": "#meta+mark",
    "source_id": "#activity+id",
    "kept_by": "#org+reporting",
}
WANTED = ("source_id", "title", "done_by", "audience", "topics", "level", "since", "status")
_TOPICS = re.compile(r"[;|\n]")


@dataclass
class Rows(Problems):
    """What a table says: every activity, and the bad rows; ``unread`` are columns whose tags are not known."""

    facts: list[Facts] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read(table: Table, organisation: Organisation, network: Network, offered: Offered) -> Rows:
    """Every row of it, as activities that this organisation keeps. Raises Refused where it can't be read as a whole."""
    found, lines = Rows(others=table.others), iter(table.rows())
    at, lines = _columns(lines, found)
    reader = _Reader(at, organisation, network, offered)
    for count, (number, cells) in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise Refused(_("The table has more than 2,000 rows. Send it in parts."))
        reader.read(number, cells, found)
    if not found.facts and not found.wrong:
        raise Refused(_("The table has no row below its first ones. Write one row for each activity."))
    gone = set(activities.compared(organisation, network, found.facts).withdrawn)
    for facts in found.facts:
        if facts.source_id in gone:
            sentence = activities.WITHDRAWN_ROW % {"id": facts.source_id[:40]}
            found.add(Problem(reader.seen[facts.source_id], COLUMNS["source_id"], sentence))
    return found


def rows_of(
    found: Iterable[Activity], projects: Mapping[int, str], keeps: Callable[[Activity], bool]
) -> Iterator[list[str]]:
    """The table of activities that came through ``visible_to``, its labels and tags on top. ``projects``: the codes of
    those that the reader sees. What an activity is called in its keeper's own table is for those who keep it.
    """
    yield [str(label) for label in COLUMNS.values()]
    yield [TAGS[name] for name in COLUMNS]
    for each in found:
        said = _said(each, projects) | ({} if keeps(each) else {"source_id": ""})
        yield [said[name] for name in COLUMNS]


def as_excel(rows: Iterable[list[str]], *, mark: str) -> bytes:
    header, *others = rows
    return xlsx([Sheet("3W", header, others)], mark=mark)


def _said(each: Activity, projects: Mapping[int, str]) -> dict[str, str]:
    return {
        **{name: getattr(each, name) for name in ("title", "unit", "province", "place", "source_id")},
        "done_by": each.done_by.code if each.done_by else each.done_by_name,
        "audience": each.audience.code if each.audience else each.audience_name,
        "funder": each.funder.code if each.funder else each.funder_name,
        "topics": "; ".join(topic.key for topic in each.topics.all()),
        "level": str(each.get_level_display()),
        "status": str(each.get_status_display()),
        "member": each.member.name if each.member else "",
        "since": each.since.isoformat(),
        "until": each.until.isoformat() if each.until else "",
        "paid_from": projects.get(each.project_id or 0, ""),
        "mark": Mark(each.mark).label,
        "kept_by": each.organisation.code,
    }


def _columns(
    lines: Iterator[tuple[int, list[str]]], found: Rows
) -> tuple[dict[str, int], Iterator[tuple[int, list[str]]]]:
    """Where each column stands, and the rows below."""
    _number, header = next(lines, (0, []))
    if _is_tagged(header):
        return _by_tags(header, header, found), lines
    second = next(lines, None)
    if second is not None and _is_tagged(second[1]):
        return _by_tags(second[1], header, found), lines
    at = places(header, COLUMNS, WANTED)
    return at, (each for part in ([second] if second else [], lines) for each in part)


def _is_tagged(cells: list[str]) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and all(cell.startswith("#") for cell in said)


def _by_tags(tags: list[str], header: list[str], found: Rows) -> dict[str, int]:
    """By each tag, whatever else it says: #org+impl+name is #org+impl. The first of two that fit is read."""
    at: dict[str, int] = {}
    for n, cell in enumerate(tags):
        base, said = _parts(cell)
        fitting = [
            name
            for name, tag in TAGS.items()
            if _parts(tag)[0] == base and _parts(tag)[1] <= said and name not in at
        ]
        if cell and fitting:
            at[max(fitting, key=lambda name: len(_parts(TAGS[name])[1]))] = n
        elif cell or (n < len(header) and header[n]):
            found.unread.append(cell or header[n])
    missing = next((name for name in WANTED if name not in at), None)
    if missing is not None:
        raise Refused(
            _("No column has the tag %(tag)s (%(label)s). Write it above the column, as the template does.")
            % {"tag": TAGS[missing], "label": COLUMNS[missing]}
        )
    return at


def _parts(tag: str) -> tuple[str, frozenset[str]]:
    base, *said = "".join(tag.split()).casefold().split("+")
    return base, frozenset(said)


class _Reader:
    """Reads rows, and remembers which ids stood in those before."""

    def __init__(
        self, at: Mapping[str, int], organisation: Organisation, network: Network, offered: Offered
    ) -> None:
        self._at, self._organisation, self._network, self._offered = at, organisation, network, offered
        self._shown, self.seen = known(), dict[str, int]()
        own = (organisation.code, organisation.name_en, organisation.name_th)
        self._own = {plain(each) for each in own}
        self._ways = {
            "level": _choices(Level.choices),
            "status": _choices(Status.choices),
            "mark": {plain(mark.label): str(int(mark)) for mark in MARKS},
            "topics": _named(offered.topics),
            "member": _named(offered.members),
            "paid_from": {plain(words): key for key, (words, *_of) in offered.paid_from.items()},
        }

    def read(self, number: int, cells: list[str], found: Rows) -> None:
        said = {name: cells[n] if n < len(cells) else "" for name, n in self._at.items()}
        form = FactsForm(self._typed(said), offered=self._offered)
        wrong = [(name, sentence) for name, all_ in form.errors.items() for sentence in all_]
        wrong += self._of_the_row(number, said)
        if not wrong:
            wrong = self._of_facts(form.facts())
        if wrong:
            found.add(*(Problem(number, COLUMNS.get(name, ""), sentence) for name, sentence in wrong))
        else:
            found.facts.append(form.facts())

    def _typed(self, said: Mapping[str, str]) -> dict[str, Any]:
        """The row as the form takes it: codes for labels, days as they are typed."""
        typed: dict[str, Any] = {
            name: self._ways[name].get(plain(cell), cell) if name in self._ways else cell
            for name, cell in said.items()
        }
        topics = [each.strip() for each in _TOPICS.split(said.get("topics", "")) if each.strip()]
        typed["topics"] = [self._ways["topics"].get(plain(each), each) for each in topics]
        typed["mark"] = typed.get("mark") or str(int(Mark.GREEN))
        for name in ("since", "until"):
            typed[name] = _day(said.get(name, ""))
        return typed

    def _of_the_row(self, number: int, said: Mapping[str, str]) -> list[tuple[str, Any]]:
        wrong: list[tuple[str, Any]] = []
        ident = said.get("source_id", "")
        if not ident:
            wrong.append(("source_id", _("It is missing. By its id the row is known when it is sent again.")))
        elif (before := self.seen.setdefault(ident, number)) != number:
            sentence = _("Row %(n)d has the same id. Take one of the two out.") % {"n": before}
            wrong.append(("source_id", sentence))
        keeper = said.get("kept_by", "")
        if keeper and plain(keeper) not in self._own:
            wrong.append(("kept_by", _("Another organisation keeps this one. Take the row out.")))
        return wrong

    def _of_facts(self, facts: Facts) -> list[tuple[str, Any]]:
        try:
            activities.check(facts, self._organisation, self._network)
        except Refused as refused:
            return [(next(iter(refused.fields), ""), refused.sentence)]
        return [
            (name.removesuffix("_name"), _("It seems to hold personal data. Take the number or address out."))
            for name in activities.personal_words(facts, self._shown)
        ]


def _day(cell: str) -> str:
    """A day as YYYY-MM-DD, whatever era it is typed in and whoever reads; what is none stays as it is."""
    with translation.override("th"):
        try:
            return dates.typed(cell).isoformat() if cell else ""
        except ValueError:
            return cell


def _choices(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {name: value for value, label in choices for name in (plain(value), *in_every_language(label))}


def _named(things: Mapping[str, Any]) -> dict[str, str]:
    names = {plain(name): key for key, each in things.items() for name in (each.name_en, each.name_th)}
    return names | {plain(key): key for key in things}
