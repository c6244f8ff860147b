"""Reading a request, answering it, and mending an answer."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import action, quiet_action
from waypost.core.errors import Overtaken, Refused
from waypost.people.models import Person
from waypost.requests import gates
from waypost.requests.models import Answer, Asked, QuestionOpening, Request
from waypost.requests.policies import asked_of, may, may_answer, may_read, strictest
from waypost.requests.states import OUTCOMES, State


@action("requests.answered", allowed=may_answer)
def answer(
    *,
    by: Person,
    request: Request,
    opened_on: int,
    outcome: str,
    text: str,
    mark: Mark | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Answer:
    """Answer for the organisation (under RED: for oneself), or correct what was answered before.

    ``opened_on`` is the number of the answer that stood when the form was opened, 0 before the first. ``mark`` is the
    request's unless a stricter one is wanted.
    """
    own = asked_of(by, request)
    assert own is not None  # noqa: S101  the policy asked
    row = Asked.unfiltered.select_for_update(of=("self",)).get(pk=own.pk)
    marked = Mark(request.mark) if mark is None else Mark(mark)
    if row.revision != opened_on:
        raise Overtaken(
            _("Somebody of your organisation answered since you opened this page. Both are shown below."),
            theirs=Answer.unfiltered.filter(asked=row.pk).order_by("-number").first(),
        )
    _check(request, outcome, text, marked)
    kept = gates.check(request, {"text": text}, reasons or {})
    row.revision, row.state, row.answered_at = row.revision + 1, State(outcome), clock.now()
    row.save()
    given = Answer(
        asked_id=row.pk,
        number=row.revision,
        outcome=outcome,
        mark=marked,
        text=text.strip(),
        reasons=kept,
        by=by,
        at=row.answered_at,
    )
    given.words = given.fresh_words()
    given.save()
    doors.note(
        organisation=row.organisation.public_id,
        outcome=outcome,
        number=given.number,
        mark=marked.label,
        justified=len(kept),
    )
    return given


@action("requests.thanked", allowed=may("thank"))
def thank(*, by: Person, request: Request, asked: str) -> Asked:
    """Tell those who answered (by the public id of whom was asked) that it was used. Once; nothing else is said."""
    row = Asked.unfiltered.filter(request=request.pk, public_id=asked).first()
    if row is None or row.state != State.ANSWERED:
        raise Refused(_("There is no answer to thank for. Open the page again."))
    if row.used_at is not None:
        raise Refused(_("They were told already."))
    row.used_at = clock.now()
    row.save()
    doors.note(asked=row.public_id)
    return row


@quiet_action(
    "requests.read",
    allowed=may_read,
    because="a read mark; the opening of AMBER and above is its own action",
)
def mark_read(*, by: Person, request: Request, answers: int) -> None:
    _note_opening(by, request, answers)


@action("requests.content_opened", allowed=may_read)
def open_content(*, by: Person, request: Request, answers: int) -> None:
    """Record that the content of a request, and of so many answers, was opened at AMBER or above."""
    _note_opening(by, request, answers)
    doors.note(mark=strictest(by, [request])[request.pk].label, answers=answers)


def opened(*, by: Person, request: Request) -> None:
    """Called by the page that shows content: recorded once a person and hour, and again when there is a new answer."""
    given = Asked.visible_to(by).filter(request=request.pk).aggregate(all=Sum("revision"))
    answers = given["all"] or 0
    last = QuestionOpening.unfiltered.filter(request=request.pk, person=by.pk).first()
    if last is not None and last.answers == answers and clock.now() - last.last_at < timedelta(hours=1):
        return
    if strictest(by, [request])[request.pk] >= Mark.AMBER:
        open_content(by=by, request=request, answers=answers)
    elif last is None or last.answers != answers:
        mark_read(by=by, request=request, answers=answers)


def _note_opening(by: Person, request: Request, answers: int) -> None:
    row = QuestionOpening.unfiltered.filter(request=request.pk, person=by.pk).first()
    row = row or QuestionOpening(request_id=request.pk, person=by)
    row.last_at, row.answers = clock.now(), answers
    row.save()


def _check(request: Request, outcome: str, text: str, mark: Mark) -> None:
    if outcome not in dict(OUTCOMES):
        raise Refused(_("Choose one of the answers."), outcome=_("Choose one."))
    if mark < request.mark:
        raise Refused(
            _("An answer carries the mark of the question, or a stricter one."),
            mark=_("Less strict than the question."),
        )
    if outcome != State.NOTHING and not text.strip():
        raise Refused(
            _("Say why not, so that they know whom to ask next.")
            if outcome == State.UNABLE
            else _("Write the answer."),
            text=_("Write this before you send it."),
        )
