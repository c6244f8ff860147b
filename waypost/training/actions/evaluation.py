"""Evaluation: writing a form, having a cohort asked, answering, and what the clock does of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from waypost.access.policies import may_write
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Refused
from waypost.core.ids import unordered_key
from waypost.core.policies import only_the_clock
from waypost.gate.refusing import check_words
from waypost.people.models import Organisation, Person
from waypost.training.models import (
    AGREEMENT,
    BANDS,
    KINDS,
    MOST_ITEMS,
    OF_ONESELF,
    Cohort,
    Evaluation,
    EvaluationForm,
    EvaluationItem,
    Intake,
    ItemKind,
    Level,
    Nominee,
    Participation,
    Programme,
    Remark,
    Seats,
    Side,
    Statement,
    Status,
    Tally,
    is_asked,
    last_day,
    oneself,
    window,
)
from waypost.training.policies import may_answer_about, may_answer_evaluation, may_evaluate, may_state
from waypost.training.standard import STANDARD, ItemWords

MOST_NUMBER = 1_000_000
LONGEST_ROUND = timedelta(days=184)
_LOOKED_BACK = timedelta(
    days=400
)  # cohorts that ended longer ago have no round before them, whatever their sessions
_BOUNDS = {
    ItemKind.AGREE: (AGREEMENT[0][0], AGREEMENT[-1][0]),
    ItemKind.BAND: (BANDS[0][0], BANDS[-1][0]),
    ItemKind.HOURS: (0, MOST_NUMBER),
    ItemKind.BAHT: (0, MOST_NUMBER),
}

Answers = Mapping[int, int | str]  # by the place of the item


@action("training.evaluation_form_written", allowed=may_write)
def write_form(*, by: Person, programme: Programme, level: str, items: Sequence[ItemWords]) -> EvaluationForm:
    """Keep what the programme asks at a level from the next round on."""
    if level not in KINDS:
        raise Refused(_("This level has no form. Learning is read from the tests."))
    _check_items(level, items)
    form = _keep_form(programme.pk, level, items)
    doors.note(level=level, version=form.version)
    return form


@action("training.evaluation_opened", allowed=may_evaluate)
def open_evaluation(*, by: Person | Clockwork, intake: Intake, level: str, closes_on: date) -> Evaluation:
    """Have a cohort asked from today on. Who is asked is told."""
    if level not in KINDS:
        raise Refused(_("This level has no form. Learning is read from the tests."))
    if Evaluation.unfiltered.filter(intake=intake.pk, level=level).exists():
        raise Refused(_("This cohort was asked at this level already."))
    cohort, today = Cohort.unfiltered.get(pk=intake.cohort_id), clock.today()
    if today < cohort.since:
        raise Refused(_("The cohort has not begun. Ask when it has learnt something."))
    if closes_on < today:
        raise Refused(_("This day is over. Give today or a later one."), closes_on=_("Give a later day."))
    if closes_on > today + LONGEST_ROUND:
        sentence = _("Nobody reads an answer before that day. Give a day within six months.")
        raise Refused(sentence, closes_on=sentence)
    form = _form_of(cohort.programme_id, level)
    made = Evaluation(intake_id=intake.pk, form_id=form.pk, level=level, opens_on=today, closes_on=closes_on)
    made.save()
    _lay_tallies(made)
    doors.note(level=level, evaluation=made.public_id, **_missing(made))
    return made


@action("training.evaluation_answered", allowed=may_answer_evaluation)
def answer(*, by: Person, evaluation: Evaluation, answers: Answers) -> None:
    """Answer for oneself, once and for all: what was answered is nobody's any more."""
    own = Nominee.unfiltered.filter(oneself(by), is_asked(), intake=evaluation.intake_id)
    nominee = own.order_by("status")[0]  # the seat before what came without one
    _count(evaluation, nominee, Side.OFFICER, answers)
    doors.about(evaluation)


@action("training.officer_evaluated", allowed=may_answer_about)
def answer_about(*, by: Person, nominee: Nominee, evaluation: Evaluation, answers: Answers) -> None:
    """Answer as the superior about an officer, once and for all: of the officer nothing is kept."""
    if evaluation.level != Level.APPLICATION or evaluation.intake_id != nominee.intake_id:
        raise Refused(_("Superiors are asked about application only, and only about officers of the cohort."))
    if not Nominee.unfiltered.filter(is_asked(), pk=nominee.pk).exists():
        raise Refused(_("Superiors answer about those who are enrolled, and those who came without a seat."))
    _count(evaluation, nominee, Side.SUPERIOR, answers)
    doors.about(evaluation)


