"""A nomination as it is typed, with its letter; the call to the office; why it is sent back."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from waypost.core import clock
from waypost.people.forms import HouseForm, InviteForm, text_field
from waypost.people.models import Network, Organisation

_SINCE = date(2000, 1, 1)
_THE_LETTER = ".pdf,.jpg,.jpeg,.png,.gif,.webp,.tif,.tiff"


class CandidateForm(HouseForm):
    """The candidate and the state's letter, as on paper: who, which post, which letter."""

    name_latin = InviteForm.base_fields["name_latin"]
    name_native = InviteForm.base_fields["name_native"]
    rank_title = InviteForm.base_fields["rank_title"]
    rank_native = InviteForm.base_fields["rank_native"]
    email = InviteForm.base_fields["email"]
    title_en = text_field(
        _("Post, in English"), 160, help_text=_("For example Organizational Focal Point, operations.")
    )
    title_th = InviteForm.base_fields["title_th"]
    language = forms.ChoiceField(
        label=_("Language of the portal for this person"), choices=settings.LANGUAGES
    )
    letter_number = text_field(_("Number of the letter"), 60, help_text=_("As it stands on it."))
    letter_date = forms.DateField(
        label=_("Date of the letter"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Fill this in."),
            "invalid": _("This is no date. Write it as 2020-08-31."),
        },
    )
    signatory = text_field(
        _("Post of whoever signed"), 160, help_text=_("For example Director-General. The post, not the name.")
    )
    letter = forms.FileField(
        label=_("The letter, scanned"),
        widget=forms.FileInput(attrs={"accept": _THE_LETTER}),
        help_text=_("PDF or picture, up to 25 MB. Only you and the secretariat open it."),
        error_messages={
            "required": _("Choose the scanned letter."),
            "empty": _("This file is empty. Look at it on your computer, and choose it again."),
            "missing": _("Choose the scanned letter."),
            "invalid": _("Choose the scanned letter."),
        },
    )

    def clean_letter_date(self) -> date:
        found: date = self.cleaned_data["letter_date"]
        if found > clock.today():
            raise forms.ValidationError(_("This is in the future. Write the date on the letter."))
        if found < _SINCE:
            raise forms.ValidationError(_("This is too long ago. Write the date on the letter."))
        return found


class ProposeForm(CandidateForm):
    """The same, with the organisation and the network: those in which one may propose."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose one."),  # never the first by itself: a letter names its organisation
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of those listed.")},
    )
    network = forms.ModelChoiceField(
        label=_("Network"),
        queryset=Network.objects.none(),
        to_field_name="key",
        empty_label=None,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of those listed.")},
    )
    field_order = ["organisation", "network"]

    def __init__(self, *args: Any, organisations: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class CorrectForm(CandidateForm):
    """The same without another organisation; the letter stays unless a new one is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].required = False
        self.fields["letter"].label = _("Another scan, if the letter is another one")


class CallForm(HouseForm):
    """The call back to the office, at a number that is not from the candidate."""

    number = text_field(
        _("Number you called"),
        40,
        help_text=_("From the letter’s head or the duty post, never one the candidate gave you."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "short"}),
    )
    whom = text_field(
        _("Post that answered"), 160, help_text=_("And confirmed the letter. The post, not the name.")
    )
    at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("On your clock."),
        error_messages={
            "required": _("Fill this in."),
            "invalid": _("This is no date and time. Write it as 2020-08-31 14:05."),
        },
    )
