"""Attendance as it is taken on a telephone, walk-ins, and the safety briefing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.training.actions.attendance import Entry
from waypost.training.forms.enrolment import OfficerForm
from waypost.training.lists.attendance import Line, Roster
from waypost.training.models import Attendance, Facilitation, Nominee, Presence, Seats, SessionDay


class AttendanceForm(forms.Form):
    """One choice a person. ``everybody`` says that whoever has no entry yet is present."""

    because = TextField(
        label=_("Why, if you correct something"),
        max_length=300,
        required=False,
        help_text=_("An apology, or what was wrong. It stays beside the entry."),
    )

    def __init__(self, *args: Any, roster: Roster, day: SessionDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.day = roster, day
        for line in roster.lines:
            ident, entry = line.nominee.public_id, line.entries.get(day.pk)
            self.fields[f"is_{ident}"] = forms.ChoiceField(
                label=line.nominee.name,
                choices=Presence.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=entry.presence if entry else None,
            )
            self.fields[f"minutes_{ident}"] = forms.IntegerField(
                label=_("Minutes"),
                min_value=1,
                max_value=day.minutes,
                required=False,
                initial=entry.minutes if entry and entry.minutes != day.minutes and entry.minutes else None,
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"),
                    _("Give a whole number from 1 to %(most)s.") % {"most": day.minutes},
                ),
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}
                ),
            )
            self.fields[f"opened_{ident}"] = forms.IntegerField(
                required=False, min_value=0, initial=entry.number if entry else 0, widget=forms.HiddenInput
            )

    def rows(self) -> list[tuple[Line, Attendance | None, list[forms.BoundField]]]:
        names = ("is", "minutes", "opened")
        return [
            (
                line,
                line.entries.get(self.day.pk),
                [self[f"{name}_{line.nominee.public_id}"] for name in names],
            )
            for line in self.roster.lines
        ]

    def entries(self, *, everybody: bool = False) -> list[Entry]:
        """What is said of each. Of whom nothing is said there is none."""
        found = []
        for line in self.roster.lines:
            ident = line.nominee.public_id
            said, minutes, opened = (
                self.cleaned_data.get(f"{name}_{ident}") for name in ("is", "minutes", "opened")
            )
            if everybody and not said:
                said = Presence.PRESENT.value
            if said:
                found.append(Entry(line.nominee, said, minutes or 0, opened or 0))
        return found


class BriefingForm(forms.Form):
    """Who gave the safety briefing."""

    given_by = forms.ChoiceField(label=_("Safety briefing given by"))

    def __init__(self, *args: Any, trainers: list[Facilitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trainers = {each.name_latin: each for each in trainers}
        self.fields["given_by"].choices = [(name, each.name) for name, each in self.trainers.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Facilitation:
        return self.trainers[self.cleaned_data["given_by"]]


class FoundForm(forms.Form):
    """Somebody of the roll who has no seat."""

    nominee = forms.ChoiceField(label=_("On the roll"))

    def __init__(self, *args: Any, nominees: list[Nominee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nominees = {each.public_id: each for each in nominees}
        self.fields["nominee"].choices = [  # type: ignore[attr-defined]
            (ident, f"{each.name}, {each.seats.name}") for ident, each in self.nominees.items()
        ]

    def chosen(self) -> Nominee:
        return self.nominees[self.cleaned_data["nominee"]]


class WalkInForm(OfficerForm):
    """Somebody nobody nominated, with the unit they are of."""

    unit = forms.ChoiceField(label=_("Unit"))

    def __init__(self, *args: Any, units: list[Seats], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {each.public_id: each for each in units}
        self.fields["unit"].choices = [(ident, each.name) for ident, each in self.units.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Seats:
        return self.units[self.cleaned_data["unit"]]