@action("training.evaluation_stated", allowed=may_state)
def state(*, by: Person, evaluation: Evaluation, answers: Answers) -> Statement:
    """Say what the unit knows of the impact, or what it cost; said anew, the last one holds."""
    _demand_open(evaluation)
    assert by.organisation is not None  # noqa: S101  the policy asked
    kept = _checked(evaluation, answers)
    said = Statement.unfiltered.filter(evaluation=evaluation.pk, organisation=by.organisation)
    statement = Statement(
        evaluation_id=evaluation.pk,
        organisation=by.organisation,
        number=said.count() + 1,
        answers={str(item.place): value for item, value in kept},
        by=by,
        at=clock.now(),
    )
    statement.save()
    doors.note(number=statement.number)
    return statement


@action("training.evaluation_reminded", allowed=only_the_clock)
def remind(*, by: Clockwork, intake: Intake, level: str) -> None:
    """Those of whom nothing came are told once more, and never again."""
    evaluation = Evaluation.unfiltered.get(intake=intake.pk, level=level)
    evaluation.reminded_on = clock.today()
    evaluation.save()
    missing = _missing(evaluation)
    if not any(missing.values()):
        doors.unheard()
    doors.note(level=level, evaluation=evaluation.public_id, **missing)


def ask_the_due() -> int:
    """The clock's part: every cohort whose time has come is asked, with the offered form where there is no other."""
    opened, today = 0, clock.today()
    ended = Intake.unfiltered.filter(cohort__since__lte=today, cohort__until__gt=today - _LOOKED_BACK)
    ended = ended.filter(pk__in=Nominee.unfiltered.filter(is_asked()).values("intake"))
    asked = set(Evaluation.unfiltered.filter(intake__in=ended.values("pk")).values_list("intake", "level"))
    for intake in ended.select_related("cohort"):
        last = last_day(intake)
        for level in KINDS:
            first, closes_on = window(level, last)
            if (intake.pk, level) not in asked and first <= today <= closes_on:
                open_evaluation(by=CLOCK, intake=intake, level=level, closes_on=closes_on)
                opened += 1
    return opened


def remind_of_evaluations() -> int:
    """The clock's part: once in the middle of each round."""
    today = clock.today()
    rows = Evaluation.unfiltered.filter(reminded_on=None, opens_on__lt=today, closes_on__gte=today)
    due = [each for each in rows if each.reminds_on <= today]
    for each in due:
        remind(by=CLOCK, intake=Intake.unfiltered.get(pk=each.intake_id), level=each.level)
    return len(due)


def _form_of(programme: int, level: str) -> EvaluationForm:
    """The newest, or the offered one kept: under the programme's lock, as somebody may be writing one."""
    Programme.unfiltered.select_for_update(of=("self",)).get(pk=programme)
    newest = EvaluationForm.unfiltered.filter(programme=programme, level=level).order_by("-version").first()
    return newest or _keep_form(programme, level, STANDARD[level])


def _keep_form(programme: int, level: str, items: Sequence[ItemWords]) -> EvaluationForm:
    before = EvaluationForm.unfiltered.filter(programme=programme, level=level).count()
    form = EvaluationForm(programme_id=programme, level=level, version=before + 1, at=clock.now())
    form.save()
    EvaluationItem.unfiltered.bulk_create(
        EvaluationItem(form_id=form.pk, place=place, **vars(each)) for place, each in enumerate(items, 1)
    )
    return form


def _check_items(level: str, items: Sequence[ItemWords]) -> None:
    if not items:
        raise Refused(_("A form asks something. Write at least one question."))
    if len(items) > MOST_ITEMS:
        raise Refused(_("A form has 12 questions at most: longer ones are not answered."))
    if any(each.kind not in KINDS[level] for each in items):
        raise Refused(_("Another level uses this kind of question. Choose one of those listed."))
    for each in items:
        check_words(text_en=each.text_en, text_th=each.text_th)


