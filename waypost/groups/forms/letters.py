"""A letter as it is entered in the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OrganisationField, speak
from waypost.groups.actions.letters import Entry
from waypost.groups.models import Letter, Wants, Way

_NAMES = ("number", "dated", "other", "subject", "organisation", "due_on")


class LetterForm(forms.Form):
    """The letter, in the order in which one reads it off the paper."""

    way = forms.ChoiceField(label=_("Which way?"), choices=Way.choices, widget=forms.RadioSelect)
    number = TextField(label=_("Number of the letter"), max_length=60, help_text=_("As it stands on it."))
    dated = DateField(label=_("Date of the letter"))
    other = TextField(
        label=_("From whom, or to whom"), max_length=160, help_text=_("The office, not a person’s name.")
    )
    organisation = OrganisationField(
        label=_("Their organisation, where the portal knows it"),
        max_length=160,
        required=False,
        help_text=_("By its code or its name."),
    )
    subject = TextField(label=_("Subject"), max_length=200)
    wants = forms.ChoiceField(label=_("What it is for"), choices=Wants.choices, widget=forms.RadioSelect)
    due_on = DateField(label=_("Answer until"), required=False)
    answers = forms.ChoiceField(label=_("Answers which letter?"), required=False)
    scan = forms.FileField(
        label=_("The letter, scanned"), required=False, help_text=_("PDF or picture, 25 MB at most.")
    )

    def __init__(self, *args: Any, letters: list[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = {each.public_id: each for each in letters}
        rows = [(each.public_id, f"{each.number} · {each.other}") for each in letters]
        self.fields["answers"].choices = [("", _("None")), *rows]  # type: ignore[attr-defined]
        speak(self, "number", "other", "subject")

    def entry(self) -> Entry:
        typed = self.cleaned_data
        words = {name: typed[name] for name in _NAMES}
        return Entry(way=Way(typed["way"]), wants=Wants(typed["wants"]), **words)

    def answered(self) -> Letter | None:
        return self.letters.get(self.cleaned_data["answers"])


class StrikeForm(forms.Form):
    """Why a letter counts no longer."""

    because = TextField(label=_("Why it is struck out"), max_length=200)
