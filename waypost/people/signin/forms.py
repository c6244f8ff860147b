"""allauth's forms with our codes behind them."""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.people.forms import REVEAL
from waypost.people.models import Person
from waypost.people.signin import app_codes, devices, recovery, signals, tries

_CODE = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "class": "short",
}


class PasswordForm(LoginForm):  # type: ignore[misc]
    """Mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Mail address")
        self.fields["login"].widget = forms.EmailInput(
            attrs={"autocomplete": "username webauthn", "spellcheck": "false", "autocapitalize": "none"}
        )
        self.fields["login"].error_messages["required"] = _("Write the mail address you were invited with.")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {
            "autocomplete": "current-password",
            "spellcheck": "false",
            **REVEAL,
        }
        self.fields["password"].error_messages["required"] = _("Write your password.")


class CodeForm(forms.Form):
    """A code that proves the second factor. ``user`` is who has to prove it."""

    code = TextField(
        max_length=40,
        widget=forms.TextInput(attrs=_CODE),
        error_messages={"required": _("Write the code."), "max_length": _("A code is shorter than this.")},
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.app: Authenticator | None = None

    def clean_code(self) -> str:
        """The code, used up. Wrong ones count, in every process."""
        tried = tries.code(context.request, self.user)
        if tried is None:
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code: str = self.cleaned_data["code"]
        if not self.accepts(code):
            signals.sign_in_refused(self.user, "code")
            tries.wrong(context.request, self.user)
            raise get_adapter().validation_error("incorrect_code")
        tried.rollback()
        return code

    def accepts(self, code: str) -> bool:
        self.app = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).first()
        return self.app is not None and app_codes.use(self.app, code)


class SecondFactorForm(CodeForm):
    """At sign-in: the app's code or a recovery code; the browser is remembered where the posts allow it."""

    remember = forms.BooleanField(
        label=_("Remember this browser for 14 days"),
        help_text=_("It is then asked for your password only. Not on a computer that others use."),
        required=False,
    )
    by_recovery_code = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits from your authenticator app, or a recovery code")
        if not devices.may_be_remembered(self.user):
            del self.fields["remember"]

    def accepts(self, code: str) -> bool:
        if super().accepts(code):
            return True
        self.app = None
        self.by_recovery_code = recovery.use(self.user, code)
        return self.by_recovery_code

    def save(self) -> None:
        if self.app is not None:
            post_authentication(context.request, self.app)
        else:
            record_authentication(context.request, self.user, "mfa", type="recovery_code")


class StepUpForm(CodeForm):
    """Before a sensitive act: the app's code, and nothing less."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits from your authenticator app")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def save(self) -> None:
        post_authentication(context.request, self.app, reauthenticated=True)
