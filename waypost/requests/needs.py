"""What requests want of a person, for the first page: questions to answer; answers that came, or are late."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from waypost.access.keys import ANYBODY, viewer_given
from waypost.core import clock
from waypost.core.compiled import Compiled
from waypost.people.models import Person, Post
from waypost.requests.lists import Row, asked_by_us, everything, rows_of
from waypost.requests.models import Asked, QuestionOpening, Request
from waypost.requests.states import Stage, State

MOST = 20


@dataclass(frozen=True)
class Need:
    """One thing to do about a request, and the page of the act."""

    what: Any
    row: Row
    told: str
    address: str
    button: Any
    due_at: datetime | None
    main: bool = False


def needs_of(person: Person) -> list[Need]:
    """Everything about requests that waits for this person, what is latest first."""
    found = [*_to_answer(person), *_to_read(person)]
    return sorted(found, key=lambda need: need.due_at or clock.now())


def _to_answer(person: Person) -> list[Need]:
    asked = Asked.to_answer(person)
    if not asked:
        return []
    found = everything(person).filter(pk__in=[row.request_id for row in asked])
    return [
        Need(
            what=_("Answer a request"),
            row=row,
            told="",
            address=reverse("answer", args=[row.request.public_id]),
            button=pgettext("act", "Answer"),
            due_at=row.request.due_at,
            main=True,
        )
        for row in rows_of(person, found)
    ]


def _to_read(person: Person) -> list[Need]:
    """Own questions that are late, or to which an answer came that this person has not opened."""
    if not person.has_role(*Post.ASKING) or not _OPEN(stage=Stage.ASKED, **viewer_given(person)):
        return []
    asked = Asked.visible_to(person).filter(request=OuterRef("pk"))
    late = Q(Exists(asked.filter(state=State.OPEN)), due_at__lte=clock.now())
    seen = QuestionOpening.visible_to(person).filter(request=OuterRef("pk"), answers__gte=OuterRef("given"))
    new = Q(given__gt=0) & ~Q(Exists(seen))
    given = asked.order_by().values("request").annotate(all=Sum("revision")).values("all")
    own = asked_by_us(person).filter(stage=Stage.ASKED).annotate(given=Subquery(given))
    found = own.filter(late | new).order_by("due_at")[:MOST]
    return [
        Need(
            what=_("A request of yours"),
            row=row,
            told=_how_it_stands(row),
            address=reverse("request", args=[row.request.public_id]),
            button=_("Look"),
            due_at=row.request.due_at,
        )
        for row in rows_of(person, found)
    ]


# Whether anything this viewer sees is open, of the own organisation's: most pages end here.
_OPEN = Compiled(
    lambda stage: (
        Request.visible_among_few(ANYBODY)
        .filter(originator=ANYBODY.organisation.pk, stage=stage)
        .values_list("pk")[:1]
    )
)


def _how_it_stands(row: Row) -> str:
    said = [
        ngettext("%(n)d of %(all)d answered", "%(n)d of %(all)d answered", row.answered)
        % {"n": row.answered, "all": len(row.asked)}
    ]
    if row.silent:
        said.append(_("late: %(names)s") % {"names": ", ".join(each.name for each in row.silent)})
    return " · ".join(said)
