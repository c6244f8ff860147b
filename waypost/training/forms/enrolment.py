"""What a cohort offers, an order with an officer it names, and a reason, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, OrganisationField
from waypost.people.forms import HouseForm, InviteForm
from waypost.training.actions.nomination import Officer, OrderWords
from waypost.training.actions.programmes import MOST_UNITS
from waypost.training.forms.programmes import Units
from waypost.training.models import Cohort, RankBand, Seats, Sex


class OpenForm(forms.Form):
    """Which cohort, and until when units nominate for it."""

    cohort = forms.ChoiceField(label=_("Cohort"))
    closes_on = DateField(label=_("Units nominate until"))

    def __init__(self, *args: Any, cohorts: list[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohorts = {each.name_en: each for each in cohorts}  # each its own in a programme
        self.fields["cohort"].choices = [(name, each.name) for name, each in self.cohorts.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Cohort:
        return self.cohorts[self.cleaned_data["cohort"]]


class SeatsForm(forms.Form):
    """Until when units nominate. ``revision`` is the one the form was opened on."""

    closes_on = DateField(label=_("Units nominate until"))
    revision = OpenedOn()


_COUNT = _("Give a whole number from 0 to 9,999.")


class SeatsRow(forms.Form):
    """How many of one unit. An empty row says nothing."""

    organisation = OrganisationField(label=_("Organisation"), max_length=160)
    unit_en = TextField(label=_("Division or post (English)"), max_length=160, required=False)
    unit_th = TextField(label=_("Division or post (Thai)"), max_length=160, required=False)
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=0,
        max_value=9999,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _COUNT),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


SeatsRows = forms.formset_factory(
    SeatsRow, formset=Units, extra=2, max_num=MOST_UNITS, absolute_max=2 * MOST_UNITS, validate_max=True
)


class OrderForm(HouseForm):
    """The order by which somebody is nominated."""

    number = TextField(
        label=_("Number of the order"),
        max_length=60,
        help_text=_("As it stands on it, for example 0031.5/214."),
    )
    dated = DateField(label=_("Date of the order"))

    def order(self) -> OrderWords:
        return OrderWords(self.cleaned_data["number"], self.cleaned_data["dated"])


class OfficerForm(HouseForm):
    """One officer, held to the same rules as an invitation."""

    rank_title = InviteForm.base_fields["rank_title"]
    rank_native = InviteForm.base_fields["rank_native"]
    name_latin = InviteForm.base_fields["name_latin"]
    name_native = InviteForm.base_fields["name_native"]
    email = InviteForm.base_fields["email"]
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    rank_band = forms.ChoiceField(label=_("Rank band"), choices=RankBand.choices)
    province = TextField(label=_("Province"), max_length=80, required=False, help_text=_("Where they serve."))

    FIELDS = (
        "rank_title",
        "rank_native",
        "name_latin",
        "name_native",
        "email",
        "sex",
        "rank_band",
        "province",
    )

    def officer(self) -> Officer:
        typed = {name: self.cleaned_data[name] for name in OfficerForm.FIELDS}
        return Officer(**{**typed, "email": typed["email"].strip().lower()})

    def about_person(self) -> list[forms.BoundField]:
        return [self[name] for name in OfficerForm.FIELDS]


class NominateForm(OrderForm, OfficerForm):
    """An officer for one of the own units, by an order. ``units`` are those the cohort has seats for."""

    unit = forms.ChoiceField(label=_("Unit"))

    def __init__(self, *args: Any, units: list[Seats], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {each.public_id: each for each in units}
        self.fields["unit"].choices = [(ident, each.name) for ident, each in self.units.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Seats:
        return self.units[self.cleaned_data["unit"]]


class ReplaceForm(OrderForm, OfficerForm):
    """Another officer of the same unit, by an order."""


class BecauseForm(forms.Form):
    """One sentence why, that the unit reads."""

    because = TextField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The unit reads it, and so does the person."),
    )
