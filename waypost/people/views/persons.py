"""One person: what one may know of them, and what those in charge of them may do."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.people.actions import directory, renewals
from waypost.people.actions import persons as actions
from waypost.people.forms import ReasonForm, VouchedDetailsForm
from waypost.people.lists import entries_visible_to, persons_visible_to
from waypost.people.models import Invitation, Person, Tenure
from waypost.people.models.persons import in_order
from waypost.people.policies import (
    may_ask_renewal,
    may_confirm_member,
    may_end_post,
    may_restore,
    outranks,
)
from waypost.people.signin import demand_fresh
from waypost.people.views.reader import reader

either = require_http_methods(["GET", "POST"])

_ACTS = {"suspend": "people.person_suspended", "renew": "people.renewal_asked"}


def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name, post, organisation and how to write to them."""
    by, found = reader(request), seen_or_404(request, public_id)
    if found.pk != by.pk:
        directory.read(by=by, person=by, rows=1, where="person")
    return _page(request, found)


@either
def details(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct what one vouched for: name, rank, address."""
    by, found = reader(request), governed_or_404(request, public_id, "people.details_changed")
    form = VouchedDetailsForm(request.POST or None, initial=_vouched(found))
    theirs: Person | None = None
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            actions.change_details(by=by, person=found, details=typed, revision=typed.pop("revision"))
        except Overtaken as overtaken:
            theirs = overtaken.theirs
            form.add_error(None, overtaken.sentence)
            form.data = {**request.POST.dict(), "revision": str(overtaken.theirs.revision)}
        else:
            return redirect("person", found.public_id)
    context = {"found": found, "form": form, "theirs": theirs}
    return render(request, "people/details.html", context, status=422 if form.errors else 200)


@either
def suspend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take access away, with the reason."""
    return _with_reason(request, public_id, "suspend")


@require_POST
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give access back."""
    found = governed_or_404(request, public_id, "people.person_restored")
    demand_fresh(request)
    actions.restore(by=reader(request), person=found)
    messages.success(request, _("%(name)s has access again.") % {"name": found.name})
    return redirect("person", found.public_id)


@either
def renew(request: HttpRequest, public_id: str) -> HttpResponse:
    """Vouch again for somebody who lost their factors."""
    return _with_reason(request, public_id, "renew")


def _with_reason(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """One page for both: what will happen, why, one button. Fresh factor first."""
    by, found = reader(request), governed_or_404(request, public_id, _ACTS[act])
    demand_fresh(request)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        try:
            if act == "suspend":
                actions.suspend(by=by, person=found, because=because)
                return redirect("person", found.public_id)
            renewals.ask(by=by, person=found, evidence=because)
            return redirect("invitations")
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(
        request, f"people/{act}.html", {"found": found, "form": form}, status=422 if form.errors else 200
    )


def seen_or_404(request: HttpRequest, public_id: str) -> Person:
    found = persons_visible_to(reader(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def governed_or_404(request: HttpRequest, public_id: str, act: str) -> Person:
    """A person one sees and is in charge of; seeing alone is a denial of ``act``."""
    found = seen_or_404(request, public_id)
    if not outranks(reader(request), found):
        raise Denied(act, "Not in charge of this person.", found)
    return found


def _page(request: HttpRequest, found: Person) -> HttpResponse:
    by = reader(request)
    governs = outranks(by, found)
    context = {
        "found": found,
        "entries": [
            (entry, may_end_post(by, entry), _to_confirm(by, entry))
            for entry in entries_visible_to(by).filter(person=found)
        ],
        "governs": governs,
        "may_restore": may_restore(by, found),
        "may_renew": governs and may_ask_renewal(by, found),
        "renewal": _renewal(found) if governs else None,
    }
    return render(request, "people/person.html", context)


def _to_confirm(by: Person, entry: Tenure) -> bool:
    return entry.is_provisional(clock.today()) and may_confirm_member(by, entry)


def _renewal(found: Person) -> Invitation | None:
    waiting = found.invitations.filter(purpose=Invitation.Purpose.RENEWAL, used_at=None, withdrawn_at=None)
    return waiting.order_by("-at").first()


def _vouched(found: Person) -> dict[str, Any]:
    return {
        **{
            name: getattr(found, name)
            for name in ("name_latin", "name_native", "rank_title", "rank_native", "address_as", "revision")
        },
        "sort_key": "" if found.sort_key == in_order(found.name_latin) else found.sort_key,
    }
