"""What the asker changes about a question that is asked: its deadline, and who is asked beside the others."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from waypost.access.keys import opened
from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Refused
from waypost.people.models import Person
from waypost.requests.actions.asking import demand_current
from waypost.requests.actions.naming import MOST_ASKED, check_whom, demand_answerers, rows_for
from waypost.requests.actions.reminding import rung_due
from waypost.requests.models import Asked, Request
from waypost.requests.policies import may
from waypost.requests.states import State

FURTHEST = timedelta(days=30)  # as long as a question may wait when it is asked


@action("requests.deadline_moved", allowed=may("move"))
def move_deadline(*, by: Person, request: Request, due_at: datetime, revision: int | None = None) -> Request:
    """Later or earlier, but still to come. Those who are silent are told, and reminded by the new deadline's time."""
    demand_current(request, revision)
    if due_at == request.due_at:
        raise Refused(_("This is the deadline already. Give another day."), on=_("Give another day."))
    if due_at <= clock.now():
        raise Refused(
            _("This moment has passed. Give a later day, or close the request."), on=_("Give a later day.")
        )
    if due_at > clock.now() + FURTHEST:
        raise Refused(
            _("Nobody waits longer than 30 days for an answer. Give an earlier day."),
            on=_("Not more than 30 days from now."),
        )
    request.due_before, request.due_at = request.due_at, due_at
    request.revision += 1
    request.save()
    # Being told of the new deadline reminds: only the steps that are still to come by it are taken.
    open_ones = Asked.unfiltered.filter(request=request.pk, state=State.OPEN)
    open_ones.update(rung=rung_due(request, clock.now()))
    doors.note(due_at=due_at.isoformat())
    return request


@action("requests.more_asked", allowed=may("add"))
def ask_more(*, by: Person, request: Request, whom: int, revision: int | None = None) -> Asked:
    """Ask one more organisation (its key), under RED one more person: told now, with the deadline of the others."""
    demand_current(request, revision)
    if request.is_late():
        raise Refused(
            _("The deadline has passed, and whoever you add would be late at once. Move it first."),
            add=_("Move the deadline first."),
        )
    rows = Asked.whom(request)
    ident = opened(whom)[1]
    if ident in {row.person_id or row.organisation_id for row in rows}:
        raise Refused(_("They are asked already."), add=_("Asked already."))
    if len(rows) >= MOST_ASKED:
        raise Refused(
            _("You ask more than 20. Share a bulletin instead, or ask fewer."), add=_("Not more than 20.")
        )
    check_whom(request, request.mark, [whom])
    [row] = rows_for(request, [ident])
    row.added_at, row.rung = clock.now(), rung_due(request, clock.now())
    row.save()
    demand_answerers(request, [Asked.unfiltered.select_related("organisation", "person").get(pk=row.pk)])
    request.revision += 1
    request.save()
    request.recompile()
    doors.note(asked=row.public_id, mark=Mark(request.mark).label)
    return row
