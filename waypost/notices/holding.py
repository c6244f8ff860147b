"""Mail that is held: after a restore nothing goes out until the operator has decided what of it still should.

What waited when the backup was taken may have been sent before the portal was lost. Notices in the portal don't wait.
"""

from django.db.models import Max, Q, QuerySet

from waypost.core import clock
from waypost.core.models import Event
from waypost.notices.models import Hold, Mail


def hold() -> Hold:
    """Hold all mail from now on; one that is held already stays so."""
    last_mail = Mail.objects.aggregate(last=Max("pk"))["last"] or 0
    last_event = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    defaults = {"since": clock.now(), "last_mail": last_mail, "last_event": last_event}
    return Hold.objects.get_or_create(pk=1, defaults=defaults)[0]


def held() -> Hold | None:
    return Hold.objects.first()


def from_before(hold: Hold) -> QuerySet[Mail]:
    """The mails that still wait and are about what happened before the hold: somebody may have had them already."""
    earlier = Q(pk__lte=hold.last_mail) | Q(notice__event_id__lte=hold.last_event)
    return Mail.objects.filter(earlier, state=Mail.State.WAITING)
