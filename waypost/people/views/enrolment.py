"""Coming in by an invitation: details, password, second factor, recovery codes, handling rules, language. Six pages.

Until the second factor stands nothing is kept but in the session: no account ever has a password alone.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waypost.core import clock
from waypost.core.errors import Denied
from waypost.people.actions import invitations, persons
from waypost.people.actions.invitations import Enrolment
from waypost.people.forms import WRONG_FIRST_CODE, AppCodeForm, ChoosePasswordForm, NewcomerForm
from waypost.people.models import Invitation, Person
from waypost.people.policies import may_accept
from waypost.people.signin import app_codes, before_rules, enter, passkeys, tries
from waypost.people.signin.adapters import speak
from waypost.people.signin.sealing import seal, unseal
from waypost.people.signin.standing import rotate
from waypost.people.views.newcomers import keep_codes
from waypost.people.views.reader import browser_name, by_id

_JOINING = "joining"
either = require_http_methods(["GET", "POST"])


@dataclass
class Joining:
    """An invitation being accepted in this session, with what was chosen so far."""

    request: HttpRequest
    invitation: Invitation

    @property
    def person(self) -> Person:
        return self.invitation.person

    @property
    def renews(self) -> bool:
        return self.invitation.purpose == Invitation.Purpose.RENEWAL

    @property
    def enrols(self) -> bool:
        """Is this somebody without factors, or with lost ones? Else they are in already and take one more post."""
        return self.renews or not self.person.second_factor

    @property
    def chosen(self) -> dict[str, Any]:
        found: dict[str, Any] = self.request.session[_JOINING]
        return found

    def choose(self, **more: Any) -> None:
        self.request.session[_JOINING] = {**self.chosen, **more}


@before_rules
@login_not_required
@never_cache
def open_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in hand. The secret leaves the address bar at once; opening it changes nothing else.

    From here on the session has another key: somebody may have planted this one.
    """
    invitation = invitations.by_secret(secret)
    if invitation is None or not _opens(invitation):
        return _closed(request, invitation)
    rotate(request)
    request.session[_JOINING] = {"invitation": invitation.pk}
    return redirect("join")


@before_rules
@login_not_required
@never_cache
@either
def join(request: HttpRequest) -> HttpResponse:
    """1: what the invitation says, and the details that only the person knows."""
    joining = _joining(request)
    if isinstance(joining, HttpResponse):
        return joining
    if not joining.enrols:
        return _take_further_post(joining)
    if joining.renews:
        return redirect("join_password")
    person = joining.person
    known = {
        "name_native": person.name_native,
        "address_as": person.address_as,
        **joining.chosen.get("details", {}),
    }
    form = NewcomerForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        joining.choose(details=form.cleaned_data)
        return redirect("join_password")
    return _page(joining, "details", form)


@before_rules
@login_not_required
@never_cache
@either
@sensitive_post_parameters()
def join_password(request: HttpRequest) -> HttpResponse:
    """2: a password, or a passkey, which is the second factor as well."""
    joining = _enrolling(request)
    if isinstance(joining, HttpResponse):
        return joining
    form = ChoosePasswordForm(request.POST or None, person=joining.person)
    if request.method == "POST" and form.is_valid():
        joining.choose(password=make_password(form.cleaned_data["password"]))
        return redirect("join_app")
    return _page(joining, "password", form, passkey=passkeys.begin(joining.person))


@before_rules
@login_not_required
@never_cache
@require_POST
def join_passkey(request: HttpRequest) -> HttpResponse:
    """2 and 3 at once: the passkey the browser made."""
    joining = _enrolling(request)
    if isinstance(joining, HttpResponse):
        return joining
    form = passkeys.NewPasskeyForm(request.POST)
    if not form.is_valid():
        again = ChoosePasswordForm(person=joining.person)
        return _page(joining, "password", again, passkey=passkeys.begin(joining.person), passkey_refused=True)
    name = browser_name(request.headers.get("User-Agent", ""))
    return _come_in(joining, Enrolment(passkey=form.cleaned_data["credential"], passkey_name=name))


