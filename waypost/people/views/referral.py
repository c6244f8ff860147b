"""Whom to call for somebody who asks for asylum, was trafficked, or is a child in danger."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.core.errors import Denied, Overtaken, Refused
from waypost.people.actions import referrals as actions
from waypost.people.forms import ReferralForm
from waypost.people.lists import members_to_refer, referrals
from waypost.people.models import Person, Referral
from waypost.people.policies import may_keep_referrals
from waypost.people.signin import demand_fresh
from waypost.people.views.reader import reader
from waypost.places.lists import by_name
from waypost.places.models import Member

either = require_http_methods(["GET", "POST"])


@require_safe
def referral(request: HttpRequest) -> HttpResponse:
    """The offices of the reader's own member at once; those of the others one tap away."""
    person = reader(request)
    own = person.organisation.member if person.organisation is not None else None
    others = [each for each in by_name(members_to_refer(person)) if own is None or each.pk != own.pk]
    context = {"member": own, "members": others, **_page(person, own)}
    return render(request, "people/referral.html", context)


@require_safe
def referral_of(request: HttpRequest, key: str) -> HttpResponse:
    """The offices of one member."""
    person, member = reader(request), _member_or_404(request, key)
    return render(request, "people/referral_of.html", {"member": member, **_page(person, member)})


def _page(person: Person, member: Member | None) -> dict[str, Any]:
    return {
        "referrals": referrals(person, member),
        "may_keep": member is not None and may_keep_referrals(person, member),
        "active": person.is_active_member(),
    }


@either
def begin_referral(request: HttpRequest, key: str) -> HttpResponse:
    """Enter an office."""
    member = _kept_by(request, key)
    return _write(request, member, None)


@either
def keep_referral(request: HttpRequest, key: str, public_id: str) -> HttpResponse:
    """Change an office, say again that it is right, or take it away."""
    member = _kept_by(request, key)
    return _write(request, member, get_object_or_404(Referral, member=member, public_id=public_id))


def _write(request: HttpRequest, member: Member, kept: Referral | None) -> HttpResponse:
    form = ReferralForm(request.POST or None, kept=kept)
    theirs: Referral | None = None
    ends = kept is not None and request.POST.get("do") == "end"
    if request.method == "POST" and (form.is_valid() or ends):
        try:
            return _done(request, member, kept, form, ends)
        except Overtaken as overtaken:
            theirs = overtaken.theirs
            form.add_error(None, overtaken.sentence)
            form.data = {**request.POST.dict(), "revision": str(overtaken.theirs.revision)}
        except Refused as refused:
            form.add_error(None, refused.sentence)
    context = {"member": member, "kept": kept, "form": form, "theirs": theirs}
    return render(request, "people/keep_referral.html", context, status=422 if form.errors else 200)


def _done(
    request: HttpRequest, member: Member, kept: Referral | None, form: ReferralForm, ends: bool
) -> HttpResponse:
    by, revision = reader(request), form.opened_on()
    if kept is not None and ends:
        actions.end_referral(by=by, member=member, referral=kept.public_id, revision=revision)
        messages.info(request, _("The office is taken away."))
    else:
        actions.keep_referral(
            by=by,
            member=member,
            says=form.says(),
            referral=kept.public_id if kept else "",
            revision=revision,
        )
        messages.info(request, _("Kept, and noted as checked today."))
    return redirect("referral_of", member.key)


def _member_or_404(request: HttpRequest, key: str) -> Member:
    if not reader(request).networks():
        raise Http404
    return get_object_or_404(Member, key=key)


def _kept_by(request: HttpRequest, key: str) -> Member:
    """The member, for those who keep its offices. Wants a factor passed just before: it redirects calls."""
    by, member = reader(request), _member_or_404(request, key)
    if not may_keep_referrals(by, member):
        raise Denied("people.referral_kept", "Does not answer for this member.", member)
    demand_fresh(request)
    return member
