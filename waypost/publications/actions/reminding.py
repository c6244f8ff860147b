"""Reminding everybody who has not answered, from the board: beside the ladder, which climbs by itself."""

from datetime import timedelta

from django.utils.translation import gettext as _

from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.publications.models import Addressee, Publication
from waypost.publications.policies import may_remind
from waypost.publications.reaching import able_to_answer
from waypost.publications.states import Stage

ONCE_IN = timedelta(days=1)


@action("publications.reminded", allowed=may_remind)
def remind(*, by: Person, publication: Publication) -> int:
    """Remind all who could answer and have not, at most once a day. Returns how many.

    Who cannot answer is told nothing: the board says so, and whom to call.
    """
    if publication.stage != Stage.PUBLISHED or publication.is_expired(clock.today()):
        raise Refused(_("No answer is waited for any more: the item was withdrawn, or has expired."))
    rows = Addressee.unfiltered.filter(version=publication.live_id)
    if rows.filter(reminded_at__gt=clock.now() - ONCE_IN).exists():
        raise Refused(_("They were reminded within the last 24 hours. Call those who are silent."))
    found = [row.pk for row in able_to_answer(publication, rows.filter(answered=False))]
    if not found:
        raise Refused(_("There is nobody to remind: whoever can answer has answered."))
    rows.filter(pk__in=found).update(reminded_at=clock.now())
    doors.note(addressees=sorted(found))
    return len(found)
