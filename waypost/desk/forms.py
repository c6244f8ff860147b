"""What narrows the audit log, and the day a page is about, as they are typed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core import audit, clock
from waypost.core.doors import doors
from waypost.core.writing import TextField
from waypost.desk.lists import words
from waypost.desk.lists.coverage import began
from waypost.desk.lists.log import Asked, persons_called
from waypost.face import dates
from waypost.face.forms import DateField, want
from waypost.people.lists import LETTERS_TO_SEARCH, long_enough


class LogForm(forms.Form):
    """Each field narrows; empty ones do nothing."""

    action = forms.ChoiceField(label=_("Act"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("Done and denied")), (audit.DONE, _("Done")), (audit.DENIED, _("Denied"))],
    )
    person = TextField(label=_("Name or id of who acted"), required=False, max_length=160)
    thing = TextField(label=_("Thing, as in the log"), required=False, max_length=80)
    day = DateField(label=_("Day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(name for name, door in doors().items() if not door.quiet_because)
        named = [("", _("Every act")), *((name, f"{words.act(name)} ({name})") for name in acts)]
        self.fields["action"].choices = named  # type: ignore[attr-defined]
        want(self, *self.fields)

    def clean_person(self) -> str:
        typed: str = self.cleaned_data["person"].strip()
        if typed and not long_enough(typed):
            raise forms.ValidationError(
                _("Write at least %(least)d letters of each word."), params={"least": LETTERS_TO_SEARCH}
            )
        return typed

    def asked(self) -> Asked:
        values = self.cleaned_data
        typed = values["person"]
        return Asked(
            action=values["action"],
            outcome=values["outcome"],
            persons=persons_called(typed) if typed else None,
            thing=values["thing"].strip(),
            day=values["day"],
        )


class DayForm(forms.Form):
    """A day the network is asked about: none means today."""

    on = DateField(label=_("On which day?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "on")

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is None:
            return None
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come. Give today or an earlier day."))
        first = began()
        if first is not None and day < first:
            raise forms.ValidationError(
                _("The records begin on %(first)s. Give that day or a later one."),
                params={"first": dates.long_day(first)},
            )
        return day


class MonthForm(forms.Form):
    """A month: none means the last that is over."""

    month = TextField(
        label=_("Which month?"),
        required=False,
        max_length=20,
        help_text=_("Year-month, for example 2020-08."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "month")

    def clean_month(self) -> date | None:
        typed = self.cleaned_data["month"].strip()
        if not typed:
            return None
        try:
            month = dates.typed(f"{typed}-01")
        except ValueError as problem:
            raise forms.ValidationError(
                _("This is no month. Write year and month, for example 2020-08.")
            ) from problem
        if month > clock.today():
            raise forms.ValidationError(_("This month is still to come. Give this month or an earlier one."))
        first = began()
        if first is not None and month < first.replace(day=1):
            raise forms.ValidationError(
                _("The records begin in %(first)s. Give that month or a later one."),
                params={"first": dates.month(first)},
            )
        return month
