"""What is said of a published alert."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.alerts.forms.parts import _months
from waypost.alerts.forms.words import Words
from waypost.alerts.models import (
    Band,
    Contest,
    Vocabulary,
)
from waypost.core.writing import TextField
from waypost.publications.forms import HeadForm


class SightingForm(forms.Form):
    """That the same was seen elsewhere: when, at what kind of point, how many."""

    month = forms.TypedChoiceField(label=_("In which month?"), coerce=date.fromisoformat)
    point = Words(Vocabulary.POINT, label=_("Seen at"), help_text=_("The kind of point, never the desk."))
    band = forms.ChoiceField(label=_("How many"), choices=Band.choices, widget=forms.RadioSelect)
    note = TextField(
        label=_("Note to the originator"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What differed, if anything did. No case, no person, no number."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = _months("")[1:]  # type: ignore[attr-defined]


class SupersedeForm(HeadForm):
    """Which alert replaces this one; none takes it back."""

    successor = forms.ChoiceField(label=_("It is replaced by"), required=False)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("No other alert"))
        self.fields["successor"].choices = [none, *offered]  # type: ignore[attr-defined]


class ContestForm(forms.Form):
    """What the issuing state's organisation says against an alert."""

    reason = TextField(
        label=_("What is wrong"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Those who work on the alert read this, nobody else. No names of persons."),
    )


class ContestAnswerForm(forms.Form):
    """The originator's answer to one of them. That it is still open is what the form was opened on."""

    contest = TextField(max_length=22, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What becomes of the alert"),
        choices=[each for each in Contest.Outcome.choices if each[0] != Contest.Outcome.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the alert.")},
    )
    answer = TextField(label=_("Your answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
