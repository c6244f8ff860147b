"""What is forgotten of a nominal roll because time has passed: who was named for a cohort and never came in. How long,
and why so long: docs/protection.md.
"""

from datetime import timedelta

from django.db.models import Q

from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.core.doors import Clockwork, action, note
from waypost.core.policies import only_the_clock
from waypost.people.actions.forgetting import AT_ONCE
from waypost.training.models import Nominee

NOMINEES_KEPT = timedelta(days=180)  # after the cohort: the next one is nominated for from the last roll
_NOBODY = "@left.invalid"


def never_came_in() -> SeenQuerySet[Nominee]:
    """Who has no account half a year after their cohort ended, or has it no longer, and stands on a roll by address."""
    ended = Q(person=None, intake__cohort__until__lt=clock.today() - NOMINEES_KEPT)
    left = Q(person__email__endswith=_NOBODY)
    return Nominee.unfiltered.get_queryset().filter(ended | left).exclude(email__endswith=_NOBODY)


@action("training.nominees_forgotten", allowed=only_the_clock)
def forget_nominees(*, by: Clockwork) -> bool:
    """Take the names of whoever never came in off the rolls, and the address of whoever left: unit, sex, rank band and
    status stay, for these are counted. Returns whether there may be more.
    """
    past = list(never_came_in().order_by("pk")[:AT_ONCE])
    for nominee in past:
        nominee.email = f"{nominee.public_id}{_NOBODY}"
        if nominee.person_id is None:
            nominee.name_latin = "–"
            nominee.name_native = nominee.rank_title = nominee.rank_native = ""
        nominee.save()
    note(nominees=[each.public_id for each in past])
    return len(past) == AT_ONCE
