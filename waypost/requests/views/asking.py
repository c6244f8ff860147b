"""Writing a request, sending it and ending it. Left and resumed at any step."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.access.keys import Audience, key, opened
from waypost.access.marks import Mark
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.face.forms import refuse
from waypost.people.models import Network, Organisation, Person
from waypost.people.signin import demand_fresh
from waypost.publications.audiences import bodies_of, named
from waypost.publications.views.shared import member, overtaken
from waypost.requests import gates, lists
from waypost.requests.actions import asking
from waypost.requests.actions.asking import Draft
from waypost.requests.forms import MARKS, EndForm, QuestionForm, StartForm
from waypost.requests.models import Asked, Request
from waypost.requests.outlines import ANSWER_WITHIN, OUTLINES, Kind
from waypost.requests.policies import acts_now, may_ask
from waypost.requests.reaching import reached
from waypost.requests.states import Stage
from waypost.requests.views.shared import (
    for_act,
    keeping,
    question_of,
    reasons_in,
    seen_or_404,
    to,
)

either = require_http_methods(["GET", "POST"])


@either
def start(request: HttpRequest) -> HttpResponse:
    """Choose a template; or go on with a draft."""
    person = member(request)
    if not may_ask(person, person.organisation):
        raise Denied("requests.started")
    networks = Network.objects.filter(pk__in=person.networks())
    form = StartForm(request.POST or None, initial={"kind": request.GET.get("kind") or Kind.DOCUMENT})
    form.fields["network"].queryset = networks  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and person.organisation is not None:
        made = asking.start(
            by=person,
            organisation=person.organisation,
            network=form.cleaned_data["network"],
            kind=Kind(form.cleaned_data["kind"]),
        )
        return to("write_request", made)
    drafts = lists.asked_by_us(person).select_related("author").filter(stage=Stage.DRAFT).order_by("-pk")[:20]
    context = {
        "form": form,
        "kinds": [(kind, OUTLINES[kind]) for kind in Kind],
        "drafts": lists.rows_of(person, drafts),
    }
    return render(request, "requests/start.html", context, status=422 if form.errors else 200)


@either
@keeping("edit")
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom, under which mark, what, by when; and in words whom it reaches."""
    found = for_act(request, public_id, "edit")
    form = QuestionForm(request.POST or None, initial=_as_written(request, found))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            found = _write(request, found, form)
        except Overtaken as said:
            found = theirs = seen_or_404(request, public_id)
            overtaken(form, said, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            return to("send_request" if request.POST.get("do") == "next" else "write_request", found)
    context = {
        "found": found,
        "form": form,
        "marks": MARKS,
        "bodies": bodies_of(found.network),
        "reached": reached(member(request), found),
        "theirs": theirs,
        "their_question": question_of(request, found) if theirs else None,
        "theirs_within": dict(ANSWER_WITHIN).get(theirs.answer_within) if theirs else None,
        "step": "write",
    }
    return render(request, "requests/write.html", context, status=422 if form.errors else 200)


@either
@keeping("ask")
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything once more, what the gate found, and then out."""
    found = for_act(request, public_id, "ask")
    problem = None
    question, reasons = question_of(request, found), reasons_in(request)
    assert question is not None  # noqa: S101  a draft has one
    if request.method == "POST":
        if found.mark >= Mark.STRICT:
            demand_fresh(request)
        try:
            asking.ask(by=member(request), request=found, revision=_opened_on(request), reasons=reasons)
        except Refused as refused:
            problem, found = refused, seen_or_404(request, public_id)
        else:
            messages.info(request, _("Your question is sent. You are told of every answer."))
            return to("request", found)
    said = {"title": question.title, "text": question.text, "national_marking": found.national_marking}
    context = {
        "found": found,
        "question": question,
        "reached": reached(member(request), found),
        "gate": gates.found_in(found, said, {**question.reasons, **reasons}),
        "problem": problem,
        "step": "send",
    }
    return render(request, "requests/send.html", context, status=422 if problem else 200)


@either
@keeping("close", "withdraw", "discard")
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close it, withdraw it, or drop a draft: asks once, and says what each means."""
    found = for_act(request, public_id, "close", "discard")
    acts = acts_now(member(request), found)
    form = EndForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        try:
            said = _end(request, found, form)
        except Overtaken as overtaken_by:
            found = seen_or_404(request, public_id)
            overtaken(form, overtaken_by, revision=found.revision)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.info(request, said)
            if "discard" in acts:
                return HttpResponseRedirect(reverse("requests") + "?side=by-us")
            return to("request", found)
    context = {"found": found, "question": question_of(request, found), "form": form, "acts": acts}
    return render(request, "requests/end.html", context, status=422 if form.errors else 200)


def _end(request: HttpRequest, found: Request, form: EndForm) -> str:
    person, revision = member(request), form.cleaned_data["revision"]
    if found.stage == Stage.DRAFT:
        asking.discard(by=person, request=found, revision=revision)
        return _("The draft is discarded.")
    if request.POST.get("do") == "withdraw":
        because = form.cleaned_data["because"]
        asking.withdraw(by=person, request=found, because=because, revision=revision)
        return _("Withdrawn. Those asked see your reason instead of the question.")
    asking.close(by=person, request=found, revision=revision)
    return _("Closed. Nobody is waited for any more.")


def _opened_on(request: HttpRequest) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _as_written(request: HttpRequest, found: Request) -> dict[str, Any]:
    question = question_of(request, found)
    names = ("mark", "national_marking", "answer_within", "shows_asked", "revision")
    words = {"title": question.title, "text": question.text} if question else {}
    return {**{name: getattr(found, name) for name in names}, **words}


def _write(request: HttpRequest, found: Request, form: QuestionForm) -> Request:
    """Those asked as they stand, plus who was added, less who was removed; then the action. Whoever the new mark cannot
    name is left off, and named.
    """
    person, values = member(request), form.cleaned_data
    mark, removed = Mark(values["mark"]), request.POST.getlist("remove")
    rows = Asked.visible_to(person).filter(request=found.pk).select_related("organisation", "person")
    kept = [row for row in rows if row.public_id not in removed]
    fitting = [row for row in kept if (row.person_id is not None) == (mark == Mark.RED)]
    asked = {_key(row, found) for row in fitting}
    if values["add"]:
        asked.add(key_called(person, found, values["add"], mark))
    draft = Draft(
        title=values["title"],
        text=values["text"],
        mark=mark,
        national_marking=values["national_marking"],
        answer_within=values["answer_within"],
        shows_asked=values["shows_asked"],
        asked=frozenset(asked),
    )
    written = asking.write(by=person, request=found, revision=values["revision"], draft=draft)
    if len(fitting) < len(kept):
        gone = ", ".join(each.name for each in kept if each not in fitting)
        messages.warning(
            request, _("This mark cannot name %(names)s, so they are asked no longer.") % {"names": gone}
        )
    return written


def _key(row: Asked, found: Request) -> int:
    if row.person_id is not None:
        return key(Audience.PERSON, row.person_id)
    return key(Audience.ORGANISATION, row.organisation_id, found.network_id)


def key_called(person: Person, found: Request, typed: str, mark: Mark) -> int:
    """The key of whom was typed: an organisation by name or code before anything else that has the same name."""
    typed = typed.strip()
    if mark != Mark.RED:
        same = Q(name_en__iexact=typed) | Q(name_th__iexact=typed) | Q(code__iexact=typed)
        bodies = list(Organisation.objects.filter(same).values_list("pk", flat=True)[:2])
        if len(bodies) == 1:
            return key(Audience.ORGANISATION, bodies[0], found.network_id)
    value = named(person, found.network, typed, mark=mark, at="add")
    wanted = Audience.PERSON if mark == Mark.RED else Audience.ORGANISATION
    if opened(value)[0] != wanted:
        raise Refused(
            _("Under TLP:RED you ask persons. Give the name or mail address of one.")
            if mark == Mark.RED
            else _("“%(typed)s” is no organisation. Name the organisation you ask.") % {"typed": typed},
            add=_("Not possible under this mark."),
        )
    return value
