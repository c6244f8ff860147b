"""Answering an exercise of the drill: a row of one's own."""

from datetime import timedelta

from django.utils.translation import gettext as _

from waypost.alerts.drill import Exercise, monday
from waypost.alerts.models import DrillAnswer
from waypost.alerts.policies import may_drill
from waypost.core import clock
from waypost.core.doors import quiet_action
from waypost.core.errors import Refused
from waypost.people.models import Person

KEPT_FOR = timedelta(days=366)


@quiet_action(
    "alerts.drill_answered",
    allowed=may_drill,
    because="one's own practice: how somebody did is nobody's affair",
)
def answer(*, by: Person, exercise: Exercise, choice: str, by_what: str = "") -> DrillAnswer:
    """Keep the first answer to an exercise; what is older than a year goes."""
    if choice not in exercise.choices:
        raise Refused(_("Choose one of the two."))
    if exercise.signs and by_what not in {term.code for term in exercise.signs}:
        raise Refused(_("Choose by what it is recognised."))
    today = clock.today()
    DrillAnswer.objects.filter(person=by.pk, week__lt=today - KEPT_FOR).delete()
    row, _made = DrillAnswer.objects.get_or_create(
        person=by,
        week=monday(today),
        exercise=exercise.key,
        defaults={
            "choice": choice,
            "by_what": by_what if exercise.signs else "",
            "right": exercise.is_right(choice, by_what),
            "at": clock.now(),
        },
    )
    return row
