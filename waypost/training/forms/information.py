"""An information session as it is typed, on a telephone at the start of a shift."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from waypost.access.keys import Viewer
from waypost.core.writing import TextField
from waypost.face.forms import DateField, OpenedOn, speak
from waypost.places.lists import in_order
from waypost.places.models import Section, Topic
from waypost.training.actions.information import MOST_OF_A_BAND, Told
from waypost.training.lists.information import BANDS
from waypost.training.lists.resources import to_tell_from
from waypost.training.models import Material, Shift
from waypost.training.models.bands import RankBand
from waypost.training.models.information import COUNTED, LONGEST, SHORTEST

_NUMBER = _("Give a whole number from 0 to 500.")
_MINUTES = _("Give a whole number from 15 to 30.")


class NumberInput(forms.TextInput):
    """A short box that brings up the digits of a telephone."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})


class Head(forms.IntegerField):
    """How many. Empty is nobody."""

    widget = NumberInput

    def __init__(self, label: Any) -> None:
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), _NUMBER)
        super().__init__(
            label=label, min_value=0, max_value=MOST_OF_A_BAND, required=False, error_messages=messages
        )

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


def field_of(sex: str, band: str) -> str:
    return f"{sex}_{band}".replace("-", "_")


class SessionForm(forms.Form):
    """Where, when, what, and how many listened by sex and rank band."""

    unit = TextField(label=_("Unit"), max_length=120)
    place = TextField(label=pgettext_lazy("where it is held", "Place"), max_length=120)
    on = DateField(label=_("Day"))
    shift = forms.ChoiceField(label=_("Shift"), choices=Shift.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=NumberInput,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _MINUTES),
    )
    topic = forms.ChoiceField(label=_("Topic"))
    material = forms.ChoiceField(label=_("Told from"), help_text=_("Material that was cleared for use."))

    PARTS = ("unit", "place", "on", "shift", "minutes", "topic", "material")

    def __init__(self, *args: Any, viewer: Viewer, used: Material | None = None, **kwargs: Any) -> None:
        """``used`` is the material a record was told from, whether it is still used or not."""
        super().__init__(*args, **kwargs)
        self.topics = {each.key: each for each in Topic.objects.all()}
        self.fields["topic"].choices = self._topics()  # type: ignore[attr-defined]
        offered = to_tell_from(viewer)
        self.materials = {each.public_id: each for each in [*([used] if used else []), *offered]}
        self.fields["material"].choices = [  # type: ignore[attr-defined]
            (ident, each.title if each.cleared_on else _("%(title)s (not cleared)") % {"title": each.title})
            for ident, each in self.materials.items()
        ]
        for band in RankBand:
            for sex in COUNTED:
                self.fields[field_of(sex, band)] = Head(sex.label)
        speak(self, "unit", "place")

    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PARTS]

    def bands(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The boxes of each rank band, by sex."""
        return [(band.label, [self[field_of(sex, band)] for sex in COUNTED]) for band in RankBand]

    def stepped(self, step: str) -> dict[str, str]:
        """What was typed, with one more or one fewer of a band: "female_civilian+" is the name of a button."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        name, by = step[:-1], {"+": 1, "-": -1}.get(step[-1:], 0)
        if name in typed and isinstance(self.fields[name], Head):
            has = int(typed[name]) if typed[name].isdecimal() and len(typed[name]) < 4 else 0
            typed[name] = str(min(max(has + by, 0), MOST_OF_A_BAND))
        return typed

    def chosen_material(self) -> Material:
        return self.materials[self.cleaned_data["material"]]

    def told(self) -> Told:
        typed = self.cleaned_data
        return Told(
            **{name: typed[name] for name in ("unit", "place", "on", "shift", "minutes")},
            topic=self.topics[typed["topic"]],
            counts={(sex, band): typed[field_of(sex, band)] for sex, band in BANDS},
        )

    def _topics(self) -> list[tuple[Any, list[tuple[str, str]]]]:
        found = sorted(self.topics.values(), key=lambda each: in_order(each.name))
        return [
            (section.label, [(each.key, each.name) for each in found if each.section == section])
            for section in Section
        ]


class CorrectionForm(SessionForm):
    """The session as it should have been written, and why."""

    held = forms.ChoiceField(
        label=_("Did it take place?"),
        choices=[("yes", _("Yes")), ("no", _("No, it was entered by mistake"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    because = TextField(label=_("Why it is corrected"), max_length=300)
    revision = OpenedOn()
