"""What the room counts: comments that departments released, what became of them, and sign-offs."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.core.figures import Window, figure
from waypost.curriculum.models import Comment, Disposition, Outcome, SignOff, State
from waypost.places.models import Section

_DAY = timedelta(days=1)


@figure(
    "curriculum.comments_received",
    label=_("Comments on curricula received"),
    unit=_("comments"),
    section=Section.COOPERATION,
)
def comments_received(window: Window) -> QuerySet[Comment]:
    """Comments that departments released within the window."""
    return Comment.unfiltered.filter(state=State.RELEASED, **_within("released_at", window))


@figure(
    "curriculum.comments_answered",
    label=_("Comments on curricula answered"),
    unit=_("comments"),
    section=Section.COOPERATION,
)
def comments_answered(window: Window) -> QuerySet[Disposition]:
    """What was said to comments within the window."""
    return Disposition.unfiltered.filter(**_within("given_at", window))


@figure(
    "curriculum.comments_accepted",
    label=_("Comments on curricula accepted"),
    unit=_("comments"),
    section=Section.COOPERATION,
)
def comments_accepted(window: Window) -> QuerySet[Disposition]:
    """Those of them by which the text was changed, as it was proposed or otherwise."""
    return comments_answered.query(window).filter(outcome__in=(Outcome.ACCEPTED, Outcome.CHANGED))


def _within(name: str, window: Window) -> dict[str, Any]:
    return {
        f"{name}__gte": clock.begin_of(window.since),
        f"{name}__lt": clock.begin_of(window.until) + _DAY,
    }


@figure(
    "curriculum.sign_offs",
    label=_("Sign-offs of curricula"),
    unit=_("sign-offs"),
    section=Section.COOPERATION,
)
def sign_offs(window: Window) -> QuerySet[SignOff]:
    """Letters of departments that were signed in the window: one that signs again, after a change, counts again."""
    rows = SignOff.unfiltered.filter(signed_on__range=(window.since, window.until))
    return rows.select_related("organisation")
