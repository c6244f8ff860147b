"""What one signs in with: app, passkeys, recovery codes. Every change wants a factor passed just before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from waypost.people.actions import factors as actions
from waypost.people.forms import WRONG_FIRST_CODE, AppCodeForm
from waypost.people.signin import app_codes, demand_fresh, factors, passkeys, recovery
from waypost.people.signin.sealing import seal, unseal
from waypost.people.views.newcomers import keep_codes
from waypost.people.views.reader import browser_name, reader

_NEW_APP = "new_app"
either = require_http_methods(["GET", "POST"])


def overview(request: HttpRequest) -> HttpResponse:
    """All of it on one page."""
    person = reader(request)
    mine = list(factors.of(person))
    context = {
        "factors": mine,
        "only_one": len(mine) == 1,
        "codes_left": recovery.left(person),
        "has_password": person.has_usable_password(),
    }
    return render(request, "mfa/index.html", context)


@never_cache
@either
def app(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app; it takes the place of an earlier one."""
    demand_fresh(request)
    person = reader(request)
    if _NEW_APP not in request.session:
        request.session[_NEW_APP] = seal(app_codes.new_secret())
    secret = unseal(request.session[_NEW_APP])
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step = app_codes.matching_step(secret, form.cleaned_data["code"])
        if step is not None:
            actions.change_app(by=person, person=person, secret=secret, step=step)
            del request.session[_NEW_APP]
            messages.success(request, _("The app is set up. Codes of an earlier one no longer work."))
            return redirect("factors")
        form.add_error("code", WRONG_FIRST_CODE)
    context = {"form": form, **app_codes.shown(person, secret)}
    return render(request, "mfa/totp/activate_form.html", context, status=422 if form.errors else 200)


@never_cache
@either
def passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey: the browser makes it, so this page wants JavaScript."""
    demand_fresh(request)
    person = reader(request)
    form = passkeys.NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = browser_name(request.headers.get("User-Agent", ""))
        actions.add_passkey(by=person, person=person, name=name, credential=form.cleaned_data["credential"])
        messages.success(request, _("The passkey is added."))
        return redirect("factors")
    context = {"form": form, "passkey": passkeys.begin(person)}
    return render(request, "mfa/webauthn/add_form.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Take an app or a passkey away."""
    demand_fresh(request)
    actions.remove(by=reader(request), person=reader(request), factor_id=factor_id)
    messages.success(request, _("It is removed and no longer works."))
    return redirect("factors")


@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in the place of the old ones."""
    demand_fresh(request)
    codes = recovery.new()
    actions.renew_codes(by=reader(request), person=reader(request), codes=codes)
    keep_codes(request, codes.clear)
    return redirect("codes")
