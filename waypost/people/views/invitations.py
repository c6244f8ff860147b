"""Inviting officials and the participants of a programme, and confirming somebody's new way in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.people.actions import invitations as actions
from waypost.people.actions import renewals, rosters
from waypost.people.actions.invitations import Invited
from waypost.people.actions.rosters import Enlisted, Roster
from waypost.people.forms import InviteForm
from waypost.people.lists import invitations_visible_to, programmes_of
from waypost.people.models import Invitation, Network, Organisation, Person
from waypost.people.policies import (
    may_confirm_invitation,
    may_confirm_renewal,
    may_invite_roster,
    may_withdraw,
    roles_to_fill,
)
from waypost.people.roster import RosterForm
from waypost.people.signin import app_codes, demand_fresh
from waypost.people.signin.sealing import seal, unseal
from waypost.people.views.reader import reader

_HANDED = "invitation_to_hand_over"
_SHOWN = 50


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Invite an official of this organisation."""
    by = reader(request)
    organisation = Organisation.objects.filter(public_id=public_id).select_related("member").first()
    roles = roles_to_fill(by, organisation) if organisation else []
    if organisation is None or not by.networks():
        raise Http404
    if not roles:
        raise Denied("people.person_invited", "In charge of no role there.", organisation)
    demand_fresh(request)
    networks = Network.objects.filter(pk__in=by.networks())
    first = {"networks": list(networks.values_list("pk", flat=True)), "language": by.language}
    form = InviteForm(request.POST or None, initial=first, roles=roles, networks=networks)
    if request.method == "POST" and form.is_valid():
        try:
            return _invite(request, by, organisation, form)
        except Refused as refused:
            for name, sentence in refused.fields.items():
                form.add_error(name, sentence)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


def _invite(request: HttpRequest, by: Person, organisation: Organisation, form: InviteForm) -> HttpResponse:
    typed = dict(form.cleaned_data)
    invited = Invited(**{**typed, "networks": tuple(typed["networks"])})
    invitation, secret = actions.invite(by=by, organisation=organisation, invited=invited)
    if secret is None:
        messages.info(
            request, _("A second person has to confirm this deputy: they call back, and hand the link over.")
        )
        return redirect("invitations")
    return hand_over_later(request, (invitation, secret))


@require_http_methods(["GET", "POST"])
def invite_roster(request: HttpRequest, public_id: str) -> HttpResponse:
    """Invite the participants of a programme in this organisation, all who stand on its roster at once."""
    by = reader(request)
    organisation = Organisation.objects.filter(public_id=public_id).select_related("member").first()
    programmes = programmes_of(by)
    if organisation is None or not programmes:
        raise Http404
    if not may_invite_roster(by, organisation):
        raise Denied("people.roster_invited", "In charge of no learners there.", organisation)
    demand_fresh(request)
    form = RosterForm(request.POST or None, initial={"language": by.language}, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        try:
            roster = Roster(**form.cleaned_data)
            enlisted = rosters.invite_roster(by=by, organisation=organisation, roster=roster)
        except Refused as refused:
            form.add_error("participants", refused.sentence)
        else:
            return _enlisted(request, enlisted)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/invite_roster.html", context, status=422 if form.errors else 200)


def _enlisted(request: HttpRequest, enlisted: Enlisted) -> HttpResponse:
    """Who needs no link is named; then the links, if anybody needs one."""
    joined = ", ".join(tenure.person.name for tenure in enlisted.joined)
    there = ", ".join(person.name for person in enlisted.there_already)
    if joined:
        messages.success(
            request, _("Beside their post, these take part now and are told: %(names)s.") % {"names": joined}
        )
    if there:
        messages.info(
            request, _("These take part already, and nothing was changed: %(names)s.") % {"names": there}
        )
    return hand_over_later(request, *enlisted.invited) if enlisted.invited else redirect("invitations")


def hand_over_later(request: HttpRequest, *made: tuple[Invitation, str]) -> HttpResponse:
    """Show the links of these invitations, once, on the page that follows."""
    request.session[_HANDED] = [[invitation.pk, seal(secret)] for invitation, secret in made]
    return redirect("hand_over")


@never_cache
def hand_over(request: HttpRequest) -> HttpResponse:
    """The link, shown once: whoever made it gives it to the person themselves. Of a roster, a slip for each."""
    handed = request.session.pop(_HANDED, None)
    if not isinstance(handed, list):  # a release before kept one, otherwise
        return redirect("invitations")
    found = Invitation.objects.select_related("organisation").in_bulk([pk for pk, _secret in handed])
    slips = [_slip(found[pk], unseal(secret)) for pk, secret in handed]
    if len(slips) > 1:
        return render(request, "people/hand_over_roster.html", {"slips": slips})
    return render(request, "people/hand_over.html", slips[0])


def _slip(invitation: Invitation, secret: str) -> dict[str, Any]:
    link = settings.PORTAL_ADDRESS + reverse("open_invitation", args=[secret])
    return {"invitation": invitation, "link": link, "picture": app_codes.picture(link)}


def invitations(request: HttpRequest) -> HttpResponse:
    """What waits: invitations that are open, and lost factors that want a second person's word."""
    by = reader(request)
    found = [
        (invitation, _state(invitation), may_withdraw(by, invitation), _may_confirm(by, invitation))
        for invitation in invitations_visible_to(by)[:_SHOWN]
    ]
    organisation = by.organisation if by.organisation and roles_to_fill(by, by.organisation) else None
    return render(request, "people/invitations.html", {"rows": found, "invites_to": organisation})


@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    invitation = _known_or_404(request, public_id)
    actions.withdraw(by=reader(request), invitation=invitation)
    messages.success(request, _("The invitation is closed. Its link no longer works."))
    return redirect("invitations")


@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person's word for a new way in, or for a deputy."""
    invitation = _known_or_404(request, public_id)
    demand_fresh(request)
    renews = invitation.purpose == Invitation.Purpose.RENEWAL
    does = renewals.confirm if renews else actions.confirm
    secret = does(by=reader(request), invitation=invitation)
    return hand_over_later(request, (invitation, secret))


def _may_confirm(by: Person, invitation: Invitation) -> bool:
    return may_confirm_renewal(by, invitation) or may_confirm_invitation(by, invitation)


def _known_or_404(request: HttpRequest, public_id: str) -> Invitation:
    invitation = invitations_visible_to(reader(request)).filter(public_id=public_id).first()
    if invitation is None:
        raise Http404
    return invitation


def _state(invitation: Invitation) -> str:
    """What became of it, in one word for the template."""
    if invitation.used_at is not None:
        return "used"
    if invitation.withdrawn_at is not None:
        return "withdrawn"
    if clock.now() >= invitation.expires_at:
        return "expired"
    if invitation.waits(clock.now()):
        return "later"
    return "waiting" if invitation.secret_hash is None else "open"
