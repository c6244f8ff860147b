"""What came of an evaluation, level by level: for those who run the cohort; for other readers of the programme nothing
about fewer than five persons, no words of anybody, and nothing of units and costs.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.core.small_numbers import LEAST
from waypost.training.evaluating import Reading, read
from waypost.training.lists.evaluation import rounds_of
from waypost.training.lists.gain import GainPage, gain_of
from waypost.training.models import (
    AGREEMENT,
    BANDS,
    KINDS,
    OF_ONESELF,
    Certificate,
    Evaluation,
    EvaluationItem,
    Intake,
    ItemKind,
    Level,
    Nominee,
    Remark,
    Side,
    Statement,
    Status,
    Tally,
    last_day,
    window,
)
from waypost.training.policies import may_run

Columns = tuple[object, ...]  # what the values of an answer are called

WIDTH = 400  # of the drawing, all answers of one row
COLOURS = ("#8a3b12", "#d9a27f", "#d9d9d2", "#8fb3c4", "#16394b")
_OF_BANDS = (COLOURS[1], COLOURS[2], COLOURS[4])


@dataclass(frozen=True)
class Piece:
    """One part of a drawn row."""

    x: float
    width: float
    colour: str


@dataclass
class Row:
    """The answers of one side to one item. ``reading`` is None where fewer than five answered."""

    side: Side
    reading: Reading | None
    columns: Columns

    @property
    def cells(self) -> list[tuple[object, object]]:
        """What each column is called, and what stands in it."""
        shown = self.reading.cells if self.reading else [None] * len(self.columns)
        return [(label, "—" if n is None else n) for label, n in zip(self.columns, shown, strict=True)]

    @property
    def pieces(self) -> list[Piece]:
        reading = self.reading
        if reading is None or not reading.is_whole:
            return []
        colours, cells = _OF_BANDS if reading.is_coarse else COLOURS, [each or 0 for each in reading.cells]
        found, at, unit = [], 0.0, WIDTH / (sum(cells) or 1)
        for cell, colour in zip(cells, colours, strict=True):
            if cell:
                found.append(Piece(round(at, 1), round(cell * unit, 1), colour))
            at += cell * unit
        return found


@dataclass
class Asked:
    """One item, with the rows of both sides beside each other, or what was said."""

    item: EvaluationItem
    rows: list[Row] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    stated: list[tuple[str, str]] = field(default_factory=list)  # the unit, and what it said


@dataclass
class Turnout:
    """How many of one side answered, in words."""

    side: Side
    words: str


@dataclass
class Sums:
    """What the return comes to. Costs in thousand baht."""

    hours: int
    baht: int
    enrolled: int
    certified: int

    @property
    def of_one_enrolled(self) -> float | None:
        return self.baht / self.enrolled if self.enrolled else None

    @property
    def of_one_certified(self) -> float | None:
        return self.baht / self.certified if self.certified else None


@dataclass
class Result:
    """A level: the round where there was one, and what came of it."""

    level: Level
    evaluation: Evaluation | None = None
    comes_on: date | None = None  # when the clock asks, where it has not yet
    turnout: list[Turnout] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    gain: GainPage | None = None
    sums: Sums | None = None
    units: int = 0  # that said something

    @property
    def drawn(self) -> list[Asked]:
        return [each for each in self.asked if each.rows]

    @property
    def said(self) -> list[Asked]:
        return [each for each in self.asked if each.remarks or each.stated]

    @property
    def has_gaps(self) -> bool:
        """Is something left out because it is small?"""
        readings = [row.reading for each in self.asked for row in each.rows]
        return any(reading is None or not reading.is_whole for reading in readings)


@dataclass
class ResultsPage:
    whole: bool
    results: list[Result]
    values: Columns
    legend: list[tuple[str, object]]  # colours and their words


def results_of(viewer: Viewer, intake: Intake) -> ResultsPage:
    """A constant number of queries, whatever was asked and answered."""
    whole, rounds = may_run(viewer, intake), {each.level: each for each in rounds_of(viewer, intake)}
    known = Known.of(viewer, intake, list(rounds.values()), whole)
    results = [_result(level, rounds.get(level), known) for level in Level]
    last = last_day(intake)
    for each in results:
        if each.level in KINDS and each.evaluation is None and window(each.level, last)[1] >= clock.today():
            each.comes_on = window(each.level, last)[0]
    results[list(Level).index(Level.LEARNING)].gain = gain_of(viewer, intake)
    colours = COLOURS if whole else _OF_BANDS
    return ResultsPage(whole, results, known.columns, list(zip(colours, known.columns, strict=True)))


@dataclass
class Known:
    """All that was looked up at once."""

    whole: bool
    items: dict[int, list[EvaluationItem]]
    counts: dict[tuple[int, str], list[int]]
    turnout: dict[tuple[int, str], tuple[int, int]]
    remarks: dict[int, list[Remark]]
    statements: dict[int, list[Statement]]
    enrolled: int
    certified: int
    superiors: dict[int, tuple[int, int]]

    def may_tell(self, evaluation: Evaluation, side: Side) -> bool:
        """What the superiors of an organisation that runs the cohort said of its own officers, it knows: without it,
        what is left is said of five or of nobody.
        """
        own, others = self.superiors.get(evaluation.pk, (0, 0)) if side == Side.SUPERIOR else (0, 0)
        return not own or not others or others >= LEAST

    @property
    def columns(self) -> Columns:
        if self.whole:
            return tuple(label for _value, label in AGREEMENT)
        return _("Disagree"), _("Neither agree nor disagree"), _("Agree")

    @classmethod
    def of(cls, viewer: Viewer, intake: Intake, rounds: list[Evaluation], whole: bool) -> "Known":
        keys = [each.pk for each in rounds]
        items, remarks = defaultdict(list), defaultdict(list)
        for item in (
            EvaluationItem.visible_to(viewer).filter(form__in=[r.form_id for r in rounds]).order_by("place")
        ):
            items[item.form_id].append(item)
        for remark in Remark.visible_to(viewer).filter(evaluation__in=keys).order_by("pk"):
            remarks[remark.item_id].append(remark)
        learners = Nominee.visible_to(viewer).filter(intake=intake.pk, status=Status.ENROLLED)
        papers = Certificate.visible_to(viewer).filter(nominee__intake=intake.pk)
        return cls(
            whole=whole,
            items=items,
            counts=Tally.counts(keys),
            turnout=Evaluation.turnout(intake.pk),
            superiors=Evaluation.superiors(intake.pk),
            remarks=remarks,
            statements=_newest(viewer, keys) if whole else {},
            enrolled=learners.count() if whole else 0,
            certified=papers.values("nominee").distinct().count() if whole else 0,
        )


def _newest(viewer: Viewer, rounds: list[int]) -> dict[int, list[Statement]]:
    """The statements that hold, by round."""
    rows = Statement.visible_to(viewer).filter(evaluation__in=rounds).select_related("organisation")
    newest = {(each.evaluation_id, each.organisation_id): each for each in rows.order_by("number")}
    found = defaultdict(list)
    for (evaluation, _body), each in sorted(newest.items()):
        found[evaluation].append(each)
    return found


def _result(level: Level, evaluation: Evaluation | None, known: Known) -> Result:
    result = Result(level, evaluation)
    if evaluation is None:
        return result
    if level in OF_ONESELF:
        _answered(result, evaluation, known)
    elif known.whole:
        _stated(result, evaluation, known)
    return result


def _answered(result: Result, evaluation: Evaluation, known: Known) -> None:
    sides = list(Side) if result.level == Level.APPLICATION else [Side.OFFICER]
    result.turnout = [
        Turnout(side, _turnout(*known.turnout.get((evaluation.pk, side), (0, 0)), whole=known.whole))
        for side in sides
    ]
    if not evaluation.is_over:
        return
    for item in known.items[evaluation.form_id]:
        if item.kind == ItemKind.AGREE:
            rows = [Row(side, _reading(item, side, evaluation, known), known.columns) for side in sides]
            result.asked.append(Asked(item, rows))
        elif known.whole:
            result.asked.append(Asked(item, remarks=_by_enough(item, evaluation, known)))


def _reading(item: EvaluationItem, side: Side, evaluation: Evaluation, known: Known) -> Reading | None:
    if not known.may_tell(evaluation, side):
        return None
    _gave, asked = known.turnout.get((evaluation.pk, side), (0, 0))
    return read(known.counts[item.pk, side], asked=asked, whole=known.whole)


def _by_enough(item: EvaluationItem, evaluation: Evaluation, known: Known) -> list[Remark]:
    """Words of a side of which fewer than five answered would be theirs by name."""
    gave = {side: known.turnout.get((evaluation.pk, side), (0, 0))[0] for side in Side}
    return [
        each
        for each in known.remarks[item.pk]
        if gave[Side(each.side)] >= LEAST and known.may_tell(evaluation, Side(each.side))
    ]


def _turnout(gave: int, asked: int, *, whole: bool) -> str:
    """Of how many, those who run the cohort read: the figures may leave out beside it how many are enrolled."""
    if whole:
        return _("%(n)d of %(of)d answered") % {"n": gave, "of": asked}
    if gave < LEAST:
        return _("Fewer than five answered")
    return _("%(n)d or more answered") % {"n": gave - gave % LEAST}


def _stated(result: Result, evaluation: Evaluation, known: Known) -> None:
    statements = known.statements.get(evaluation.pk, [])
    result.units = len(statements)
    result.asked = [
        Asked(item, stated=[(each.organisation.name, _said(item, each)) for each in statements])
        for item in known.items[evaluation.form_id]
    ]
    if result.level == Level.RETURN and statements:
        sums = {
            kind: sum(
                each.answers.get(str(item.place), 0)
                for item in known.items[evaluation.form_id]
                if item.kind == kind
                for each in statements
            )
            for kind in (ItemKind.HOURS, ItemKind.BAHT)
        }
        result.sums = Sums(sums[ItemKind.HOURS], sums[ItemKind.BAHT], known.enrolled, known.certified)


def _said(item: EvaluationItem, statement: Statement) -> str:
    value = statement.answers.get(str(item.place))
    if value is None:
        return "—"
    return str(dict(BANDS)[value]) if item.kind == ItemKind.BAND else str(value)
