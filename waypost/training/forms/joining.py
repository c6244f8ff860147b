"""Joining instructions as they are typed."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, speak
from waypost.people.forms import HouseForm
from waypost.training.actions.joining import Instructions

_WIDE = forms.Textarea(attrs={"rows": 3})


class HourField(forms.TimeField):
    """An hour, typed as 09:00 or 09.00."""

    widget = forms.TimeInput(
        attrs={"class": "short", "autocomplete": "off", "inputmode": "text"}, format="%H:%M"
    )
    input_formats = ("%H:%M", "%H.%M")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Hours and minutes, for example 09:00."))
        invalid = _("This is no time. Write hours and minutes, for example 09:00.")
        super().__init__(error_messages={"invalid": invalid}, **kwargs)


class JoiningForm(HouseForm):
    """When, where, what to bring, whom to call. ``revision`` is the number of the instructions that stood."""

    first_day = DateField(label=_("First day"))
    from_hour = HourField(label=_("Begins at"))
    last_day = DateField(label=_("Last day"))
    until_hour = HourField(label=_("Ends at"))
    venue_en = TextField(label=_("Venue (English)"), max_length=200)
    venue_th = TextField(label=_("Venue (Thai)"), max_length=200)
    bring_en = TextField(
        label=_("What to bring and to know (English)"), max_length=1000, required=False, widget=_WIDE
    )
    bring_th = TextField(
        label=_("What to bring and to know (Thai)"), max_length=1000, required=False, widget=_WIDE
    )
    call_en = TextField(
        label=_("Whom to call (English)"), max_length=160, help_text=_("A post with its telephone, no name.")
    )
    call_th = TextField(label=_("Whom to call (Thai)"), max_length=160)
    revision = OpenedOn()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, *(f"{name}_{each}" for name in ("venue", "bring", "call") for each in ("en", "th")))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("bring_en")) != bool(typed.get("bring_th")):
            missing = "bring_th" if typed.get("bring_en") else "bring_en"
            self.add_error(missing, gettext("Write it in this language too."))
        return typed

    def instructions(self) -> Instructions:
        """With the times of the zone in which the person reads the portal."""
        typed = self.cleaned_data
        names = ("venue_en", "venue_th", "bring_en", "bring_th", "call_en", "call_th")
        return Instructions(
            starts_at=timezone.make_aware(datetime.combine(typed["first_day"], typed["from_hour"])),
            ends_at=timezone.make_aware(datetime.combine(typed["last_day"], typed["until_hour"])),
            **{name: typed[name] for name in names},
        )


class CancelForm(HouseForm):
    """Why it does not take place."""

    because_en = TextField(label=_("Why (English)"), max_length=300)
    because_th = TextField(label=_("Why (Thai)"), max_length=300)
    stood = OpenedOn()
