"""What the room tells, to whom, in which words. Words are made when read, from what the reader may see then."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Audience, key, people_with
from waypost.access.marks import Mark
from waypost.core.events import Silent, declare
from waypost.core.models import Event
from waypost.core.writing import spoken_in
from waypost.notices.telling import Lines, Pace, tell
from waypost.people.models import Person, Post
from waypost.requests.actions.reminding import LADDERS, Whom
from waypost.requests.lists import rows_of
from waypost.requests.models import Asked, Request
from waypost.requests.policies import strictest
from waypost.requests.reaching import answerers, askers
from waypost.requests.states import Stage, State

Recipients = QuerySet[Person]

SILENT = {
    "requests.started": "a draft is the asker's until it is asked",
    "requests.written": "a draft is the asker's until it is asked",
    "requests.discarded": "a draft is the asker's until it is asked",
    "requests.content_opened": "reading is nobody's news",
    "requests.words_rebuilt": "nothing that anybody reads changes",
}


def _recipients(find: Callable[[Request, Event], Recipients]) -> Callable[[Event], Recipients]:
    def recipients(event: Event) -> Recipients:
        request = Request.by_public_id(event.thing.partition(":")[2])
        return find(request, event) if request is not None else Person.objects.none()

    return recipients


def words(found: QuerySet[Request], person: Person) -> dict[str, Lines]:
    """Words for requests, leading to their pages. A mail obeys the strictest answer the reader sees, too."""
    rows = rows_of(person, found.select_related("originator"))
    marks = strictest(person, [row.request for row in rows])
    return {
        row.request.public_id: Lines(
            title=row.question.title if row.question else row.request.reference,
            language=spoken_in(row.question.title) if row.question else "",
            path=reverse("request", args=[row.request.public_id]),
            mark=marks[row.request.pk],
            reference=row.request.reference,
            due_at=row.request.due_at
            if row.own and row.own.state == State.OPEN and row.request.stage == Stage.ASKED
            else None,
            withdrawn=row.request.stage == Stage.WITHDRAWN,
        )
        for row in rows
    }


def _asked(request: Request, _event: Event) -> Recipients:
    return answerers(request, Asked.whom(request))


def _asked_at_first(request: Request, _event: Event) -> Recipients:
    """Whoever was added meanwhile is told of that, once, however late the worker comes."""
    return answerers(request, [row for row in Asked.whom(request) if row.added_at is None])


def _waited_for_then(request: Request, event: Event) -> Recipients:
    """Who is silent, and was asked before the deadline moved: the others were told the new one."""
    rows = [row for row in Asked.whom(request) if row.state == State.OPEN]
    return answerers(request, [row for row in rows if row.added_at is None or row.added_at < event.at])


def _named(request: Request, event: Event) -> Recipients:
    return answerers(request, [row for row in Asked.whom(request) if row.public_id == event.facts["asked"]])


def _still_open(request: Request, _event: Event) -> Recipients:
    return answerers(request, [row for row in Asked.whom(request) if row.state == State.OPEN])


def _askers(request: Request, event: Event) -> Recipients:
    """Who sees the answer: under RED, of the question or of the answer, its author alone."""
    if event.facts.get("mark") == Mark.RED.label:
        return askers(request).filter(pk=request.author_id)
    return askers(request)


def _first_answer(request: Request, event: Event) -> Recipients:
    return _askers(request, event) if event.facts.get("number") == 1 else Person.objects.none()


def _correction(request: Request, event: Event) -> Recipients:
    return _askers(request, event) if event.facts.get("number", 1) > 1 else Person.objects.none()


def _reminded(request: Request, event: Event) -> Recipients:
    """Whom the rung names, less whoever may not see it; where that is nobody, whom the next one names."""
    rows = Asked.by_ids(event.facts["asked"])
    seeing = request.people_who_can_see().filter(pk__in=Person.objects.active())
    for rung in LADDERS[Mark(request.mark)]:
        if rung.share < event.facts["rung"]:
            continue
        condition = Q(pk__in=[])
        for whom in rung.whom:
            condition |= _named_by(whom, request, rows)
        if (found := seeing.filter(condition)).exists():
            return found
    return Person.objects.none()


def _named_by(whom: Whom, request: Request, rows: list[Asked]) -> Q:
    match whom:
        case Whom.ANSWERERS:
            return Q(pk__in=answerers(request, rows).values("pk"))
        case Whom.ASKERS:
            return Q(pk__in=askers(request).values("pk"))
        case Whom.SECRETARIAT:
            return people_with({key(Audience.SECRETARIAT, 0, request.network_id)})
        case Whom.MISSION:
            return Q(
                acting_as__post__role=Post.Role.MISSION_FOCAL_POINT,
                acting_as__post__covers__in=[row.organisation.member_id for row in rows],
            )


def _tell(
    action: str, what: Any, who: str, find: Callable[[Request, Event], Recipients], kind: str = ""
) -> None:
    tell(
        action,
        kind=kind or action,
        what=what,
        who=who,
        subject=Request,
        recipients=_recipients(find),
        words=words,
        pace=Pace.ACTION,
    )


def declare_all() -> None:
    """Called once, when the room starts."""
    _tell(
        "requests.asked",
        _("You are asked"),
        "the focal points of those asked, under RED the persons",
        _asked_at_first,
    )
    _tell("requests.more_asked", _("You are asked"), "who may answer for whoever was added", _named)
    _tell(
        "requests.deadline_moved",
        _("The deadline was moved"),
        "those asked who have not answered",
        _waited_for_then,
    )
    _tell(
        "requests.answered",
        _("An answer came"),
        "the asker and that organisation's focal points",
        _first_answer,
    )
    _tell(
        "requests.answered",
        _("An answer was corrected"),
        "the asker and that organisation's focal points",
        _correction,
        kind="requests.answer_corrected",
    )
    _tell(
        "requests.closed", _("No answer is needed any more"), "those asked who have not answered", _still_open
    )
    _tell("requests.withdrawn", _("A request was withdrawn"), "the focal points of those asked", _asked)
    _tell(
        "requests.reminded",
        _("An answer is waited for"),
        "whom the ladder names, if they may see it",
        _reminded,
    )
    _tell("requests.thanked", _("Your answer was used"), "who may answer for those who did", _named)
    for name, why in SILENT.items():
        declare(name, Silent(why))
