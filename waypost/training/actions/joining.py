"""Sending joining instructions, anew when something changes, and saying that a cohort does not take place."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.training.actions.enrolment import organisations_of
from waypost.training.models import HOLDING, Intake, Joining, Nominee
from waypost.training.policies import may_run


@dataclass(frozen=True)
class Instructions:
    """When and where, in both languages; times are aware."""

    starts_at: datetime
    ends_at: datetime
    venue_en: str
    venue_th: str
    call_en: str
    call_th: str
    bring_en: str = ""
    bring_th: str = ""


@action("training.joining_sent", allowed=may_run)
def send_joining(*, by: Person, intake: Intake, number: int, instructions: Instructions) -> Joining:
    """Tell everybody with a seat, and the units. ``number`` is that of the instructions which stood when the form was
    opened, 0 without any.
    """
    _demand_newest(intake, number)
    said = asdict(instructions)
    if instructions.ends_at <= instructions.starts_at:
        sentence = _("It ends before it begins. Correct one of the two.")
        raise Refused(sentence, last_day=sentence)
    if instructions.starts_at < clock.now():
        sentence = _("This time is over. Give a later one.")
        raise Refused(sentence, first_day=sentence)
    words = {name: said[name] for name in ("venue_en", "venue_th", "bring_en", "bring_th")}
    check_words(**words)
    check_words(contacts=True, call_en=instructions.call_en, call_th=instructions.call_th)
    return _written(intake, number, by, **said)


@action("training.joining_cancelled", allowed=may_run)
def cancel_joining(*, by: Person, intake: Intake, number: int, because_en: str, because_th: str) -> Joining:
    """Tell everybody that it does not take place, and why."""
    newest = _demand_newest(intake, number)
    if newest is None or newest.cancelled:
        raise Refused(_("There is nothing to cancel: no instructions stand."))
    check_words(because_en=because_en, because_th=because_th)
    names = [each.name for each in Joining._meta.concrete_fields if each.name in Instructions.__annotations__]
    said = {name: getattr(newest, name) for name in names}
    return _written(intake, number, by, **said, because_en=because_en, because_th=because_th, cancelled=True)


def _demand_newest(intake: Intake, number: int) -> Joining | None:
    newest = Joining.unfiltered.filter(intake=intake.pk).order_by("-number").first()
    if number != (newest.number if newest else 0):
        raise Overtaken(
            _("Somebody sent other instructions since you opened the page. What stands now is shown here."),
            theirs=newest,
        )
    return newest


def _written(intake: Intake, number: int, by: Person, **said: object) -> Joining:
    made = Joining(intake_id=intake.pk, number=number + 1, by=by, at=clock.now(), **said)
    made.save()
    holding = list(Nominee.unfiltered.filter(intake=intake.pk, status__in=HOLDING).select_related("person"))
    doors.about(intake)
    doors.note(
        number=made.number,
        organisations=organisations_of(holding),
        persons=[each.person.public_id for each in holding if each.person],
    )
    return made
