"""From a template to a question that is asked, and to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.people.models import Network, Organisation, Person
from waypost.publications.actions.drafting import next_reference
from waypost.publications.actions.gating import check_words
from waypost.requests import gates
from waypost.requests.actions.naming import check_whom, demand_answerers, replace_asked
from waypost.requests.models import Asked, Question, Request
from waypost.requests.outlines import ANSWER_WITHIN, OUTLINES, Kind
from waypost.requests.policies import may, may_ask, may_ask_in
from waypost.requests.states import Stage


@dataclass(frozen=True)
class Draft:
    """Everything about a question as it is written. ``asked`` are keys of organisations, under RED of persons."""

    title: str
    text: str
    mark: Mark = Mark.AMBER
    national_marking: str = ""
    answer_within: int = 168
    shows_asked: bool = False
    asked: frozenset[int] = field(default_factory=frozenset)


@action("requests.started", allowed=may_ask)
def start(*, by: Person, organisation: Organisation, network: Network, kind: Kind) -> Request:
    """Begin a question from a template: its outline, in the language of whoever begins, and its usual deadline."""
    if not may_ask_in(by, network):
        raise Refused(_("You do not belong to this network. Choose one of yours."))
    at, outline = clock.now(), OUTLINES[Kind(kind)]
    request = Request(
        kind=kind,
        reference=next_reference(organisation, at.year),
        network=network,
        originator=organisation,
        author=by,
        answer_within=outline.within,
        started_at=at,
    )
    request.save()
    Question(request_id=request.pk, text=str(outline.text)).save()
    request.recompile()
    doors.about(request)
    doors.note(kind=str(kind), network=network.key)
    return request


@action("requests.written", allowed=may("edit"))
def write(*, by: Person, request: Request, revision: int, draft: Draft) -> Request:
    """Keep the draft. ``revision`` is the request's when the form was opened."""
    demand_current(request, revision)
    _check(request, draft)
    _check_still_theirs(by, request, draft.mark)
    for name in ("mark", "national_marking", "answer_within", "shows_asked"):
        setattr(request, name, getattr(draft, name))
    if request.mark == Mark.RED:
        request.shows_asked = False
    request.revision += 1
    request.save()
    question = Question.unfiltered.get(request=request.pk)
    question.title, question.text = draft.title.strip(), draft.text.strip()
    question.save()
    replace_asked(request, draft.asked)
    request.recompile()
    doors.note(mark=Mark(request.mark).label, asked=sorted(draft.asked))
    return request


@action("requests.asked", allowed=may("ask"))
def ask(*, by: Person, request: Request, revision: int, reasons: Mapping[str, str] | None = None) -> Request:
    """Send it. ``reasons`` say, by digest, why what the gate found may stay."""
    demand_current(request, revision)
    question = Question.unfiltered.get(request=request.pk)
    _check_complete(request, question)
    said = {
        "title": question.title,
        "text": question.text,
        "national_marking": request.national_marking,
    }
    question.reasons = gates.check(request, said, {**question.reasons, **(reasons or {})})
    request.stage, request.asked_at = Stage.ASKED, clock.now()
    question.words = question.fresh_words(request)
    question.save()
    request.due_at = request.asked_at + timedelta(hours=request.answer_within)
    request.revision += 1
    request.save()
    request.recompile()
    asked = Asked.unfiltered.filter(request=request.pk).count()
    doors.note(mark=Mark(request.mark).label, asked=asked, justified=len(question.reasons))
    return request


@action("requests.discarded", allowed=may("discard"))
def discard(*, by: Person, request: Request, revision: int | None = None) -> None:
    """Drop a draft that was never asked."""
    demand_current(request, revision)
    doors.note(reference=request.reference)
    request.forget_reach()
    request.delete()


@action("requests.closed", allowed=may("close"))
def close(*, by: Person, request: Request, revision: int | None = None) -> Request:
    """Enough is known: nobody is waited for any more. What was answered stays."""
    demand_current(request, revision)
    return _ended(request, Stage.CLOSED)


@action("requests.withdrawn", allowed=may("withdraw"))
def withdraw(*, by: Person, request: Request, because: str, revision: int | None = None) -> Request:
    """Take the question away from those asked, who read the reason instead."""
    demand_current(request, revision)
    if not because.strip():
        raise Refused(
            _("Say why it is withdrawn. Those asked see this sentence instead of the question."),
            because=_("Say why."),
        )
    check_words(because=because)
    request.withdrawn_because = because.strip()
    return _ended(request, Stage.WITHDRAWN)


def _ended(request: Request, stage: Stage) -> Request:
    request.stage, request.ended_at = stage, clock.now()
    request.revision += 1
    request.save()
    request.recompile()
    return request


def demand_current(request: Request, revision: int | None) -> None:
    if revision not in (None, request.revision):
        raise Overtaken(
            _(
                "Somebody changed this request since you opened the page. What stands now is shown beside yours."
            ),
            theirs=request,
        )


def _check(request: Request, draft: Draft) -> None:
    """What the draft may say: a mark a request can have, whom may be named under it, one of the deadlines."""
    if draft.mark == Mark.CLEAR:
        raise Refused(
            _("A request is between focal points. Choose another mark."), mark=_("Not for a request.")
        )
    check_whom(request, draft.mark, draft.asked)
    if draft.answer_within not in dict(ANSWER_WITHIN):
        raise Refused(_("Choose one of the deadlines."), answer_within=_("Choose one."))
    if request.network.refuses(draft.national_marking):
        raise Refused(
            _("“%(marking)s” is above what this network may carry. Use your national channel.")
            % {"marking": draft.national_marking},
            national_marking=_("Above the ceiling of this network."),
        )


def _check_still_theirs(by: Person, request: Request, mark: Mark) -> None:
    """Nobody writes a colleague's draft away from their own eyes."""
    if mark == Mark.RED and by.pk != request.author_id:
        raise Refused(
            _("Under TLP:RED only %(author)s, who began it, would see it. Begin a question of your own.")
            % {"author": request.author.name},
            mark=_("Not for a colleague’s draft."),
        )


def _check_complete(request: Request, question: Question) -> None:
    """Everything that could be wrong is said before anything is sent."""
    missing = {
        name: _("Write this before you send it.")
        for name in ("title", "text")
        if not getattr(question, name).strip()
    }
    if missing:
        raise Refused(_("The question is not complete: title and text are needed."), **missing)
    if question.text.strip() == str(OUTLINES[Kind(request.kind)].text).strip():
        raise Refused(_("The outline is still empty. Fill it in."), text=_("Only the outline stands here."))
    if request.network.refuses(request.national_marking):
        raise Refused(
            _("“%(marking)s” is above what this network may carry. Use your national channel.")
            % {"marking": request.national_marking}
        )
    rows = Asked.whom(request)
    if not rows:
        raise Refused(_("Nobody is asked. Name at least one."), add=_("Name at least one."))
    demand_answerers(request, rows)
