"""Signing in and out: allauth's views, with what they leave to us."""

from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext, override

from waypost.people.signin import before_rules, devices, factors, recovery
from waypost.people.signin.passkeys import PasskeySignInForm, PasskeyStepUpForm, SecondPasskeyForm
from waypost.people.signin.standing import take_up
from waypost.people.views.reader import reader


class SignIn(LoginView):  # type: ignore[misc]
    """The first step: address and password, or a passkey, which is both steps."""


@method_decorator(login_not_required, name="dispatch")
class SecondStep(AuthenticateView):  # type: ignore[misc]
    """The second step: the app's code, a passkey, or a recovery code."""

    webauthn_form_class = SecondPasskeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        person = self.stage.login.user
        response: HttpResponse = super().form_valid(form)
        if form.cleaned_data.get("remember"):
            devices.remember(self.request, person, response)
        if getattr(form, "by_recovery_code", False):
            return _after_recovery(self.request, response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        kinds = set(factors.of(self.stage.login.user).values_list("type", flat=True))
        return {**context, "has_app": "totp" in kinds, "has_passkey": "webauthn" in kinds}


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """A passkey that verified its user: possession and knowledge in one."""

    form_class = PasskeySignInForm


class _Resuming:
    """What was on its way when the factor was asked for is sent after it."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        take_up(self.request)
        return super().form_valid(form)  # type: ignore[misc, no-any-return]


class StepUp(_Resuming, ReauthenticateView):  # type: ignore[misc]
    """Show that it is still you: the app's code."""


class PasskeyStepUp(_Resuming, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Show that it is still you: a passkey."""

    form_class = PasskeyStepUpForm


sign_in = before_rules(login_not_required(SignIn.as_view()))
second_step = before_rules(SecondStep.as_view())
passkey_sign_in = before_rules(login_not_required(PasskeySignIn.as_view()))
step_up = before_rules(StepUp.as_view())
passkey_step_up = before_rules(PasskeyStepUp.as_view())


@before_rules
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """What the browser and scripts kept goes too, files and half-written words among it: counters are shared."""
    answer: HttpResponse = LogoutView.as_view()(request)
    if request.method == "POST":
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@before_rules
@login_not_required
def lost_factor(request: HttpRequest) -> HttpResponse:
    """What to do without a factor: whom to contact. Nothing here opens anything.

    Whoever just wrote the right password need not write it again to use a recovery code.
    """
    half_way = get_pending_stage(request) is not None
    return render(request, "people/lost_factor.html", {"half_way": half_way})


@before_rules
@login_not_required
def access_ended(request: HttpRequest) -> HttpResponse:
    """For somebody suspended, who just proved to be this person."""
    return render(request, "people/access_ended.html", status=403)


def _after_recovery(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whoever used a recovery code has probably lost the other factor: to the page where another is added."""
    if not request.user.is_authenticated:
        return response
    person = reader(request)
    left = recovery.left(person)
    with override(person.language):  # as the page that follows
        said = ngettext(
            "You used a recovery code; %(left)d is left. Add a new second factor now.",
            "You used a recovery code; %(left)d are left. Add a new second factor now.",
            left,
        )
    messages.warning(request, said % {"left": left})
    answer = HttpResponseRedirect(reverse("factors"))
    answer.cookies.update(response.cookies)
    return answer
