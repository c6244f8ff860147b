"""Rows for lists: always from ``visible_to``, a constant number of queries whatever the size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from waypost.access.keys import Viewer
from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.requests.models import Answer, Asked, Question, Request, asking_side
from waypost.requests.states import Stage, State

SHOWN = 50


@dataclass
class Row:
    """One request as one viewer meets it: its words where they are to be read, and where it stands."""

    request: Request
    question: Question | None
    own: Asked | None = None  # what the viewer's organisation, or the viewer, is asked
    asked: list[Asked] = field(default_factory=list)  # everybody who is, for the asking side

    @property
    def answered(self) -> int:
        return sum(each.state != State.OPEN for each in self.asked)

    @property
    def silent(self) -> list[Asked]:
        """Who is late: those without an answer after the deadline."""
        return [each for each in self.asked if each.state == State.OPEN] if self.request.is_late() else []


def everything(viewer: Viewer) -> SeenQuerySet[Request]:
    return Request.visible_to(viewer).select_related("originator__member", "network")


def asked_by_us(viewer: Viewer) -> SeenQuerySet[Request]:
    """The requests this viewer asks for the organisation, drafts too."""
    return everything(viewer).filter(asking_side(viewer))


def asked_of_us(viewer: Viewer) -> SeenQuerySet[Request]:
    """The requests that ask this viewer's organisation, or this viewer."""
    return everything(viewer).filter(Exists(_own(viewer)), ~Q(stage=Stage.DRAFT))


def of_others(viewer: Viewer) -> SeenQuerySet[Request]:
    """What else this viewer reads: the network's TLP:GREEN questions, and those of the own organisation."""
    found = everything(viewer).exclude(stage=Stage.DRAFT)
    return found.filter(~Exists(_own(viewer))).exclude(asking_side(viewer))


SIDES = {"of-us": asked_of_us, "by-us": asked_by_us, "others": of_others}


def narrowed(viewer: Viewer, found: SeenQuerySet[Request], show: str, *, side: str) -> SeenQuerySet[Request]:
    """One of the filters: open, late, answered, closed; anything else shows all."""
    now = clock.now()
    asked = Asked.visible_to(viewer).filter(request=OuterRef("pk"))
    if side == "of-us":
        asked = asked.filter(_mine(viewer))
    waits = Exists(asked.filter(state=State.OPEN))
    if side == "others":
        waits = Q(due_at__isnull=False)  # type: ignore[assignment]  # who has answered is not known to them
    match show:
        case "open":
            return found.filter(Q(stage=Stage.DRAFT) | Q(waits, stage=Stage.ASKED))
        case "late":
            return found.filter(waits, stage=Stage.ASKED, due_at__lte=now)
        case "answered":
            return found.filter(Exists(asked.exclude(state=State.OPEN)))
        case "closed":
            return found.filter(stage__in=[Stage.CLOSED, Stage.WITHDRAWN])
        case _:
            return found


def rows_of(viewer: Viewer, requests: Iterable[Request]) -> list[Row]:
    """Requests that came through ``visible_to`` as rows: two queries."""
    found = list(requests)
    idents = [each.pk for each in found]
    questions = {row.request_id: row for row in Question.visible_to(viewer).filter(request__in=idents)}
    asked: dict[int, list[Asked]] = defaultdict(list)
    rows = Asked.visible_to(viewer).filter(request__in=idents).select_related("organisation", "person")
    for row in rows.order_by("pk"):
        asked[row.request_id].append(row)
    mine = viewer.organisation.pk if viewer.organisation else 0
    return [
        Row(
            each,
            questions.get(each.pk),
            own=next((row for row in asked[each.pk] if is_own(viewer, row)), None),
            asked=asked[each.pk] if each.originator_id == mine else [],
        )
        for each in found
    ]


def shown(viewer: Viewer, side: str, show: str) -> list[Row]:
    """What stands on the list: drafts first, then what is waited for by deadline, then the newest."""
    found = narrowed(viewer, SIDES[side](viewer), show, side=side).order_by("-started_at", "-pk")[:SHOWN]
    rows = rows_of(viewer, found)
    order = {Stage.DRAFT: 0, Stage.ASKED: 1}
    return sorted(rows, key=lambda row: (order.get(Stage(row.request.stage), 2), _deadline(row)))


def _deadline(row: Row) -> float:
    due, stage = row.request.due_at, row.request.stage
    return due.timestamp() if due is not None and stage == Stage.ASKED else 0


def answers_of(viewer: Viewer, asked: Iterable[Asked]) -> dict[int, list[Answer]]:
    """By the id of whom was asked, the answers this viewer sees, the newest first. One query."""
    found: dict[int, list[Answer]] = defaultdict(list)
    rows = Answer.visible_to(viewer).filter(asked__in=[each.pk for each in asked]).select_related("by")
    for row in rows.order_by("-number"):
        found[row.asked_id].append(row)
    return dict(found)


def _own(viewer: Viewer) -> SeenQuerySet[Asked]:
    return Asked.visible_to(viewer).filter(_mine(viewer), request=OuterRef("pk"))


def _mine(viewer: Viewer) -> Q:
    organisation: Any = viewer.organisation
    own = Q(person__isnull=True, organisation=organisation.pk if organisation else 0)
    return own | Q(person=viewer.pk or 0)


def is_own(viewer: Viewer, row: Asked) -> bool:
    """Is it this viewer, or their organisation, that is asked here? Who may answer is another question."""
    if row.person_id is not None:
        return row.person_id == viewer.pk
    return viewer.organisation is not None and row.organisation_id == viewer.organisation.pk
