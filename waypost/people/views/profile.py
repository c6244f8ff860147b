"""One's own account: details, post, sessions, password."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waypost.core.errors import Overtaken, Refused
from waypost.people.actions import factors as factor_actions
from waypost.people.actions import persons
from waypost.people.forms import ZONES, ChoosePasswordForm, OwnDetailsForm
from waypost.people.happened import lately
from waypost.people.models import Person, RememberedDevice, Tenure
from waypost.people.models.factors import REMEMBERED_FOR
from waypost.people.policies import current_tenures
from waypost.people.signin import demand_fresh, factors, recovery
from waypost.people.signin.adapters import speak
from waypost.people.signin.standing import rotate
from waypost.people.views.reader import browser_name, by_id, reader

either = require_http_methods(["GET", "POST"])


@either
def profile(request: HttpRequest) -> HttpResponse:
    """Who the portal thinks one is, and what of that one may change."""
    person = reader(request)
    form = OwnDetailsForm(request.POST or None, initial=_own(person))
    theirs: Person | None = None
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        try:
            persons.change_details(
                by=person, person=person, details=details, revision=details.pop("revision")
            )
        except Overtaken as overtaken:
            theirs = overtaken.theirs
            form.add_error(None, overtaken.sentence)
            form.data = {**request.POST.dict(), "revision": str(overtaken.theirs.revision)}
        else:
            messages.success(request, _("Your details are kept."))
            answer = redirect("profile")
            speak(answer, details["language"])
            return answer
    context = {"form": form, "theirs": theirs, "zones": ZONES, **_account(person)}
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Act for another of one's posts."""
    person = reader(request)
    tenure = (
        Tenure.objects.filter(person=person, public_id=request.POST.get("tenure", ""))
        .select_related("post")
        .first()
    )
    if tenure is None:
        raise Refused(_("You do not hold this post now. Choose one of those listed."))
    persons.act_for(by=person, person=person, tenure=tenure)
    messages.success(request, _("You now act as %(post)s.") % {"post": tenure.post.title})
    return redirect("profile")


@either
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, and which browsers are remembered; end any of it."""
    person = reader(request)
    if request.method == "POST":
        return _end(request, person)
    rows = [
        (session, browser_name(session.user_agent), session.session_key == request.session.session_key)
        for session in _open_sessions(person)
    ]
    good = RememberedDevice.objects.filter(person=person, since__gt=timezone.now() - REMEMBERED_FOR)
    devices = [(device, browser_name(device.browser)) for device in good]
    context = {"sessions": rows, "devices": devices, "lately": lately(person)}
    return render(request, "usersessions/usersession_list.html", context)


def _open_sessions(person: Person) -> list[UserSession]:
    """The newest first. allauth's own list asks for each of them whether it is still there."""
    there = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return list(UserSession.objects.filter(Exists(there), user=person).order_by("-created_at"))


def _end(request: HttpRequest, person: Person) -> HttpResponse:
    mine = UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key)
    one = request.POST.get("session", "")
    if one:
        mine = mine.filter(pk=int(one)) if one.isdecimal() and len(one) < 19 else mine.none()
    keys = list(mine.values_list("session_key", flat=True))
    ended = persons.end_sessions(by=person, person=person, keys=keys, forget_devices=not one)
    messages.success(
        request, ngettext("%(n)d session is ended.", "%(n)d sessions are ended.", ended) % {"n": ended}
    )
    return redirect("sessions")


@either
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Choose another password, after showing that it is still oneself."""
    demand_fresh(request)
    person = reader(request)
    form = ChoosePasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        hashed = make_password(form.cleaned_data["password"])
        factor_actions.change_password(by=person, person=person, password=hashed)
        update_session_auth_hash(request, by_id(person.pk))
        rotate(request)
        messages.success(request, _("Your password is changed. Your other sessions are ended."))
        return redirect("factors")
    return render(request, "account/password_change.html", {"form": form}, status=422 if form.errors else 200)


def _own(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in [*OwnDetailsForm.field_order, "revision"]}


def _account(person: Person) -> dict[str, Any]:
    kinds = list(factors.of(person).values_list("type", flat=True))
    return {
        "tenures": current_tenures(person),
        "apps": kinds.count("totp"),
        "passkeys": kinds.count("webauthn"),
        "codes_left": recovery.left(person),
    }
