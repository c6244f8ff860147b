"""A material and its clearance, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.core.writing import TextField
from waypost.face.forms import DateField, NetworkField, OpenedOn


class AttachForm(forms.Form):
    """From which resource something is taught, by its number."""

    resource = TextField(
        label=_("Number of the resource"),
        max_length=24,
        help_text=_("The number of a resource in the portal, for example SEC-2020-004: its newest version."),
    )


class MaterialForm(forms.Form):
    """What was made of a resource. Its number is that of the item in the portal."""

    resource = TextField(
        label=_("Adapted from resource"),
        max_length=24,
        help_text=_("The number of a resource in the portal, for example SEC-2020-004: its newest version."),
    )
    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    network = NetworkField()

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        NetworkField.offer(self, viewer)


class ClearanceForm(forms.Form):
    """That another authority lets it be used."""

    cleared_by_en = TextField(
        label=_("Cleared by (English)"),
        max_length=160,
        help_text=_("The authority whose matter it is, for example the Ministry of Public Health."),
    )
    cleared_by_th = TextField(label=_("Cleared by (Thai)"), max_length=160)
    cleared_on = DateField(label=_("Cleared on"))
    cleared_reference = TextField(label=_("Number of its letter"), max_length=60, required=False)
    revision = OpenedOn()
