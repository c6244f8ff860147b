"""What stands on a document that is checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.alerts.forms.words import Words
from waypost.alerts.models import (
    Vocabulary,
)
from waypost.core.writing import TextField
from waypost.face.forms import want


class CheckForm(forms.Form):
    """What stands on a document: its number, or the lines of its machine readable zone."""

    typed = TextField(
        label=_("Document number, or the lines of the machine readable zone"),
        max_length=2000,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "autofocus": True,
                "autocomplete": "off",
                "spellcheck": "false",
                "class": "zone",
            }
        ),
        help_text=_("Type, paste, or read with a USB reader; then Tab and Enter."),
    )
    issuer = Words(Vocabulary.ISSUER, label=_("Issuer"), required=False)
    document = Words(Vocabulary.DOCUMENT, label=_("Document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "issuer", "document")

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"])
        if not typed.strip():
            raise forms.ValidationError(_("Type a number or the lines first."))
        return typed
