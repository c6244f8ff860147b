"""Was everybody told who had to be? Events times recipients, held against the notices that are there."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from waypost.core import clock
from waypost.core.models import Event
from waypost.notices import tidings, worker
from waypost.notices.fanout import entitled
from waypost.notices.models import Mail, Notice
from waypost.notices.tidings import Tiding
from waypost.people.models import Person

_SLOW = timedelta(minutes=5)


@dataclass
class Found:
    """What a check counted, and a line for each thing that is not as it has to be."""

    events: int = 0
    notices: int = 0
    mails: int = 0
    trouble: list[str] = field(default_factory=list)


def check(days: int) -> Found:
    """Look at the events of the last days (portal time), at what waits too long, and at what was given up."""
    since = clock.now() - timedelta(days=days)
    told = Event.objects.filter(at__gte=since, told_at__isnull=False).order_by("pk")
    notices = Notice.objects.filter(event__in=told.values("pk"))
    found = Found(
        events=told.count(),
        notices=notices.count(),
        mails=Mail.objects.filter(notice__in=notices.values("pk")).count(),
    )
    for event in told.iterator():
        for tiding in tidings.of_action(event.name):
            if missing := forgotten(event, tiding).count():
                found.trouble.append(f"Event {event.pk} ({event.name}): {missing} persons were not told.")
    found.trouble += _stuck()
    return found


def forgotten(event: Event, tiding: Tiding) -> QuerySet[Person]:
    """Who is entitled, already was then, and heard nothing of the subject from this event on.

    People who joined later, and those it was released to later (whom another event told), are no loss.
    """
    heard = Notice.objects.filter(
        subject_label=tiding.subject.label, subject_id=tiding.subject_id(event), event__gte=event.pk
    )
    there = Person.objects.active(timezone.localdate(event.at)).filter(
        Q(rules_signed_at__isnull=True) | Q(rules_signed_at__lte=event.at)
    )
    return entitled(event, tiding).filter(pk__in=there.values("pk")).exclude(pk__in=heard.values("person"))


def _stuck() -> list[str]:
    lines = [
        f"Event {event.pk} ({event.name}) was given up: {event.trouble or 'the worker died over it'}."
        for event in worker.given_up()
    ]
    late = worker.untold().filter(at__lte=clock.now() - _SLOW).count()
    if late:
        lines.append(f"{late} events wait for longer than five minutes. Is a worker running?")
    dead = Mail.objects.filter(state=Mail.State.DEAD).count()
    if dead:
        lines.append(f"{dead} mails could not be sent. The secretariat finds them in its inbox.")
    return lines
