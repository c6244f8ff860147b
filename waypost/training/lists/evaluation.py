"""Evaluation as somebody meets it who is asked: what waits for them, and the forms of a programme."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.access.keys import Viewer
from waypost.core import clock
from waypost.face import dates
from waypost.people.models import Person, Post
from waypost.places.lists import in_order
from waypost.training.models import (
    KINDS,
    OF_ONESELF,
    THERE,
    Attendance,
    Evaluation,
    EvaluationForm,
    EvaluationItem,
    Intake,
    Level,
    Nominee,
    Participation,
    Programme,
    Side,
    Statement,
    is_asked,
    last_day,
    oneself,
    window,
)
from waypost.training.policies import may_answer_about, may_run, may_state
from waypost.training.standard import STANDARD, ItemWords

_LEVELS = list(Level)


@dataclass
class Mine:
    """A round in which one is asked for oneself. ``intake`` is None where one came without a seat and does not read
    the programme: then all that is said of it is the day on which one ``came``.
    """

    evaluation: Evaluation
    nominee: Nominee
    is_answered: bool
    intake: Intake | None = None
    came: datetime | None = None

    @property
    def title(self) -> str:
        if self.intake is not None:
            return str(self.intake.cohort.name)
        if self.came is None:
            return _("A training you came to")
        return _("A training you came to on %(day)s") % {"day": dates.day(self.came)}

    @property
    def code(self) -> str:
        return self.intake.programme.code if self.intake is not None else ""

    @property
    def address(self) -> str:
        if self.intake is None:
            return reverse("answer_unseated", args=[self.evaluation.public_id])
        return reverse("answer_evaluation", args=[self.intake.public_id, self.evaluation.public_id])

    @property
    def is_open(self) -> bool:
        return not self.is_answered and not self.evaluation.is_over


@dataclass
class Officers:
    """The officers of a unit about whom its superiors are asked, by name; who is answered about comes last."""

    evaluation: Evaluation
    rows: list[tuple[Nominee, bool]]

    @property
    def is_open(self) -> bool:
        return not self.evaluation.is_over

    @property
    def waiting(self) -> list[Nominee]:
        return [nominee for nominee, is_answered in self.rows if not is_answered]


@dataclass
class Stated:
    """A round in which an organisation says something, with what it said last."""

    evaluation: Evaluation
    statement: Statement | None


@dataclass
class Coming:
    """When the clock asks at a level: not yet, or no more."""

    level: Level
    evaluation: Evaluation | None
    opens_on: object = None
    closes_on: object = None


@dataclass
class Page:
    """All that one person is asked of a cohort; and for those who run it every round, with what comes."""

    mine: list[Mine] = field(default_factory=list)
    officers: Officers | None = None
    stated: list[Stated] = field(default_factory=list)
    rounds: list[Coming] = field(default_factory=list)
    runs: bool = False


def rounds_of(viewer: Viewer, intake: Intake) -> list[Evaluation]:
    """In the order of the levels."""
    rows = Evaluation.visible_to(viewer).filter(intake=intake.pk)
    return sorted(rows, key=lambda each: _LEVELS.index(Level(each.level)))


def round_seen(viewer: Viewer, intake: Intake, public_id: str) -> Evaluation | None:
    return Evaluation.visible_to(viewer).filter(intake=intake.pk, public_id=public_id).first()


def page_of(viewer: Person, intake: Intake) -> Page:
    rounds, runs = rounds_of(viewer, intake), may_run(viewer, intake)
    return Page(
        mine=mine_of(viewer, intake),
        officers=officers_of(viewer, rounds),
        stated=_stated(viewer, rounds),
        rounds=_coming(intake, rounds) if runs else [],
        runs=runs,
    )


def mine_of(viewer: Viewer, intake: Intake | None = None) -> list[Mine]:
    """The rounds in which one is asked for oneself: of a cohort, or of all one's own. Five queries at most."""
    own = Nominee.visible_to(viewer).filter(oneself(viewer), is_asked()).order_by("-status")
    nominees = {each.intake_id: each for each in (own.filter(intake=intake.pk) if intake else own)}
    rows = Evaluation.visible_to(viewer).filter(intake__in=list(nominees), level__in=OF_ONESELF)
    given = Participation.visible_to(viewer).filter(
        nominee__in=[each.pk for each in nominees.values()], side=Side.OFFICER
    )
    answered = set(given.values_list("evaluation", flat=True))
    found = list(rows.order_by("opens_on", "pk"))
    seen = _intakes(viewer, found, intake)
    came = _came(viewer, [nominees[each.intake_id] for each in found if each.intake_id not in seen])
    mine = []
    for each in found:
        nominee = nominees[each.intake_id]
        mine.append(Mine(each, nominee, each.pk in answered, seen.get(each.intake_id), came.get(nominee.pk)))
    return mine


def _intakes(viewer: Viewer, rounds: list[Evaluation], intake: Intake | None) -> dict[int, Intake]:
    """Those of rounds that the viewer reads."""
    if intake is not None:
        return {intake.pk: intake}
    rows = Intake.visible_to(viewer).filter(pk__in=[each.intake_id for each in rounds])
    return {each.pk: each for each in rows.select_related("cohort__programme")}


