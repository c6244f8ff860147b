"""The figures of a programme and of a project, as far as their reader may know them.

Whoever writes a programme reads its numbers as they are, of every quarter, and the records behind. Every other reader
gets what ``small_numbers`` leaves of a table in which each person stands in one place: by what they are broken down by,
and by all they came to. From that one table every number follows that is shown, so that neither two columns nor two
breakdowns give a small number away. It stands at the end of the last month: what changes from day to day, and two
periods that overlap, would tell of single persons. Periods are a table of the same people like the others, in which
each stands by when they came to what they came to.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.access.keys import Viewer
from waypost.access.policies import may_write
from waypost.core import clock
from waypost.core.figures import Figure, Window
from waypost.core.small_numbers import LEAST, Guarded, alike, plain
from waypost.curriculum.models import CurriculumVersion
from waypost.face import dates
from waypost.places.lists import in_order
from waypost.projects.models import FundingLine, Project
from waypost.training import figures
from waypost.training.figures.stages import EVER, OnRoll, Stage, asked_for, on_rolls, people
from waypost.training.lists.enrolment import intakes
from waypost.training.lists.programmes import agreements_of, everything
from waypost.training.models import (
    Attempt,
    Attendance,
    Certificate,
    Funding,
    Intake,
    Nominee,
    Plan,
    PlannedUnit,
    Programme,
    Seats,
    Teaching,
)
from waypost.training.models.bands import Sex

Profile = frozenset[Stage]  # all that somebody came to
Where = tuple[str, ...]  # a line of a table: by one thing, or by two
Table = dict[Where, dict[Profile, int]]
Shown = Guarded[Where, Profile]


class By(TextChoices):
    UNIT = "unit", gettext_lazy("Unit")
    SEX = "sex", gettext_lazy("Sex")
    KIND = "kind", gettext_lazy("Police and others")
    PROVINCE = "province", gettext_lazy("Province")
    COHORT = "cohort", gettext_lazy("Cohort")
    PERIOD = "period", gettext_lazy("Period")


@dataclass(frozen=True)
class Quarter:
    """Three months of a year: what reports are written of."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def named(cls, key: str) -> "Quarter | None":
        year, _dash, number = key.partition("-")
        if len(year) == 4 and year.isdecimal() and number in {"1", "2", "3", "4"}:
            found = cls(int(year), int(number))
            return found if EVER.year <= found.year and found.first <= clock.today() else None
        return None

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def words(self) -> str:
        return _("Calendar quarter %(n)s of %(year)s") % {"n": self.number, "year": dates.year(self.year)}

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


CROSSED = (By.SEX, By.UNIT, By.KIND, By.COHORT, By.PROVINCE)  # of these, two at once


@dataclass(frozen=True)
class Asked:
    """What a reader chose: broken down by what, and by what else; and of which quarter (None: of the whole time)."""

    by: By = By.UNIT
    quarter: Quarter | None = None
    across: By | None = None

    @classmethod
    def of(cls, by: str, period: str, across: str = "") -> "Asked":
        first = By(by) if by in By.values else By.UNIT
        second = By(across) if across in By.values else None
        two = first in CROSSED and second in CROSSED and first != second
        return cls(first, Quarter.named(period), second if two else None)

    @property
    def bys(self) -> tuple[By, ...]:
        return (self.by, self.across) if self.across else (self.by,)

    @property
    def query(self) -> str:
        period = {"period": self.quarter.key} if self.quarter else {}
        across = {"and": self.across.value} if self.across else {}
        return urlencode({"by": self.by.value, **across, **period})

    @property
    def words(self) -> str:
        return " × ".join(str(each.label) for each in self.bys)


@dataclass(frozen=True)
class Number:
    """One number of a line: None is not shown. ``address`` is the page of its records, for those who see them."""

    stage: Stage
    n: int | None
    address: str = ""


@dataclass(frozen=True)
class Line:
    """Of whom (``key``, None of all), and their numbers. ``planned`` is None where the plan names none.
    ``attendances`` are for those who run the programme: beside who attended they tell who missed one.
    """

    key: Where | None
    label: Any
    numbers: list[Number]
    attendances: int | None
    planned: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.attendances is not None and all(each.n is not None for each in self.numbers)


@dataclass(frozen=True)
class Page:
    """The figures of a programme, as of the last day of the window. ``trainers``: master trainers accredited on it."""

    whole: bool
    asked: Asked
    window: Window
    lines: list[Line]
    foot: Line
    quarters: list[Quarter]
    trainers: int | None
    donors: list[str]
    offered: list[By]
    crossed: list[By]
    asks_modules: bool

    @property
    def is_whole(self) -> bool:
        return all(each.is_whole for each in (*self.lines, self.foot)) and self.trainers is not None

    @property
    def is_planned(self) -> bool:
        """Does the plan say how many of each?"""
        return self.asked.bys == (By.UNIT,)


