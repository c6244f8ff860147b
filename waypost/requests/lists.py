"""Rows for lists: always from ``visible_to``, a constant number of queries whatever the size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from waypost.access.keys import AnyMember, Viewer, viewer_given
from waypost.access.marked import SeenQuerySet
from waypost.core import clock
from waypost.core.compiled import Compiled
from waypost.core.words import Phrase
from waypost.people.models import Post
from waypost.publications.search.asked import NOTHING, Code
from waypost.publications.search.asked import Asked as Sought
from waypost.publications.search.holding import condition, written
from waypost.requests.models import Answer, Asked, Question, Request, asking_side
from waypost.requests.states import Stage, State

SHOWN = 50
MOST_FOUND = 20  # by the portal's search


@dataclass
class Row:
    """One request as one viewer meets it: its words where they are to be read, and where it stands."""

    request: Request
    question: Question | None
    own: Asked | None = None  # what the viewer's organisation, or the viewer, is asked
    asked: list[Asked] = field(default_factory=list)  # everybody who is, for the asking side
    telling: list[Asked] = field(default_factory=list)  # those of whom an answer holds the words looked for

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


SIDES = {"of-us": asked_of_us, "by-us": asked_by_us, "others": of_others, "all": everything}


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


def rows_of(viewer: Viewer, requests: Iterable[Request], sought: Sought = NOTHING) -> list[Row]:
    """Requests that came through ``visible_to`` as rows: two queries, and one where words are looked for."""
    found = list(requests)
    idents = [each.pk for each in found]
    questions = {row.request_id: row for row in Question.visible_to(viewer).filter(request__in=idents)}
    asked: dict[int, list[Asked]] = defaultdict(list)
    rows = Asked.visible_to(viewer).filter(request__in=idents).select_related("organisation", "person")
    for row in rows.order_by("pk"):
        asked[row.request_id].append(row)
    mine = viewer.organisation.pk if viewer.organisation else 0
    holding = _answers_with(viewer, sought).filter(asked__request__in=idents) if sought.part else None
    telling = set(holding.values_list("asked", flat=True)) if holding is not None else set()
    return [
        Row(
            each,
            questions.get(each.pk),
            own=next((row for row in asked[each.pk] if is_own(viewer, row)), None),
            asked=asked[each.pk] if each.originator_id == mine else [],
            telling=[row for row in asked[each.pk] if row.pk in telling],
        )
        for each in found
    ]


def with_words(viewer: Viewer, found: SeenQuerySet[Request], asked: Sought) -> SeenQuerySet[Request]:
    """Those whose question, or an answer this viewer reads, holds all that was asked. No words narrow nothing, and a
    draft is found once it is asked.
    """
    if asked.part is None:
        return found
    questions = Question.visible_to(viewer).filter(condition(asked.part, "words"), request=OuterRef("pk"))
    answers = _answers_with(viewer, asked).filter(asked__request=OuterRef("pk"))
    return found.filter(Exists(questions) | Exists(answers))


def _answers_with(viewer: Viewer, asked: Sought) -> SeenQuerySet[Answer]:
    """The answers that hold what was asked and that no correction stands over."""
    assert asked.part is not None  # noqa: S101  whoever calls has words
    newest = Answer.visible_to(viewer).filter(number=F("asked__revision"))
    return newest.filter(condition(asked.part, "words"))


def found_by(viewer: Viewer, asked: Sought, most: int) -> list[Row]:
    """The newest requests of all this viewer sees that hold the words, MOST_FOUND at most. Begun with the questions and
    the answers: whoever sees one sees its request, and most searches end there.
    """
    if asked.part is None:
        return []
    held = _held(viewer, asked)
    if not held:
        return []
    found = everything(viewer).filter(pk__in=held).order_by("-asked_at", "-pk")
    return rows_of(viewer, found[:most], asked)


def _held(viewer: Viewer, asked: Sought) -> list[int]:
    """The newest requests whose question holds the words, and the newest of which an answer does."""
    part = asked.part
    if isinstance(part, Phrase | Code):  # as most searches are
        given = {"words": written(part), **viewer_given(viewer)}
        asking = viewer.has_role(*Post.ASKING)
        return [*_ASKED_WITH[asking](**given), *_ANSWERED_WITH[asking](**given)]
    assert part is not None  # noqa: S101  whoever calls has words
    questions = Question.visible_to(viewer).filter(condition(part, "words"))
    return [*_newest(questions, "request"), *_newest(_answers_with(viewer, asked), "asked__request")]


def _newest(texts: SeenQuerySet[Any], request: str) -> QuerySet[Any, int]:
    found = texts.order_by(f"-{request}__asked_at", f"-{request}")
    return found.values_list(request, flat=True)[:MOST_FOUND]


def _asked_with(*roles: str) -> Compiled[int]:
    viewer: Any = AnyMember(*roles)
    return Compiled(
        lambda words: _newest(Question.visible_to(viewer).filter(words__contains=words), "request")
    )


def _answered_with(*roles: str) -> Compiled[int]:
    viewer: Any = AnyMember(*roles)
    return Compiled(
        lambda words: _newest(
            Answer.visible_to(viewer).filter(number=F("asked__revision"), words__contains=words),
            "asked__request",
        )
    )


# By whether the viewer may ask: the asking side finds what it has withdrawn, too.
_ASKED_WITH = {True: _asked_with(*Post.ASKING), False: _asked_with()}
_ANSWERED_WITH = {True: _answered_with(*Post.ASKING), False: _answered_with()}


def shown(viewer: Viewer, side: str, show: str, asked: Sought = NOTHING) -> list[Row]:
    """What stands on the list: drafts first, then what is waited for by deadline, then the newest."""
    found = with_words(viewer, narrowed(viewer, SIDES[side](viewer), show, side=side), asked)
    rows = rows_of(viewer, found.order_by("-started_at", "-pk")[:SHOWN], asked)
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