def _lay_tallies(evaluation: Evaluation) -> None:
    """All at nothing: an answer only raises them, so two that come at once are both counted."""
    if evaluation.level not in OF_ONESELF:
        return
    sides = list(Side) if evaluation.level == Level.APPLICATION else [Side.OFFICER]
    items = EvaluationItem.unfiltered.filter(form=evaluation.form_id, kind=ItemKind.AGREE)
    Tally.unfiltered.bulk_create(
        Tally(evaluation_id=evaluation.pk, item_id=item, side=side, value=value)
        for item in items.values_list("pk", flat=True)
        for side in sides
        for value, _label in AGREEMENT
    )


def _count(evaluation: Evaluation, nominee: Nominee, side: Side, answers: Answers) -> None:
    _demand_open(evaluation)
    given = Participation.unfiltered.filter(evaluation=evaluation.pk, nominee=nominee.pk, side=side)
    if given.exists():
        raise Refused(_("This is answered already. An answer has no name on it, so it can't be changed."))
    for item, value in _checked(evaluation, answers):
        at = {"evaluation_id": evaluation.pk, "item_id": item.pk, "side": side}
        if item.kind == ItemKind.WORDS:
            Remark.unfiltered.bulk_create([Remark(pk=unordered_key(), words=value, **at)])
        else:
            Tally.unfiltered.filter(value=value, **at).update(n=F("n") + 1)
    Participation(evaluation_id=evaluation.pk, nominee_id=nominee.pk, side=side).save()


def _checked(evaluation: Evaluation, answers: Answers) -> list[tuple[EvaluationItem, int | str]]:
    """What is answered, with its item; what is left out is not."""
    items = EvaluationItem.unfiltered.filter(form=evaluation.form_id).order_by("place")
    found = [(item, answers[item.place]) for item in items if answers.get(item.place) not in (None, "")]
    if not found:
        raise Refused(_("Nothing is answered yet. Answer at least one question."))
    for item, value in found:
        if item.kind == ItemKind.WORDS:
            check_words(contacts=False, **{f"item_{item.place}": str(value)})
        else:
            low, high = _BOUNDS[ItemKind(item.kind)]
            if not isinstance(value, int) or not low <= value <= high:
                raise Refused(_("Choose one of those listed."))
    return found


def _demand_open(evaluation: Evaluation) -> None:
    if evaluation.is_over:
        raise Refused(_("The time to answer is over. What was answered is counted."))


def _missing(evaluation: Evaluation) -> dict[str, list[str] | bool]:
    """Of whom nothing came yet: officers by account, apart those who came without a seat and may see nothing of the
    programme; organisations; and whether those who run it.
    """
    asked = Nominee.unfiltered.filter(is_asked(), intake=evaluation.intake_id)
    persons: list[str] = []
    unseated: list[str] = []
    bodies: list[str] = []
    if evaluation.level in OF_ONESELF:
        silent = asked.exclude(pk__in=_answered(evaluation, Side.OFFICER))
        persons = _accounts(silent.exclude(status=Status.WALK_IN))
        unseated = _accounts(silent.filter(status=Status.WALK_IN))
    if evaluation.level == Level.APPLICATION:
        bodies = _bodies(asked.exclude(pk__in=_answered(evaluation, Side.SUPERIOR)))
    said = Statement.unfiltered.filter(evaluation=evaluation.pk)
    if evaluation.level == Level.IMPACT:
        bodies = _bodies(asked.exclude(seats__organisation__in=said.values("organisation")))
    command = evaluation.level == Level.RETURN and not said.exists()
    return {"persons": persons, "unseated": unseated, "organisations": bodies, "command": command}


def _answered(evaluation: Evaluation, side: Side) -> QuerySet[Participation, int]:
    rows = Participation.unfiltered.filter(evaluation=evaluation.pk, side=side)
    return rows.values_list("nominee", flat=True)


def _accounts(nominees: QuerySet[Nominee]) -> list[str]:
    """Whoever came without a seat has the account of their mail address, where there is one."""
    unlinked = nominees.filter(person=None).values("email")
    rows = Person.objects.filter(Q(pk__in=nominees.values("person")) | Q(email__in=unlinked)).order_by("pk")
    return [str(each) for each in rows.values_list("public_id", flat=True)]


def _bodies(nominees: QuerySet[Nominee]) -> list[str]:
    seats = Seats.unfiltered.filter(pk__in=nominees.values("seats"))
    rows = Organisation.objects.filter(pk__in=seats.values("organisation")).order_by("pk")
    return [str(each) for each in rows.values_list("public_id", flat=True)]
