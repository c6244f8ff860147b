"""Once a year: who still works here? Vouch for another year, or end the post."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.people.actions import posts as actions
from waypost.people.forms import ReasonForm, VouchAgainForm
from waypost.people.lists import (
    ROWS_OF_A_REVIEW,
    entries_visible_to,
    orphans,
    provisional,
    reviews_the_whole,
    to_vouch_again,
)
from waypost.people.models import Person, Post, Tenure
from waypost.people.policies import GOVERNS, is_last_focal_point, may_end_post, may_vouch_again
from waypost.people.signin import demand_fresh
from waypost.people.views.directory import read
from waypost.people.views.reader import reader

either = require_http_methods(["GET", "POST"])


@either
def review(request: HttpRequest) -> HttpResponse:
    """Those one is in charge of whose voucher's word ends soon, the earliest first; or, once a year if one likes, all
    of an organisation on one page.

    Several are vouched for at once, each ticked by name, by one word about all of them.
    """
    by = reader(request)
    whole = "whole" in request.GET and reviews_the_whole(by)
    page = read(request, to_vouch_again(by, whole=whole), "review", ROWS_OF_A_REVIEW)
    form = VouchAgainForm(request.POST or None)
    if request.method == "POST":
        demand_fresh(request)
        chosen = [tenure for tenure in page.entries if tenure.public_id in request.POST.getlist("tenure")]
        if form.is_valid() and chosen:
            return _vouch_for(request, by, chosen, form.cleaned_data["evidence"])
        if form.is_valid():
            form.add_error(None, _choose_somebody(request))
    context = {
        "page": page,
        "today": clock.today(),
        "whole": whole,
        "may_see_whole": reviews_the_whole(by),
        "form": form,
        "chosen": request.POST.getlist("tenure"),
    }
    status = 429 if page.refused else 422 if form.errors else 200
    return render(request, "people/review.html", context, status=status)


def _vouch_for(request: HttpRequest, by: Person, chosen: list[Tenure], evidence: str) -> HttpResponse:
    said = _each(chosen, lambda tenure: actions.vouch_again(by=by, tenure=tenure, evidence=evidence))
    for sentence in said:
        messages.warning(request, sentence)
    count = len(chosen) - len(said)
    if count:
        told = ngettext(
            "You vouch for %(n)d person for another year.",
            "You vouch for %(n)d persons for another year.",
            count,
        )
        messages.success(request, told % {"n": count})
    return redirect("review")


@either
def orphaned(request: HttpRequest) -> HttpResponse:
    """Whose voucher stands no longer: take over one, several or all by one named word."""
    by = reader(request)
    page = read(request, orphans(by), "review")
    form = VouchAgainForm(request.POST or None)
    if request.method == "POST":
        demand_fresh(request)
        chosen = [tenure for tenure in page.entries if tenure.public_id in request.POST.getlist("tenure")]
        if form.is_valid() and chosen:
            for sentence in _each(
                chosen,
                lambda tenure: actions.take_over(
                    by=by, tenure=tenure, evidence=form.cleaned_data["evidence"]
                ),
            ):
                messages.warning(request, sentence)
            return redirect("orphans")
        if form.is_valid():
            form.add_error(None, _choose_somebody(request))
    context = {
        "page": page,
        "form": form,
        "chosen": request.POST.getlist("tenure"),
        "ends": by.role in GOVERNS,
    }
    status = 429 if page.refused else 422 if form.errors else 200
    return render(request, "people/orphans.html", context, status=status)


def _each(tenures: list[Tenure], act: Callable[[Tenure], object]) -> list[str]:
    """Do the act for each; the sentences of those for whom it was refused. One does not hold up the others."""
    said = []
    for tenure in tenures:
        try:
            act(tenure)
        except Refused as refused:
            said.append(str(refused.sentence))
        except Denied:
            said.append(_("You are not in charge of %(name)s any more.") % {"name": tenure.person.name})
    return said


def _choose_somebody(request: HttpRequest) -> str:
    """Nobody was ticked, or somebody who meanwhile has left the list."""
    if request.POST.getlist("tenure"):
        return _("Somebody was quicker: whom you chose is on this list no longer.")
    return _("Tick at least one person.")


@either
def vouch_again(request: HttpRequest, public_id: str) -> HttpResponse:
    by, tenure = reader(request), _held_or_404(request, public_id)
    if not may_vouch_again(by, tenure):
        raise Denied("people.vouched_again", "Not in charge of this post.", tenure)
    demand_fresh(request)
    form = VouchAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.vouch_again(by=by, tenure=tenure, evidence=form.cleaned_data["evidence"])
        messages.success(
            request, _("You vouch for %(name)s for another year.") % {"name": tenure.person.name}
        )
        return redirect("review")
    context = {"tenure": tenure, "form": form}
    return render(request, "people/vouch_again.html", context, status=422 if form.errors else 200)


@either
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    by, tenure = reader(request), _held_or_404(request, public_id)
    if not may_end_post(by, tenure):
        raise Denied("people.post_ended", "Not in charge of this post.", tenure)
    demand_fresh(request)
    refused, decides = "", is_last_focal_point(tenure) and by.has_role(Post.Role.SECRETARIAT)
    form = ReasonForm(request.POST or None) if decides else None
    if request.method == "POST":
        because = form.cleaned_data["because"] if form is not None and form.is_valid() else ""
        try:
            actions.end(by=by, tenure=tenure, because=because)
        except Refused as said:
            refused = str(said.sentence)
        else:
            messages.success(request, _("%(name)s no longer holds the post.") % {"name": tenure.person.name})
            return redirect("review")
    context = {"tenure": tenure, "refused": refused, "form": form}
    return render(request, "people/end_post.html", context, status=409 if refused else 200)


@require_safe
def newcomers(request: HttpRequest) -> HttpResponse:
    """Those one is in charge of who are provisional: since when, until when, and whether one confirms or ends it."""
    by = reader(request)
    page = read(request, provisional(by), "review")
    return render(request, "people/provisional.html", {"page": page}, status=429 if page.refused else 200)


@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second look at somebody provisional."""
    tenure = _held_or_404(request, public_id)
    demand_fresh(request)
    actions.confirm(by=reader(request), tenure=tenure)
    messages.success(
        request, _("%(name)s is confirmed and has all that the post gives.") % {"name": tenure.person.name}
    )
    return redirect("person", tenure.person.public_id)


def _held_or_404(request: HttpRequest, public_id: str) -> Tenure:
    """A post's holder whom one sees in the directory, or is to vouch for again."""
    by = reader(request)
    for found in (entries_visible_to(by), to_vouch_again(by), orphans(by), provisional(by)):
        tenure = found.filter(public_id=public_id).first()
        if tenure is not None:
            return tenure
    raise Http404
