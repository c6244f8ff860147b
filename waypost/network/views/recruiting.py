"""Recruiting focal points: the board, proposing, and what is done with one nomination."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.access.marks import Mark
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.files import intake, serving
from waypost.files.intake import Clean
from waypost.network import actions, lists
from waypost.network.actions import Call, Proposal
from waypost.network.forms import CallForm, CandidateForm, CorrectForm, ProposeForm
from waypost.network.models import Nomination
from waypost.network.policies import follows_recruiting, may_now
from waypost.network.states import Part, Stage
from waypost.people.forms import ReasonForm
from waypost.people.models import Person
from waypost.people.policies import may_confirm_member
from waypost.people.signin import demand_fresh
from waypost.people.views.invitations import hand_over_later
from waypost.people.views.reader import reader

either = require_http_methods(["GET", "POST"])


@require_safe
def recruiting(request: HttpRequest) -> HttpResponse:
    """The board: the candidates one may see, what is latest first."""
    by = _recruiter_or_404(request)
    on_the_way, over = lists.board_of(by)
    context = {
        "rows": [(row, lists.is_next(by, row)) for row in on_the_way],
        "over": over,
        "late": sum(row.is_late for row in on_the_way),
        "proposes": lists.organisations_to_propose(by).exists(),
    }
    return render(request, "network/recruiting.html", context)


@either
def propose(request: HttpRequest) -> HttpResponse:
    """A mission focal point writes down whom a state nominates, with its letter."""
    by = _recruiter_or_404(request)
    form = ProposeForm(
        request.POST or None,
        request.FILES or None,
        initial={"language": by.language},
        organisations=lists.organisations_to_propose(by),
        networks=lists.networks_of(by),
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        letter, organisation, network = (typed.pop(name) for name in ("letter", "organisation", "network"))

        def act() -> Nomination:
            return actions.propose(
                by=by,
                organisation=organisation,
                network=network,
                proposal=Proposal(**typed),
                letter=_taken_in(letter),
            )

        made = _done(act, form)
        if made is not None:
            messages.success(request, _("The secretariat has your nomination."))
            return redirect("nomination", made.public_id)
    return render(request, "network/propose.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def nomination(request: HttpRequest, public_id: str) -> HttpResponse:
    """One candidate: the letter, what was done, what may be done now."""
    by, found = reader(request), seen_or_404(request, public_id)
    tenure = found.invitation.tenure if found.invitation else None
    provisional = tenure is not None and found.stage_now == Stage.PROVISIONAL
    context = {
        "nomination": found,
        "acts": lists.acts_on(by, found),
        "tenure": tenure,
        "may_confirm": provisional and tenure is not None and may_confirm_member(by, tenure),
        "wants_two": found.stage_now == Stage.PROPOSED and lists.is_first(found),
        "waits_for_another": found.stage_now == Stage.SECOND
        and not may_now("register", by, found)
        and found.registered_by_id == by.pk,
        "candidate": Part.CANDIDATE,
    }
    return render(request, "network/nomination.html", context)


@require_safe
def letter(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The scanned letter. Every copy carries the name of whoever opened it."""
    found = seen_or_404(request, public_id)
    if found.letter.is_erased:
        raise Http404
    return serving.respond(request, found.letter, Mark.AMBER)


@either
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose again what was sent back."""
    by, found = reader(request), _for(request, public_id, "correct")
    form = CorrectForm(request.POST or None, request.FILES or None, initial=_as_proposed(found))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        sent = typed.pop("letter")

        def act() -> Nomination:
            proposal, scan = Proposal(**typed), _taken_in(sent) if sent else None
            return actions.correct(by=by, nomination=found, proposal=proposal, letter=scan)

        if _done(act, form) is not None:
            messages.success(request, _("The secretariat has your nomination."))
            return redirect("nomination", found.public_id)
    context = {"form": form, "nomination": found}
    return render(request, "network/correct.html", context, status=422 if form.errors else 200)


@require_POST
def register(request: HttpRequest, public_id: str) -> HttpResponse:
    by, found = reader(request), _for(request, public_id, "register")
    demand_fresh(request)
    done = actions.register(by=by, nomination=found)
    said = (
        _(
            "Taken note of. It is the member’s first focal point: a second person of the secretariat registers it too."
        )
        if done.stage == Stage.SECOND
        else _("Registered. The mission focal point calls the office and invites.")
    )
    messages.success(request, said)
    return redirect("nomination", found.public_id)


@either
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    by, found = reader(request), _for(request, public_id, "send_back")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_back(by=by, nomination=found, because=form.cleaned_data["because"])
        messages.success(request, _("Sent back, with your reason."))
        return redirect("nomination", found.public_id)
    context = {"form": form, "nomination": found}
    return render(request, "network/send_back.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    by, found = reader(request), _for(request, public_id, "withdraw")
    actions.withdraw(by=by, nomination=found)
    messages.success(request, _("The nomination is withdrawn."))
    return redirect("recruiting")


@either
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note the call to the office, and make the link."""
    by, found = reader(request), _for(request, public_id, "invite")
    demand_fresh(request)
    form = CallForm(request.POST or None, initial={"at": timezone.localtime(clock.now())})
    if request.method == "POST" and form.is_valid():
        made = _done(lambda: actions.invite(by=by, nomination=found, call=Call(**form.cleaned_data)), form)
        if made is not None:
            return hand_over_later(request, made)
    context = {"form": form, "nomination": found}
    return render(request, "network/invite.html", context, status=422 if form.errors else 200)


def seen_or_404(request: HttpRequest, public_id: str) -> Nomination:
    found = lists.nominations_visible_to(reader(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _recruiter_or_404(request: HttpRequest) -> Person:
    by = reader(request)
    if not follows_recruiting(by):
        raise Http404
    return by


def _for(request: HttpRequest, public_id: str, act: str) -> Nomination:
    """The nomination, where this act can be had now: else a sentence for who comes too late, a denial for others."""
    by, found = reader(request), seen_or_404(request, public_id)
    late = actions.too_late(act, by, found)
    if late is not None:
        raise late
    if not may_now(act, by, found):
        raise Denied(f"network.{act}", "Not this person's part.")
    return found


def _done(act: Callable[[], Any], form: CandidateForm | CallForm) -> Any:
    """What the act gives; None where it was refused, with the sentence on the form."""
    try:
        return act()
    except Refused as refused:
        fields = {name: said for name, said in refused.fields.items() if name in form.fields}
        for name, sentence in fields.items():
            form.add_error(name, sentence)
        if not fields:
            form.add_error(None, refused.sentence)
    return None


def _taken_in(sent: Any) -> Clean:
    try:
        return intake.take_in(sent.read(), sent.name or "", size=sent.size)
    except Refused as refused:
        raise Refused(refused.sentence, letter=refused.sentence) from None


def _as_proposed(found: Nomination) -> dict[str, Any]:
    return {name: getattr(found, name) for name in CandidateForm.base_fields if name != "letter"}