@before_rules
@login_not_required
@never_cache
@either
def join_app(request: HttpRequest) -> HttpResponse:
    """3: an authenticator app, proved by its first code."""
    joining = _enrolling(request)
    if isinstance(joining, HttpResponse):
        return joining
    if "password" not in joining.chosen:
        return redirect("join_password")
    if "app" not in joining.chosen:
        joining.choose(app=seal(app_codes.new_secret()))
    secret = unseal(joining.chosen["app"])
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step = app_codes.matching_step(secret, form.cleaned_data["code"])
        if step is not None:
            enrolment = Enrolment(password=joining.chosen["password"], app_secret=secret, app_step=step)
            return _come_in(joining, enrolment)
        form.add_error("code", WRONG_FIRST_CODE)
    return _page(joining, "app", form, **app_codes.shown(joining.person, secret))


def _take_further_post(joining: Joining) -> HttpResponse:
    """For somebody with an account: signed in as themselves, they take the post by one button."""
    request = joining.request
    if request.method == "POST":
        invitations.accept(by=joining.person, invitation=joining.invitation, enrolment=None)
        del request.session[_JOINING]
        return redirect("profile")
    return _page(joining, "further", None)


def _come_in(joining: Joining, enrolment: Enrolment) -> HttpResponse:
    """The one step that makes the account, and signs the person in."""
    request, details = joining.request, joining.chosen.get("details", {})
    try:
        invitations.accept(by=joining.person, invitation=joining.invitation, enrolment=enrolment)
    except Denied:
        return _closed(request, Invitation.objects.get(pk=joining.invitation.pk))
    person = by_id(joining.person.pk)
    if details:
        persons.change_details(by=person, person=person, details=details, revision=person.revision)
        person = by_id(person.pk)
    del request.session[_JOINING]
    enter(request, person)
    keep_codes(request, enrolment.codes.clear)
    answer = redirect("codes")
    speak(answer, request.COOKIES.get("language", person.language))
    tries.know(request, person, answer)
    return answer


def _joining(request: HttpRequest) -> Joining | HttpResponse:
    """The invitation being accepted here, or the page that says why it can't be."""
    kept = request.session.get(_JOINING)
    found = Invitation.objects.select_related(
        "person", "organisation__member", "invited_by", "vouching__post"
    )
    invitation = found.filter(pk=kept["invitation"]).first() if kept else None
    if invitation is None or not _opens(invitation):
        return _closed(request, invitation)
    joining = Joining(request, invitation)
    if request.user.pk not in ({None, invitation.person_id} if joining.enrols else {invitation.person_id}):
        return render(request, "people/join/other.html", {"invitation": invitation}, status=403)
    return joining


def _opens(invitation: Invitation) -> bool:
    """An account with a post and without factors is entered by a renewal only, whoever else invites its address."""
    renews = invitation.purpose == Invitation.Purpose.RENEWAL
    return may_accept(invitation.person, invitation) and (
        renews or not invitations.holds_without_factor(invitation.person)
    )


def _enrolling(request: HttpRequest) -> Joining | HttpResponse:
    """The same, for the pages that choose what one signs in with."""
    joining = _joining(request)
    return redirect("join") if isinstance(joining, Joining) and not joining.enrols else joining


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Why the link leads nowhere, and what to do. Somebody with a wrong secret learns nothing."""
    if invitation is None:
        why = "unknown"
    elif invitation.used_at is not None:
        why = "used"
    elif clock.now() >= invitation.expires_at:
        why = "expired"
    elif invitation.waits(clock.now()):
        why = "early"
    else:
        why = "withdrawn"
    context, status = {"why": why, "invitation": invitation}, 404 if why == "unknown" else 410
    return render(request, "people/join/closed.html", context, status=status)


def _page(joining: Joining, step: str, form: Any, **more: Any) -> HttpResponse:
    invited = joining.invitation
    context = {
        "invitation": invited,
        "invited": joining.person,
        "renews": joining.renews,
        "step": step,
        "form": form,
        **more,
    }
    refused = bool(form is not None and form.errors) or more.get("passkey_refused")
    return render(joining.request, f"people/join/{step}.html", context, status=422 if refused else 200)
