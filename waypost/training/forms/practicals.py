"""A practical session, its days and who teaches, as they are typed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, SentRows, speak
from waypost.people.forms import HouseForm, InviteForm
from waypost.training.actions.practicals import MOST_DAYS, MOST_TRAINERS, Day, PracticalWords, Trainer
from waypost.training.models import Facilitation, Seats, SessionChange
from waypost.training.models.practicals import VesselKind


class Number(forms.IntegerField):
    """A whole number from 1, in a short box that brings up the digits of a telephone."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        sentence = _("Give a whole number from 1 to %(most)s.") % {"most": most}
        super().__init__(
            min_value=1,
            max_value=most,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
            **kwargs,
        )


class TimeOfDay(forms.TimeField):
    """Hours and minutes, as people of either language write them: 09:00, 09.00."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M"],
            error_messages={"invalid": _("This is no time. Write it as 09:00.")},
            widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "class": "short"}),
            **kwargs,
        )


class PracticalForm(forms.Form):
    """What a session is and where it is held. ``revision`` is the one the form was opened on."""

    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    province = TextField(label=_("Province"), max_length=80)
    place_en = TextField(
        label=_("Place (English)"), max_length=160, help_text=_("On a vessel: where one embarks.")
    )
    place_th = TextField(label=_("Place (Thai)"), max_length=160)
    capacity = Number(label=_("Room for how many"), most=999)
    vessel_name = TextField(
        label=_("Vessel"), max_length=80, required=False, help_text=_("Its name, if it is held on one.")
    )
    vessel_kind = forms.ChoiceField(
        label=_("Kind of vessel"), choices=[("", _("No vessel")), *VesselKind.choices], required=False
    )
    units = forms.MultipleChoiceField(
        label=_("For which units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Where none is ticked: for all of the cohort. This stays as it is once the session is planned."
        ),
    )
    revision = OpenedOn()

    FIELDS = (
        "title_en", "title_th", "province", "place_en", "place_th", "capacity", "vessel_name", "vessel_kind",
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Seats] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "title_en", "title_th", "place_en", "place_th", "vessel_name")
        self._units = {each.public_id: each for each in units}
        if len(self._units) > 1:
            choices = [(ident, each.name) for ident, each in self._units.items()]
            cast("forms.MultipleChoiceField", self.fields["units"]).choices = choices
        else:
            del self.fields["units"]

    def for_units(self) -> list[Seats]:
        """Those it is for; none where it is for all."""
        return [self._units[each] for each in self.cleaned_data.get("units", [])]

    def words(self) -> PracticalWords:
        return PracticalWords(**{name: self.cleaned_data[name] for name in self.FIELDS})


class DayForm(forms.Form):
    """One day of a session. An empty row says nothing. Without minutes all between the two times are taught."""

    on = DateField(label=_("Day"))
    begins = TimeOfDay(label=_("From"))
    ends = TimeOfDay(label=pgettext_lazy("time of day", "Until"))
    minutes = Number(label=_("Minutes of teaching"), most=960, required=False)

    def day(self) -> Day:
        """In the writer's time zone."""
        typed = self.cleaned_data
        begins, ends = (_moment(typed["on"], typed[name]) for name in ("begins", "ends"))
        minutes = typed["minutes"] or max(1, (ends - begins) // timedelta(minutes=1))
        return Day(begins, ends, minutes)


def _moment(on: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, at))


class Rows(SentRows):
    """Rows of which those that are filled in count."""

    default_error_messages: ClassVar = {
        **SentRows.default_error_messages,
        "too_many_forms": _("These are too many rows. Leave some of them out."),
    }

    def filled(self) -> list[Any]:
        return [each for each in self if each.has_changed()]


class TrainerForm(HouseForm):
    """Somebody who teaches or observes. An empty row says nothing."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", "—"), *Facilitation.Role.choices], required=False)
    rank_title = InviteForm.base_fields["rank_title"]
    rank_native = InviteForm.base_fields["rank_native"]
    name_latin = InviteForm.base_fields["name_latin"]
    name_native = InviteForm.base_fields["name_native"]
    email = forms.EmailField(
        label=_("Official mail address"),
        max_length=254,
        required=False,
        help_text=_("Whoever has an account here is known by it."),
        error_messages={"invalid": _("This is no mail address. It looks like name@office.example.")},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.has_changed() and not typed.get("role"):
            self.add_error("role", gettext("Say in which role."))
        return typed

    def trainer(self) -> Trainer:
        typed = self.cleaned_data
        return Trainer(**{**typed, "email": typed["email"].strip().lower()})


DayForms = forms.formset_factory(
    DayForm, formset=Rows, extra=2, max_num=MOST_DAYS, absolute_max=2 * MOST_DAYS, validate_max=True
)
TrainerForms = forms.formset_factory(
    TrainerForm,
    formset=Rows,
    extra=2,
    max_num=MOST_TRAINERS,
    absolute_max=2 * MOST_TRAINERS,
    validate_max=True,
)


class PostponeForm(forms.Form):
    """Why a session has other days."""

    kind = forms.ChoiceField(
        label=_("Why the days move"),
        choices=[
            (SessionChange.Kind.WEATHER.value, _("The weather")),
            (SessionChange.Kind.OTHER.value, _("Another reason")),
        ],
        widget=forms.RadioSelect,
    )
    because = TextField(
        label=_("In one sentence"), max_length=300, help_text=_("Whoever takes part reads it.")
    )
    revision = OpenedOn()


class CancelForm(forms.Form):
    """Why a session is not held."""

    because = TextField(label=_("Why"), max_length=300, help_text=_("Whoever takes part reads it."))
    revision = OpenedOn()
