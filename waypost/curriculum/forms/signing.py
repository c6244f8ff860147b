"""A sign-off, as it is typed: whose, of which words, by which letter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField
from waypost.people.models import Organisation


class SignOffForm(forms.Form):
    """``digest`` is that of the words that were read when the form was opened."""

    organisation = forms.ModelChoiceField(
        label=_("Which department signs off?"),
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label=None,
        error_messages={"invalid_choice": _("Choose one of those listed.")},
    )
    signed_on = DateField(label=_("When was the letter signed?"))
    letter = TextField(label=_("Number of the letter"), max_length=80, required=False)
    scan = forms.FileField(
        label=_("The letter, scanned"),
        help_text=_("PDF or picture, 25 MB at most."),
        error_messages=dict.fromkeys(
            ("required", "missing", "invalid", "empty"), _("Choose the scanned letter.")
        ),
    )
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, departments: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in departments])
