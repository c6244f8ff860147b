"""A group, what it is for and who pays for it, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, speak
from waypost.groups.actions.charters import Purpose
from waypost.groups.models import Kind
from waypost.people.models import Network
from waypost.projects.models import Project

_CHOOSE = {"invalid_choice": _("Choose one of those listed.")}


def _long(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4, "lang": language})


class CharterForm(forms.Form):
    """What a group is for. ``revision`` is the one the form was opened on."""

    kind = forms.ChoiceField(
        label=_("What kind of group is it?"), choices=Kind.choices, widget=forms.RadioSelect
    )
    purpose_en = TextField(label=_("What it is for (English)"), max_length=1000, widget=_long("en"))
    purpose_th = TextField(label=_("What it is for (Thai)"), max_length=1000, widget=_long("th"))
    founded_on = DateField(label=_("Founded on"))
    decision = TextField(
        label=_("Number of the letter or order"),
        max_length=60,
        required=False,
        help_text=_("The one by which it was founded."),
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "decision")

    def purpose(self) -> Purpose:
        typed = self.cleaned_data
        names = ("purpose_en", "purpose_th", "founded_on", "decision")
        return Purpose(kind=Kind(typed["kind"]), **{name: typed[name] for name in names})


class FoundForm(CharterForm):
    """The same of a new group, with its network and its name."""

    network = forms.ModelChoiceField(
        label=_("In which network?"),
        queryset=Network.objects.none(),
        to_field_name="key",
        empty_label=None,
        error_messages=_CHOOSE,
    )
    name_en = TextField(label=_("Name (English)"), max_length=160)
    name_th = TextField(label=_("Name (Thai)"), max_length=160)

    field_order = ("network", "name_en", "name_th")

    def __init__(self, *args: Any, networks: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = Network.objects.filter(pk__in=networks)  # type: ignore[attr-defined]


class FundingForm(forms.Form):
    """One more project that pays."""

    project = forms.ChoiceField(label=_("Project"), error_messages=_CHOOSE)
    since = DateField(label=_("Since"))

    def __init__(self, *args: Any, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {each.public_id: each for each in projects}
        rows = [(each.public_id, f"{each.code} {each.title}") for each in projects]
        self.fields["project"].choices = rows  # type: ignore[attr-defined]

    def chosen(self) -> Project:
        return self.projects[self.cleaned_data["project"]]


class EndFundingForm(forms.Form):
    """The end of one."""

    funding = forms.CharField(widget=forms.HiddenInput)
    until = DateField(label=_("The first day it pays no longer"))
