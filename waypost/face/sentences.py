"""What forms say when something is wrong: what happened and what to do, in place of Django's own phrases."""

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_ONE_OF_THESE = _("This is not one of the choices. Choose one of the list.")
_NO_FILE = _("No file was chosen. Choose one.")

OF_FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("This is empty. Fill it in.")},
    forms.ChoiceField: {"invalid_choice": _ONE_OF_THESE},
    forms.MultipleChoiceField: {"invalid_choice": _ONE_OF_THESE, "invalid_list": _ONE_OF_THESE},
    forms.ModelChoiceField: {"invalid_choice": _ONE_OF_THESE},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": _ONE_OF_THESE,
        "invalid_list": _ONE_OF_THESE,
        "invalid_pk_value": _ONE_OF_THESE,
    },
    forms.IntegerField: {"invalid": _("This is no whole number. Write digits only, for example 12.")},
    forms.URLField: {"invalid": _("This is no web address. Write it whole, with https:// at the front.")},
    forms.FileField: {
        "required": _NO_FILE,
        "missing": _NO_FILE,
        "empty": _("This file is empty. Choose another."),
        "invalid": _("The file did not arrive. Choose it again."),
    },
}

OF_VALIDATORS: dict[type, Any] = {
    validators.EmailValidator: _("This is no mail address. Write it like name@organisation.example."),
    validators.MaxLengthValidator: _(
        "This is too long: %(show_value)d characters. Shorten it to %(limit_value)d."
    ),
    validators.MinLengthValidator: ngettext_lazy(
        "This is too short. Write at least %(limit_value)d character.",
        "This is too short. Write at least %(limit_value)d characters.",
        "limit_value",
    ),
    validators.MaxValueValidator: _("This is too much. Write %(limit_value)s or less."),
    validators.MinValueValidator: _("This is too little. Write %(limit_value)s or more."),
    validators.ProhibitNullCharactersValidator: _(
        "This holds a character that cannot be kept. Type it again."
    ),
}


def speak_plainly() -> None:
    """Give them to every form made from now on, the sign-in's too."""
    # Browsers would stop an empty field in their own words and language, and say only the first one.
    forms.BaseForm.use_required_attribute = False
    for field, sentences in OF_FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
    for validator, sentence in OF_VALIDATORS.items():
        validator.message = sentence  # type: ignore[attr-defined]