@dataclass(frozen=True)
class OfProject:
    """One programme in the figures of a project: its line, who pays for it, and as of which day."""

    programme: Programme
    line: Line
    donors: list[str]
    on: date
    asks_modules: bool


def page_of(viewer: Viewer, programme: Programme, asked: Asked) -> Page:
    """Seventeen queries, whatever the number of people."""
    whole = may_write(viewer, programme)
    asked = asked if whole else replace(asked, quarter=None)
    window = _window(asked.quarter, whole=whole)
    counted, names = people(on_rolls([programme.pk], window)), _Names.of(viewer, [programme])
    offered = dict.fromkeys(By) if whole else guarded_for_others(counted, names)
    crossed = list(CROSSED) if whole else crossed_for_others(counted, names, offered)
    if asked.by not in offered:
        asked = Asked()
    if asked.across and not {asked.by, asked.across} <= set(crossed):
        asked = replace(asked, across=None)
    one = None if asked.across else offered[asked.by]  # two at once leave nothing out, or are not offered
    shown = one or plain(_table(counted, names.of_rows(*asked.bys)))
    came = _attendances(counted, names, asked.bys)
    planned = _planned(viewer, programme, names) if asked.bys == (By.UNIT,) else {}
    records = _Records(programme, asked) if whole else None
    numbers = _of_periods(shown) if asked.by == By.PERIOD else _of_rows(shown)
    return Page(
        whole=whole,
        asked=asked,
        window=window,
        lines=[
            _line(
                (key, names.labels(asked.bys, key)),
                numbers.get(key, dict.fromkeys(Stage, 0)),
                came[key] if whole else None,
                planned.get(key),
                records,
            )
            for key in names.in_order(asked.bys, {*numbers, *planned})
        ],
        foot=_foot(shown, came if whole else None, sum(planned.values()) if planned else None, records),
        quarters=_quarters(programme) if whole else [],
        trainers=_trainers(viewer, programme, window.on, whole=whole),
        donors=_donors(viewer, [programme])[programme.pk],
        offered=list(offered),
        crossed=crossed,
        asks_modules=programme.pk in asked_for([programme.pk]),
    )


_WHERE = (By.UNIT, By.KIND, By.PROVINCE, By.COHORT)


def guarded_for_others(counted: Sequence[OnRoll], names: "_Names") -> dict[By, Shown]:
    """The tables that others may read, with periods in quarters or, where those leave something out, in years."""
    tables: dict[By, Table] = {by: _table(counted, names.of_rows(by)) for by in CROSSED}
    quarters, years = (_table(counted, partial(_way, yearly=each)) for each in (False, True))
    return for_others(tables, (quarters, years))


def for_others(tables: Mapping[By, Table], periods: Sequence[Table] = ()) -> dict[By, Shown]:
    """Who is of the police, in which province and cohort, and when their cohort learnt, is known of many a unit: lines
    of one table are then sums of another's. All are shown where none of these leaves anything out, and else units and
    sex alone. A table in which all fell into one year says no more than its sums, and stands beside any other.
    """
    for period in periods:
        found = alike({**tables, By.PERIOD: period})
        if all(found[by].is_whole for by in (*_WHERE, By.PERIOD)):
            return found
    found = alike(tables)
    few = found if all(found[by].is_whole for by in _WHERE) else alike({by: tables[by] for by in _FEW})
    for period in periods[-1:]:
        if len({each for way in period for each in way if each}) == 1:
            return {**few, By.PERIOD: _in_one(period, few[By.UNIT])}
    return few


_FEW = (By.SEX, By.UNIT)


def _in_one(period: Table, shown: Shown) -> Shown:
    """The table of one year, from the sums of another: each of its rows is one of their columns."""
    of = {way: next(profile for profile, n in row.items() if n) for way, row in period.items()}
    return Guarded(
        rows={
            way: {each: shown.of_column[each] if each == profile else 0 for each in shown.of_column}
            for way, profile in of.items()
        },
        of_row={way: shown.of_column[profile] for way, profile in of.items()},
        of_column=shown.of_column,
        total=shown.total,
    )


