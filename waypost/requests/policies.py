"""Who may do what with a request: the parts a person has in it, looked up in the state table. Pure questions."""

from collections.abc import Callable, Iterable

from waypost.access.keys import Audience, Viewer, key, keys_of
from waypost.access.marks import Mark
from waypost.people.models import Network, Organisation, Post
from waypost.requests.models import Answer, Asked, Request
from waypost.requests.states import STEPS, Part, Stage, State, acts_in


def parts_of(by: Viewer, request: Request) -> frozenset[Part]:
    """Every part this viewer has in the request, judged now. A stranger has none but that."""
    if not request.is_visible_to(by):
        return frozenset({Part.STRANGER})
    parts = set()
    if asks(by, request):
        parts.add(Part.ASKER)
    if request.stage != Stage.DRAFT:
        parts.add(Part.READER)
        if asked_of(by, request) is not None:
            parts.add(Part.ANSWERER)
    return frozenset(parts or {Part.STRANGER})


def asks(by: Viewer, request: Request) -> bool:
    """Is ``by`` one who asks for the organisation behind it; under RED, whoever asked? (``models.asking_side``)"""
    own = key(Audience.ORGANISATION, request.originator_id, request.network_id)
    if own not in keys_of(by) or not by.has_role(*Post.ASKING):
        return False
    return request.mark != Mark.RED or request.author_id == by.pk


def asked_of(by: Viewer, request: Request) -> Asked | None:
    """What this viewer may answer: as the person asked, or as a focal point of an organisation that is."""
    rows = Asked.visible_to(by).filter(request=request.pk)
    if request.mark == Mark.RED:
        return rows.filter(person=by.pk).first()
    if by.organisation is None or not by.has_role(*Post.ASKING):
        return None
    return rows.filter(organisation=by.organisation, person__isnull=True).first()


def acts_now(by: Viewer, request: Request) -> set[str]:
    """Every act of the table this viewer may do now: what the page offers."""
    acts = acts_in(Stage(request.stage), parts_of(by, request))
    if "correct" in acts:
        own = asked_of(by, request)
        if own is None or own.state == State.OPEN:
            acts.discard("correct")
    return acts


def may(act: str) -> Callable[[Viewer, Request], bool]:
    """The policy of one act of the state table."""

    def policy(by: Viewer, request: Request) -> bool:
        return act in acts_now(by, request)

    policy.__name__ = f"may_{act}"
    return policy


def may_answer(by: Viewer, request: Request) -> bool:
    """Give an answer, or mend the one that was given."""
    return bool({"answer", "correct"} & acts_now(by, request))


def could(act: str, by: Viewer, request: Request) -> bool:
    """Has ``by`` the part that ``act`` wants, if not perhaps the right stage: somebody who comes too late?"""
    return bool(parts_of(by, request) & {step.part for step in STEPS if step.act == act})


def may_ask(by: Viewer, organisation: Organisation | None) -> bool:
    """A focal point asks for the organisation they act for."""
    own = organisation is not None and by.organisation is not None and by.organisation.pk == organisation.pk
    return own and by.is_active_member() and by.has_role(*Post.ASKING)


def may_ask_in(by: Viewer, network: Network) -> bool:
    return key(Audience.NETWORK, network.pk) in keys_of(by)


def may_read(by: Viewer, request: Request) -> bool:
    return request.is_visible_to(by)


def strictest(by: Viewer, requests: Iterable[Request]) -> dict[int, Mark]:
    """By request id, the strictest mark among it and the answers to it that this viewer sees: what a page and a mail
    obey. One query.
    """
    found = {request.pk: request.mark for request in requests}
    marks = Answer.visible_to(by).filter(asked__request__in=list(found)).values_list("asked__request", "mark")
    for ident, mark in marks:
        found[ident] = max(found[ident], mark)
    return {ident: Mark(mark) for ident, mark in found.items()}
