"""Certificates as they are issued, taken back and issued anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField
from waypost.people.forms import HouseForm, InviteForm
from waypost.people.models import NAMES, Person
from waypost.training.actions.certificates import Names, Taught
from waypost.training.lists.certificates import names_of

_MINUTES = _("Give a whole number from 0 to 30,000.")


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=30_000,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _MINUTES),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


class CertifyForm(HouseForm):
    """What is certified: who taught, how long, and until when it holds. ``trainers`` are those to choose from."""

    lead = forms.ChoiceField(label=_("Lead trainer"))
    others = forms.MultipleChoiceField(
        label=_("Co-trainers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes_online = _minutes(_("Minutes of e-modules"))
    minutes_practical = _minutes(_("Minutes of practical sessions"))
    valid_until = DateField(label=_("Valid until"), required=False)

    def __init__(self, *args: Any, trainers: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trainers = {each.public_id: each for each in trainers}
        for name in ("lead", "others"):
            self.fields[name].choices = names_of(trainers)  # type: ignore[attr-defined]

    def taught(self) -> Taught:
        said = self.cleaned_data
        return Taught(
            lead=self.trainers[said["lead"]],
            others=[self.trainers[each] for each in said["others"]],
            minutes_online=said["minutes_online"] or 0,
            minutes_practical=said["minutes_practical"] or 0,
            valid_until=said["valid_until"],
        )


class RevokeForm(HouseForm):
    """Why a certificate holds no longer."""

    revoked_because = TextField(
        label=_("Why it is revoked"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The holder reads it. Whoever looks the code up does not."),
    )


class ReissueForm(HouseForm):
    """The names as they are to stand, and why."""

    rank_title = InviteForm.base_fields["rank_title"]
    rank_native = InviteForm.base_fields["rank_native"]
    name_latin = InviteForm.base_fields["name_latin"]
    name_native = InviteForm.base_fields["name_native"]
    because = TextField(
        label=_("Why it is issued anew"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The holder reads it. Whoever looks the code up does not."),
    )

    def names(self) -> Names:
        return Names(**{name: self.cleaned_data[name] for name in NAMES})


class CodeForm(forms.Form):
    """A code copied from paper."""

    code = TextField(
        label=_("Code on the certificate"),
        max_length=40,
        help_text=_("Twelve letters and digits, below the picture with the squares."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