def crossed_for_others(counted: Sequence[OnRoll], names: "_Names", offered: Collection[By]) -> list[By]:
    """By which two things at once others may break it down: by any two of those by which, all at once, nobody stands
    with fewer than four others. Then every number and every difference of two is a sum of such groups.
    """
    found: list[By] = []
    for by in CROSSED:
        table = _table(counted, names.of_rows(*found, by))
        if by in offered and not any(0 < n < LEAST for row in table.values() for n in row.values()):
            found.append(by)
    return found if len(found) > 1 else []


def project_of(viewer: Viewer, project: Project) -> list[OfProject]:
    """The programmes of a project that the viewer reads, each with what its own page says of all: no sum of them, for
    whoever takes part in two is one person. A constant number of queries.
    """
    programmes = list(everything(viewer).filter(project=project.pk).order_by("code"))
    donors, names = _donors(viewer, programmes), _Names.of(viewer, programmes)
    modules, plans = asked_for([each.pk for each in programmes]), planned_in(viewer, programmes)
    rows: dict[bool, dict[int, list[OnRoll]]] = {}
    for whole in {may_write(viewer, each) for each in programmes}:
        rows[whole] = defaultdict(list)
        for row in on_rolls([each.pk for each in programmes], _window(None, whole=whole)):
            rows[whole][row.programme].append(row)
    found = []
    for each in programmes:
        whole = may_write(viewer, each)
        counted = people(rows[whole][each.pk])
        by_sex = plain(_table(counted, names.of_rows(By.SEX)))
        shown = by_sex if whole else guarded_for_others(counted, names)[By.SEX]
        came = _attendances(counted, names, (By.SEX,)) if whole else None
        line = _foot(shown, came, plans.get(each.pk), None)
        day = _window(None, whole=whole).on
        found.append(OfProject(each, line, donors[each.pk], day, asks_modules=each.pk in modules))
    return found


def planned_in(viewer: Viewer, programmes: Iterable[Programme]) -> dict[int, int]:
    """Participants whom the newest plan of each programme (its key) names. Two queries."""
    plans = Plan.visible_to(viewer).filter(programme__in=[each.pk for each in programmes]).order_by("number")
    newest = dict(plans.values_list("programme", "pk"))
    of = {plan: programme for programme, plan in newest.items()}
    found: Counter[int] = Counter()
    units = PlannedUnit.visible_to(viewer).filter(plan__in=list(of))
    for plan, n in units.values_list("plan", "participants"):
        found[of[plan]] += n
    return dict(found)


def records_of(
    viewer: Viewer,
    programme: Programme,
    stage: Stage,
    asked: Asked,
    key: Where | None,
    *,
    each_roll: bool = False,
) -> list[tuple[Nominee, Intake]]:
    """Whom a number counted, by name: on the newest roll of each, or on each roll. For whoever writes the programme."""
    rolls = on_rolls([programme.pk], _window(asked.quarter, whole=True))
    counted = rolls if each_roll else people(rolls)
    names = _Names.of(viewer, [programme])
    keys = [
        each.nominee
        for each in counted
        if stage in each.stages and (key is None or _line_of(each, stage, asked, names) == key)
    ]
    rows = Nominee.visible_to(viewer).filter(pk__in=keys).select_related("seats__organisation")
    found = {each.pk: each for each in intakes(viewer).filter(cohort__programme=programme.pk)}
    nominees = sorted(rows, key=lambda each: in_order(each.name_latin))
    return [(each, found[each.intake_id]) for each in nominees]


def _line_of(row: OnRoll, stage: Stage, asked: Asked, names: "_Names") -> Where:
    """In which line a number of a stage counts somebody."""
    if asked.by == By.PERIOD:
        return (Quarter.of(row.came_on[stage]).key,)
    return names.of_rows(*asked.bys)(row)


def label_of(viewer: Viewer, programme: Programme, asked: Asked, key: Where) -> str:
    """How the page of figures calls a line."""
    return _Names.of(viewer, [programme]).labels(asked.bys, key)


@dataclass(frozen=True)
class Counted:
    """How many of a published number a programme has: None is not shown. ``programme`` is None for all those together
    that the viewer does not read.
    """

    programme: Programme | None
    n: int | None


def programmes_behind(viewer: Viewer, figure: Figure, window: Window) -> list[Counted] | None:
    """In which programmes a published number was counted, by code; None for a figure that is not counted in programmes.
    What somebody took part in twice counts with both. How many people each has, those who write it read: beside what
    its own page leaves out for others, it would tell.
    """
    path = _PROGRAMMES.get(figure.evidence(window).model)
    if path is None:
        return None
    counted = figure.tally(window, path)
    seen = {each.pk: each for each in everything(viewer).filter(pk__in=list(counted))}
    told = path == _PROGRAMMES[PlannedUnit]
    found = [
        Counted(each, counted[pk] if told or may_write(viewer, each) else None)
        for pk, each in sorted(seen.items(), key=lambda row: row[1].code)
    ]
    of_others = [n for pk, n in counted.items() if pk not in seen]
    return [*found, *([Counted(None, sum(of_others) if told else None)] if any(of_others) else [])]


