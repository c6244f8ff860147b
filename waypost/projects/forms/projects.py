"""A project and its lines of money, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.access.keys import Viewer
from waypost.core.writing import TextField
from waypost.face.forms import DateField, NetworkField, OpenedOn, OrganisationField
from waypost.projects.models import MARKS


def _long(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4, "lang": language})


class ProjectForm(forms.Form):
    """The project itself, in both languages. ``revision`` is the one the form was opened on."""

    code = TextField(label=_("Code"), max_length=24, help_text=_("Short, for example BMI-IV. It stays."))
    network = NetworkField()
    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    phase = TextField(label=_("Phase"), max_length=24, required=False)
    summary_en = TextField(label=_("What it is for (English)"), max_length=2000, widget=_long("en"))
    summary_th = TextField(label=_("What it is for (Thai)"), max_length=2000, widget=_long("th"))
    since = DateField(label=_("First day"))
    until = DateField(label=_("Last day"), required=False)
    mark = forms.TypedChoiceField(
        label=_("Mark"),
        coerce=int,
        choices=[(int(mark), mark.label) for mark in MARKS],
        widget=forms.RadioSelect,
    )
    revision = OpenedOn()

    def __init__(self, *args: Any, viewer: Viewer, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            NetworkField.offer(self, viewer)
        else:
            del self.fields["network"], self.fields["code"]

    def words(self) -> list[forms.BoundField]:
        names = ("code", "network", "title_en", "title_th", "phase", "summary_en", "summary_th")
        return [self[name] for name in names if name in self.fields]


class LineForm(forms.Form):
    """A line of money: who pays, under which number of theirs, for what. No amounts."""

    donor = OrganisationField(
        label=_("Donor"),
        max_length=160,
        help_text=_("By its code or its name. Its donor officers read the project and its programmes."),
    )
    reference = TextField(label=_("The donor’s number"), max_length=40, required=False)
    purpose_en = TextField(label=_("What it pays for (English)"), max_length=300)
    purpose_th = TextField(label=_("What it pays for (Thai)"), max_length=300)


class ChangedLineForm(LineForm):
    """The same line said anew, and why. The donor stays: another donor is another line."""

    because = TextField(label=_("Why it is changed"), max_length=300)
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["donor"]


class EndForm(forms.Form):
    """Until when a line pays; or that it never did."""

    how = forms.ChoiceField(
        label=_("What happened?"),
        choices=[
            ("ended", _("It pays until a day. Its donor officers read on.")),
            ("mistaken", _("It was written down by mistake. Nobody reads the project by it any more.")),
        ],
        widget=forms.RadioSelect,
    )
    ended_on = DateField(label=_("Last day it pays for"), required=False)
    ending = TextField(label=_("Why it ends"), max_length=300)
    revision = OpenedOn()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("how") == "ended" and not typed.get("ended_on") and "ended_on" not in self.errors:
            self.add_error("ended_on", _("Give the last day it pays for."))
        return typed
