"""Lists of requests, the page of one, and the answer to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waypost.access.marks import Mark
from waypost.core.errors import Overtaken, Refused
from waypost.face.forms import refuse
from waypost.notices.actions import shown
from waypost.people.models import Person
from waypost.people.signin import demand_fresh
from waypost.publications.search.asked import LONGEST, ask
from waypost.publications.views.shared import member, overtaken
from waypost.requests import gates, lists
from waypost.requests.actions import answering
from waypost.requests.forms import ReplyForm
from waypost.requests.models import Answer, Asked, Request
from waypost.requests.policies import acts_now, asked_of, may_ask, strictest
from waypost.requests.states import Stage, State
from waypost.requests.views.shared import (
    for_act,
    keeping,
    question_of,
    reasons_in,
    seen_or_404,
    to,
)

SIDES = {
    "of-us": gettext_lazy("Asked of us"),
    "by-us": gettext_lazy("Asked by us"),
    "others": gettext_lazy("Other questions"),
    "all": gettext_lazy("All of them"),
}
SHOWS = {
    "all": gettext_lazy("All"),
    "open": gettext_lazy("Open"),
    "late": gettext_lazy("Late"),
    "answered": gettext_lazy("With an answer"),
    "closed": gettext_lazy("Closed"),
}


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What others ask of us, what we ask of them, and what else one reads; narrowed by plain links."""
    person = member(request)
    if not person.is_active_member():
        raise Http404
    asks = may_ask(person, person.organisation)
    side, show = request.GET.get("side", ""), request.GET.get("show", "")
    side, show = side if side in SIDES else "of-us", show if show in SHOWS else "all"
    asked = ask(request.GET.get("q", ""))
    context = {
        "rows": lists.shown(person, side, show, asked),
        "asked": asked,
        "longest": LONGEST,
        "side": side,
        "show": show,
        "heading": SIDES[side],
        "sides": [(key, label) for key, label in SIDES.items() if asks or key != "by-us"],
        "shows": [(key, label) for key, label in SHOWS.items() if side != "others" or key != "answered"],
        "may_ask": asks,
        "most": lists.SHOWN,
    }
    return render(request, "requests/list.html", context)


@require_GET
def request(request: HttpRequest, public_id: str) -> HttpResponse:
    """The question with what this reader may see of its answers. A draft sends its author to writing it."""
    found = seen_or_404(request, public_id)
    if found.stage == Stage.DRAFT:
        return to("write_request", found)
    person = member(request)
    answering.opened(by=person, request=found)
    shown(to=person, subject=Request.named_as, public_id=found.public_id)
    return render(request, "requests/request.html", _page(request, found))


@require_http_methods(["GET", "POST"])
@keeping("answer")
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer for the organisation, or correct its answer. Everything typed comes back when it cannot be taken."""
    found = for_act(request, public_id, "answer", "correct")
    person = member(request)
    own = asked_of(person, found)
    assert own is not None  # noqa: S101  the act asked
    before = Answer.visible_to(person).filter(asked=own.pk).order_by("-number").first()
    form = ReplyForm(request.POST or None, initial=_as_answered(found, own, before), least=found.marked)
    context: dict[str, Any] = {"before": before}
    if request.method == "POST" and form.is_valid():
        said = _given(request, found, form)
        if isinstance(said, HttpResponse):
            return said
        context |= said
    context |= {**_page(request, found), "form": form, "marks": [m for m in Mark if m >= found.mark]}
    return render(request, "requests/answer.html", context, status=422 if form.errors else 200)


@require_POST
def thank(request: HttpRequest, public_id: str) -> HttpResponse:
    """The asker says that an answer was used."""
    found = for_act(request, public_id, "thank")
    try:
        answering.thank(by=member(request), request=found, asked=request.POST.get("asked", ""))
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
    else:
        messages.info(request, _("They are told that their answer was used."))
    return to("request", found)


def _given(request: HttpRequest, found: Request, form: ReplyForm) -> HttpResponse | dict[str, Any]:
    """Where to go once the answer is given, or what the page says of why it was not."""
    values, reasons = dict(form.cleaned_data), reasons_in(request)
    mark = Mark(values["mark"]) if values["mark"] is not None else found.marked
    if mark >= Mark.STRICT:
        demand_fresh(request)
    try:
        given = answering.answer(
            by=member(request),
            request=found,
            opened_on=values["opened_on"],
            outcome=values["outcome"],
            text=values["text"],
            mark=mark,
            reasons=reasons,
        )
    except Overtaken as said:
        overtaken(form, said, opened_on=said.theirs.number if said.theirs else 0)
        theirs = Answer.visible_to(member(request)).filter(pk=said.theirs.pk if said.theirs else 0).first()
        return {"theirs": theirs}
    except Refused as refused:
        refuse(form, refused)
        return {"gate": gates.found_in(found, {"text": values["text"]}, reasons)}
    messages.info(
        request,
        _("Your correction is sent.")
        if given.number > 1
        else _("Your answer is sent. Only those who asked read it."),
    )
    return to("request", found)


def _as_answered(found: Request, own: Asked, before: Answer | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"opened_on": own.revision, "mark": found.mark}
    if before is not None:
        initial |= {"outcome": before.outcome, "text": before.text, "mark": before.mark}
    return initial


def _page(request: HttpRequest, found: Request) -> dict[str, Any]:
    """Everything the page of a request shows, in a constant number of queries."""
    person = member(request)
    rows = list(
        Asked.visible_to(person)
        .filter(request=found.pk)
        .select_related("organisation__member", "person")
        .order_by("pk")
    )
    answers = lists.answers_of(person, rows)
    own = next((row for row in rows if lists.is_own(person, row)), None)
    acts = acts_now(person, found)
    asking = {"close", "withdraw", "thank"} & acts or found.originator == person.organisation
    return {
        "found": found,
        "question": question_of(request, found),
        "acts": acts,
        "own": own,
        "own_answers": answers.get(own.pk, []) if own else [],
        "asking": asking,
        "board": [(row, answers.get(row.pk, [])) for row in _silent_last(rows)] if asking else [],
        "answered": sum(row.state != State.OPEN for row in rows),
        "late": [row for row in rows if found.is_late() and row.state == State.OPEN],
        "escalated": [] if asking else [row for row in rows if own is None or row.pk != own.pk],
        "others": Asked.shown_names(person, found),
        "strictest": strictest(person, [found])[found.pk],
        "why": _why(person, found, own),
    }


def _silent_last(rows: list[Asked]) -> list[Asked]:
    return sorted(rows, key=lambda row: row.state == State.OPEN)


def _why(person: Person, found: Request, own: Asked | None) -> list[str]:
    """ "Why can I see this?" in sentences."""
    label, organisation = found.marked.label, person.organisation
    lines = []
    if found.author_id == person.pk:
        lines.append(_("You asked it."))
    elif own is not None or found.mark == Mark.RED:
        lines.append(
            _("It is %(mark)s and asks %(whom)s.") % {"mark": label, "whom": own.name if own else ""}
        )
    elif organisation is not None and found.originator_id == organisation.pk:
        lines.append(_("It is %(mark)s and comes from your own organisation.") % {"mark": label})
    elif found.mark == Mark.GREEN:
        lines.append(
            _("It is %(mark)s: every active member of its network sees the question.") % {"mark": label}
        )
    else:
        whom = organisation.name if organisation else ""
        lines.append(_("It is %(mark)s and asks %(whom)s.") % {"mark": label, "whom": whom})
    if found.mark >= Mark.AMBER:
        lines.append(_("That you open it is recorded."))
    return lines