_PROGRAMMES: dict[Any, str] = {
    PlannedUnit: "plan__programme",
    Nominee: "intake__cohort__programme",
    Attempt: "module__programme",
    Attendance: "nominee__intake__cohort__programme",
    Certificate: "programme",
    Teaching: "certificate__programme",
}


@dataclass
class _Names:
    """How rows are called in addresses and on pages: units and cohorts by what the viewer reads of them."""

    units: dict[int, str]
    said: dict[tuple[By, str], str]
    cohorts: dict[int, str]

    @classmethod
    def of(cls, viewer: Viewer, programmes: Sequence[Programme]) -> "_Names":
        """Two queries."""
        found, keys = cls({}, {}, {}), [each.pk for each in programmes]
        seats = Seats.visible_to(viewer).filter(intake__cohort__programme__in=keys)
        for each in seats.select_related("organisation"):
            found.units[each.pk] = found.unit(each)
        for one in intakes(viewer).filter(cohort__programme__in=keys):
            found.cohorts[one.cohort_id] = one.public_id
            found.said[By.COHORT, one.public_id] = one.cohort.name
        return found

    def unit(self, named: Seats | PlannedUnit) -> str:
        key = f"{named.organisation.code}:{named.unit_en}"
        self.said[By.UNIT, key] = named.name
        return key

    def of_rows(self, *bys: By) -> "_Key":
        """In which line somebody stands, by one thing or by several."""
        if bys == (By.PERIOD,):
            return partial(_way, yearly=False)
        keys: dict[By, Callable[[OnRoll], str]] = {
            By.SEX: lambda row: row.sex,
            By.UNIT: lambda row: self.units[row.unit],
            By.KIND: lambda row: _POLICE if row.police else _OTHERS,
            By.PROVINCE: lambda row: row.province,
            By.COHORT: lambda row: self.cohorts[row.cohort],
        }
        return lambda row: tuple(keys[by](row) for by in bys)

    def labels(self, bys: tuple[By, ...], key: Where) -> str:
        return " · ".join(str(self.label(by, each)) for by, each in zip(bys, key, strict=True))

    def label(self, by: By, key: str) -> Any:
        if by == By.PERIOD:
            quarter = Quarter.named(key)
            return quarter.words if quarter else dates.year(int(key))
        if by == By.SEX:
            return Sex(key).label if key in Sex.values else key
        if by == By.KIND:
            return _("Police") if key == _POLICE else _("Other than police")
        return self.said.get((by, key), key) or _("Not said")

    def in_order(self, bys: tuple[By, ...], keys: Iterable[Where]) -> list[Where]:
        if bys == (By.PERIOD,):
            return sorted(keys)
        return sorted(keys, key=lambda each: in_order(self.labels(bys, each)))


_POLICE, _OTHERS = "police", "others"
_Key = Callable[[OnRoll], Where]


def _way(row: OnRoll, *, yearly: bool) -> Where:
    """In which period somebody came to each stage, in the order of the stages: nothing where they did not."""
    periods = {stage: Quarter.of(day) for stage, day in row.came_on.items()}
    return tuple(
        (str(periods[stage].year) if yearly else periods[stage].key) if stage in periods else ""
        for stage in Stage
    )


@dataclass(frozen=True)
class _Records:
    """Where the records of a number stand."""

    programme: Programme
    asked: Asked

    def address(self, stage: Stage, key: Where | None) -> str:
        page = reverse("figure_records", args=[self.programme.public_id, stage.value])
        of = "" if key is None else f"&{urlencode([('of', each) for each in key])}"
        return f"{page}?{self.asked.query}{of}"


Numbers = Mapping[Stage, int | None]


def _of_rows(shown: Shown) -> dict[Where, Numbers]:
    return {
        key: {stage: _number(row, shown.of_row[key], stage) for stage in Stage}
        for key, row in shown.rows.items()
    }


def _of_periods(shown: Shown) -> dict[Where, Numbers]:
    """How many came to each stage in each period: of everybody's way, those that have the period at that stage."""
    periods = sorted({each for way in shown.rows for each in way if each})
    return {
        (period,): {stage: _in_period(shown, at, period) for at, stage in enumerate(Stage)}
        for period in periods
    }


