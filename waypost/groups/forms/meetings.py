"""A meeting as it is typed: five lines of agenda at first; answers, attendance, papers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, OrganisationField, SentRows, speak
from waypost.groups.actions.meetings import MOST_PEOPLE, Called
from waypost.groups.lists.meetings import Guest
from waypost.groups.models.meetings import MOST_ITEMS, How, Says
from waypost.people.forms import HouseForm, zone_field

LINES = 5  # of an agenda that begins


class HourField(forms.TimeField):
    """An hour, typed as 09:00 or 09.00."""

    widget = forms.TimeInput(
        attrs={"class": "short", "autocomplete": "off", "inputmode": "text"}, format="%H:%M"
    )
    input_formats = ("%H:%M", "%H.%M")

    def __init__(self, **kwargs: Any) -> None:
        invalid = _("This is no time. Write hours and minutes, for example 09:00.")
        super().__init__(error_messages={"invalid": invalid}, **kwargs)


class MeetingForm(HouseForm):
    """What is called. ``body`` and ``counterpart`` are for a new meeting only."""

    body = forms.ChoiceField(label=_("Meeting of"))
    counterpart = OrganisationField(
        label=_("With which organisation"),
        required=False,
        help_text=_(
            "Of a project: the one organisation you meet, by its code or name. A group meets by itself."
        ),
    )
    title = TextField(label=_("Title"), max_length=160)
    on = DateField(label=_("Day"))
    begins = HourField(label=_("Begins at"))
    ends = HourField(label=_("Ends at"))
    zone = zone_field()
    place = TextField(label=pgettext_lazy("where it is held", "Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link to take part"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("This is no address. It looks like https://meet.example/room.")},
        help_text=_("For whoever takes part remotely. Place or link: one of the two is needed."),
    )
    revision = OpenedOn()

    WHEN = ("on", "begins", "ends", "zone", "place", "link")

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies is None:
            del self.fields["body"], self.fields["counterpart"]
        else:
            self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        speak(self, "title", "place")

    def when(self) -> list[forms.BoundField]:
        return [self[name] for name in self.WHEN]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        begins, ends = typed.get("begins"), typed.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", gettext("It ends before it begins. Correct one of the two times."))
        return typed

    def called(self, agenda: Sequence[tuple[str, str]]) -> Called:
        """With times on the clock of the meeting's own zone."""
        typed = self.cleaned_data
        zone = ZoneInfo(typed["zone"])
        return Called(
            title=typed["title"],
            starts_at=datetime.combine(typed["on"], typed["begins"], zone),
            ends_at=datetime.combine(typed["on"], typed["ends"], zone),
            zone=typed["zone"],
            place=typed["place"],
            link=typed["link"],
            agenda=agenda,
        )


class LineForm(forms.Form):
    """One line of the agenda. ``item`` is the public id of the item that stood there."""

    title = TextField(label=_("Agenda item"), max_length=200, required=False)
    item = forms.CharField(required=False, max_length=22, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "title")


class Lines(SentRows):
    """The agenda in its order; a line that is cleared is gone."""

    default_error_messages: ClassVar = {
        **SentRows.default_error_messages,
        "too_many_forms": _("An agenda has 20 items at most. Put some of them together."),
    }


def agenda_of(lines: Any) -> list[tuple[str, str]]:
    """The lines that say something, with the item that stood there."""
    typed = [each.cleaned_data for each in lines]
    return [(each["title"], each["item"]) for each in typed if each.get("title")]


LineForms = forms.formset_factory(
    LineForm, formset=Lines, extra=LINES, max_num=MOST_ITEMS, absolute_max=2 * MOST_ITEMS, validate_max=True
)
MoreLineForms = forms.formset_factory(
    LineForm, formset=Lines, extra=2, max_num=MOST_ITEMS, absolute_max=2 * MOST_ITEMS, validate_max=True
)


class CancelForm(forms.Form):
    """Why a meeting is not held."""

    because = TextField(
        label=pgettext_lazy("reason", "Why"), max_length=300, help_text=_("Whoever is invited reads it.")
    )
    revision = OpenedOn()


class AnswerForm(forms.Form):
    """Whether somebody comes, for the own seat or organisation."""

    says = forms.ChoiceField(
        label=_("Your answer"),
        choices=Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )

    def __init__(self, *args: Any, seated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not seated:
            self.fields["says"].choices = [  # type: ignore[attr-defined]
                each for each in Says.choices if each[0] != Says.ALTERNATE
            ]


class PaperForm(forms.Form):
    """Which item of the portal is put before the meeting, by its number."""

    number = TextField(
        label=_("Number of the item"),
        max_length=24,
        help_text=_("Of an item in the portal, for example SEC-2020-004. Everybody invited has to see it."),
    )


class AttendanceForm(forms.Form):
    """How each seat, or each organisation, was there."""

    revision = OpenedOn()

    def __init__(self, *args: Any, guests: Sequence[Guest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guests = guests
        for each in guests:
            self.fields[f"how_{each.key}"] = forms.ChoiceField(
                label=each.name,
                choices=[("", _("Not there")), *How.choices],
                required=False,
                widget=forms.RadioSelect,
                initial=each.presence.how if each.presence else "",
            )
            if each.seat is None:
                self.fields[f"people_{each.key}"] = forms.IntegerField(
                    label=_("How many"),
                    min_value=1,
                    max_value=MOST_PEOPLE,
                    required=False,
                    initial=each.presence.people if each.presence else None,
                    widget=forms.TextInput(
                        attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}
                    ),
                    error_messages=dict.fromkeys(
                        ("invalid", "min_value", "max_value"), _("Give a whole number from 1 to 200.")
                    ),
                )

    def rows(self) -> list[tuple[Guest, forms.BoundField, forms.BoundField | None]]:
        return [
            (each, self[f"how_{each.key}"], None if each.seat else self[f"people_{each.key}"])
            for each in self.guests
        ]

    def seats(self) -> dict[int, str]:
        return {
            each.seat.pk: self.cleaned_data[f"how_{each.key}"]
            for each in self.guests
            if each.seat and self.cleaned_data.get(f"how_{each.key}")
        }

    def organisations(self) -> dict[int, tuple[str, int]]:
        return {
            each.organisation.pk: (
                self.cleaned_data[f"how_{each.key}"],
                self.cleaned_data.get(f"people_{each.key}") or 1,
            )
            for each in self.guests
            if each.seat is None and self.cleaned_data.get(f"how_{each.key}")
        }
