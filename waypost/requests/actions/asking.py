"""From a template to a question that is asked, and to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _

from waypost.access.keys import Audience, opened
from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import action
from waypost.core.errors import Overtaken, Refused
from waypost.people.models import Network, Organisation, Person
from waypost.publications.actions.drafting import next_reference
from waypost.publications.actions.gating import check_words
from waypost.requests import gates
from waypost.requests.models import Asked, Question, Request
from waypost.requests.outlines import ANSWER_WITHIN, OUTLINES, Kind
from waypost.requests.policies import may, may_ask, may_ask_in
from waypost.requests.reaching import unable
from waypost.requests.states import Stage

MOST_ASKED = 20  # who wants to know from more has something to share: that is a bulletin


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
def write(*, by: Person, request: Request, revision: int, draft: Draft) -> Request:  # noqa: ARG001
    """Keep the draft. ``revision`` is the request's when the form was opened."""
    _demand_current(request, revision)
    _check(request, draft)
    for name in ("mark", "national_marking", "answer_within", "shows_asked"):
        setattr(request, name, getattr(draft, name))
    if request.mark == Mark.RED:
        request.shows_asked = False
    request.revision += 1
    request.save()
    question = Question.unfiltered.get(request=request.pk)
    question.title, question.text = draft.title.strip(), draft.text.strip()
    question.save()
    _replace_asked(request, draft.asked)
    request.recompile()
    doors.note(mark=Mark(request.mark).label, asked=sorted(draft.asked))
    return request


@action("requests.asked", allowed=may("ask"))
def ask(*, by: Person, request: Request, revision: int, reasons: Mapping[str, str] | None = None) -> Request:  # noqa: ARG001
    """Send it. ``reasons`` say, by digest, why what the gate found may stay."""
    _demand_current(request, revision)
    question = Question.unfiltered.get(request=request.pk)
    _check_complete(request, question)
    said = {
        "title": question.title,
        "text": question.text,
        "national_marking": request.national_marking,
    }
    question.reasons = gates.check(request, said, {**question.reasons, **(reasons or {})})
    question.save()
    request.stage, request.asked_at = Stage.ASKED, clock.now()
    request.due_at = request.asked_at + timedelta(hours=request.answer_within)
    request.revision += 1
    request.save()
    request.recompile()
    asked = Asked.unfiltered.filter(request=request.pk).count()
    doors.note(mark=Mark(request.mark).label, asked=asked, justified=len(question.reasons))
    return request


@action("requests.discarded", allowed=may("discard"))
def discard(*, by: Person, request: Request) -> None:  # noqa: ARG001
    """Drop a draft that was never asked."""
    doors.note(reference=request.reference)
    request.forget_reach()
    request.delete()


@action("requests.closed", allowed=may("close"))
def close(*, by: Person, request: Request, revision: int | None = None) -> Request:  # noqa: ARG001
    """Enough is known: nobody is waited for any more. What was answered stays."""
    _demand_current(request, revision)
    return _ended(request, Stage.CLOSED)


@action("requests.withdrawn", allowed=may("withdraw"))
def withdraw(*, by: Person, request: Request, because: str, revision: int | None = None) -> Request:  # noqa: ARG001
    """Take the question away from those asked, who read the reason instead."""
    _demand_current(request, revision)
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


def _demand_current(request: Request, revision: int | None) -> None:
    if revision not in (None, request.revision):
        raise Overtaken(
            _(
                "Somebody changed this request since you opened the page. What stands now is shown beside yours."
            ),
            theirs=request,
        )


def _check(request: Request, draft: Draft) -> None:
    """What may be named under which mark: organisations, under RED persons, all of them others."""
    if draft.mark == Mark.CLEAR:
        raise Refused(
            _("A request is between focal points. Choose another mark."), mark=_("Not for a request.")
        )
    wanted = Audience.PERSON if draft.mark == Mark.RED else Audience.ORGANISATION
    if any(opened(value)[0] != wanted for value in draft.asked):
        raise Refused(
            _("Under TLP:RED you ask persons. Remove the organisations, or choose another mark.")
            if wanted == Audience.PERSON
            else _("Under this mark you ask organisations. Remove the persons, or choose TLP:RED."),
            add=_("Not possible under this mark."),
        )
    if len(draft.asked) > MOST_ASKED:
        raise Refused(
            _("You ask more than 20. Share a bulletin instead, or ask fewer."), add=_("Not more than 20.")
        )
    if draft.answer_within not in dict(ANSWER_WITHIN):
        raise Refused(_("Choose one of the deadlines."), answer_within=_("Choose one."))
    own = {opened(value)[1] for value in draft.asked} & _own(request, wanted)
    if own:
        raise Refused(
            _("You cannot ask your own organisation here."), add=_("This is your own organisation.")
        )
    if request.network.refuses(draft.national_marking):
        raise Refused(
            _("“%(marking)s” is above what this network may carry. Use your national channel.")
            % {"marking": draft.national_marking},
            national_marking=_("Above the ceiling of this network."),
        )


def _own(request: Request, wanted: Audience) -> set[int]:
    if wanted == Audience.ORGANISATION:
        return {request.originator_id}
    people = Person.objects.filter(acting_as__post__organisation=request.originator_id)
    return set(people.values_list("pk", flat=True))


def _replace_asked(request: Request, keys: frozenset[int]) -> None:
    """Those asked, as they are named now; who was named before keeps the same row."""
    rows = {row.person_id or row.organisation_id: row for row in Asked.whom(request)}
    persons = request.mark == Mark.RED
    held = {ident: row for ident, row in rows.items() if (row.person_id is not None) == persons}
    wanted = {opened(value)[1] for value in keys}
    kept = [held[ident].pk for ident in wanted & held.keys()]
    Asked.unfiltered.filter(request=request.pk).exclude(pk__in=kept).delete()
    new = sorted(wanted - held.keys())
    if persons:
        bodies = dict(Person.objects.filter(pk__in=new).values_list("pk", "acting_as__post__organisation"))
        made = [
            Asked(request_id=request.pk, person_id=ident, organisation_id=bodies[ident])
            for ident in new
            if bodies.get(ident)
        ]
    else:
        made = [Asked(request_id=request.pk, organisation_id=ident) for ident in new]
    Asked.unfiltered.bulk_create(made)


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
    mute = unable(request, rows)
    if mute:
        raise Refused(
            _("Nobody could answer for %(names)s. Take it off the list, or ask the secretariat whom to ask.")
            % {"names": ", ".join(row.name for row in mute)}
        )
