"""What the network wants of a person, for the first page: candidates whose turn it is theirs to take further."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from waypost.core import clock
from waypost.core.compiled import Compiled
from waypost.network import lists
from waypost.people.lists import any_orphaned, orphans, renewals_to_stop
from waypost.people.models import Invitation, Person, Post
from waypost.people.policies import GOVERNS

MOST = 20


@dataclass(frozen=True)
class Task:
    """One thing to do for the network: what, about whom, by when, and the page of the act."""

    what: Any
    title: str
    told: str
    address: str
    button: Any
    due_at: datetime


def tasks_of(person: Person) -> list[Task]:
    """Everything of the network that waits for this person, what is latest first."""
    found = [*_new_ways_in(person), *_orphaned(person), *_candidates(person)]
    return sorted(found, key=lambda task: task.due_at)


def _new_ways_in(person: Person) -> list[Task]:
    """Somebody is about to get a new second factor: this person could still stop it."""
    if not _RENEWED(now=clock.now()):
        return []
    return [
        Task(
            what=_("A new second factor was confirmed"),
            title=row.name,
            told=_("If this is not right, stop it before it opens."),
            address=reverse("invitations"),
            button=pgettext("act", "Open"),
            due_at=row.opens_at or clock.now(),
        )
        for row in renewals_to_stop(person).filter(opens_at__gt=clock.now())[:MOST]
    ]


# Whether there is any in the whole portal: mostly there is none, and whose it is need not be asked.
_RENEWED = Compiled(
    lambda now: Invitation.objects.filter(
        purpose=Invitation.Purpose.RENEWAL, used_at=None, withdrawn_at=None, opens_at__gt=now
    ).values_list("pk")[:1]
)


def _orphaned(person: Person) -> list[Task]:
    """One task for all whose voucher stands no longer, due on the day the first of them loses access."""
    if person.role not in {*GOVERNS, Post.Role.DEPUTY}:
        return []
    if not any_orphaned(person):
        return []
    rows = list(orphans(person)[: MOST + 1])
    if not rows:
        return []
    count = len(rows)
    last = datetime.combine(rows[0].last_day, time(), timezone.get_default_timezone())  # type: ignore[attr-defined]
    return [
        Task(
            what=_("Take over"),
            title=ngettext("%(n)d person lost their voucher", "%(n)d persons lost their voucher", count)
            % {"n": count},
            told=_("Their access ends unless somebody in charge vouches for them."),
            address=reverse("orphans"),
            button=pgettext("act", "Open"),
            due_at=last,
        )
    ]


def _candidates(person: Person) -> list[Task]:
    return [
        Task(
            what=row.next.what if row.next else "",
            title=row.name,
            told=f"{row.title}, {row.organisation.name}",
            address=reverse("nomination", args=[row.public_id]),
            button=pgettext("act", "Open"),
            due_at=row.due_at or clock.now(),
        )
        for row in lists.waiting_for(person)[:MOST]
    ]
