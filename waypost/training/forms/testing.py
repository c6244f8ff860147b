"""A test, another last day of it, and points of a test on paper, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.face.forms import DateField, want
from waypost.training.actions.testing import MOST_POINTS, Window
from waypost.training.models import Moment, Nominee

_SHORT = {"inputmode": "numeric", "class": "short"}


def _number(label: Any, least: int, most: int, error: Any, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), error),
        widget=forms.TextInput(attrs=_SHORT),
        **given,
    )


class OpenTestForm(forms.Form):
    """Which test, from when to when, and what it takes to pass."""

    moment = forms.ChoiceField(label=_("Which test"), choices=Moment.choices, widget=forms.RadioSelect)
    opens_on = DateField(label=_("First day"))
    closes_on = DateField(label=_("Last day"))
    pass_mark = _number(
        _("Passed with, in percent"), 1, 100, _("Give a whole number from 1 to 100."), initial=60
    )
    crossed = forms.BooleanField(
        label=_("Every second learner has the forms the other way round"),
        required=False,
        help_text=_(
            "Then a form that is harder than the other makes no gain. A post-test follows its pre-test."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "crossed")

    def words(self) -> Window:
        return Window(**self.cleaned_data)


class MoveForm(forms.Form):
    """Another last day."""

    last_day = DateField(label=_("Last day"))


class ScoresForm(forms.Form):
    """Points of a test on paper: of each learner who has none yet. Who was not there stays empty."""

    out_of = _number(_("Points there were"), 1, MOST_POINTS, _("Give a whole number from 1 to 1,000."))

    def __init__(self, *args: Any, nominees: list[Nominee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nominees = {f"points_{each.public_id}": each for each in nominees}
        for name, nominee in self.nominees.items():
            self.fields[name] = _number(
                nominee.name, 0, MOST_POINTS, _("Give a whole number from 0 to 1,000."), required=False
            )
        want(self, *self.nominees)

    def scores(self) -> list[tuple[Nominee, int]]:
        typed = self.cleaned_data
        return [(each, typed[name]) for name, each in self.nominees.items() if typed[name] is not None]
