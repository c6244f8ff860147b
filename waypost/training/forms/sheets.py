"""The scan of a signed sheet as it is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    scan = forms.FileField(
        label=_("The signed sheet, scanned"),
        help_text=_("PDF or picture, 25 MB at most."),
        error_messages=dict.fromkeys(
            ("required", "missing", "invalid", "empty"), _("Choose the scanned sheet.")
        ),
    )