def _in_period(shown: Shown, at: int, period: str) -> int | None:
    """As ``_number``: a sum of what is shown, or what is left of all without it."""
    did = [n for way, n in shown.of_row.items() if way[at] == period]
    did_not = [n for way, n in shown.of_row.items() if way[at] != period]
    if None not in did:
        return sum(n or 0 for n in did)
    if shown.total is not None and None not in did_not:
        return shown.total - sum(n or 0 for n in did_not)
    return None


def _line(
    said: tuple[Where | None, Any],
    numbers: Numbers,
    came: int | None,
    planned: int | None,
    records: _Records | None,
) -> Line:
    key, label = said
    return Line(
        key=key,
        label=label,
        numbers=[
            Number(stage, n, records.address(stage, key) if records and n else "")
            for stage, n in numbers.items()
        ],
        attendances=None if numbers[Stage.ATTENDED] is None else came,
        planned=planned,
    )


def _foot(shown: Shown, came: Counter[Where] | None, planned: int | None, records: _Records | None) -> Line:
    sums = {stage: _number(shown.of_column, shown.total, stage) for stage in Stage}
    came_in_all = came.total() if came is not None else None
    return _line((None, _("All together")), sums, came_in_all, planned, records)


def _number(row: Mapping[Profile, int | None], total: int | None, stage: Stage) -> int | None:
    """How many of a line came to a stage, where that follows from what is shown of it: as a sum of those who did, or as
    what is left of all without those who did not.
    """
    did = [n for profile, n in row.items() if stage in profile]
    did_not = [n for profile, n in row.items() if stage not in profile]
    if None not in did:
        return sum(n or 0 for n in did)
    if total is not None and None not in did_not:
        return total - sum(n or 0 for n in did_not)
    return None


def _table(counted: Sequence[OnRoll], row_of: _Key) -> Table:
    profiles = sorted({each.stages for each in counted}, key=sorted)
    table: Table = {}
    for each in counted:
        table.setdefault(row_of(each), dict.fromkeys(profiles, 0))[each.stages] += 1
    return table


def _attendances(counted: Sequence[OnRoll], names: _Names, bys: tuple[By, ...]) -> Counter[Where]:
    came: Counter[Where] = Counter()
    if bys == (By.PERIOD,):
        came.update((Quarter.of(day).key,) for each in counted for day in each.held)
        return came
    row_of = names.of_rows(*bys)
    for each in counted:
        came[row_of(each)] += each.sessions
    return came


def _window(quarter: Quarter | None, *, whole: bool) -> Window:
    """Until today, or for whoever does not write the programme until the end of the last month."""
    today = clock.today()
    if quarter is not None:
        return Window(quarter.first, max(quarter.first, min(quarter.last, today)))
    return Window(EVER, today if whole else today.replace(day=1) - timedelta(days=1))


def _quarters(programme: Programme) -> list[Quarter]:
    """From the one in which the programme was begun to this one, the newest first."""
    at, found = Quarter.of(clock.day_of(programme.started_at)), []
    while at.first <= clock.today():
        found.append(at)
        at = at.after
    return found[::-1]


def _planned(viewer: Viewer, programme: Programme, names: _Names) -> dict[Where, int]:
    agreed = next(iter(agreements_of(viewer, programme)), None)
    return {(names.unit(each),): each.participants for each in (agreed.units if agreed else ())}


def _trainers(viewer: Viewer, programme: Programme, on: date, *, whole: bool) -> int | None:
    version = CurriculumVersion.visible_to(viewer).filter(pk=programme.curriculum_id or 0).first()
    if version is None:
        return 0
    rows = figures.accredited(on).filter(trainer__curriculum=version.curriculum_id)
    n = rows.values("trainer__person").distinct().count()
    return n if whole or not 0 < n < LEAST else None


def _donors(viewer: Viewer, programmes: Sequence[Programme]) -> dict[int, list[str]]:
    """Who pays for each, by name. Two queries."""
    found: dict[int, set[str]] = {each.pk: set() for each in programmes}
    held = Funding.visible_to(viewer).filter(programme__in=list(found)).values_list("programme", "line")
    lines = FundingLine.visible_to(viewer).filter(mistaken=False, pk__in=[line for _programme, line in held])
    donors = {each.pk: each.donor.name for each in lines.select_related("donor")}
    for programme, line in held:
        found[programme].update([donors[line]] if line in donors else [])
    return {programme: sorted(names, key=in_order) for programme, names in found.items()}
