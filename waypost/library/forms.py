"""What a bulletin and a resource add to the common fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField
from waypost.library.models import Resource


class BulletinPart(forms.Form):
    """When what is reported was observed."""

    observed_from = DateField(label=_("Observed from"), required=False)
    observed_to = DateField(label=_("Observed until"), required=False, help_text=_("Leave empty for one day"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("observed_from"), cleaned.get("observed_to")
        if first and last and last < first:
            self.add_error(
                "observed_to", _("This is before the first day. Give a later day or leave it empty.")
            )
        return cleaned


class ResourcePart(forms.Form):
    """What the resource is for, and who made it."""

    use = forms.ChoiceField(label=_("What it is"), choices=Resource.Use.choices)
    source = TextField(label=_("Published by"), max_length=160, required=False)
