"""A cohort that is asked, in tests: ``asked(cast, hands)`` of six officers, and ``answered(round_, 4, 4, 5)``."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.cast import NOON, Cast
from waypost.core.doors import outside_actions
from waypost.people.models import Person
from waypost.training.actions import evaluation
from waypost.training.actions.standing import begin
from waypost.training.models import Evaluation, Intake, Nominee, Status
from waypost.training.tests.enrolling import ENROLLED, approved, named, offered, unit_of

FEW = tuple(f"officer{n}@immigration.invalid" for n in range(5))


def learning(cast: Cast) -> Intake:
    """A cohort of 7 to 25 September: the immigration's officer is enrolled, and five whom only the roll knows."""
    intake = offered(cast)
    approved(cast, intake, named(cast, intake, ENROLLED))
    unit = unit_of(intake, cast.immigration)
    with outside_actions(because="a test's world"):
        for email in FEW:
            person = Person.objects.create(email=email, name_latin=email, second_factor=True, last_login=NOON)
            row = Nominee(
                intake_id=intake.pk, seats_id=unit.pk, email=email, name_latin=email.partition("@")[0].title(),
                sex="male", rank_band="officer", person=person,
            )  # fmt: skip
            begin(row, cast.secretariat, Status.ENROLLED)
    return intake


def asked(cast: Cast, hands: Any, level: str = "reaction") -> Evaluation:
    intake = learning(cast)
    on(hands, date(2020, 9, 25))
    return evaluation.open_evaluation(
        by=cast.secretariat, intake=intake, level=level, closes_on=date(2020, 9, 30)
    )


def answered(round_: Evaluation, *values: int, words: str = "") -> None:
    """By as many of the officers, each this value to the first item; 0 stands for none."""
    for email, value in zip((*FEW, ENROLLED), values, strict=False):
        if not value:
            continue
        person = Person.objects.get(email=email)
        said = {1: value, **({7: words} if words else {})}
        evaluation.answer(by=person, evaluation=round_, answers=said)


def on(hands: Any, day: date) -> None:
    """Noon in Bangkok of a day."""
    hands.now = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Bangkok"))