def _came(viewer: Viewer, nominees: list[Nominee]) -> dict[int, datetime]:
    """The last day on which each came."""
    if not nominees:
        return {}
    rows = Attendance.visible_to(viewer).filter(
        nominee__in=[each.pk for each in nominees], presence__in=THERE
    )
    return dict(rows.order_by().values_list("nominee").annotate(last=Max("day__starts_at")))


def officers_of(viewer: Person, rounds: list[Evaluation]) -> Officers | None:
    """Three queries; None where one is nobody's superior."""
    round_ = next((each for each in rounds if each.level == Level.APPLICATION), None)
    if round_ is None or viewer.organisation is None:
        return None
    seen = Nominee.visible_to(viewer).filter(is_asked(), intake=round_.intake_id)
    own = list(seen.filter(seats__organisation=viewer.organisation).exclude(oneself(viewer)))
    if not own or not may_answer_about(viewer, own[0]):
        return None
    given = Participation.visible_to(viewer).filter(evaluation=round_.pk, side=Side.SUPERIOR)
    answered = set(given.values_list("nominee", flat=True))
    rows = [(each, each.pk in answered) for each in own]
    return Officers(round_, sorted(rows, key=lambda row: (row[1], in_order(row[0].name_latin))))


@dataclass
class Wanted:
    """A round in which a unit's focal point is asked: about so many of its officers, or about the unit where none."""

    evaluation: Evaluation
    officers: int


def wanted_of_units(viewer: Person) -> list[Wanted]:
    """The rounds of today in which nothing came yet from the viewer's organisation, or not about all. Four queries."""
    if viewer.organisation is None or not viewer.is_active_member() or not viewer.has_role(*Post.APPROVING):
        return []
    own = Nominee.visible_to(viewer).filter(
        is_asked(),
        seats__organisation=viewer.organisation,
        intake__cohort__programme__network__in=viewer.networks(),
    )
    rounds = Evaluation.visible_to(viewer).filter(
        level__in=[Level.APPLICATION, Level.IMPACT],
        opens_on__lte=clock.today(),
        closes_on__gte=clock.today(),
        intake__in=own.values("intake"),
    )
    found = list(rounds.select_related("intake__cohort__programme").order_by("closes_on", "pk"))
    officers: dict[int, set[int]] = defaultdict(set)
    for pk, intake in own.exclude(oneself(viewer)).values_list("pk", "intake"):
        officers[intake].add(pk)
    answered: dict[int, set[int]] = defaultdict(set)
    given = Participation.visible_to(viewer).filter(evaluation__in=found, side=Side.SUPERIOR)
    for evaluation, nominee in given.values_list("evaluation", "nominee"):
        answered[evaluation].add(nominee)
    said = Statement.visible_to(viewer).filter(evaluation__in=found, organisation=viewer.organisation)
    stated = set(said.values_list("evaluation", flat=True))
    wanted = []
    for each in found:
        left = len(officers[each.intake_id] - answered[each.pk]) if each.level == Level.APPLICATION else 0
        if left or (each.level == Level.IMPACT and each.pk not in stated):
            wanted.append(Wanted(each, left))
    return wanted


def statement_of(viewer: Person, evaluation: Evaluation) -> Statement | None:
    """What one's own organisation said last."""
    rows = Statement.visible_to(viewer).filter(evaluation=evaluation.pk, organisation=viewer.organisation)
    return rows.order_by("-number").first()


def items_of(viewer: Viewer, evaluation: Evaluation) -> list[EvaluationItem]:
    return list(EvaluationItem.visible_to(viewer).filter(form=evaluation.form_id).order_by("place"))


@dataclass
class Form:
    """What a programme asks at a level: its newest form, or the one that is offered."""

    level: Level
    version: int  # 0: the offered one
    items: list[ItemWords]

    @property
    def is_offered(self) -> bool:
        return self.version == 0


def forms_of(viewer: Viewer, programme: Programme) -> list[Form]:
    """One for each level that has one. Two queries."""
    rows = EvaluationForm.visible_to(viewer).filter(programme=programme.pk).order_by("version")
    newest = {each.level: each for each in rows}
    items = defaultdict(list)
    found = EvaluationItem.visible_to(viewer).filter(form__in=[each.pk for each in newest.values()])
    for item in found.order_by("place"):
        items[item.form_id].append(ItemWords(item.kind, item.text_en, item.text_th))
    return [_form(Level(level), newest.get(level), items) for level in KINDS]


def form_of(viewer: Viewer, programme: Programme, level: str) -> Form | None:
    return next((each for each in forms_of(viewer, programme) if each.level == level), None)


def _form(level: Level, newest: EvaluationForm | None, items: dict[int, list[ItemWords]]) -> Form:
    if newest is None:
        return Form(level, 0, list(STANDARD[level]))
    return Form(level, newest.version, items[newest.pk])


def _stated(viewer: Person, rounds: list[Evaluation]) -> list[Stated]:
    open_ones = [each for each in rounds if each.level not in OF_ONESELF and not each.is_over]
    return [Stated(each, statement_of(viewer, each)) for each in open_ones if may_state(viewer, each)]


def _coming(intake: Intake, rounds: list[Evaluation]) -> list[Coming]:
    last, there = last_day(intake), {each.level: each for each in rounds}
    found = [Coming(Level(level), there.get(level), *window(level, last)) for level in KINDS]
    return [each for each in found if each.evaluation or each.closes_on >= clock.today()]  # type: ignore[operator]
